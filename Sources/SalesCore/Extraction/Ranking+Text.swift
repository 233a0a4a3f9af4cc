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
