import SalesTesting
import Testing

@testable import SalesCore

@Suite("An alert that waited is told as things are, or not at all where it is not true any more")
struct PresentFactsTests {
    private func facts(
        _ kind: Alert.Facts.Kind,
        rule: Rule = .anyDrop,
        from before: Int64 = 50_00,
        to after: Int64 = 40_00,
        told: Int64? = nil
    ) -> Alert.Facts {
        Alert.Facts(
            kind: kind,
            productName: "Kettle",
            url: Sample.url("https://shop.example/1"),
            rule: rule,
            reference: .gbp(60_00),
            change: .of(.gbp(before), .gbp(after), at: .noon),
            former: RuleMemory(toldPrice: told.map(Money.gbp))
        )
    }

    private func state(_ price: Money?, _ availability: Availability = .inStock, isGone: Bool = false) -> ProductState {
        ProductState(price: price, listPrice: .gbp(70_00), availability: availability, isGone: isGone)
    }

    @Test("A drop is true at its price and below, and of what is there")
    func drop() {
        let told = facts(.drop, rule: .dropByShare(basisPoints: 1_000))
        #expect(told.present(state(.gbp(40_00))) != nil)
        #expect(told.present(state(.gbp(39_00)))?.change.after.price == .gbp(39_00))
        #expect(told.present(state(.gbp(55_00))) == nil)
        #expect(told.present(state(nil)) == nil)
        #expect(told.present(state(.gbp(40_00), isGone: true)) == nil)
        #expect(told.present(state(.usd(1_00))) == nil)
        #expect(told.present(state(.gbp(40_00), .preorder))?.change.after.availability == .preorder)
        // To a rule that names no limit the price that was told is one.
        #expect(facts(.drop, rule: .lowest(days: 30)).present(state(.gbp(40_00))) != nil)
        #expect(facts(.drop, rule: .lowest(days: 30)).present(state(.gbp(40_01))) == nil)
    }

    @Test("A price that rose again is true to who asked for any drop while it is below the one before")
    func stillLower() {
        #expect(facts(.drop).present(state(.gbp(49_99)))?.change.before.price == .gbp(50_00))
        #expect(facts(.drop).present(state(.gbp(50_00))) == nil)
    }

    @Test("A price that rose above the one before, and still meets a named limit, fell from what it was when asked")
    func stillMet() {
        let rule = Rule.below(.gbp(55_00))
        let told = facts(.drop, rule: rule).present(state(.gbp(52_00)))
        #expect(told?.change.after.price == .gbp(52_00) && told?.change.before.price == .gbp(60_00))
        #expect(told?.change.after.listPrice == .gbp(70_00))
        #expect(facts(.drop, rule: rule).present(state(.gbp(55_00))) == nil)
        var unasked = facts(.drop, rule: .below(.gbp(70_00)))
        unasked.reference = .gbp(51_00)
        #expect(unasked.present(state(.gbp(52_00)))?.change.before.price == nil, "it fell from nothing that was known")
    }

    @Test("A change is true while the price differs from the one told before, or from the one before it")
    func changed() {
        #expect(facts(.changed).present(state(.gbp(41_00)))?.change.after.price == .gbp(41_00))
        #expect(facts(.changed).present(state(.gbp(50_00))) == nil)
        #expect(facts(.changed, told: 45_00).present(state(.gbp(50_00))) != nil)
        #expect(facts(.changed, told: 45_00).present(state(.gbp(45_00))) == nil)
        #expect(facts(.changed).present(state(.gbp(41_00), isGone: true)) == nil)
    }

    @Test("Stock is true as long as the page does not say otherwise")
    func stock() {
        for (availability, isBack, isSoldOut) in [
            (Availability.inStock, true, false), (.unknown, true, true), (.outOfStock, false, true),
        ] {
            #expect((facts(.backInStock).present(state(.gbp(40_00), availability)) != nil) == isBack)
            #expect((facts(.soldOut).present(state(.gbp(40_00), availability)) != nil) == isSoldOut)
        }
        #expect(facts(.backInStock).present(state(.gbp(40_00), isGone: true)) == nil)
        #expect(facts(.soldOut).present(state(.gbp(40_00), isGone: true)) != nil)
        #expect(
            facts(.backInStock).present(state(nil))?.change.after.price == .gbp(40_00),
            "a price of then, without one"
        )
    }

    @Test("Gone, another currency and trouble are true while they last")
    func others() {
        #expect(facts(.gone).present(state(.gbp(40_00), isGone: true)) == facts(.gone))
        #expect(facts(.gone).present(state(.gbp(40_00))) == nil)
        #expect(facts(.currencyChanged).present(state(.gbp(10_00))) == facts(.currencyChanged))
        #expect(facts(.currencyChanged).present(state(.usd(10_00))) == nil)
        #expect(facts(.currencyChanged).present(state(.gbp(10_00), isGone: true)) == nil)
        var broken = state(.gbp(40_00))
        #expect(facts(.broken).present(broken) == nil && facts(.worksAgain).present(broken) != nil)
        broken.brokenSince = .noon
        #expect(facts(.broken).present(broken) == facts(.broken) && facts(.worksAgain).present(broken) == nil)
    }
}
