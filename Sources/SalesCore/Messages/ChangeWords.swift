extension PriceEvent.Change {
    /// What changed, for people: "fell to £39.99 from £49.99, confirmed".
    package var words: String {
        if after.isGone { return "gone, confirmed" }
        guard let new = after.price else { return after.availability.words }
        guard let old = before.price, old != new else {
            return "\(MoneyFormat.text(new)), now \(after.availability.words) (was \(before.availability.words))"
        }
        let direction =
            switch new.compare(to: old) {
            case .some(..<0): "fell"
            case .some: "rose"
            case .none: "changed its currency"
            }
        let doubt = isUnusuallyLow ? "; unusually low, please check" : ""
        return "\(direction) to \(MoneyFormat.text(new)) from \(MoneyFormat.text(old)), confirmed\(doubt)"
    }
}

extension Quarantine {
    /// What is held back and how far it is confirmed, for people.
    package var words: String {
        let what =
            switch claim {
            case .offer(let offer): "\(MoneyFormat.text(offer.price)), \(offer.availability.words)"
            case .unpriced(let availability): availability.words
            case .gone(let reason): reason
            }
        let doubt = isImplausible ? ", which is unusually low" : ""
        return "\(what)\(doubt): \(agreements) of \(needed) confirmations"
    }
}
