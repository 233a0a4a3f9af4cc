// What the places of prices in the visible text tell of each other.
extension Ranking {
    /// The place of the group that the text shows as the new price beside the first one's, which it strikes through.
    ///
    /// What a page strikes through is the old price, whoever calls it the price: shops change what shows before they change
    /// what machines read.
    func newPrice(among groups: [Group]) -> Int? {
        guard let winner = groups.first, !isShown(winner) else { return nil }
        let struck = claims.filter { claim in
            claim.kind == .list && claim.spot?.isStruck ?? false && DecimalOrder.key(claim.amount) == winner.key
        }.compactMap(\.spot)
        return groups.firstIndex { group in
            DecimalOrder.isLess(group.key, winner.key) && Self.agree(group.currency, winner.currency)
                && group.claims.contains { index in
                    guard let spot = claims[index].spot, claims[index].confidence >= Self.threshold else {
                        return false
                    }
                    return struck.contains { $0.isBeside(spot) }
                }
        }
    }

    /// The place of the group that the text shows beside the buy button, where structured data only tells from which price on
    /// the product can be had: from several sellers, in several variants, or in large quantities.
    func buyBoxPrice(among groups: [Group]) -> Int? {
        guard let winner = groups.first, groups.count > 1 else { return nil }
        let stated = winner.claims.map { claims[$0] }.filter { $0.source != .text }
        guard !stated.isEmpty, stated.allSatisfy({ $0.kind == .from }) else { return nil }
        let shown = claims.indices.filter { claims[$0].kind == .current && claims[$0].spot != nil }
        guard let best = shown.max(by: { claims[$0].confidence < claims[$1].confidence }),
            let spot = claims[best].spot, spot.isNearButton, !spot.isInGrid,
            claims[best].confidence >= Self.surePlace, isInRange(claims[best].amount, above: winner.key)
        else { return nil }
        return groups.firstIndex { $0.claims.contains(best) && Self.agree($0.currency, winner.currency) }
    }

    /// Whether an amount is higher than the lowest price, and no higher than the highest that structured data states.
    private func isInRange(_ amount: String, above low: String) -> Bool {
        let high = claims.filter { ($0.kind == .upTo || $0.kind == .variant) && $0.source != .text }.map(\.amount)
        // Where nothing tells how high it goes, the text must not show the lowest price as one to begin from itself.
        let isFrom = claims.contains {
            $0.kind == .from && $0.spot?.isNearButton ?? false && DecimalOrder.key($0.amount) == low
        }
        let isBelow = high.isEmpty ? !isFrom : high.contains { !DecimalOrder.isLess($0, amount) }
        return DecimalOrder.isLess(low, amount) && isBelow
    }

    /// The claims with those amounts out of the question to which tax is added, where the page also states what each makes
    /// with tax.
    static func settingNetPricesAside(_ claims: [PriceClaim]) -> [PriceClaim] {
        let current = claims.filter { $0.kind == .current }
        let net = current.filter { net in
            guard let spot = net.spot, spot.isBeforeTax else { return false }
            return current.contains { gross in
                gross.spot.map { !$0.isBeforeTax && $0.isBeside(spot) } ?? false && isTaxed(gross, net)
            }
        }
        let keys = Set(net.map { DecimalOrder.key($0.amount) })
        return claims.map { claim in
            guard claim.kind == .current || claim.kind == .from, keys.contains(DecimalOrder.key(claim.amount)) else {
                return claim
            }
            var claim = claim
            claim.kind = .other
            claim.reason = "before tax"
            return claim
        }
    }

    /// Whether one amount can be the other with tax: more, by less than a third.
    private static func isTaxed(_ gross: PriceClaim, _ net: PriceClaim) -> Bool {
        guard let currency = gross.currency, currency == net.currency,
            let more = Money(decimal: gross.amount, currency: currency)?.minorUnits,
            let less = Money(decimal: net.amount, currency: currency)?.minorUnits
        else { return false }
        return more > less && (more - less) < less / 3
    }

    /// How sure a place beside the buy button must be.
    private static let surePlace = 70

    /// Whether the text shows a group's amount in a good place as what is paid.
    private func isShown(_ group: Group) -> Bool {
        group.claims.contains { claims[$0].source == .text && claims[$0].confidence >= Self.threshold }
    }

    private static func agree(_ one: Currency?, _ other: Currency?) -> Bool {
        one == nil || other == nil || one == other
    }

    /// Why nothing that states a group's amount is certain of it; nil where something is.
    func doubt(of group: Group) -> String? {
        let doubts = group.claims.compactMap { claims[$0].doubt }
        return doubts.count == group.claims.count ? doubts.first : nil
    }

    /// The list price that belongs to the price: stated with it, or shown beside it.
    func listPrice(above price: Candidate) -> Candidate? {
        var best: (index: Int, confidence: Int)?
        for (index, claim) in claims.enumerated() where claim.kind == .list && claim.readings.count == 1 {
            guard claim.currency == price.money?.currency, DecimalOrder.isLess(price.amount, claim.amount),
                Self.isPlausible(claim.amount, above: price.amount), claim.confidence > best?.confidence ?? 0,
                claim.spot.map({ !$0.isInGrid && claim.confidence >= Self.threshold || isBesidePrice($0, price) })
                    ?? true
            else { continue }
            best = (index, claim.confidence)
        }
        return best.map { candidate($0.index, verdict: "the list price") }
    }

    /// Whether the text shows the price beside a struck or former one, which else belongs to another product's card.
    private func isBesidePrice(_ spot: PriceClaim.Spot, _ price: Candidate) -> Bool {
        let key = DecimalOrder.key(price.amount)
        return claims.contains { claim in
            (claim.kind == .current || claim.kind == .from) && claim.readings.contains { DecimalOrder.key($0) == key }
                && claim.spot.map(spot.isBeside) ?? false
        }
    }

    /// Whether a list price is not absurdly far above the price: at most one digit longer.
    private static func isPlausible(_ list: String, above price: String) -> Bool {
        let length = { (text: String) in DecimalOrder.key(text).prefix { $0 != "." }.count }
        return length(list) <= length(price) + 1
    }
}
