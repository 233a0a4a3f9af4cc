internal import HTTPTypes
import SalesCore

/// The websites and platforms that are known, and how each is read; any other page is read all the same.
enum WebsiteRoutes {
    /// An adapter for programs, as at the terminal.
    private struct Adapter: Encodable {
        let name: String
        let title: String
        let serves: String
        let interface: String
        let reads: [String]
        let requestsPerMinute: Int?
        let limit: String
        let verification: String
        let sources: [String]

        enum CodingKeys: String, CodingKey {
            case name, title, serves, interface, reads
            case requestsPerMinute = "requests_per_minute"
            case limit, verification, sources
        }

        init(_ about: WebsiteAbout) {
            name = about.name
            title = about.title
            serves = about.serves
            interface = about.interface
            reads = about.reads
            requestsPerMinute = about.limits.values.map { Int($0.rate * 60) }.min()
            limit = about.limitSource
            verification = about.verification
            sources = about.sources
        }
    }

    private struct Adapters: Encodable {
        let websites: [Adapter]
    }

    static func all(_ tracker: Tracker) -> [Route] {
        [
            Route(.get, "/api/v1/websites", for: .people) { request in
                try request.only([])
                return .json(Adapters(websites: tracker.adapters.all.map { Adapter($0.about) }))
            }
        ]
    }
}
