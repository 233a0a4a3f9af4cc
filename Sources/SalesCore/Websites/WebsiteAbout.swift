/// What people are told of an adapter: `salesctl websites` prints it.
public struct WebsiteAbout: Hashable, Codable, Sendable {
    /// A short name for logs and notes, in lower case.
    public var name: String
    /// The name that people know.
    public var title: String
    /// Which URLs it serves, in words.
    public var serves: String
    /// Which interface is asked, and what is read where that answers otherwise.
    public var interface: String
    /// What is read.
    public var reads: [String]
    /// What its hosts allow, where that is published: never asked faster than this.
    public var limits: [String: HostLimits]
    /// Where the limit is published, or why there is none of its own.
    public var limitSource: String
    /// How it is known that the adapter reads right.
    public var verification: String
    /// Where the interface is described.
    public var sources: [String]

    /// What people are told.
    public init(
        name: String,
        title: String,
        serves: String,
        interface: String,
        reads: [String],
        limits: [String: HostLimits] = [:],
        limitSource: String = "none of its own; the host's rate holds",
        verification: String,
        sources: [String] = []
    ) {
        self.name = name
        self.title = title
        self.serves = serves
        self.interface = interface
        self.reads = reads
        self.limits = limits
        self.limitSource = limitSource
        self.verification = verification
        self.sources = sources
    }
}
