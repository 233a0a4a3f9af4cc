import SalesCore
import Synchronization

/// The database's clock, reckoned from its last answer with this machine's monotonic clock.
///
/// So no worker's wall clock matters, and none that is put forward or back.
final class DatabaseClock: TimeSource {
    private struct Reading {
        var time: Timestamp
        var at: ContinuousClock.Instant
    }

    private let last = Mutex<Reading?>(nil)

    var now: Timestamp {
        guard let last = last.withLock({ $0 }) else { return SystemTime().now }
        return last.time + (ContinuousClock.now - last.at)
    }

    func sleep(for duration: Duration) async throws(CancellationError) {
        try await SystemTime().sleep(for: duration)
    }

    /// Takes in what the database said when it was asked at a moment; the answer is at most as old as the question.
    func set(_ time: Timestamp, askedAt: ContinuousClock.Instant) {
        let middle = askedAt + (ContinuousClock.now - askedAt) / 2
        last.withLock { $0 = Reading(time: time, at: middle) }
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
