import SalesCore

/// How often somebody may ask: so many requests a minute in the long run, and so many at once after a pause.
public struct RateLimit: Hashable, Sendable {
    /// Requests a minute; one at least.
    public var perMinute: Int
    /// Requests at once; one at least.
    public var burst: Int

    /// A limit; numbers below one count as one.
    public init(perMinute: Int, burst: Int) {
        self.perMinute = perMinute
        self.burst = burst
    }

    /// What one request costs, in microseconds.
    var cost: Int64 { max(1, 60_000_000 / Int64(max(1, perMinute))) }

    /// How long what was used up takes to come back, in microseconds.
    var refill: Int64 { cost * Int64(min(max(1, burst), Self.largestBurst)) }

    private static let largestBurst = 1_000_000
}

/// What is left to somebody of a ``RateLimit``: a bucket of tokens that fills steadily.
///
/// Pure. All it knows is when it will be full (the generic cell rate algorithm, ITU-T I.371), so that nothing has to
/// fill it.
struct RateBucket: Hashable, Sendable {
    /// In microseconds since the Unix epoch.
    private var fullAt = Int64.min

    /// Takes one request out; nil, or how long to wait where none is left, and then nothing is taken.
    mutating func take(by limit: RateLimit, at now: Timestamp) -> Duration? {
        let now = Self.microseconds(now)
        // A clock that was put back keeps nobody waiting for longer than an empty bucket does.
        let begin = min(max(fullAt, now), now + limit.refill)
        let after = begin + limit.cost
        guard after <= now + limit.refill else {
            fullAt = begin
            return .microseconds(after - now - limit.refill)
        }
        fullAt = after
        return nil
    }

    private static func microseconds(_ time: Timestamp) -> Int64 {
        min(max(time.milliseconds, -latest), latest) * 1_000
    }

    /// The latest moment that is told apart from later ones, in milliseconds: the year 37,648.
    private static let latest: Int64 = 1 << 50
}
