import Foundation
import SalesCore
import SalesPostgres

/// A worker that does what it is told, a line at a time, so that it can be stopped between two things that it does.
enum Zombie {
    /// Follows the orders of standard input: `add NUMBER`, `claim PRODUCT MILLISECONDS`, `commit MINOR`.
    static func run(_ store: PostgresStore) async throws {
        var lease: CheckLease?
        while let line = readLine() {
            let words = line.split(separator: " ").map(String.init)
            switch (words.first, words.count) {
            case ("add", 2): try Main.report(["product": try await add(words[1], to: store).rawValue])
            case ("claim", 3):
                let request = CheckRequest(
                    limit: 1,
                    lease: .milliseconds(try Main.number(words[2])),
                    policy: HostPolicy(standard: HostLimits(rate: 1_000, burst: HostLimits.maximumBurst)),
                    products: [ProductID(rawValue: Int64(try Main.number(words[1])))]
                )
                lease = try await store.claimChecks(request).first?.lease
                try Main.report(["claimed": lease != nil])
            case ("commit", 2):
                guard let held = lease else { throw Main.Usage() }
                guard let pounds = Currency(code: "GBP") else { throw Main.Usage() }
                let price = Money(minorUnits: Int64(try Main.number(words[1])), currency: pounds)
                let results = try await store.commit([outcome(under: held, price, at: store.time.now)])
                try Main.report(["committed": results != [.conflict]])
            default: throw Main.Usage()
            }
        }
    }

    private static func add(_ number: String, to store: PostgresStore) async throws -> ProductID {
        let host = "shop\(number).example"
        let now = store.time.now
        let url = try PageURL("https://\(host)/p/1")
        let new = Product.New(host: host, url: url, name: "Kettle", nextCheckAt: now, createdAt: now)
        return try await store.addProduct(new).product.id
    }

    private static func outcome(under lease: CheckLease, _ price: Money, at now: Timestamp) -> CheckOutcome {
        CheckOutcome(
            lease: lease,
            state: ProductState(price: price, priceSince: now, lastReadAt: now, lastCheckAt: now, outcome: .offer),
            row: PricePoint(
                productID: lease.productID,
                observedAt: now,
                price: price,
                availability: .inStock,
                isCarriedForward: false
            ),
            nextCheckAt: now + .seconds(60),
            decidedAt: now
        )
    }
}
