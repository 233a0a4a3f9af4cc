import SalesCore

/// What happened at a check, in words.
enum CheckWords {
    static func what(_ report: CheckReport) -> String {
        guard let look = report.look else {
            return "not checked now: another check of it is under way, or its shop asks for time or is asked as often "
                + "as it allows; it is checked when its turn comes"
        }
        // Why the store did not take it is for the log alone.
        guard report.problem == nil else { return "checked, and not counted: another check of it was there before" }
        if let event = report.event { return change(event) }
        if let quarantine = report.state.quarantine, look.reading.outcome != .failed { return held(quarantine) }
        guard let offer = look.reading.offer else { return look.reading.reason ?? look.reading.outcome.rawValue }
        let how = look.isUnchanged ? "unchanged" : offer.source
        return "\(MoneyFormat.text(offer.price)), \(report.state.availability.words) (\(how))"
    }

    private static func held(_ quarantine: Quarantine) -> String {
        let what =
            switch quarantine.claim {
            case .offer(let offer): "\(MoneyFormat.text(offer.price)), \(offer.availability.words)"
            case .unpriced(let availability): availability.words
            case .gone(let reason): reason
            }
        let doubt = quarantine.isImplausible ? ", which is unusually low" : ""
        let count = "\(quarantine.agreements) of \(quarantine.needed) confirmations"
        return "held back until confirmed: \(what)\(doubt): \(count)"
    }

    private static func change(_ event: PriceEvent.Change) -> String {
        if event.after.isGone { return "gone, confirmed" }
        guard let new = event.after.price else { return event.after.availability.words }
        guard let old = event.before.price, old != new else {
            let stock = "now \(event.after.availability.words) (was \(event.before.availability.words))"
            return "\(MoneyFormat.text(new)), \(stock)"
        }
        let direction =
            switch new.compare(to: old) {
            case .some(..<0): "fell"
            case .some: "rose"
            case .none: "changed its currency"
            }
        let doubt = event.isUnusuallyLow ? "; unusually low, please check" : ""
        return "\(direction) to \(MoneyFormat.text(new)) from \(MoneyFormat.text(old)), confirmed\(doubt)"
    }
}
