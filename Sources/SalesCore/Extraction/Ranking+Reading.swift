extension Ranking {
    /// Writes the decision into an extraction as its reading.
    func settle(_ extraction: inout Extraction, availability: Availability) {
        switch decision {
        case .none: break
        case .price(let candidate):
            guard let money = candidate.money else { break }
            extraction.kind = .product
            extraction.reading = .offer(
                Offer(
                    price: money,
                    listPrice: list?.money,
                    availability: availability,
                    name: extraction.name,
                    source: "\(Self.name(candidate.source)) \(candidate.path)"
                )
            )
        case .withoutCurrency(let candidate, let possible):
            extraction.kind = .product
            extraction.unresolved = UnresolvedPrice(amount: candidate.amount, possibleCurrencies: possible)
            let choices = possible.map(\.code).joined(separator: " or ")
            let which = choices.isEmpty ? "no currency" : "a currency that can be \(choices)"
            extraction.reading = .ambiguous(reason: "the page states \(candidate.amount) but \(which)")
        case .undecided(let candidates):
            extraction.kind = .product
            if candidates.count == 1, let one = candidates.first {
                let stated = one.money?.description ?? one.amount
                extraction.reading = .ambiguous(reason: "the page states \(stated), but \(one.verdict)")
                return
            }
            let amounts = candidates.map { $0.money?.description ?? $0.amount }.joined(separator: " and ")
            extraction.reading = .ambiguous(reason: "the page states \(amounts), and nothing tells which is the price")
        }
    }
}
