import SalesCore

/// What pages say of an alert.
///
/// Pure.
enum ToldWords {
    /// What it told: "Fell to £37.99 from £51.99, the lowest in 30 days".
    static func text(_ facts: Alert.Facts, for reader: Reader) -> String {
        let now = facts.change.after.price.map(reader.money)
        let before = facts.change.before.price.map(reader.money)
        let words =
            switch (facts.kind, now, before) {
            case (.drop, let now?, let before?): "Fell to \(now) from \(before)\(record(facts))"
            case (.changed, let now?, let before?): "\(direction(facts)) to \(now) from \(before)"
            case (.currencyChanged, let now?, let before?): "Costs \(now) now, in another currency (was \(before))"
            case (.currencyChanged, _, _): "Has its price in another currency now"
            case (.backInStock, let now?, _): "Can be ordered again for \(now)"
            case (.backInStock, nil, _): "Can be ordered again"
            case (.soldOut, _, _): "Sold out"
            case (.gone, _, _): "Gone from the shop"
            case (.broken, _, _): "Its page cannot be read"
            case (.worksAgain, let now?, _): "Its page can be read again; it costs \(now)"
            case (.worksAgain, nil, _): "Its page can be read again"
            case (.standing, let now?, _) where facts.rule.isAboutPrice: "Costs \(now), as you asked"
            case (.standing, _, _): "Is as you asked"
            case (.drop, let now?, nil), (.changed, let now?, nil): "Costs \(now)"
            case (.drop, nil, _), (.changed, nil, _): "Changed"
            }
        return words + (facts.change.isUnusuallyLow ? "; unusually low, please check" : "")
    }

    /// How far it has come, in a word or two.
    static func status(_ status: Alert.Status) -> String {
        switch status {
        case .pending, .waiting: "Waits"
        case .accepted: "Told"
        case .dead: "Could not be told"
        case .expired: "Too late to tell"
        case .suppressed: "Not told"
        }
    }

    static func tone(_ status: Alert.Status) -> Tone {
        switch status {
        case .pending, .waiting: .warn
        case .accepted: .good
        case .dead: .bad
        case .expired, .suppressed: .quiet
        }
    }

    /// The channel, and how long it took or what keeps it: "E-mail, accepted after 48 s".
    static func how(_ alert: Alert, for reader: Reader) -> String {
        let channel = ChannelWords.name(alert.channel)
        switch alert.status {
        case .accepted:
            let wait = alert.timeToTell.map { ", accepted after \(DurationWords.short($0))" } ?? ""
            return channel + wait
        case .pending:
            let next = ", next try \(reader.brief(alert.nextAttemptAt))"
            return channel + (alert.nextAttemptAt > reader.now ? next : ", about to be sent") + why(alert)
        case .waiting: return "\(channel), until the address is confirmed"
        case .dead, .expired, .suppressed: return channel + why(alert)
        }
    }

    private static func why(_ alert: Alert) -> String {
        guard let failure = alert.failure else { return "" }
        let line = ForeignText.line(failure, limit: longestFailure)
        return line.isEmpty ? "" : ": \(line)"
    }

    /// Whether it was the lowest of the thirty days before.
    private static func record(_ facts: Alert.Facts) -> String {
        guard let now = facts.change.after.price, let lowest = facts.lowestOfMonth,
            let order = now.compare(to: lowest), order <= 0
        else { return "" }
        return ", the lowest in 30 days"
    }

    private static func direction(_ facts: Alert.Facts) -> String {
        guard let now = facts.change.after.price, let before = facts.change.before.price else { return "Changed" }
        return now.isLess(than: before) ? "Fell" : before.isLess(than: now) ? "Rose" : "Changed"
    }

    private static let longestFailure = 200
}
