import SalesTesting
import Testing

@testable import SalesCore

@Suite("Rules as people state them")
struct RuleRequestTests {
    @Test(
        "a share is read with or without its sign",
        arguments: [
            ("10%", 1_000), ("12.5 %", 1_250), ("10", 1_000), ("0.01%", 1), ("99.99", 9_999), (" 5 %", 500),
            ("007%", 700), ("10.500", 1_050),
        ]
    )
    func share(text: String, basisPoints: Int) throws {
        #expect(try RuleRequest.share(text) == .dropByShare(basisPoints: basisPoints))
    }

    @Test(
        "what is no share is refused with an example of one",
        arguments: [
            "", "%", "0", "0%", "100%", "100", "-5%", "ten", "10%%", "10.001", "1e1", "£5", "99999999999999999999%",
            "％10", "5,5%",
        ]
    )
    func noShare(text: String) {
        #expect { try RuleRequest.share(text) } throws: { error in
            (error as? RuleRequest.Invalid)?.description.contains("10%") == true
        }
    }

    @Test(
        "an amount becomes money of the page's currency",
        arguments: [
            (RuleRequest.below("40"), Rule.below(.gbp(4_000))), (.dropByAmount("0.50"), .dropByAmount(.gbp(50))),
            (.anyDrop, .anyDrop), (.backInStock, .backInStock),
            (.dropByShare(basisPoints: 5), .dropByShare(basisPoints: 5)),
        ]
    )
    func resolved(request: RuleRequest, rule: Rule) throws {
        #expect(try request.resolved(in: .gbp) == rule)
    }

    @Test(
        "an amount that the currency cannot hold, or of nothing, is refused with an example that it can",
        arguments: [
            ("40.505", "GBP", "40.50"), ("40.50", "JPY", "4000"), ("0", "GBP", "40.50"), ("-1", "GBP", "40.50"),
            ("", "KWD", "4.050"),
            ("forty", "USD", "40.50"),
        ]
    )
    func refused(text: String, code: String, example: String) {
        let currency = Sample.money(0, code).currency
        for request in [RuleRequest.below(text), .dropByAmount(text)] {
            #expect { try request.resolved(in: currency) } throws: { error in
                (error as? RuleRequest.Invalid)?.description.contains(example) == true
            }
            #expect(Money(decimal: example, currency: currency) != nil)
        }
    }

    @Test("without a price on the page only a rule without an amount can be used")
    func noCurrency() throws {
        #expect(throws: RuleRequest.Invalid.self) { try RuleRequest.below("40").resolved(in: nil) }
        #expect(throws: RuleRequest.Invalid.self) { try RuleRequest.dropByAmount("4").resolved(in: nil) }
        #expect(try RuleRequest.anyDrop.resolved(in: nil) == .anyDrop)
        #expect(try RuleRequest.dropByShare(basisPoints: 100).resolved(in: nil) == .dropByShare(basisPoints: 100))
    }

    @Test("a fall as large as the price cannot happen and is refused, a smaller one is not")
    func tooLargeFall() throws {
        for amount in ["50.00", "60.00"] {
            #expect(throws: RuleRequest.Invalid.self) { try RuleRequest.dropByAmount(amount).resolved(at: .gbp(50_00)) }
        }
        #expect(try RuleRequest.dropByAmount("49.99").resolved(at: .gbp(50_00)) == .dropByAmount(.gbp(49_99)))
        #expect(throws: Never.self) { try RuleRequest.dropByAmount("60.00").resolved(at: .gbp(Int64.max)) }
    }

    @Test("a condition is within its limits only where all of its numbers are")
    func limits() {
        #expect(RuleCondition.lowerByAmount(.gbp(5), than: .highest(days: 30)).isValid)
        for condition in [
            RuleCondition.lowerByAmount(.gbp(0), than: .asked), .lowerByAmount(.gbp(5), than: .highest(days: 0)),
            .lowerByShare(basisPoints: 0, than: .asked), .lowerByShare(basisPoints: 5, than: .highest(days: 0)),
        ] { #expect(!condition.isValid) }
    }
}
