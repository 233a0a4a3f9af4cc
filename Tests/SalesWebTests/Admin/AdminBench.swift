import HTTPTypes
import SalesCore
import SalesTesting
import Testing

@testable import SalesWeb

extension WebBench {
    /// Asks as whoever has these fields, with JSON.
    func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ fields: HTTPFields,
        _ body: String
    ) async throws -> Answer {
        var fields = fields
        fields[.contentType] = "application/json"
        return try await ask(method, path, fields, body: body)
    }

    /// The fields of an admin who is signed in.
    func admin() async throws -> HTTPFields { .token(try await signIn("root", isAdmin: true)) }

    /// Adds a product that the local user follows.
    @discardableResult
    func follow(_ number: Int, host: String = Sample.host) async throws -> ProductID {
        let product = try await store.addProduct(Sample.product(number, host: host, at: clock.now)).product.id
        let draft = Sample.draft(to: product, at: clock.now)
        _ = try #require(try await store.save(draft, expectedVersion: nil, dueAt: clock.now))
        return product
    }

    /// Saves a check in which the price of a followed product fell from £49.99.
    func drop(of product: ProductID, to minorUnits: Int64) async throws {
        let request = CheckRequest(limit: 1, lease: .seconds(30), policy: HostPolicy(), products: [product])
        let lease = try #require(try await store.claimChecks(request).first).lease
        let outcome = Sample.outcome(under: lease, minorUnits: minorUnits, at: clock.now, event: true)
        guard case .committed = try await store.commit([outcome]).first else {
            throw PromiseBroken("the check was not saved")
        }
        clock.advance(by: .seconds(60))
    }

    /// Adds an alert of the past to the local user.
    func addAlert(
        _ number: Int,
        product: Int64 = 1,
        channel: Channel = .email,
        _ status: Alert.Status,
        failure: String? = nil,
        took: Duration = .seconds(90)
    ) async throws {
        let digits = String(number, radix: 16)
        let change = Sample.change(at: clock.now)
        let alert = Alert(
            id: Alert.ID(rawValue: String(repeating: "0", count: 32 - digits.count) + digits),
            userID: .local,
            productID: ProductID(rawValue: product),
            eventID: PriceEventID(rawValue: 1),
            channel: channel,
            facts: Alert.Facts(
                kind: .drop,
                productName: "Kettle \(product)",
                url: Sample.url("https://\(Sample.host)/products/\(product)"),
                rule: .anyDrop,
                reference: nil,
                change: change
            ),
            status: status,
            attempts: 1,
            nextAttemptAt: clock.now,
            createdAt: clock.now,
            sentAt: clock.now,
            acceptedAt: status == .accepted ? change.oldLastReadAt + took : nil,
            failure: failure
        )
        #expect(try await store.restoreAlerts([alert]) == 1)
    }
}
