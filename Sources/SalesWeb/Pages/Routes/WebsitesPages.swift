internal import HTTPTypes
import SalesCore

/// What is supported, for everybody.
struct WebsitesPages: Sendable {
    private let store: any CatalogueStore
    private let known: [WebsiteAbout]
    private let pages: PageMaker

    init(_ parts: WebParts, _ pages: PageMaker) {
        store = parts.store
        known = parts.tracker.adapters.known
        self.pages = pages
    }

    func all() -> [Route] {
        [Route(.get, "/websites", for: .open, kind: .page) { request in try await show(request) }]
    }

    private func show(_ request: WebRequest) async throws -> WebAnswer {
        // A stranger learns nothing of what people here track.
        let seen = try await request.caller == .anybody ? [] : hosts()
        let frame = pages.frame("Supported websites", for: request, in: "/websites")
        return pages.page(.websites, WebsitesView(frame, known: known, seen: seen))
    }

    private func hosts() async throws -> [String] {
        try await store.websites(after: nil, limit: Self.maximumSeen).elements.map(\.host)
    }

    /// The most hosts that are named.
    private static let maximumSeen = 200
}
