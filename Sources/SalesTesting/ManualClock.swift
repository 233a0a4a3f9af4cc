public import SalesCore
import Synchronization

/// A clock that stands still until it is told to go: tests decide what time it is, and never wait.
public final class ManualClock: TimeSource {
    private struct Sleeper {
        let wakeAt: Timestamp
        let continuation: CheckedContinuation<Bool, Never>
    }

    private struct State {
        var now: Timestamp
        var lastNumber = 0
        var sleepers: [Int: Sleeper] = [:]
        /// Sleepers that were cancelled before they lay down.
        var cancelled: Set<Int> = []
        var watchers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state: Mutex<State>

    /// A clock that stands at a moment.
    public init(now: Timestamp = ManualClock.start) {
        state = Mutex(State(now: now))
    }

    /// Where a clock stands unless told otherwise: 2026-03-01T12:00:00Z, noon of a day that is no clock change.
    public static let start = Timestamp(milliseconds: 1_772_366_400_000)

    /// Where the clock stands.
    public var now: Timestamp { state.withLock { $0.now } }

    /// How many tasks sleep on it.
    public var sleeperCount: Int { state.withLock { $0.sleepers.count } }

    /// Moves the clock on and wakes whoever's time has come, earliest first.
    public func advance(by duration: Duration) {
        set(to: now + duration)
    }

    /// Puts the clock to a moment, also back, as a wall clock may be, and wakes whoever's time has come.
    public func set(to moment: Timestamp) {
        let awake = state.withLock { state -> [Sleeper] in
            state.now = moment
            let due = state.sleepers.filter { $0.value.wakeAt <= moment }
            for number in due.keys { state.sleepers[number] = nil }
            return due.sorted { ($0.value.wakeAt, $0.key) < ($1.value.wakeAt, $1.key) }.map(\.value)
        }
        for sleeper in awake { sleeper.continuation.resume(returning: true) }
    }

    /// Moves the clock on to the moment when the first sleeper wakes, and wakes it; nothing where nobody sleeps.
    public func advanceToNextSleeper() {
        guard let next = state.withLock({ $0.sleepers.values.map(\.wakeAt).min() }) else { return }
        set(to: next)
    }

    /// Returns as soon as this many tasks sleep, so that a test knows that all it started now waits for the clock.
    public func waitForSleepers(_ count: Int = 1) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state -> Bool in
                if state.sleepers.count >= count { return true }
                state.watchers.append((count, continuation))
                return false
            }
            if isThere { continuation.resume() }
        }
    }

    /// Suspends until the clock has been moved on by the duration.
    public func sleep(for duration: Duration) async throws(CancellationError) {
        let number = state.withLock { state in
            state.lastNumber += 1
            return state.lastNumber
        }
        let slept = await withTaskCancellationHandler {
            await withCheckedContinuation { lieDown(number, for: duration, $0) }
        } onCancel: {
            cancel(number)
        }
        guard slept, !Task.isCancelled else { throw CancellationError() }
    }

    private func lieDown(_ number: Int, for duration: Duration, _ continuation: CheckedContinuation<Bool, Never>) {
        let (answer, watchers) = state.withLock { state -> (Bool?, [CheckedContinuation<Void, Never>]) in
            if state.cancelled.remove(number) != nil { return (false, []) }
            guard duration > .zero else { return (true, []) }
            state.sleepers[number] = Sleeper(wakeAt: state.now + duration, continuation: continuation)
            let count = state.sleepers.count
            let satisfied = state.watchers.filter { $0.count <= count }
            state.watchers.removeAll { $0.count <= count }
            return (nil, satisfied.map(\.continuation))
        }
        if let answer { continuation.resume(returning: answer) }
        for watcher in watchers { watcher.resume() }
    }

    private func cancel(_ number: Int) {
        let sleeper = state.withLock { state -> Sleeper? in
            guard let sleeper = state.sleepers.removeValue(forKey: number) else {
                state.cancelled.insert(number)
                return nil
            }
            return sleeper
        }
        sleeper?.continuation.resume(returning: false)
    }
}
