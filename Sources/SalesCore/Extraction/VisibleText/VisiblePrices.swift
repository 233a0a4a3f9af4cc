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
    let availability: Availability
    let hasBuyButton: Bool

    /// The most places that become claims.
    static let maximumClaims = 30
    /// A place below this is not taken for the price of the product.
    static let threshold = 45

    init(_ page: PageText, heading: PageHeading, hints: PriceTextHints, address: PageURL?) {
        var spots = PriceSpotFinder(page: page, hints: hints).spots()
        let buttons = BuyButtons(page, heading: heading)
        let meaning = SpotMeaning(page: page, places: spots.map(\.place), heading: heading, address: address)
        for index in spots.indices { meaning.apply(to: &spots[index]) }
        SpotScore(page: page, heading: heading, buttons: buttons, spots: spots).apply(to: &spots)
        cards = spots.filter { $0.isAside || $0.reasons.contains(SpotScore.gridReason) }.count
        spots.sort { $0.score != $1.score ? $0.score > $1.score : $0.place < $1.place }
        Self.settleSoftLists(&spots)
        self.spots = spots
        claims = spots.prefix(Self.maximumClaims).map { Self.claim($0, page) }
        hasBuyButton = !buttons.runs.isEmpty
        availability = VisibleAvailability.read(page, heading: heading, buttons: buttons, best: spots.first)
    }

    /// A "regular" price is what it costs unless a lower current price stands beside it.
    private static func settleSoftLists(_ spots: inout [PriceSpot]) {
        let current = spots.filter { $0.kind == .current && !$0.isSoftList && $0.score >= threshold }
        for index in spots.indices where spots[index].isSoftList {
            let isHigher = current.contains { spot in
                abs(spot.run - spots[index].run) <= 12 && DecimalOrder.isLess(spot.value.amount, spots[index].value.amount)
            }
            if isHigher { spots[index].kind = .list }
        }
    }

    private static func claim(_ spot: PriceSpot, _ page: PageText) -> PriceClaim {
        var claim = PriceClaim(
            readings: spot.value.readings,
            currency: spot.value.currency,
            kind: spot.isAside ? .other : spot.kind,
            source: .text,
            path: page.tree.elements[spot.place].node.path,
            text: spot.text,
            confidence: min(max(spot.score, 0), 90)
        )
        claim.possibleCurrencies = spot.value.possibleCurrencies
        claim.reason = spot.reasons.joined(separator: ", ")
        return claim
    }
}
