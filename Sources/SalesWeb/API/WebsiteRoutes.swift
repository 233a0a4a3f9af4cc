internal import HTTPTypes
import SalesCore

/// The websites and platforms that are known, and how each is read; any other page is read all the same.
enum WebsiteRoutes {
    private struct Adapters: Encodable {
        let websites: [WebsiteJSON]
    }

    static func all(_ tracker: Tracker) -> [Route] {
        [
            Route(.get, "/api/v1/websites", for: .people, as: .listWebsites) { _ in
                .json(Adapters(websites: tracker.adapters.all.map { WebsiteJSON($0.about) }))
            }
        ]
    }
}
