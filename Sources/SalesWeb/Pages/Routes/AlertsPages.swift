internal import HTTPTypes
import SalesCore

/// What a person was told, and what could not be.
///
/// The page asks the store one question, beside who asks.
struct AlertsPages: Sendable {
    let outbox: any Outbox
    let pages: PageMaker

    init(outbox: any Outbox, pages: PageMaker) {
        self.outbox = outbox
        self.pages = pages
    }

    init(_ parts: WebParts, _ pages: PageMaker) { self.init(outbox: parts.store, pages: pages) }

    func all() -> [Route] {
        [Route(.get, "/alerts", for: .people, kind: .page) { request in try await list(request) }]
    }

    private static let room = "/alerts"
    private static let rows = 50

    private func list(_ request: WebRequest) async throws -> WebAnswer {
        let query = AlertsQuery(request.query("status"))
        let token = try request.pageToken()
        let filter = AlertFilter(userID: try request.person.id, statuses: query.statuses)
        let alerts = try await outbox.alerts(matching: filter, after: token, limit: Self.rows)
        let view = AlertsView(
            alerts,
            of: query,
            isFirst: token == nil,
            page: pages.frame("Alerts", for: request, in: Self.room),
            for: request.reader
        )
        return pages.page(.alerts, view)
    }
}
