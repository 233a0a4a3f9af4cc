/// What a client may take of the service: every size, count and duration that it can send or keep us waiting for.
public struct WebLimits: Hashable, Sendable {
    /// The largest body of a request, in bytes.
    public var bodyBytes = 64 << 10
    /// All fields of a request together, in bytes.
    public var fieldBytes = 16 << 10
    /// How many fields a request has.
    public var fields = 100
    /// How long a connection may be silent, with a request half sent or none: RELIABILITY.md W5.
    public var idle: Duration = .seconds(30)
    /// How many connections there are at once.
    public var connections = 10_000
    /// How long a request that is under way may take when the service stops, so that a stop ends within ten seconds.
    public var stopping: Duration = .seconds(9)

    /// The usual limits.
    public init() {}
}
