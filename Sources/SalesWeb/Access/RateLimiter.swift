import SalesCore
import Synchronization

/// Counts what clients and people ask, in the memory of this process: each of several processes counts for itself.
///
/// A lock and not an actor: it holds for a look-up, and every request comes through here.
final class RateLimiter: Sendable {
    /// What is counted.
    enum Policy: String, Sendable {
        /// The requests of a session or API token.
        case person
        /// The requests of a client that proves nothing.
        case address
        /// The requests of a client that make work for others, such as letters.
        case costly
        /// The secrets of a client that prove nobody.
        case guesses
    }

    /// Who is counted for what.
    enum Key: Hashable, Sendable {
        /// Whoever has the secret of a session.
        case session(SecretHash)
        /// Whoever asks from an address.
        case client(String, Policy)
    }

    /// Two generations of buckets: when the younger has lived for as long as the slowest bucket takes to fill, what was
    /// not asked for in it is full, and forgotten with the older one.
    private struct Buckets {
        var young: [Key: RateBucket] = [:]
        var old: [Key: RateBucket] = [:]
        var begun: Timestamp?

        subscript(key: Key) -> RateBucket {
            get { young[key] ?? old[key] ?? RateBucket() }
            set { young[key] = newValue }
        }

        mutating func age(at now: Timestamp, by lifetime: Duration) {
            // A clock that was put back begins a generation, too.
            let isOver = begun.map { now < $0 || now - $0 >= lifetime } ?? true
            guard isOver || young.count >= RateLimiter.maximumCount / 2 else { return }
            old = young
            young = [:]
            begun = now
        }
    }

    private let buckets = Mutex(Buckets())
    private let lifetime: Duration

    /// The most buckets that are kept; where more ask at once, those that have not asked for the longest begin anew.
    static let maximumCount = 100_000

    /// - Parameter limits: all by which it is asked to count.
    init(_ limits: [RateLimit]) {
        lifetime = .microseconds(limits.map(\.refill).max() ?? 0)
    }

    /// Counts a request; nil, or how long to wait where it is one too many, and then it is not counted.
    func take(_ key: Key, by limit: RateLimit, at now: Timestamp) -> Duration? {
        buckets.withLock { buckets in
            buckets.age(at: now, by: lifetime)
            return buckets[key].take(by: limit, at: now)
        }
    }

    /// How long to wait where a request would be one too many; counts nothing.
    func wait(for key: Key, by limit: RateLimit, at now: Timestamp) -> Duration? {
        buckets.withLock { buckets in
            buckets.age(at: now, by: lifetime)
            var bucket = buckets[key]
            guard let wait = bucket.take(by: limit, at: now) else { return nil }
            // Nothing was taken; what a clock that was put back did to it is undone for good.
            buckets[key] = bucket
            return wait
        }
    }

    /// Whether somebody was counted not long ago.
    func knows(_ key: Key) -> Bool { buckets.withLock { $0.young[key] != nil || $0.old[key] != nil } }

    /// How many buckets are kept.
    var count: Int { buckets.withLock { $0.young.count + $0.old.count } }
}
