import SalesHTML

/// Reads the price that a person would see beside the product's title.
struct VisiblePrices {
    /// The places with a price, the best first.
    let spots: [PriceSpot]
    /// How many places look like cards of other products.
    let cards: Int
    /// The claims that follow, the best first.
    let claims: [PriceClaim]
    /// What the page says of availability near the title and the buy button.
    let availability: VisibleAvailability

    /// The most places that become claims.
    static let maximumClaims = 30
    /// How sure the best place can be.
    static let maximumConfidence = 90
    /// A place below this is not taken for the price of the product.
    static let threshold = 45

    /// Whether something on the page puts its product into the cart.
    let hasBuyButton: Bool

    init(
        _ page: PageText,
        heading: PageHeading,
        hints: PriceTextHints,
        address: PageURL?,
        setting: PageSetting
    ) {
        var spots = PriceSpotFinder(page: page, hints: hints).spots()
        SpotPlausibility.removeRepetitions(from: &spots)
        let places = spots.map(\.place)
        let meaning = SpotMeaning(page: page, places: places, heading: heading, address: address)
        let cards = PriceCards(page: page, heading: heading, places: places, ownKey: meaning.ownKey)
        let buttons = BuyButtons(page, heading: heading, cards: cards)
        for index in spots.indices {
            meaning.apply(to: &spots[index])
            spots[index].isBeforeTax = TaxWords.isBeforeTax(spots[index], in: page)
        }
        SaleArithmetic(page: page).apply(to: &spots)
        hasBuyButton = !buttons.runs.isEmpty
        SpotScore(page: page, heading: heading, buttons: buttons, cards: cards, spots: spots).apply(to: &spots)
        SpotPlausibility(page: page, setting: setting, hasBuyButton: hasBuyButton).apply(to: &spots)
        self.cards = spots.filter { $0.isInGrid }.count
        spots.sort { $0.score != $1.score ? $0.score > $1.score : $0.place < $1.place }
        Self.settleSoftLists(&spots)
        Self.promoteOnlyPrice(&spots)
        self.spots = spots
        claims = spots.prefix(Self.maximumClaims).flatMap { Self.claims($0, page) }
        availability = VisibleAvailability(page, heading: heading, buttons: buttons, best: spots.first)
    }

    /// A "regular" price is what it costs unless a lower current price stands beside it.
    private static func settleSoftLists(_ spots: inout [PriceSpot]) {
        let current = spots.filter { $0.kind == .current && !$0.isAside && $0.score >= threshold }
        for index in spots.indices where spots[index].isSoftList {
            let isHigher = current.contains { spot in
                abs(spot.run - spots[index].run) <= 12
                    && DecimalOrder.isLess(spot.value.amount, spots[index].value.amount)
            }
            if isHigher { spots[index].kind = .list }
        }
    }

    /// Where no other price stands in a good place, what is named "ordinary" or "per unit" is the price.
    private static func promoteOnlyPrice(_ spots: inout [PriceSpot]) {
        guard
            !spots.contains(where: { ($0.kind == .current || $0.kind == .from) && !$0.isAside && $0.score >= threshold }
            ),
            let index = spots.firstIndex(where: {
                ($0.kind == .list && !$0.isStruck || $0.kind == .unit) && !$0.isAside
                    && $0.score >= threshold
            })
        else { return }
        spots[index].reasons.append("is the only price in its place")
        spots[index].kind = .current
    }

    /// The claim that a place makes, and that of the former price told in the same words.
    private static func claims(_ spot: PriceSpot, _ page: PageText) -> [PriceClaim] {
        let claim = claim(spot, page)
        guard let former = spot.former, claim.kind == .current else { return [claim] }
        var list = claim
        list.readings = former.readings
        list.currency = former.currency ?? claim.currency
        list.possibleCurrencies = former.possibleCurrencies
        list.kind = .list
        return [claim, list]
    }

    private static func claim(_ spot: PriceSpot, _ page: PageText) -> PriceClaim {
        var claim = PriceClaim(
            readings: spot.value.readings,
            currency: spot.value.currency,
            kind: spot.isAside ? .other : spot.kind,
            source: .text,
            path: page.tree.elements[spot.place].node.path,
            text: spot.text,
            confidence: min(max(spot.score, 0), maximumConfidence)
        )
        claim.possibleCurrencies = spot.value.possibleCurrencies
        if let token = spot.value.token, spot.value.currency == nil, spot.value.possibleCurrencies.isEmpty {
            claim.unknownCurrency = token
        }
        claim.doubt = spot.doubt
        claim.spot = PriceClaim.Spot(
            run: spot.run,
            isStruck: spot.isStruck,
            isInGrid: spot.isInGrid,
            isNearButton: spot.isNearButton,
            isBeforeTax: spot.isBeforeTax
        )
        claim.reason = spot.reasons.joined(separator: ", ")
        return claim
    }
}
