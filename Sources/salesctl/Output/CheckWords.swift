import SalesCore

/// A check in one line: what happened and why.
enum CheckWords {
    static func line(_ report: CheckReport) -> String {
        let product = report.product
        let name = PlainText.cut(PlainText.safe(report.look?.reading.offer?.name ?? product.name), to: 40)
        return "\(product.id)  \(name): \(PlainText.safe(what(report)))"
    }

    /// What happened.
    static func what(_ report: CheckReport) -> String {
        if let problem = report.problem { return problem }
        guard let look = report.look else { return "not checked" }
        if let event = report.event { return event.words }
        if let quarantine = report.state.quarantine, look.reading.outcome != .failed {
            return "held back until confirmed: \(quarantine.words)"
        }
        guard let offer = look.reading.offer else { return look.reading.reason ?? look.reading.outcome.rawValue }
        let how = look.isUnchanged ? "unchanged" : offer.source
        return "\(MoneyFormat.text(offer.price)), \(report.state.availability.words) (\(how))"
    }
}

/// An attempt to tell, in one line.
enum AttemptWords {
    /// - Parameter moment: how moments are written; as logs have them, in UTC, if not given.
    static func text(
        _ alert: Alert,
        _ outcome: Settlement.Outcome,
        at moment: (Timestamp) -> String = \.description
    ) -> String {
        let name = PlainText.cut(PlainText.safe(alert.facts.productName), to: 40)
        let what =
            switch outcome {
            case .accepted: "told over \(alert.channel)"
            case .retry(let at, let failure):
                "not told over \(alert.channel) yet, next try at \(moment(at)): \(failure)"
            case .dead(let failure): "could not be told over \(alert.channel): \(failure)"
            case .expired: "not told over \(alert.channel): it is too late"
            case .suppressed(let reason): "not told over \(alert.channel): \(reason)"
            case .held(let until, let reason): "held over \(alert.channel) until \(moment(until)): \(reason)"
            case .released: "not told over \(alert.channel) by this process"
            }
        return PlainText.safe("\(name): \(what)")
    }
}
