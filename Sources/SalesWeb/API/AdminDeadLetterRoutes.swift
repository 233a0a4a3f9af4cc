internal import HTTPTypes
import SalesCore

/// Alerts that could not be told, for admins: what they are, and that they are tried again.
struct AdminDeadLetterRoutes: Sendable {
    let store: any Outbox
    let tracker: Tracker

    private struct DeadLetters: Encodable {
        let alerts: [AlertJSON]
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
                return .json(DeadLetters(alerts: page.elements.map(AlertJSON.init), next: page.next?.text))
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
