import Synchronization
import Testing

@testable import SalesCore

@Suite("A nudge wakes a loop that waits")
struct NudgeTests {
    /// A clock whose sleeps end only when the test says so, also those that were cancelled.
    private final class HeldTime: TimeSource {
        private let sleeps = Mutex<[CheckedContinuation<Void, Never>]>([])

        var now: Timestamp { .noon }
        var count: Int { sleeps.withLock { $0.count } }

        func sleep(for duration: Duration) async throws(CancellationError) {
            await withCheckedContinuation { continuation in sleeps.withLock { $0.append(continuation) } }
            if Task.isCancelled { throw CancellationError() }
        }

        func end(_ number: Int) { sleeps.withLock { $0[number] }.resume() }

        func waitForSleeps(_ count: Int) async {
            while self.count < count { await Task.yield() }
        }
    }

    @Test("the timer of a wait that is over ends no later one")
    func lateTimer() async {
        let nudge = Nudge()
        let time = HeldTime()
        let first = Task { await nudge.wait(atMost: .seconds(60), time: time) }
        await time.waitForSleeps(1)
        await nudge.signal()
        await first.value
        let isOver = Mutex(false)
        let second = Task {
            await nudge.wait(atMost: .seconds(60), time: time)
            isOver.withLock { $0 = true }
        }
        await time.waitForSleeps(2)
        time.end(0)
        for _ in 0..<1_000 { await Task.yield() }
        #expect(!isOver.withLock { $0 })
        await nudge.signal()
        await second.value
        time.end(1)
    }

    @Test("a signal before the wait ends it at once, and only that one")
    func early() async {
        let nudge = Nudge()
        let time = HeldTime()
        await nudge.signal()
        await nudge.wait(atMost: .seconds(60), time: time)
        #expect(time.count == 0)
        let second = Task { await nudge.wait(atMost: .seconds(60), time: time) }
        await time.waitForSleeps(1)
        time.end(0)
        await second.value
    }
}
