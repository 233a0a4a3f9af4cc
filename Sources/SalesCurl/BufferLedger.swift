import Synchronization

/// Counts what all bodies of one engine hold in memory, so that many endless bodies at once stay bounded.
///
/// A body may always grow to ``share``; beyond that only while the sum is below the limit. A body counts until whoever
/// asked for it goes on: many that have come and wait for a thread take as much as many that still come.
final class BufferLedger: Sendable {
    /// What every body may hold whatever the others do.
    static let share = 256 << 10

    private let limit: Int
    private let held = Mutex(0)

    init(limit: Int) { self.limit = limit }

    /// Books bytes for a body that then holds `total`; false where there is no room.
    func book(_ count: Int, total: Int) -> Bool {
        held.withLock { held in
            guard total <= Self.share || held <= limit - min(count, limit) else { return false }
            held += count
            return true
        }
    }

    /// Gives bytes back.
    func release(_ count: Int) {
        held.withLock { $0 -= count }
    }
}
