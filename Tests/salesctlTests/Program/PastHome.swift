import Foundation
import Testing

/// A home whose store has a product with a price for each of the last 48 hours and one for now, and a folder for its
/// archive.
struct PastHome: Sendable {
    let home: Sandbox
    /// The folder of the archive.
    let folder: String

    /// How many rows there are.
    static let rows = 49

    /// What says in a place that it is another store's.
    static let foreign = #"{"format":"sales-tracker-archive","store":"0123456789abcdef0123456789abcdef","zone":"UTC"}"#

    /// What the tests read of a history in JSON.
    struct History: Decodable {
        struct Row: Decodable {
            let price: AmountRecord
        }
        let prices: [Row]
    }

    private struct Standing: Decodable {
        let waiting: [String]
    }

    /// Makes a home for a test and takes it away afterwards.
    static func with(_ body: (PastHome) async throws -> Void) async throws {
        try await OpenShop.with { shop in
            try await Sandbox.with(allowing: shop) { home in
                #expect(try await home.salesctl("track", shop.page(6)).status == 0)
                let lines = try await home.salesctl("export").output.split(separator: "\n").prefix(2)
                let now = Int64(Date().timeIntervalSince1970 * 1_000)
                let rows = (1..<Self.rows).map { hour in
                    """
                    {"record":"price","product":1,"at":\(now - Int64(hour) * 3_600_000),"availability":"in_stock",\
                    "price":{"amount":"\(100 + hour).00","currency":"GBP"}}
                    """
                }
                let file = try home.file("past.jsonl", (lines.map(String.init) + rows).joined(separator: "\n"))
                let taken = try await home.salesctl("import", file)
                #expect(taken.status == 0, "\(taken.errors)")
                let folder = home.folder.path + "/archive"
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
                try await body(PastHome(home: home, folder: folder))
            }
        }
    }

    /// Runs `salesctl archive` with these arguments.
    func archive(_ arguments: String..., environment: [String: String] = [:]) async throws -> ProgramRun {
        try await home.salesctl(["archive"] + arguments, environment: environment)
    }

    /// The rows that the store shows, frozen ones too.
    func living() async throws -> Int {
        let history: History = try await home.salesctl("history", "1", "--format", "json").json()
        return history.prices.count
    }

    /// The days that wait for the archive.
    func waiting() async throws -> [String] {
        let standing: Standing = try await archive("status", "--format", "json").json()
        return standing.waiting
    }

    /// Puts a file into the archive's folder, as somebody else would.
    func put(_ text: String, at key: String) throws {
        let file = URL(fileURLWithPath: "\(folder)/\(key)")
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(text.utf8).write(to: file)
    }

    /// Takes a file out of the archive's folder.
    func remove(_ key: String) throws { try FileManager.default.removeItem(atPath: "\(folder)/\(key)") }
}

extension StartedProgram {
    /// Waits until it has written something; false where it does not within 20 seconds.
    func says(_ words: String) async throws -> Bool {
        let clock = ContinuousClock()
        let end = clock.now + .seconds(20)
        while clock.now < end {
            if output.contains(words) { return true }
            try await Task.sleep(for: .milliseconds(20))
        }
        return false
    }
}
