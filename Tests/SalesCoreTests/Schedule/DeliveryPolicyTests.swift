import SalesTesting
import Testing

@testable import SalesCore

@Suite("When an alert is tried again")
struct DeliveryPolicyTests {
    private let policy = DeliveryPolicy()

    private func alert(attempts: Int, createdAt: Timestamp = .noon) -> Alert {
        Alert(
            id: Alert.ID(rawValue: "a"),
            userID: .local,
            productID: ProductID(rawValue: 1),
            eventID: PriceEventID(rawValue: 1),
            channel: .console,
            facts: Alert.Facts(
                kind: .drop,
                productName: "Kettle",
                url: Sample.url("https://shop.example/p/1"),
                rule: .anyDrop,
                reference: nil,
                change: .of(.gbp(4_999), .gbp(3_999), at: createdAt)
            ),
            attempts: attempts,
            nextAttemptAt: createdAt,
            createdAt: createdAt
        )
    }

    private func retry(attempts: Int, _ advice: RetryAdvice, seed: UInt64 = 1) -> Duration? {
        var random = RandomSource.seeded(seed)
        let error = NotifyError(.unavailable, advice: advice, message: "busy")
        let outcome = policy.settlement(of: alert(attempts: attempts), after: error, at: .noon, using: &random)
        guard case .retry(let at, let failure) = outcome else { return nil }
        #expect(failure == "busy")
        return at - .noon
    }

    @Test(
        "waits double from 2 s to 3½ min, and up to a quarter more",
        arguments: [
            (1, 2), (2, 4), (3, 8), (7, 128), (8, 210), (9, 210), (309, 210), (0, 2), (-3, 2),
        ]
    )
    func waits(attempts: Int, seconds: Int) throws {
        for seed in 0..<200 as Range<UInt64> {
            let wait = try #require(retry(attempts: attempts, .later(after: nil), seed: seed))
            #expect(wait >= .seconds(seconds))
            #expect(wait <= .seconds(seconds) * 5 / 4)
        }
    }

    @Test("what the carrier asked to wait is the least, up to a day")
    func asked() {
        #expect(retry(attempts: 1, .later(after: .seconds(600))) == .seconds(600))
        #expect(retry(attempts: 1, .later(after: .seconds(1_000_000))) == .seconds(86_400))
        #expect((retry(attempts: 1, .later(after: .seconds(-5))) ?? .zero) >= .seconds(2))
    }

    @Test("the last attempt, and what cannot help, is the end, with its reason")
    func dead() {
        var random = RandomSource.seeded(1)
        #expect(retry(attempts: 309, .later(after: nil)) != nil)
        for (attempts, advice) in [
            (310, RetryAdvice.later(after: nil)), (1, .never), (Int.max, .later(after: .seconds(1))),
        ] {
            let error = NotifyError(.rejected, advice: advice, message: "no such box")
            let outcome = policy.settlement(of: alert(attempts: attempts), after: error, at: .noon, using: &random)
            guard case .dead(let failure) = outcome else {
                Issue.record("\(outcome)")
                continue
            }
            #expect(failure.hasPrefix("no such box"))
        }
    }

    @Test("an alert of more than a day ago is too late, one of just a day is not")
    func tooLate() {
        let alert = alert(attempts: 0)
        #expect(!policy.isTooLate(alert, at: .noon + .seconds(86_400)))
        #expect(policy.isTooLate(alert, at: .noon + .milliseconds(86_400_001)))
        #expect(!policy.isTooLate(alert, at: .noon - .seconds(5)))
    }

    @Test("all attempts together fit into the day that an alert is news")
    func fits() {
        var total = Duration.zero
        for attempts in 1..<policy.maximumAttempts { total += retry(attempts: attempts, .later(after: nil)) ?? .zero }
        #expect(total < policy.notAfter)
        #expect(total > policy.notAfter * 2 / 3, "a carrier that is down for the night loses nothing")
    }

    @Test("an alert is as old as its change, however late it was made")
    func age() {
        let prompt = alert(attempts: 1)
        #expect(!policy.isQuestioned(prompt, at: .noon + .seconds(300)))
        #expect(policy.isQuestioned(prompt, at: .noon + .milliseconds(300_001)))
        let late = Alert(
            id: prompt.id,
            userID: prompt.userID,
            productID: prompt.productID,
            eventID: prompt.eventID,
            channel: prompt.channel,
            facts: prompt.facts,
            attempts: 1,
            nextAttemptAt: .noon + .seconds(90_000),
            createdAt: .noon + .seconds(90_000)
        )
        #expect(policy.isTooLate(late, at: .noon + .seconds(90_000)))
    }

    @Test("a hand-over that was cut off may have been taken: it waits as one of unknown outcome, whatever its advice")
    func cutOff() {
        var random = RandomSource.seeded(1)
        for advice in [RetryAdvice.never, .later(after: nil), .later(after: .seconds(1))] {
            let error = NotifyError(.cancelled, advice: advice, message: "cut off")
            let outcome = policy.settlement(of: alert(attempts: 1), after: error, at: .noon, using: &random)
            guard case .retry(let at, let failure) = outcome else {
                Issue.record("\(outcome)")
                continue
            }
            #expect(at >= .noon + .seconds(90) && failure == "outcome unknown: cut off")
        }
    }

    @Test("an alert that waited because somebody wanted it to is never too late, and is told only if it is still true")
    func held() {
        var old = alert(attempts: 2)
        let later = Timestamp.noon + .seconds(200_000)
        #expect(policy.isTooLate(old, at: later))
        old.isHeld = true
        #expect(!policy.isTooLate(old, at: later))
        #expect(policy.isQuestioned(old, at: later))
    }

    /// How long an alert waits after an unknown outcome, and what it says then.
    private func unknown(
        attempts: Int,
        _ advice: RetryAdvice = .never,
        after failure: String? = nil,
        seed: UInt64 = 1
    ) throws -> (wait: Duration, failure: String) {
        var random = RandomSource.seeded(seed)
        var alert = alert(attempts: attempts)
        alert.failure = failure
        let error = NotifyError(.unknownOutcome, advice: advice, message: "no answer")
        let outcome = policy.settlement(of: alert, after: error, at: .noon, using: &random)
        guard case .retry(let at, let failure) = outcome else {
            Issue.record("it is not tried again: \(outcome)")
            return (.zero, "")
        }
        return (at - .noon, failure)
    }

    @Test(
        "what a carrier may have taken is told again after 90 s, whatever its advice and however often it failed before"
    )
    func unknownOutcome() throws {
        for attempts in [1, 2, 20, 309] {
            for seed in 0..<100 as Range<UInt64> {
                let (wait, failure) = try unknown(attempts: attempts, after: "busy", seed: seed)
                #expect(
                    wait >= .seconds(90) && wait <= .milliseconds(112_500) && failure == "outcome unknown: no answer"
                )
            }
        }
        #expect(try unknown(attempts: 1, .later(after: .seconds(600))).wait == .seconds(600))
    }

    @Test("one unknown outcome after the other waits twice as long, up to an hour, so that few are told in a day")
    func unknownAgain() throws {
        var (total, count, failure) = (Duration.zero, 0, String?.none)
        while total < policy.notAfter {
            count += 1
            let next = try unknown(attempts: count, after: failure)
            let least = min(.seconds(90) * (1 << min(count - 1, 10)), Duration.seconds(3_600))
            #expect(next.wait >= least && next.wait <= least * 5 / 4)
            (total, failure) = (total + next.wait, next.failure)
        }
        #expect(count <= 30 && failure == "outcome unknown: no answer (\(count) times in a row)")
    }

    @Test("only those in a row count, not what failed before them")
    func unknownRow() throws {
        let first = try unknown(attempts: 7, after: "busy")
        let second = try unknown(attempts: 8, after: first.failure)
        #expect(second.wait >= .seconds(180) && second.wait <= .seconds(225))
        #expect(second.failure == "outcome unknown: no answer (2 times in a row)")
        let long = try unknown(attempts: 9, after: "outcome unknown: x (99999999999999999999 times in a row)")
        #expect(long.wait <= .seconds(225))
    }

    @Test("the last attempt is the end also where its outcome is unknown, and says so")
    func unknownEnd() {
        var random = RandomSource.seeded(1)
        let error = NotifyError(.unknownOutcome, message: "no answer")
        let outcome = policy.settlement(of: alert(attempts: 310), after: error, at: .noon, using: &random)
        #expect(outcome == .dead(failure: "outcome unknown: no answer (given up after 310 attempts)"))
    }
}
