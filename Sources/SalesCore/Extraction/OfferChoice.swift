/// Picks, among the offers of one product, the one that a visitor of the page is made.
///
/// The offers that the page's address names go before all others, and their availability alone counts. Where none is
/// named, the lowest price of what can be ordered new is the price; more than one amount makes it a "from".
enum OfferChoice {
    /// The prices of a product as claims, and the availability of the offer that was taken.
    ///
    /// - Parameter preferred: The currency of the page, which decides between offers in several.
    static func claims(of product: ProductFacts, identity: PageIdentity, preferred: Currency?) -> (
        claims: [PriceClaim], availability: Availability
    ) {
        let priced = product.offers.filter { offer in offer.prices.contains { !isZero($0) } }
        let named = named(priced, identity: identity)
        let offers = inOneCurrency(named ?? priced, preferred)
        let currencies = currencies(of: offers)
        guard currencies.count <= 1 else {
            return (undecided(offers, currencies, product), availability(of: offers, product: product))
        }
        guard let (taken, kind) = choose(offers) else {
            return ([], availability(of: product.offers, product: product))
        }
        var claims: [PriceClaim] = []
        for price in taken.prices {
            let isTheOne = price.kind == .current && kind == .from
            claims.append(PriceClaim(price, source: product.source, kind: isTheOne ? .from : price.kind))
        }
        for offer in priced where offer.prices.first?.path != taken.prices.first?.path {
            for price in offer.prices where price.kind == .current && price.amount != taken.prices.first?.amount {
                claims.append(PriceClaim(price, source: product.source, kind: .variant))
            }
        }
        let same = (named ?? product.offers).filter { offer in
            kind == .from || offer.prices.first?.amount == taken.prices.first?.amount
        }
        return (claims, availability(of: same, product: product))
    }

    /// The offers that the page's address names more closely than the others: by their own address, else by their number;
    /// nil where it names none, or all alike.
    private static func named(_ offers: [OfferFacts], identity: PageIdentity) -> [OfferFacts]? {
        let marks = offers.map { $0.addresses.compactMap(identity.naming).max() }
        if let most = marks.compactMap({ $0 }).max() {
            let closest = offers.indices.filter { marks[$0] == most }
            if closest.count < offers.count { return closest.map { offers[$0] } }
        }
        let numbered = offers.filter { $0.identifiers.contains(where: identity.isInAddress) }
        let isOne = Set(numbered.compactMap { current($0)?.amount }).count == 1
        return isOne && numbered.count < offers.count ? numbered : nil
    }

    /// The offers in the page's currency, where there are any; else all.
    private static func inOneCurrency(_ offers: [OfferFacts], _ preferred: Currency?) -> [OfferFacts] {
        guard let preferred, currencies(of: offers).count > 1 else { return offers }
        let local = offers.filter { current($0)?.currency == preferred }
        return local.isEmpty ? offers : local
    }

    private static func currencies(of offers: [OfferFacts]) -> Set<Currency> {
        Set(offers.compactMap { current($0)?.currency })
    }

    /// The first price of each currency: amounts of several currencies cannot be compared, so that something else on the
    /// page decides between them, or nothing does.
    private static func undecided(_ offers: [OfferFacts], _ currencies: Set<Currency>, _ product: ProductFacts)
        -> [PriceClaim]
    {
        var rest = currencies
        let prices = offers.compactMap(current).filter { price in
            price.currency.map { rest.remove($0) != nil } ?? false
        }
        return prices.map { price in
            var claim = PriceClaim(price, source: product.source, kind: price.kind)
            let alike = prices.filter { $0.amount == price.amount }.compactMap(\.currency)
            if alike.count > 1 {
                claim.currency = nil
                claim.possibleCurrencies = alike
                claim.unknownCurrency = alike.map(\.code).joined(separator: ", ")
            }
            return claim
        }
    }

    private static func choose(_ offers: [OfferFacts]) -> (OfferFacts, Candidate.Kind)? {
        guard let first = offers.first else { return nil }
        if Set(offers.compactMap { current($0)?.amount }).count <= 1 { return (first, .current) }
        let new = offers.filter { !$0.isUsed }
        let able = (new.isEmpty ? offers : new).filter { $0.availability.canBeOrdered != false }
        let pool = able.isEmpty ? (new.isEmpty ? offers : new) : able
        let lowest = pool.min { left, right in
            guard let left = current(left), let right = current(right) else { return false }
            return DecimalOrder.isLess(left.amount, right.amount)
        }
        let kind: Candidate.Kind = Set(pool.compactMap { current($0)?.amount }).count > 1 ? .from : .current
        return lowest.map { ($0, kind) }
    }

    private static func current(_ offer: OfferFacts) -> StatedPrice? {
        offer.prices.first { ($0.kind == .current || $0.kind == .from) && !isZero($0) }
    }

    /// Shops write 0 where no price is set; it is no offer.
    private static func isZero(_ price: StatedPrice) -> Bool {
        price.amount.allSatisfy { $0 == "0" || $0 == "." }
    }

    /// In stock if any can be had.
    private static func availability(of offers: [OfferFacts], product: ProductFacts) -> Availability {
        let stated = offers.map(\.availability)
        for wanted in [Availability.inStock, .preorder, .backorder, .outOfStock, .discontinued]
        where stated.contains(wanted) {
            return wanted
        }
        return product.availability
    }
}

/// Compares plain decimal strings exactly, without converting them.
enum DecimalOrder {
    /// A text that is equal for equal numbers: no leading and no trailing zeros.
    static func key(_ text: String) -> String {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let whole = (parts.first ?? "").drop { $0 == "0" }
        var fraction = parts.count == 2 ? parts[1] : ""
        while fraction.last == "0" { fraction.removeLast() }
        return (whole.isEmpty ? "0" : String(whole)) + (fraction.isEmpty ? "" : ".\(fraction)")
    }

    /// Whether one amount is below another; both without a sign.
    static func isLess(_ left: String, _ right: String) -> Bool {
        let left = key(left).split(separator: ".", omittingEmptySubsequences: false)
        let right = key(right).split(separator: ".", omittingEmptySubsequences: false)
        let leftWhole = left.first ?? "0"
        let rightWhole = right.first ?? "0"
        if leftWhole.count != rightWhole.count { return leftWhole.count < rightWhole.count }
        if leftWhole != rightWhole { return leftWhole.lexicographicallyPrecedes(rightWhole) }
        let leftFraction = left.count == 2 ? left[1] : ""
        let rightFraction = right.count == 2 ? right[1] : ""
        return leftFraction != rightFraction && leftFraction.lexicographicallyPrecedes(rightFraction)
    }

    /// Whether the amount is zero.
    static func isZero(_ text: String) -> Bool { key(text) == "0" }
}
