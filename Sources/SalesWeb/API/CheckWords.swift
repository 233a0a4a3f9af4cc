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
        if let event = report.event { return event.words }
        if let quarantine = report.state.quarantine, look.reading.outcome != .failed {
            return "held back until confirmed: \(quarantine.words)"
        }
        guard let offer = look.reading.offer else { return look.reading.reason ?? look.reading.outcome.rawValue }
        let how = look.isUnchanged ? "unchanged" : offer.source
        return "\(MoneyFormat.text(offer.price)), \(report.state.availability.words) (\(how))"
    }
}
