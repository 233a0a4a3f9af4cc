import SalesCore
import SalesTesting
import Testing

@Suite("What is said of a rule that is true already, or was told")
struct StandingWordsTests {
    private static let seen = ProductState(price: Sample.pounds(4_999), availability: .outOfStock)

    @Test("what was true when the rule began is named, and needs no time of recovery")
    func begun() throws {
        let memory = RuleDecider().start(.soldOut, price: Sample.pounds(4_999), availability: .outOfStock)
        let words = StandingWords(rule: .soldOut, memory: memory, rearmAfter: .seconds(3_600))
        let state = try #require(words.state)
        #expect(state.hasPrefix("true already when the rule began (it is sold out)"), "\(state)")
        #expect(!state.contains("1h"), "\(state)")
    }

    @Test("nothing is said of a rule that is told at its next moment")
    func armed() {
        let memory = RuleDecider().start(.soldOut, price: Sample.pounds(4_999), availability: .inStock)
        #expect(StandingWords(rule: .soldOut, memory: memory, rearmAfter: .seconds(3_600)).state == nil)
    }

    @Test(
        "a rule that was told says when it is told again: about stock without a price, and at a further fall where that counts",
        arguments: [
            (.soldOut, "told; the next alert comes when it is so again after it was not for 1h"),
            (
                .below(Sample.pounds(6_000)),
                "told at £49.99; the next alert comes when it is so again after it was not for 1h"
            ),
            (
                .anyDrop,
                "told at £49.99; the next alert comes when it is so again after it was not for 1h, or at a further fall"
            ),
        ] as [(Rule, String)]
    )
    func told(rule: Rule, state: String) {
        let memory = RuleMemory(
            triggers: [RuleMemory.Trigger(isArmed: false, wasTold: true)],
            toldPrice: Sample.pounds(4_999)
        )
        let words = StandingWords(rule: rule, memory: memory, rearmAfter: .seconds(3_600))
        #expect(words.state == state)
    }

    @Test(
        "of alternatives only those that were told are named, and what is told at once, or at a further fall, as it is",
        arguments: [
            (
                "below 40.00 GBP or back in stock", [false, true],
                "told at £39.00 (less than £40.00); the next alert of that comes when it is so again after it was not for 1h. What else you named is told as soon as it is so."
            ),
            (
                "below 40.00 GBP or back in stock", [true, false],
                "told (back in stock); the next alert of that comes when it is so again after it was not for 1h. What else you named is told as soon as it is so."
            ),
            (
                "any drop or below 40.00 GBP", [true, false],
                "told at £39.00 (less than £40.00); the next alert of that comes when it is so again after it was not for 1h. What else you named is told as soon as it is so."
            ),
            (
                "any drop or below 40.00 GBP", [false, false],
                "told at £39.00 (any drop; less than £40.00); the next alert of that comes when it is so again after it was not for 1h, or at a further fall"
            ),
        ] as [(String, [Bool], String)]
    )
    func toldInPart(text: String, armed: [Bool], state: String) throws {
        let memory = RuleMemory(
            triggers: armed.map { RuleMemory.Trigger(isArmed: $0, wasTold: !$0) },
            toldPrice: Sample.pounds(3_900)
        )
        let words = StandingWords(rule: try Rule(text: text), memory: memory, rearmAfter: .seconds(3_600))
        #expect(words.state == state)
    }

    @Test("what is true already and what was told are both said")
    func both() throws {
        let memory = RuleMemory(
            triggers: [RuleMemory.Trigger(isArmed: false), RuleMemory.Trigger(isArmed: false, wasTold: true)],
            toldPrice: Sample.pounds(3_900)
        )
        let rule = try Rule(text: "sold out or below 40.00 GBP")
        let state = try #require(StandingWords(rule: rule, memory: memory, rearmAfter: .seconds(3_600)).state)
        #expect(state.contains("(it is sold out)") && state.contains("told at £39.00 (less than £40.00)"), "\(state)")
        #expect(!state.contains("What else"), "\(state)")
    }

    @Test("what became true as the shop changed its currency is not said to have been so when the person asked")
    func currency() throws {
        let rule = try Rule(text: "below 40.00 EUR")
        let euros = try Money(decimal: "35.00", currency: #require(Currency(code: "EUR")))
        let change = PriceEvent.Change(
            before: PriceEvent.Side(price: Sample.pounds(4_999), availability: .inStock),
            after: PriceEvent.Side(price: euros, availability: .inStock),
            oldLastReadAt: ManualClock.start,
            seenAt: ManualClock.start,
            confirmedAt: ManualClock.start
        )
        let memory = RuleDecider().start(rule, price: Sample.pounds(4_999), availability: .inStock)
        let changed = RuleDecider().decide(rule, memory: memory, change: change).memory
        let words = StandingWords(rule: rule, memory: changed, rearmAfter: .seconds(3_600))
        let state = try #require(words.state)
        #expect(state.contains("costs less than €40.00") && !state.contains("asked"), "\(state)")
    }

    @Test(
        "beside a rule stands what it asks about",
        arguments: [
            (.soldOut, .outOfStock, "it is out of stock now"), (.backInStock, .preorder, "it can be pre-ordered now"),
            (.gone, .unknown, nil), (.anyDrop, .outOfStock, "it is £49.99 now"),
            (Rule([[.below(Sample.pounds(1)), .backInStock]]) ?? .gone, .inStock, "it is £49.99 and is in stock now"),
        ] as [(Rule, Availability, String?)]
    )
    func present(rule: Rule, availability: Availability, words: String?) {
        var state = Self.seen
        state.availability = availability
        #expect(state.present(for: rule) == words)
        state.isGone = true
        #expect(state.present(for: rule) == "it is gone now")
    }
}
