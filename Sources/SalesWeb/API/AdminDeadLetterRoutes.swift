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

        private enum CodingKeys: String, CodingKey, CaseIterable {
            case alerts, product, channel, failure
        }

        init(from decoder: any Decoder) throws {
            let members = try decoder.members(of: CodingKeys.self)
            alerts = try members.decodeIfPresent([String].self, forKey: .alerts)
            product = try members.decodeIfPresent(Int64.self, forKey: .product)
            channel = try members.decodeIfPresent(String.self, forKey: .channel)
            failure = try members.decodeIfPresent(String.self, forKey: .failure)
        }
    }

    private struct Retried: Encodable {
        let retried: Int
    }

    func all() -> [Route] {
        [
            Route(.get, "/api/v1/admin/dead-letters", for: .admins, as: .listDeadLetters) { request in
                let filter = AlertFilter(productID: try request.product("product"), statuses: [.dead])
                let page = try await store.alerts(
                    matching: filter,
                    after: try request.pageToken(),
                    limit: try request.pageLimit()
                )
                return .json(DeadLetters(alerts: page.elements.map(AlertJSON.init), next: page.next?.text))
            },
            Route(.post, "/api/v1/admin/dead-letters/retries", for: .admins, as: .retryDeadLetters) { request in
                let choice = try await request.body(as: Choice.self)
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

    private static func faults(of choice: Choice) -> [Problem.Fault] {
        var faults: [Problem.Fault] = []
        if let alerts = choice.alerts {
            if choice.product != nil || choice.channel != nil || choice.failure != nil {
                let detail = "Name alerts, or choose them by product, channel and failure, not both."
                faults.append(Problem.Fault(at: "/alerts", detail: detail))
            }
            if alerts.count > mostNamed {
                faults.append(Problem.Fault(at: "/alerts", detail: "Name \(mostNamed) alerts at most."))
            } else if let index = alerts.firstIndex(where: { $0.wholeMatch(of: /[0-9a-f]{32}/) == nil }) {
                faults.append(Problem.Fault(at: "/alerts/\(index)", detail: "This is no alert's identifier."))
            }
        }
        if let product = choice.product, product < 1 {
            faults.append(Problem.Fault(at: "/product", detail: "This is no product's number."))
        }
        if let channel = choice.channel, !(1...AlertRoutes.longestChannel).contains(channel.unicodeScalars.count) {
            let detail = "A channel's name has 1 to \(AlertRoutes.longestChannel) characters."
            faults.append(Problem.Fault(at: "/channel", detail: detail))
        }
        if let failure = choice.failure, failure.isEmpty || failure.unicodeScalars.count > longestFailure {
            let detail = "Give 1 to \(longestFailure) characters of what the failures say."
            faults.append(Problem.Fault(at: "/failure", detail: detail))
        }
        return faults
    }

    /// The most alerts that are named: as many as a page of the list has.
    static let mostNamed = 200
    /// The longest part of a failure that is looked for, in Unicode scalars.
    static let longestFailure = 200
}
