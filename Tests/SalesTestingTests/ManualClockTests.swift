import SalesCore
import SalesTesting
import Synchronization
import Testing

@Suite("A manual clock goes only when it is told to")
struct ManualClockTests {
    @Test("it stands still until it is advanced, and can be set back")
    func standsStill() {
        let clock = ManualClock()
        #expect(clock.now == ManualClock.start)
        clock.advance(by: .milliseconds(1_500))
        #expect(clock.now - ManualClock.start == .milliseconds(1_500))
        clock.set(to: ManualClock.start - .seconds(1))
        #expect(clock.now < ManualClock.start)
    }

    @Test("sleepers wake when their time has come, and not before")
    func wakes() async throws {
        let clock = ManualClock()
        let sleeper = Task { try await clock.sleep(for: .seconds(10)) }
        await clock.waitForSleepers()
        clock.advance(by: .milliseconds(9_999))
        #expect(clock.sleeperCount == 1)
        clock.advance(by: .milliseconds(1))
        try await sleeper.value
        #expect(clock.sleeperCount == 0)
    }

    @Test("advancing to the next sleeper wakes the earliest")
    func nextSleeper() async throws {
        let clock = ManualClock()
        let late = Task { try await clock.sleep(for: .seconds(20)) }
        let early = Task { try await clock.sleep(for: .seconds(5)) }
        await clock.waitForSleepers(2)
        clock.advanceToNextSleeper()
        try await early.value
        #expect(clock.now - ManualClock.start == .seconds(5))
        #expect(clock.sleeperCount == 1)
        clock.advanceToNextSleeper()
        try await late.value
    }

    @Test("a cancelled sleeper wakes at once with an error, before or after it lay down")
    func cancels() async {
        let clock = ManualClock()
        let asleep = Task { try await clock.sleep(for: .seconds(10)) }
        await clock.waitForSleepers()
        asleep.cancel()
        await #expect(throws: CancellationError.self) { try await asleep.value }
        let cancelled = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await clock.sleep(for: .seconds(10))
        }
        await #expect(throws: CancellationError.self) { try await cancelled.value }
        #expect(clock.sleeperCount == 0)
    }

    @Test("no sleep is no wait")
    func noSleep() async throws {
        try await ManualClock().sleep(for: .zero)
    }

    @Test("one seed gives the same numbers, another others")
    func seeds() {
        var first = SeededRandom(seed: 1)
        var again = SeededRandom(seed: 1)
        var other = SeededRandom(seed: 2)
        let numbers = (0..<8).map { _ in first.next() }
        #expect(numbers == (0..<8).map { _ in again.next() })
        #expect(numbers != (0..<8).map { _ in other.next() })
    }
}
