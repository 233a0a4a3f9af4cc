import SalesCore

extension ProductView.Verdict {
    /// A verdict in words.
    init(_ verdict: DealVerdict, for reader: Reader) {
        self.init(
            tone: Self.tone(verdict.grade),
            title: Self.title(verdict),
            text: Self.text(verdict, for: reader),
            scale: Self.scale(verdict, for: reader)
        )
    }

    /// What is said where older prices are shown, which say nothing of the present one.
    static let ofTheNewest = ProductView.Verdict(
        tone: .quiet,
        title: "See the newest prices.",
        text: "These are older ones. Whether the price is a good one now is said beside the newest.",
        scale: nil
    )

    private static func tone(_ grade: DealVerdict.Grade) -> Tone {
        switch grade {
        case .lowest, .good: .good
        case .fair: .warn
        case .high: .bad
        case .noPrice, .notNow, .tooEarly, .steady: .quiet
        }
    }

    private static func title(_ verdict: DealVerdict) -> String {
        switch verdict.grade {
        case .noPrice: "No price is known."
        case .notNow: "Not now."
        case .tooEarly: "Too early to say."
        case .steady: "It hardly ever changes."
        case .lowest: "Yes, the lowest in \(verdict.days) days."
        case .good: "Yes, a good one."
        case .fair: "An ordinary price."
        case .high: "No, it was cheaper."
        }
    }

    private static func text(_ verdict: DealVerdict, for reader: Reader) -> String {
        switch verdict.grade {
        case .noPrice: return "As soon as its page states one, it is held against those before."
        case .notNow:
            let price = verdict.price.map { " It last cost \(reader.money($0))." } ?? ""
            return "It cannot be bought just now.\(price)"
        case .tooEarly(let days):
            let known = days < 1 ? "Nothing of its past is known yet" : "Its price is known for \(count(days)) only"
            return "\(known). After \(DealVerdict.fewestDays) days there is something to hold it against."
        case .steady:
            guard let low = verdict.lowest, let high = verdict.highest, low != high else {
                return "It has cost the same for \(count(verdict.days)), as long as we looked back."
            }
            return "In the last \(count(verdict.days)) it cost from \(reader.money(low)) to \(reader.money(high))."
        case .lowest: return joined("It did not cost less in that time", month(verdict, for: reader))
        case .good: return place("near the lowest", verdict, for: reader)
        case .fair: return place("between the lowest and the highest", verdict, for: reader)
        case .high: return place("near the highest", verdict, for: reader)
        }
    }

    private static func place(_ place: String, _ verdict: DealVerdict, for reader: Reader) -> String {
        joined("It is \(place) of the last \(count(verdict.days))", month(verdict, for: reader))
    }

    /// How it stands to the last 30 days: "That is £5.00 below the average of the last 30 days (£44.99), of which the
    /// lowest was £37.99".
    private static func month(_ verdict: DealVerdict, for reader: Reader) -> String? {
        guard let price = verdict.price, let average = verdict.averageOfMonth, let lowest = verdict.lowestOfMonth else {
            return nil
        }
        let span = "the average of the last \(min(verdict.days, DealVerdict.month)) days"
        let low = "of which the lowest was \(reader.money(lowest))"
        if let drop = PriceDrop(from: average, to: price) {
            return "That is \(reader.money(drop.amount)) below \(span) (\(reader.money(average))), \(low)"
        }
        if let rise = PriceDrop(from: price, to: average) {
            return "That is \(reader.money(rise.amount)) above \(span) (\(reader.money(average))), \(low)"
        }
        return "That is \(span), \(low)"
    }

    private static func scale(_ verdict: DealVerdict, for reader: Reader) -> Scale? {
        guard let position = verdict.position, let lowest = verdict.lowest, let highest = verdict.highest,
            lowest != highest
        else { return nil }
        return Scale(position: position, lowest: reader.money(lowest), highest: reader.money(highest))
    }

    private static func count(_ days: Int64) -> String { CountedNoun.text(days, "day") }

    private static func joined(_ first: String, _ second: String?) -> String {
        second.map { "\(first). \($0)." } ?? "\(first)."
    }
}
