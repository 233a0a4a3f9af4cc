import SalesTesting
import Testing

@testable import SalesCore

@Suite("When a product is checked next")
struct PaceTests {
    private let pace = Pace()

    private func failing(_ outcome: Reading.Outcome, _ failures: Int, isGone: Bool = false) -> ProductState {
        ProductState(price: .gbp(4_999), isGone: isGone, outcome: outcome, consecutiveFailures: failures)
    }

    private func seconds(_ duration: Duration) -> Double { Double(duration.wholeMilliseconds) / 1_000 }

    @Test("a product without troubles is checked after 60 s, give or take a sixth, for 1,000 seeds")
    func regular() {
        for seed in 0..<1_000 as Range<UInt64> {
            var random = RandomSource.seeded(seed)
            let wait = pace.delay(after: ProductState(outcome: .offer), asked: nil, using: &random)
            #expect((50...70).contains(seconds(wait)), "seed \(seed): \(wait)")
        }
    }

    @Test(
        "an interval that was asked for holds within its own jitter, and never below the least",
        arguments: [
            (300, 290.0...310), (60, 50...70), (12, 10...14), (1, 0.833...1.167), (0, 0.833...1.167),
            (-5, 0.833...1.167),
            (86_400, 86_390...86_410),
        ]
    )
    func asked(interval: Int, bounds: ClosedRange<Double>) {
        for seed in 0..<200 as Range<UInt64> {
            var random = RandomSource.seeded(seed)
            let wait = pace.delay(after: ProductState(outcome: .offer), asked: .seconds(interval), using: &random)
            #expect(bounds.contains(seconds(wait)), "seed \(seed): \(wait)")
        }
    }

    @Test("jitter goes both ways and ends where it should")
    func jitterSpreads() {
        var random = RandomSource.seeded(1)
        let waits = (0..<1_000).map { _ in seconds(pace.delay(after: ProductState(), asked: nil, using: &random)) }
        #expect((waits.min() ?? 60) < 51)
        #expect((waits.max() ?? 60) > 69)
        #expect(abs(waits.reduce(0, +) / 1_000 - 60) < 1)
    }

    @Test("a held-back reading is confirmed after 10 to 20 s, whatever interval was asked for")
    func confirmation() {
        var state = ProductState(price: .gbp(4_999), outcome: .offer)
        state.quarantine = Quarantine(claim: .offer(.gbp(3_999)), firstSeenAt: .noon, needed: 1)
        for seed in 0..<1_000 as Range<UInt64> {
            for failures in 0...pace.confirmationTries {
                state.consecutiveFailures = failures
                var random = RandomSource.seeded(seed)
                let wait = pace.delay(after: state, asked: .seconds(3_600), using: &random)
                #expect((10...20).contains(seconds(wait)), "seed \(seed), \(failures) failures: \(wait)")
            }
        }
        state.consecutiveFailures = pace.confirmationTries + 1
        state.outcome = .failed
        var random = RandomSource.seeded(0)
        #expect(seconds(pace.delay(after: state, asked: nil, using: &random)) > 60)
    }

    @Test(
        "failures double the wait up to an hour",
        arguments: [
            (Reading.Outcome.failed, 1, 60.0), (.failed, 2, 120), (.failed, 3, 240), (.failed, 6, 1_920),
            (.failed, 7, 3_600),
            (.failed, 1_000_000, 3_600), (.ambiguous, 2, 120), (.noPrice, 2, 120),
            (.blocked, 1, 60), (.blocked, 2, 900), (.blocked, 3, 1_800), (.blocked, 30, 86_400), (.gone, 1, 60),
            (.gone, 2, 120),
        ]
    )
    func backoff(outcome: Reading.Outcome, failures: Int, expected: Double) {
        for seed in 0..<100 as Range<UInt64> {
            var random = RandomSource.seeded(seed)
            let wait = pace.delay(after: failing(outcome, failures), asked: nil, using: &random)
            #expect(abs(seconds(wait) - expected) <= min(expected / 6, 10), "seed \(seed): \(wait)")
        }
    }

    @Test("a product that is gone is looked for after 6 hours, then daily")
    func gone() {
        var random = RandomSource.seeded(3)
        for (failures, expected) in [(1, 21_600.0), (2, 43_200), (3, 86_400), (50, 86_400)] {
            let wait = pace.delay(after: failing(.gone, failures, isGone: true), asked: nil, using: &random)
            #expect(abs(seconds(wait) - expected) <= 10)
        }
    }

    @Test("an interval longer than the longest back-off is not shortened by failing")
    func longInterval() {
        var random = RandomSource.seeded(4)
        let wait = pace.delay(after: failing(.failed, 9), asked: .seconds(43_200), using: &random)
        #expect(seconds(wait) >= 43_190)
    }

    @Test(
        "what the host asked to wait is the least, up to a day",
        arguments: [
            (120, 120.0...120), (10, 50...70), (-7, 50...70), (86_400, 86_400...86_400),
            (1_000_000_000, 86_400...86_400),
        ]
    )
    func retryAfter(asked: Int, bounds: ClosedRange<Double>) {
        for seed in 0..<100 as Range<UInt64> {
            var random = RandomSource.seeded(seed)
            let wait = pace.delay(after: ProductState(), asked: nil, retryAfter: .seconds(asked), using: &random)
            #expect(bounds.contains(seconds(wait)))
        }
    }

    @Test(
        "no state, interval or advice of 1,000 random ones gives a wait below nothing or beyond what was asked and a day"
    )
    func property() {
        var generator = SeededRandom(seed: 21)
        let outcomes = Reading.Outcome.allCases
        for seed in 0..<1_000 as Range<UInt64> {
            var random = RandomSource.seeded(seed)
            let failures = [0, 1, 2, 5, 63, 64, Int.max - 1].randomElement(using: &generator) ?? 0
            var state = failing(
                outcomes.randomElement(using: &generator) ?? .offer,
                failures,
                isGone: .random(using: &generator)
            )
            if Bool.random(using: &generator) {
                state.quarantine = Quarantine(claim: .gone(reason: "x"), firstSeenAt: .noon, needed: 2)
            }
            let intervals: [Duration?] = [nil, .zero, .seconds(1), .seconds(60), .seconds(86_400)]
            let asked = intervals.randomElement(using: &generator) ?? nil
            let wait = pace.delay(after: state, asked: asked, using: &random)
            #expect(seconds(wait) >= 0.8, "seed \(seed)")
            #expect(seconds(wait) <= 86_410, "seed \(seed)")
        }
    }

    @Test("1,000 products that started together spread: no second holds more than 3 times the mean (RELIABILITY K5)")
    func spread() {
        var random = RandomSource.seeded(5)
        var due = Array(repeating: Timestamp.noon, count: 1_000)
        // Ten rounds of jitter, then the starts of one whole interval in seconds.
        for _ in 0..<10 {
            due = due.map { $0 + pace.delay(after: ProductState(outcome: .offer), asked: nil, using: &random) }
        }
        let counts = Dictionary(grouping: due) { $0.milliseconds / 1_000 }.mapValues(\.count)
        let first = due.min() ?? .noon
        let span = Double(((due.max() ?? .noon) - first).wholeMilliseconds) / 1_000
        #expect(span > 60)
        #expect((counts.values.max() ?? 0) <= Int(3 * 1_000 / 60))
    }
}
