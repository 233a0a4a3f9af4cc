import SalesCore
import SalesTesting
import Testing

@testable import SalesPostgres

@Suite("The database's clock, as a worker reckons it")
struct DatabaseClockTests {
    private let clock = DatabaseClock()
    private let start = ContinuousClock.now

    @Test("goes on from the middle of question and answer, by this machine's monotonic clock")
    func goesOn() {
        #expect(clock.time(at: start) == nil)
        say(.zero, asked: 0, answered: 40)
        #expect(clock.time(at: start + .milliseconds(20)) == ManualClock.start)
        #expect(clock.time(at: start + .seconds(60)) == ManualClock.start + .milliseconds(59_980))
    }

    @Test("keeps an answer that came at once before one that waited for locks")
    func surest() {
        say(.zero, asked: 0, answered: 2)
        say(.milliseconds(1_000), asked: 1_000, answered: 1_800)
        #expect(clock.time(at: start + .milliseconds(2_001)) == ManualClock.start + .milliseconds(2_000))
    }

    @Test("takes a later answer that is surer, or that the earlier one cannot be right beside")
    func replaced() {
        say(.zero, asked: 0, answered: 800)
        say(.milliseconds(1_500), asked: 1_000, answered: 1_002)
        #expect(clock.time(at: start + .milliseconds(1_001)) == ManualClock.start + .milliseconds(1_500))
        // Somebody put the database's clock forward by a minute.
        say(.milliseconds(62_500), asked: 2_000, answered: 2_100)
        #expect(clock.time(at: start + .milliseconds(2_050)) == ManualClock.start + .milliseconds(62_500))
    }

    @Test("trusts no answer for ever: what is old enough gives way to one that took longer")
    func ages() {
        say(.zero, asked: 0, answered: 2)
        say(.seconds(3_600) + .milliseconds(300), asked: 3_600_000, answered: 3_600_400)
        #expect(clock.time(at: start + .milliseconds(3_600_200)) == ManualClock.start + .milliseconds(3_600_300))
    }

    /// The database says what time it is, so long after the start, between two moments of this machine's in milliseconds.
    private func say(_ time: Duration, asked: Int, answered: Int) {
        clock.set(
            ManualClock.start + time,
            askedAt: start + .milliseconds(asked),
            answeredAt: start + .milliseconds(answered)
        )
    }
}
