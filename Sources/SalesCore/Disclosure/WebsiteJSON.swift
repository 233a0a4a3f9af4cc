/// A website or platform that is known, and how it is read, for programs.
package struct WebsiteJSON: Encodable, Sendable {
    let name: String
    let title: String
    let serves: String
    let interface: String
    let reads: [String]
    /// The lowest of its limits; nil where it names none.
    package let requestsPerMinute: Int?
    let limit: String
    let verification: String
    let sources: [String]

    enum CodingKeys: String, CodingKey {
        case name, title, serves, interface, reads
        case requestsPerMinute = "requests_per_minute"
        case limit, verification, sources
    }

    /// What an adapter says of itself.
    package init(_ about: WebsiteAbout) {
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
