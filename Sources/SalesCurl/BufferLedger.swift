/// Counts what all bodies of one engine hold in memory, so that many endless bodies at once stay bounded.
///
/// A body may always grow to ``share``; beyond that only while the sum is below the limit. Confined to the loop's thread.
final class BufferLedger {
    /// What every body may hold whatever the others do.
    static let share = 256 << 10

    private let limit: Int
    private var held = 0

    init(limit: Int) { self.limit = limit }

    /// Books bytes for a body that then holds `total`; false where there is no room.
    func book(_ count: Int, total: Int) -> Bool {
        guard total <= Self.share || held <= limit - min(count, limit) else { return false }
        held += count
        return true
    }

    /// Gives bytes back.
    func release(_ count: Int) { held -= count }
}
