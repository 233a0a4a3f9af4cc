internal import HTTPTypes
import SalesCore

/// What a person was told and is to be told, newest first.
struct AlertRoutes: Sendable {
    let store: any Outbox

    private struct Alerts: Encodable {
        let alerts: [AlertJSON]
        let next: String?
    }

    func all() -> [Route] {
        [
            Route(.get, "/api/v1/alerts", for: .people, as: .listAlerts) { request in
                let page = try await page(
                    of: try Self.query(request),
                    after: try request.pageToken(),
                    limit: try request.pageLimit()
                )
                return .json(Alerts(alerts: page.elements.map(AlertJSON.init), next: page.next?.text))
            }
        ]
    }

    private static func query(_ request: WebRequest) throws(Problem) -> AlertQuery {
        var query = AlertQuery(
            userID: try request.person.id,
            statuses: try request.choices("status"),
            channels: try channels(request),
            kinds: try request.choices("kind"),
            since: try request.moment("since")
        )
        query.productID = try request.product("product")
        return query
    }

    /// Any name may be one: alerts of a channel that is not set up any more are still there.
    private static func channels(_ request: WebRequest) throws(Problem) -> [Channel]? {
        let names = try request.queries("channel")
        guard names.allSatisfy({ (1...longestChannel).contains($0.unicodeScalars.count) }) else {
            throw .wrong("channel", "A channel's name has 1 to \(longestChannel) characters.")
        }
        return names.isEmpty ? nil : names.map { Channel(rawValue: $0) }
    }

    /// A page of the alerts that are asked for.
    ///
    /// What the store does not choose by itself is looked for page by page, and only so far: a page may hold fewer than
    /// its limit, or none, and name a further one.
    private func page(of query: AlertQuery, after token: PageToken?, limit: Int) async throws -> Page<Alert> {
        var page = Page<Alert>(elements: [], next: token)
        for round in 0..<Self.maximumRounds {
            let rest = limit - page.elements.count
            guard rest > 0, round == 0 || page.next != nil else { break }
            let next = try await store.alerts(matching: query.storeFilter, after: page.next, limit: rest)
            page.elements += next.elements.filter(query.matches)
            page.next = next.next
            if let oldest = next.elements.last, query.isPast(oldest) {
                page.next = nil
                break
            }
        }
        return page
    }

    /// How many pages of the store one answer looks through.
    private static let maximumRounds = 5
    /// The longest name of a channel that is looked for, in Unicode scalars.
    static let longestChannel = 50
}
