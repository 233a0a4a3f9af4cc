internal import Foundation

/// What an alert says, piece by piece, before it is laid out as text or HTML: both say the same because both are made
/// of this.
struct MessageContent: Hashable, Sendable {
    /// A fact with its name, such as "Price now" and "£39.99".
    struct Line: Hashable, Sendable {
        let label: String
        let value: String
    }

    /// Why the person is told: "Price drop".
    let occasion: String
    /// The product's name, already one harmless line.
    let name: String
    /// What follows the name in the subject: "is £39.99 (was £49.99)".
    let predicate: String
    /// Sentences that must not be overlooked, such as the request to check an unusually low price.
    let notices: [String]
    /// The facts.
    let lines: [Line]
    /// The product's page.
    let url: String
    /// Who writes and why.
    static let footer = "Sales Tracker wrote this because you track this product."

    /// What an alert's facts say.
    init(_ facts: Alert.Facts, zone: TimeZone) {
        let name = ForeignText.line(facts.productName, limit: Product.maximumNameLength)
        self.name = name.isEmpty ? "A product at \(facts.url.site)" : name
        url = facts.url.absoluteString
        occasion =
            switch facts.kind {
            case .drop: "Price drop"
            case .backInStock: "Back in stock"
            case .currencyChanged: "New currency"
            case .soldOut: "Sold out"
            case .gone: "Gone"
            case .changed: "New price"
            case .standing: "As you asked"
            case .broken: "Cannot be read"
            case .worksAgain: "Works again"
            }
        predicate = Self.predicate(facts)
        notices = Self.notices(facts)
        lines = Self.lines(facts, zone: zone)
    }

    private static func predicate(_ facts: Alert.Facts) -> String {
        let now = facts.change.after.price.map(MoneyFormat.text)
        let before = facts.change.before.price.map(MoneyFormat.text)
        let words =
            switch (facts.kind, now, before) {
            case (.backInStock, let now?, _): "can be ordered again for \(now)"
            case (.backInStock, nil, _): "can be ordered again"
            case (.soldOut, _, _): "cannot be ordered any more"
            case (.gone, _, _): "is gone from the shop"
            case (.broken, _, _): "cannot be read at present"
            case (.worksAgain, let now?, _): "can be read again and is \(now)"
            case (.worksAgain, nil, _): "can be read again"
            case (.standing, let now?, _): "is \(now)"
            case (_, let now?, let before?): "is \(now) (was \(before))"
            case (_, let now?, nil): "is \(now)"
            case (_, nil, _): "has changed"
            }
        return words + (facts.change.isUnusuallyLow ? ", unusually low, please check" : "")
    }

    private static func notices(_ facts: Alert.Facts) -> [String] {
        var notices: [String] = []
        if facts.change.isUnusuallyLow {
            notices.append(
                "This price is unusually low, please check. The page showed it more than once, but it may be a mistake."
            )
        }
        if facts.kind == .currencyChanged {
            notices.append(
                "The shop now states its price in another currency, so your rule cannot be compared with it any more. "
                    + "Please set the rule anew."
            )
        }
        if facts.kind == .drop, facts.change.after.availability.canBeOrdered == false {
            notices.append("It cannot be ordered now: the page says \(facts.change.after.availability.words).")
        }
        return notices
    }

    private static func lines(_ facts: Alert.Facts, zone: TimeZone) -> [Line] {
        let (before, after) = (facts.change.before, facts.change.after)
        var lines: [Line] = []
        if let now = after.price { lines.append(Line(label: "Price now", value: MoneyFormat.text(now))) }
        if let old = before.price { lines.append(Line(label: "Price before", value: MoneyFormat.text(old))) }
        lines += drops(facts)
        if let list = after.listPrice { lines.append(Line(label: "List price", value: MoneyFormat.text(list))) }
        lines.append(Line(label: "Availability", value: after.availability.words))
        lines.append(Line(label: "You asked", value: RuleWords.text(facts.rule, reference: facts.reference)))
        lines.append(Line(label: "Seen", value: TimestampWords.text(facts.change.seenAt, zone: zone)))
        let wait = facts.change.seenAt - facts.change.oldLastReadAt
        if wait > .zero {
            let what = facts.kind == .backInStock ? "that it could not be ordered" : "the old price"
            lines.append(Line(label: "Last read before", value: "\(DurationWords.text(wait)) earlier (\(what))"))
        }
        return lines
    }

    /// By how much it is less: than before, and than the price that the rule measures from where that is another.
    private static func drops(_ facts: Alert.Facts) -> [Line] {
        guard let now = facts.change.after.price else { return [] }
        var lines: [Line] = []
        if let drop = facts.change.before.price.flatMap({ PriceDrop(from: $0, to: now) }) {
            lines.append(Line(label: "Drop", value: "\(MoneyFormat.text(drop.amount)) (\(drop.percent))"))
        }
        if let reference = facts.reference, reference != facts.change.before.price, facts.rule.isRelative,
            let drop = PriceDrop(from: reference, to: now)
        {
            let base = MoneyFormat.text(reference)
            lines.append(
                Line(label: "Below \(base)", value: "by \(MoneyFormat.text(drop.amount)) (\(drop.percent))")
            )
        }
        return lines
    }
}

extension Rule {
    /// Whether the rule measures from the price when the person asked.
    fileprivate var isRelative: Bool {
        conditions.contains { condition in
            switch condition {
            case .lowerByShare(_, let baseline), .lowerByAmount(_, let baseline):
                [.asked, .lastAlert].contains(baseline)
            case .drop, .change, .below, .lowest, .backInStock, .soldOut, .gone: false
            }
        }
    }
}
