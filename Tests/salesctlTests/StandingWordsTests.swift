import SalesCore
import SalesTesting
import Testing

@testable import LocalShop
@testable import salesctl

@Suite("What is said of a rule that is true already", .timeLimit(.minutes(5)))
struct StandingWordsTests {
    private static let seen = ProductState(price: Sample.pounds(4_999), availability: .outOfStock)

    private static func words(
        _ rule: Rule,
        price: Int64? = 4_999,
        _ availability: Availability,
        isGone: Bool = false
    ) -> StandingWords {
        let memory = RuleDecider().start(
            rule,
            price: price.map(Sample.pounds),
            availability: availability,
            isGone: isGone
        )
        return StandingWords(rule: rule, memory: memory, rearmAfter: .seconds(3_600))
    }

    @Test(
        "it names what is true, and what else may be meant",
        arguments: [
            (Self.words(.soldOut, .outOfStock), "It is sold out already.", "--back-in-stock"),
            (Self.words(.backInStock, .inStock), "It is in stock already.", "--sold-out"),
            (Self.words(.gone, .unknown, isGone: true), "It is gone from the shop already.", "--back-in-stock"),
            (
                Self.words(.below(Sample.pounds(6_000)), .inStock), "It costs less than £60.00 already.",
                "a lower amount"
            ),
        ]
    )
    func met(words: StandingWords, fact: String, advice: String) throws {
        let answer = try #require(words.answer(isToldNow: false))
        #expect(answer.hasPrefix("\(fact) You will be told when that becomes so again;"), "\(answer)")
        #expect(answer.contains(advice), "\(answer)")
        #expect(words.answer(isToldNow: true)?.hasSuffix("already; `salesctl watch` or `check` tells it now.") == true)
        #expect(words.state?.hasPrefix("true already when the rule began (it ") == true)
        #expect(words.state?.contains("1h") == false, "what was never told needs no time of recovery")
    }

    @Test(
        "nothing is said of what is not true yet, whatever its kind",
        arguments: [
            (.soldOut, .inStock), (.soldOut, .unknown), (.backInStock, .outOfStock), (.gone, .inStock),
            (.below(Sample.pounds(4_000)), .inStock), (.anyDrop, .inStock), (.anyChange, .inStock),
            (.lowest(days: 30), .inStock), (.lowest(days: nil), .inStock), (.dropByShare(basisPoints: 500), .inStock),
        ] as [(Rule, Availability)]
    )
    func untrue(rule: Rule, availability: Availability) {
        let words = Self.words(rule, availability)
        #expect(words.answer(isToldNow: false) == nil && words.answer(isToldNow: true) == nil && words.state == nil)
    }

    @Test("of alternatives only those are named that are true, and the others are said to be told")
    func alternatives() throws {
        let rule = try Rule(text: "below 60.00 GBP and in stock or sold out")
        let answer = try #require(Self.words(rule, .inStock).answer(isToldNow: false))
        #expect(answer.hasPrefix("It costs less than £60.00 and is in stock already."), "\(answer)")
        #expect(answer.hasSuffix("What else you named is told as soon as it is so."), "\(answer)")
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
        #expect(words.answer(isToldNow: false) == nil)
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

    @Test("whoever follows a product again is told that they do, by which rule, and what changes it")
    func followed() async throws {
        try await OpenShop.with { shop in
            shop.setPrice(49_99, of: 6)
            try await Sandbox.with(allowing: shop) { home in
                let first = try await home.salesctl("track", shop.page(6), "--below", "40")
                #expect(first.output.hasPrefix("Tracking "), "\(first.output)")
                let same = try await home.salesctl("track", shop.page(6), "--below", "40")
                #expect(
                    same.output.contains(
                        "already, as product 1, by the same rule, which begins anew; `salesctl edit 1`"
                    )
                )
                let bare = try await home.salesctl("track", shop.page(6))
                #expect(bare.output.contains("already, as product 1, by the same rule; `salesctl edit 1` changes it"))
                let other = try await home.salesctl("track", shop.page(6), "--sold-out")
                #expect(other.output.hasPrefix("You follow ") && other.output.contains("; its rule is replaced"))
                #expect(
                    other.output.contains("before        tell me when it costs less than £40.00"),
                    "\(other.output)"
                )
                #expect(try await home.salesctl("untrack", "1").status == 0)
                let again = try await home.salesctl("track", shop.page(6), "--sold-out")
                #expect(again.output.hasPrefix("Now following "), "\(again.output)")
            }
        }
    }
}
