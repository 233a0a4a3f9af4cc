import Foundation
import SalesCore
import SalesPostgres

/// Uses SalesPostgres by its public door; the campaigns store_speed and zombies prepare the database and run it.
///
///     store claims URL WORKERS SECONDS LIMIT RATE     leases what is due, as fast as it goes
///     store lease URL COUNT FILE                      leases products by their numbers and writes the leases down
///     store commit URL FILE BATCH CHANGED             commits an outcome for each, every CHANGED-th with a new price
///     store idle URL SECONDS                          polls as an idle worker does
///     store zombie URL                                does what standard input says; see Zombie.swift
///
/// Each prints one JSON line, the last one for each order.
@main
struct Main {
    static func main() async throws {
        let words = CommandLine.arguments
        guard words.count > 2 else { throw Usage() }
        let store = try await PostgresStore(
            try PostgresAddress(words[2]),
            options: PostgresOptions(applicationName: "bench")
        )
        switch (words[1], words.count) {
        case ("claims", 7):
            let claims = Claims(
                url: words[2],
                workers: try number(words[3]),
                seconds: try number(words[4]),
                limit: try number(words[5]),
                rate: Double(try number(words[6]))
            )
            try await claims.run()
        case ("lease", 5): try await Commits.lease(store, count: try number(words[3]), file: words[4])
        case ("commit", 6):
            try await Commits.commit(store, file: words[3], batch: try number(words[4]), changed: try number(words[5]))
        case ("idle", 4): try await Idle.run(store, seconds: try number(words[3]))
        case ("zombie", 3): try await Zombie.run(store)
        default: throw Usage()
        }
        await store.close()
    }

    struct Usage: Error, CustomStringConvertible {
        let description = "usage: store claims|lease|commit|idle|zombie URL …; see Main.swift"
    }

    static func number(_ text: String) throws -> Int {
        guard let number = Int(text) else { throw Usage() }
        return number
    }

    static func report(_ values: [String: any Sendable]) throws {
        let data = try JSONSerialization.data(withJSONObject: values, options: [.sortedKeys])
        // At once: whoever gives orders waits for the answer.
        try FileHandle.standardOutput.write(contentsOf: data + Data("\n".utf8))
    }
}

extension Duration {
    var seconds: Double { self / .seconds(1) }
}
