import SalesCore
import SalesTesting
import Synchronization

/// A wall clock that is put forward and back beside the clock that tasks sleep by, which is never.
final class AdjustableClock: TimeSource {
    /// What tasks sleep by.
    let ticks: ManualClock
    private let adjustment = Mutex(Duration.zero)

    init(now: Timestamp) { ticks = ManualClock(now: now) }

    var now: Timestamp { ticks.now + adjustment.withLock { $0 } }

    func sleep(for duration: Duration) async throws(CancellationError) { try await ticks.sleep(for: duration) }

    /// Puts the wall clock forward, or back.
    func adjust(by change: Duration) { adjustment.withLock { $0 += change } }

    /// Lets time pass for one task that sleeps again and again; more is asleep in one step than the task is.
    func pass(_ duration: Duration, step: Duration = .seconds(600)) async {
        let end = ticks.now + duration
        while ticks.now < end {
            await ticks.waitForSleepers()
            ticks.advance(by: step)
        }
        await ticks.waitForSleepers()
    }
}
