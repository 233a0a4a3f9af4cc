/// How a ``PostgresStore`` uses its server.
public struct PostgresOptions: Hashable, Sendable {
    /// The most connections at the same time, at least 1, beside the one that listens for calls; more requests wait.
    public var maximumConnections: Int
    /// How long making a connection may take.
    public var connectTimeout: Duration
    /// How long a request may take, and how long it waits for a connection before that.
    public var requestTimeout: Duration
    /// How long the server waits for a lock that somebody else holds.
    public var lockTimeout: Duration
    /// How long what moves much data may take: an import, a migration.
    public var bulkTimeout: Duration
    /// What the server's list of connections calls this program (`application_name`).
    public var applicationName: String

    /// Eight connections, five seconds to make one, ten for a request and five of those for a lock, ten minutes for
    /// what moves much data, unless given.
    public init(
        maximumConnections: Int = 8,
        connectTimeout: Duration = .seconds(5),
        requestTimeout: Duration = .seconds(10),
        lockTimeout: Duration = .seconds(5),
        bulkTimeout: Duration = .seconds(600),
        applicationName: String = "sales-tracker"
    ) {
        self.maximumConnections = max(1, maximumConnections)
        self.connectTimeout = connectTimeout
        self.requestTimeout = requestTimeout
        self.lockTimeout = lockTimeout
        self.bulkTimeout = bulkTimeout
        self.applicationName = applicationName
    }
}
