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
    /// The website's name.
    let site: String
    /// A picture, over https and from a named host only.
    let image: String?

    /// What an alert's facts say.
    init(_ facts: Alert.Facts, style: MessageStyle) {
        let name = ForeignText.line(facts.productName, limit: Product.maximumNameLength)
        self.name = name.isEmpty ? "A product at \(facts.url.site)" : name
        url = facts.url.absoluteString
        site = facts.url.site
        image = facts.image.flatMap { $0.isShowablePicture ? $0.absoluteString : nil }
        occasion = Self.occasion(facts.kind)
        predicate = Self.predicate(facts, style)
        notices = Self.notices(facts)
        lines = Self.lines(facts, style)
    }

    private static func occasion(_ kind: Alert.Facts.Kind) -> String {
        switch kind {
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
    }

    private static func predicate(_ facts: Alert.Facts, _ style: MessageStyle) -> String {
        let now = facts.change.after.price.map(style.text)
        let before = facts.change.before.price.map(style.text)
        let words =
            switch (facts.kind, now, before) {
            case (.backInStock, let now?, _): "can be ordered again for \(now)"
            case (.backInStock, nil, _): "can be ordered again"
            case (.soldOut, _, _): "cannot be ordered any more"
            case (.gone, _, _): "is gone from the shop"
            case (.broken, _, _): "cannot be read at present"
            case (.worksAgain, let now?, _): "can be read again and is \(now)"
            case (.worksAgain, nil, _): "can be read again"
            case (.standing, _, _) where !facts.rule.isAboutPrice: facts.change.after.statement
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
        if case .began(let failures, let reason) = facts.change.trouble, facts.kind == .broken {
            let why = ForeignText.line(reason, limit: maximumReason)
            notices.append(
                "The last \(failures) looks at its page gave no answer: \(why.isEmpty ? "no reason is known" : why). "
                    + "It is looked at on, less and less often; you will be told when it works again."
            )
        }
        return notices
    }

    /// The characters of a reason that are told.
    private static let maximumReason = 300

    private static func lines(_ facts: Alert.Facts, _ style: MessageStyle) -> [Line] {
        let (before, after) = (facts.change.before, facts.change.after)
        var lines: [Line] = []
        if let now = after.price {
            lines.append(Line(label: facts.isPast ? "Last price" : "Price now", value: style.text(now)))
        }
        if let old = before.price, facts.isPriceNews {
            lines.append(Line(label: "Price before", value: style.text(old)))
        }
        if !facts.isPast { lines += drops(facts, style) }
        if let list = after.listPrice { lines.append(Line(label: "List price", value: style.text(list))) }
        lines += lowest(facts, style)
        if facts.kind != .gone { lines.append(Line(label: "Availability", value: after.availability.words)) }
        lines.append(Line(label: "You asked", value: RuleWords.text(facts.rule, reference: facts.reference)))
        lines.append(Line(label: "Seen", value: TimestampWords.text(facts.change.seenAt, zone: style.zone)))
        let wait = facts.change.seenAt - facts.change.oldLastReadAt
        if wait > .zero, facts.kind != .broken {
            let value = "\(DurationWords.text(wait)) earlier (\(formerly(facts.kind)))"
            lines.append(Line(label: "Last read before", value: value))
        }
        return lines
    }

    /// What was read before a change.
    private static func formerly(_ kind: Alert.Facts.Kind) -> String {
        switch kind {
        case .backInStock: "that it could not be ordered"
        case .soldOut: "that it could be ordered"
        case .gone: "that it was there"
        case .worksAgain, .broken: "the last price"
        case .drop, .changed, .currencyChanged, .standing: "the old price"
        }
    }

    /// The lowest price of the last thirty days, the price now among them; none where they cannot be compared.
    private static func lowest(_ facts: Alert.Facts, _ style: MessageStyle) -> [Line] {
        guard let before = facts.lowestOfMonth else { return [] }
        var value = style.text(before)
        if let now = facts.change.after.price {
            guard now.currency == before.currency else { return [] }
            // A price that is the lowest of all is a record only while it holds.
            if now.minorUnits <= before.minorUnits {
                value = style.text(now) + (facts.isPast ? "" : ", the price now")
            }
        }
        return [Line(label: "Lowest in 30 days", value: value)]
    }

    /// By how much it is less: than before, and than the price that the rule measures from where that is another.
    private static func drops(_ facts: Alert.Facts, _ style: MessageStyle) -> [Line] {
        guard let now = facts.change.after.price else { return [] }
        var lines: [Line] = []
        if let drop = facts.change.before.price.flatMap({ PriceDrop(from: $0, to: now) }) {
            lines.append(Line(label: "Drop", value: "\(style.text(drop.amount)) (\(style.percent(drop)))"))
        }
        if let reference = facts.reference, reference != facts.change.before.price, facts.rule.isRelative,
            let drop = PriceDrop(from: reference, to: now)
        {
            let base = style.text(reference)
            lines.append(
                Line(label: "Below \(base)", value: "by \(style.text(drop.amount)) (\(style.percent(drop)))")
            )
        }
        return lines
    }
}

extension PriceEvent.Side {
    /// What is said of a product whose price nobody asked for.
    var statement: String { isGone ? "is gone from the shop" : availability.statement ?? "is as you asked" }
}

extension Alert.Facts {
    /// Whether it cannot be read or is not there, so that it has a last price and no present one.
    fileprivate var isPast: Bool { kind == .broken || kind == .gone }

    /// Whether the price is what is told, so that the one before it is worth naming.
    fileprivate var isPriceNews: Bool {
        switch kind {
        case .drop, .changed, .currencyChanged, .backInStock: true
        case .soldOut, .gone, .standing, .broken, .worksAgain: false
        }
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
