/// Puts what all sources say together into the one answer.
struct PageVerdict {
    let choice: StructuredProducts.Choice
    let visible: VisiblePrices
    let state: EmbeddedState
    let heading: PageHeading
    let survey: PageSurvey
    let currencies: CurrencyEvidence

    func extraction(notes: [String]) -> Extraction {
        let name = choice.name ?? heading.text ?? state.name ?? CleanText.name(survey.meta("og:title") ?? survey.title)
        let stock = AvailabilityChoice(
            structured: choice.availability,
            visible: visible.availability,
            state: state.availability
        )
        let availability = stock.availability
        let ranking = Ranking(choice.claims + state.claims + visible.claims, currencies: currencies)
        var extraction = Extraction(
            reading: .noPrice(availability: availability),
            kind: choice.hasProduct ? .product : .other,
            name: name,
            candidates: ranking.candidates,
            notes: notes + ranking.notes + [stock.note].compactMap { $0 }
        )
        extraction.availability = availability
        if isListing {
            extraction.kind = .listing
            extraction.reading = .ambiguous(
                reason: "the page lists \(max(choice.listed, visible.cards)) products and is about none of them"
            )
            return extraction
        }
        ranking.settle(&extraction, availability: availability)
        return extraction
    }

    /// Many products with prices, and no main one.
    private var isListing: Bool {
        // Categories describe themselves as one product "from" the price of their cheapest.
        let isFrom = choice.claims.allSatisfy { $0.kind != .current } && !visible.hasBuyButton
        if choice.hasProduct, !choice.claims.isEmpty, !isFrom { return false }
        if choice.listed >= 3 { return true }
        // Many cards, and no price outside of them in a good place.
        let hasOwn = visible.spots.contains {
            !$0.isInGrid && !$0.isAside && $0.score >= VisiblePrices.threshold && $0.kind != .other
        }
        return visible.cards >= 4 && !hasOwn && state.claims.isEmpty
    }
}
