internal import HTTPTypes
import SalesCore

/// Alerts that could not be told, for admins: what they are, and that they are tried again.
struct AdminDeadLetterRoutes: Sendable {
    let store: any Outbox
    let tracker: Tracker

    /// An alert, as `salesctl alerts` has it.
    private struct DeadLetter: Encodable {
        let id: String
        let userID: Int64
        let productID: Int64
        let channel: String
        let status: String
        let kind: String
        let name: String
        let url: String
        let price: AdminRoutes.Amount?
        let oldPrice: AdminRoutes.Amount?
        let isUnusuallyLow: Bool
        let attempts: Int
        let oldPriceLastReadAt: String
        let seenAt: String
        let confirmedAt: String
        let createdAt: String
        let sentAt: String?
        let failure: String?
        let trace: String?

        enum CodingKeys: String, CodingKey {
            case id, channel, status, kind, name, url, price, attempts, failure, trace
            case userID = "user_id"
            case productID = "product_id"
            case oldPrice = "old_price"
            case isUnusuallyLow = "is_unusually_low"
            case oldPriceLastReadAt = "old_price_last_read_at"
            case seenAt = "seen_at"
            case confirmedAt = "confirmed_at"
            case createdAt = "created_at"
            case sentAt = "sent_at"
        }

        init(_ alert: Alert) {
            let change = alert.facts.change
            id = alert.id.rawValue
            userID = alert.userID.rawValue
            productID = alert.productID.rawValue
            channel = alert.channel.rawValue
            status = alert.status.rawValue
            kind = alert.facts.kind.rawValue
            name = alert.facts.productName
            url = alert.facts.url.absoluteString
            price = change.after.price.map(AdminRoutes.Amount.init)
            oldPrice = change.before.price.map(AdminRoutes.Amount.init)
            isUnusuallyLow = change.isUnusuallyLow
            attempts = alert.attempts
            oldPriceLastReadAt = change.oldLastReadAt.description
            seenAt = change.seenAt.description
            confirmedAt = change.confirmedAt.description
            createdAt = alert.createdAt.description
            sentAt = alert.sentAt?.description
            failure = alert.failure
            trace = change.trace
        }
    }

    private struct DeadLetters: Encodable {
        let alerts: [DeadLetter]
        let next: String?
    }

    /// Which to try again: those that are named, or those of which every part that is given holds; all without any.
    private struct Choice: Decodable {
        let alerts: [String]?
        let product: Int64?
        let channel: String?
        let failure: String?

        enum CodingKeys: String, CodingKey, CaseIterable {
            case alerts, product, channel, failure
        }
    }

    private struct Retried: Encodable {
        let retried: Int
    }

    func all() -> [Route] {
        [
            Route(.get, "/api/v1/admin/dead-letters", for: .admins) { request in
                let filter = AlertFilter(productID: try Self.product(request), statuses: [.dead])
                let page = try await store.alerts(
                    matching: filter,
                    after: try request.pageToken(),
                    limit: try request.pageLimit()
                )
                return .json(DeadLetters(alerts: page.elements.map(DeadLetter.init), next: page.next?.text))
            },
            Route(.post, "/api/v1/admin/dead-letters/retries", for: .admins) { request in
                let choice = try await request.body(as: Choice.self, known: Choice.CodingKeys.self)
                let faults = Self.faults(of: choice)
                guard faults.isEmpty else {
                    throw Problem(.invalid, "Something in the body is wrong.", faults: faults)
                }
                return .json(Retried(retried: try await retry(choice, at: request.now)))
            },
        ]
    }

    private func retry(_ choice: Choice, at now: Timestamp) async throws -> Int {
        if let alerts = choice.alerts {
            return try await store.retryAlerts(alerts.map { Alert.ID(rawValue: $0) }, at: now)
        }
        return try await tracker.retryAlerts(
            matching: AlertQuery(
                productID: choice.product.map { ProductID(rawValue: $0) },
                channels: choice.channel.map { [Channel(rawValue: $0)] },
                failure: choice.failure
            )
        )
    }

    /// The product that the query names; nil for all.
    private static func product(_ request: WebRequest) throws(Problem) -> ProductID? {
        guard let text = request.query("product") else { return nil }
        guard let product = ProductID(text) else { throw .wrong("product", "This is no product's number.") }
        return product
    }

    private static func faults(of choice: Choice) -> [Problem.Fault] {
        var faults: [Problem.Fault] = []
        if let alerts = choice.alerts {
            if choice.product != nil || choice.channel != nil || choice.failure != nil {
                let detail = "Name alerts, or choose them by product, channel and failure, not both."
                faults.append(Problem.Fault(at: "/alerts", detail: detail))
            }
            if alerts.count > mostNamed {
                faults.append(Problem.Fault(at: "/alerts", detail: "Name \(mostNamed) alerts at most."))
            }
        }
        if let channel = choice.channel, !(1...longestChannel).contains(channel.utf8.count) {
            faults.append(Problem.Fault(at: "/channel", detail: "There is no such channel."))
        }
        if let failure = choice.failure, failure.isEmpty || failure.count > longestFailure {
            let detail = "Give 1 to \(longestFailure) characters of what the failures say."
            faults.append(Problem.Fault(at: "/failure", detail: detail))
        }
        return faults
    }

    /// The most alerts that are named: as many as a page of the list has.
    private static let mostNamed = 200
    private static let longestFailure = 200
    private static let longestChannel = 64
}
