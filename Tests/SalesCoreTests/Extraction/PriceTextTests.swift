import SalesCore
import Testing

@Suite("Price texts")
struct PriceTextTests {
    @Test("The shapes that other trackers misread are read right", arguments: Self.misreadElsewhere)
    func readsWhatOthersMisread(_ item: PriceTextCase) {
        #expect(item.found == item.expected)
    }

    @Test("Every locale's way to write a price is read exactly", arguments: Self.currencies)
    func readsEveryLocale(_ item: PriceTextCase) {
        #expect(item.found == item.expected)
    }

    @Test(
        "Three digits behind a separator are decided by currency and place, and else are ambiguous",
        arguments: Self.threeDigits
    )
    func decidesThreeDigits(_ item: PriceTextCase) {
        #expect(item.found == item.expected)
    }

    @Test("Numbers that are no price give none", arguments: Self.noPrices)
    func refusesOtherNumbers(_ item: PriceTextCase) {
        #expect(item.found == item.expected)
    }

    @Test(
        "The words around several prices decide which is paid, and without them none is chosen",
        arguments: Self.words
    )
    func readsTheWordsAround(_ item: PriceTextCase) {
        #expect(item.found == item.expected)
    }

    @Test("Digits that may mean two amounts are said to be ambiguous", arguments: Self.doubtful)
    func saysWhenInDoubt(_ item: PriceTextCase) {
        #expect(item.found == item.expected)
    }

    @Test("The table holds at least 150 cases of at least 25 currencies")
    func isBroad() {
        let all =
            Self.misreadElsewhere + Self.currencies + Self.threeDigits + Self.noPrices + Self.words + Self.doubtful
        let codes = Set(all.compactMap { $0.expected.split(separator: " ").dropFirst().first })
        #expect(all.count >= 150)
        #expect(codes.count >= 25)
    }
}
