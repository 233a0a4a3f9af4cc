import SalesHTML

/// Decides whether what the structured data of a page states is its whole answer, so that reading the prices of its
/// visible text could not change it.
///
/// The answer is whole where the data states one product with its name, one price, its currency and availability, where
/// no source disagrees, and where the text shows that price and nothing near it, nor anywhere a higher one, that may be
/// another price of the product. Whatever is not plain is left to the reading of the whole page; that both give the same
/// answer is tested on every page at hand.
struct StructuredAnswer {
    let choice: StructuredProducts.Choice
    let state: [PriceClaim]
    let currencies: CurrencyEvidence
    let glance: PriceGlance

    /// The answer; nil where it is not whole.
    func extraction(notes: [String]) -> Extraction? {
        let claims = choice.claims + state
        guard choice.hasProduct, choice.name != nil, choice.availability != .unknown, let amount = amount(of: claims)
        else { return nil }
        let ranking = Ranking(claims, currencies: currencies)
        guard case .price(let price) = ranking.decision, let money = price.money,
            let list = Self.listAmounts(of: claims, above: amount, taken: ranking.list),
            !mayTextObject(to: amount, money.currency, list: list, support: Self.support(of: amount, claims))
        else { return nil }
        var extraction = Extraction(
            reading: .noPrice(availability: choice.availability),
            kind: .product,
            name: choice.name,
            availability: choice.availability,
            candidates: ranking.candidates,
            notes: notes + ranking.notes
        )
        ranking.settle(&extraction, availability: choice.availability)
        extraction.evidence = .enough
        return extraction
    }

    /// The one amount that all claims state as the price, as a ``DecimalOrder`` key; nil where they differ.
    private func amount(of claims: [PriceClaim]) -> String? {
        guard !choice.claims.contains(where: { $0.kind == .from }) else { return nil }
        let current = claims.filter { $0.kind == .current || $0.kind == .from }
        let keys = Set(current.map { DecimalOrder.key($0.amount) })
        guard let key = keys.first, keys.count == 1, key != "0", current.allSatisfy({ $0.readings.count == 1 }),
            current.contains(where: { $0.currency != nil })
        else { return nil }
        return key
    }

    /// The list price that is stated, or none; nil where there are several.
    private static func listAmounts(of claims: [PriceClaim], above amount: String, taken: Candidate?) -> Set<String>? {
        let higher = claims.filter { $0.kind == .list && DecimalOrder.isLess(amount, $0.amount) }
        let keys = Set(higher.flatMap(\.readings).map(DecimalOrder.key))
        return keys.count <= 1 && keys.isEmpty == (taken == nil) ? keys : nil
    }

    /// What the claims weigh together, as ``Ranking`` weighs them.
    private static func support(of amount: String, _ claims: [PriceClaim]) -> Int {
        var best: [Candidate.Source: Int] = [:]
        for claim in claims where claim.kind == .current && DecimalOrder.key(claim.amount) == amount {
            best[claim.source] = max(best[claim.source] ?? 0, claim.confidence)
        }
        return best.values.reduce(0, +)
    }

    /// Whether the visible text may hold another price of the product, or none that bears out the stated one.
    private func mayTextObject(to amount: String, _ currency: Currency, list: Set<String>, support: Int) -> Bool {
        let own = Array(glance.mentions.lazy.filter { states($0, amount, currency) }.prefix(Self.maximumOwn))
        let isSure = support * Ranking.tie > VisiblePrices.maximumConfidence * 100
        guard !own.isEmpty || isSure && !isShown(amount, where: { _ in true }) else { return true }
        // What the page strikes through is the old price, whoever calls it the price.
        if isShown(amount, where: glance.isStruck) { return true }
        // The same number in another currency is another price.
        let isForeign = glance.mentions.contains { mention in
            mention.numbers.contains { $0.contains(amount) } && !glance.isAside(mention.element)
                && glance.maybeForeign(mention, amount, currency, hints: currencies.hints)
        }
        if isForeign { return true }
        let known = list.union([amount])
        return glance.mentions.contains { mention in
            let others = mention.numbers.filter { known.isDisjoint(with: $0) }.joined()
            guard !others.isEmpty else { return false }
            let isNear = own.contains { abs($0.order - mention.order) <= PriceClaim.Spot.reach }
            guard isNear || others.contains(where: { Self.mayBeListPrice($0, above: amount) }) else { return false }
            return !glance.isAside(mention.element)
                && glance.maybePrice(mention, besides: known, hints: currencies.hints)
        }
    }

    /// Whether the amount stands in the product's part of the page, in an element of which something holds.
    private func isShown(_ amount: String, where isWanted: (HTMLElement) -> Bool) -> Bool {
        glance.mentions.contains { mention in
            mention.numbers.contains { $0.contains(amount) } && isWanted(mention.element)
                && !glance.isAside(mention.element)
        }
    }

    /// Whether a piece of text is the price as a person reads it.
    private func states(_ mention: PriceGlance.Mention, _ amount: String, _ currency: Currency) -> Bool {
        guard mention.numbers.contains(where: { $0.contains(amount) }),
            mention.text.utf8.count <= PriceSpotFinder.longestText,
            let value = PriceText.read(mention.text, hints: currencies.hints).price, value.kind == .current,
            value.readings.map(DecimalOrder.key).contains(amount), value.currency ?? currency == currency,
            value.possibleCurrencies.isEmpty || value.possibleCurrencies.contains(currency)
        else { return false }
        return !glance.isAside(mention.element) && !glance.isStruck(mention.element) && !glance.isTitle(mention.element)
            && glance.maybePrice(mention, hints: currencies.hints)
    }

    /// As ``Ranking`` has it, a list price is higher, and at most one digit longer.
    private static func mayBeListPrice(_ other: String, above amount: String) -> Bool {
        let digits = { (key: String) in key.utf8.prefix { $0 != UInt8(ascii: ".") }.count }
        let (length, own) = (digits(other), digits(amount))
        // Keys have no leading zeros: of two with as many digits before the point, the texts compare as the numbers do.
        return length == own + 1 || length == own && amount.utf8.lexicographicallyPrecedes(other.utf8)
    }

    /// The most places that are taken for the price's own.
    static let maximumOwn = 50
}
