import Logging

extension Tracker {
    /// Tells the logger what was read of a page, and why where it was no offer.
    ///
    /// - Parameters:
    ///   - look: what was read.
    ///   - url: the page.
    ///   - check: the check that it answers; nil for a preview, which has no trace.
    func tell(_ look: Look, of url: PageURL, for check: ClaimedCheck? = nil) {
        guard logger.logLevel <= .debug else { return }
        var fields: Logger.Metadata = [
            "url": Logger.MetadataValue(url), "outcome": "\(look.reading.outcome.rawValue)",
            "unchanged": "\(look.isUnchanged)",
        ]
        if let offer = look.reading.offer {
            fields["price"] = "\(offer.price.decimal) \(offer.price.currency.code)"
            fields["availability"] = "\(offer.availability.rawValue)"
            fields["source"] = "\(offer.source)"
        } else {
            fields["why"] = "\(look.reading.reason ?? "")"
        }
        fields["trace"] = check.map { "\($0.trace)" }
        logger.debug("Read", metadata: fields)
    }

    /// Tells the logger what became of a check's outcome.
    func tell(_ report: CheckReport, of check: ClaimedCheck) {
        guard logger.logLevel <= .debug else { return }
        var fields: Logger.Metadata = ["trace": "\(check.trace)", "product": "\(check.product.id)"]
        if let problem = report.problem {
            fields["why"] = "\(problem)"
            return logger.debug("Not committed", metadata: fields)
        }
        fields["event"] = "\(report.event != nil)"
        fields["confirming"] = "\(report.state.quarantine != nil)"
        logger.debug("Committed", metadata: fields)
    }

    /// Tells the logger which alerts were made of a page of an event's followers.
    func tell(_ expansion: Expansion, of event: PriceEvent, made: Int, without stale: [SubscriptionID]) {
        guard logger.logLevel <= .debug else { return }
        let again = Set(stale)
        let alerts = expansion.items.filter { !again.contains($0.subscriptionID) }.flatMap(\.alerts)
        var fields: Logger.Metadata = ["event": "\(event.id)", "made": "\(made)"]
        fields["trace"] = event.change.trace.map { "\($0)" }
        fields["alerts"] = .array(alerts.prefix(Self.maximumTold).map { "\($0.id)" })
        logger.debug("Expanded", metadata: fields)
    }

    /// The most identifiers of one line; each alert has lines of its own when it is handed over.
    private static let maximumTold = 50

    /// Tells the logger that an alert goes to its carrier.
    func tellHandingOver(_ alert: Alert) {
        guard logger.logLevel <= .debug else { return }
        logger.debug("Handing over", metadata: Self.fields(of: alert))
    }

    /// Tells the logger what came of an alert's attempt: more loudly where it is given up for good.
    ///
    /// - Parameters:
    ///   - outcome: what came of it.
    ///   - alert: the alert.
    ///   - isRecorded: whether the store took note; it did not where the lease was lost or the store failed.
    func tell(_ outcome: Settlement.Outcome, of alert: Alert, isRecorded: Bool) {
        let (words, why, level) = outcome.line
        guard logger.logLevel <= level else { return }
        var fields = Self.fields(of: alert)
        fields["recorded"] = "\(isRecorded)"
        fields["why"] = why.map { "\($0)" }
        logger.log(level: level, "\(words)", metadata: fields)
    }

    private static func fields(of alert: Alert) -> Logger.Metadata {
        var fields: Logger.Metadata = [
            "alert": "\(alert.id)", "channel": "\(alert.channel.rawValue)", "attempt": "\(alert.attempts)",
        ]
        fields["trace"] = alert.facts.change.trace.map { "\($0)" }
        return fields
    }
}

extension Settlement.Outcome {
    /// What a log says of it: in a word, why, and how loudly.
    fileprivate var line: (words: String, why: String?, level: Logger.Level) {
        switch self {
        case .accepted(_, let receipt): ("Accepted", receipt, .debug)
        case .retry(let at, let failure): ("Failed, to be tried again", "\(failure) (next at \(at))", .debug)
        case .dead(let failure): ("Failed for good", failure, .notice)
        case .expired: ("Too late to tell", nil, .debug)
        case .suppressed(let reason): ("Not to be told", reason, .debug)
        case .released: ("Given back", nil, .debug)
        case .held(let until, let reason): ("Held", "\(reason) (until \(until))", .debug)
        }
    }
}
