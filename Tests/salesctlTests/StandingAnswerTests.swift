import SalesCore
import SalesTesting
import Testing

@testable import LocalShop
@testable import salesctl

@Suite("What is said at the terminal of a rule that is true already", .timeLimit(.minutes(15)))
struct StandingAnswerTests {
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
