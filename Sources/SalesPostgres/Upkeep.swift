import SalesCore
import Synchronization

/// When something is due that is looked after beside the work: a minute after it was last tried, unless told otherwise.
final class Upkeep: Sendable {
    private let next = Mutex(Timestamp(milliseconds: .min))
    private static let pause = Duration.seconds(60)

    /// Whether it is due, to one caller only.
    func take(at now: Timestamp) -> Bool {
        next.withLock { next in
            guard now >= next else { return false }
            next = now + Self.pause
            return true
        }
    }

    func set(to moment: Timestamp) {
        next.withLock { $0 = moment }
    }
}
