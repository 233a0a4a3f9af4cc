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
    /// The requests of one session or API token: ten a second hold back a program that has gone wrong, and no person; a
    /// dashboard that opens 20 tabs at once is let through.
    public var person = RateLimit(perMinute: 600, burst: 100)
    /// The requests of one client that is not signed in: many people may be behind one address, and there is little to
    /// ask without signing in.
    public var address = RateLimit(perMinute: 120, burst: 40)
    /// The requests of one client that make work for others: what is open to all and sends letters or texts.
    public var costly = RateLimit(perMinute: 10, burst: 10)
    /// The secrets of one client that prove nobody: each costs a question to the store, and nobody guesses 256 bits.
    public var guesses = RateLimit(perMinute: 20, burst: 20)
    /// How long a request with an Idempotency-Key has to be answered before another may do the same work: longer than
    /// any request takes, so that it is for those whose program died.
    public var keyLease: Duration = .seconds(60)

    /// The usual limits.
    public init() {}

    /// All by which requests are counted.
    var rates: [RateLimit] { [person, address, costly, guesses] }
}
