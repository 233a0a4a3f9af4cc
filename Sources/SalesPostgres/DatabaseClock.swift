import SalesCore
import Synchronization

/// The database's clock, reckoned from its last answer with this machine's monotonic clock.
///
/// So no worker's wall clock matters, and none that is put forward or back.
final class DatabaseClock: TimeSource {
    private struct Reading {
        var time: Timestamp
        var at: ContinuousClock.Instant
        /// How far the moment at which the time was read may be from that.
        var doubt: Duration

        /// Whether it says more of the present than a later one, which it does not contradict.
        func outweighs(_ later: Reading) -> Bool {
            let age = later.at - at
            let doubt = doubt + age / DatabaseClock.steadiness
            let apart = time + age - later.time
            let limit = doubt + later.doubt + DatabaseClock.grain
            return doubt < later.doubt && apart <= limit && apart >= .zero - limit
        }
    }

    /// In so many seconds two machines' clocks drift apart by one at most.
    private static let steadiness = 5_000
    /// Times are whole milliseconds.
    private static let grain = Duration.milliseconds(2)

    private let last = Mutex<Reading?>(nil)

    var now: Timestamp { time(at: .now) ?? SystemTime().now }

    /// What the database's clock shows at a moment of this machine's; nil where it never said.
    func time(at instant: ContinuousClock.Instant) -> Timestamp? {
        last.withLock { last in last.map { $0.time + (instant - $0.at) } }
    }

    func sleep(for duration: Duration) async throws(CancellationError) {
        try await SystemTime().sleep(for: duration)
    }

    /// Takes in what the database said between a question and its answer.
    ///
    /// The longer that took, the less is known of when it was read: an answer that had to wait for locks does not replace
    /// one that came at once, unless that is old or wrong.
    func set(
        _ time: Timestamp,
        askedAt asked: ContinuousClock.Instant,
        answeredAt answered: ContinuousClock.Instant = .now
    ) {
        let half = (answered - asked) / 2
        let reading = Reading(time: time, at: asked + half, doubt: half)
        last.withLock { last in
            if let last, last.outweighs(reading) { return }
            last = reading
        }
    }
}

extension PostgresStore {
    /// The clock in a statement whose first argument is the moment to take in its place, or null.
    ///
    /// A query of its own, so that it is read once a statement and an index can be searched with it.
    static let nowSQL = "(SELECT coalesce($1::timestamptz, date_trunc('milliseconds', clock_timestamp())))"

    /// Reads the database's clock and answers it.
    @discardableResult
    func readClock() async throws(StoreError) -> Timestamp {
        let asked = ContinuousClock.now
        var arguments = Arguments()
        arguments.add(now)
        let read = try await row("SELECT \(Self.nowSQL)", arguments) { try $0.moment() }
        guard let read else { throw StoreError(.corrupt, message: "The store \(place) does not say what time it is.") }
        clock.set(read, askedAt: asked)
        return read
    }
}
