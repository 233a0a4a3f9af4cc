import SalesCore

extension RuleForm.Preview {
    /// What a rule would have told of a product's past.
    ///
    /// - Parameter days: how far back it was tried.
    init(_ preview: RulePreview, of rule: Rule, days: Int, for reader: Reader) {
        let told = preview.firings.suffix(Self.maximumListed).reversed().map { firing in
            Firing(at: firing.at.description, date: reader.minute(firing.at), said: Self.said(firing, for: reader))
        }
        self.init(
            outcome: Self.outcome(preview, days: days),
            hasFirings: !told.isEmpty,
            firings: told,
            remarks: Self.remarks(preview, of: rule, for: reader)
        )
    }

    /// What can be said of a rule for a product that has no past here: whether it is true already.
    init(of rule: Rule, price: Money?, availability: Availability, decider: RuleDecider) {
        let memory = decider.start(rule, price: price, availability: availability)
        let words = StandingWords(rule: rule, memory: memory, rearmAfter: decider.policy.rearmAfter)
        let standing = words.standing.map { "It \($0) already. You are told when that becomes so again.\(words.rest)" }
        self.init(
            outcome: "There is no past yet to try the rule on.",
            hasFirings: false,
            firings: [],
            remarks: [ProductWords.stopped(ProductWords.capital(RuleWords.text(rule, reference: price))), standing]
                .compactMap(\.self)
        )
    }

    /// How far back a rule is tried, in days, as at the terminal.
    static let days = 90
    private static let maximumListed = 50

    private static func outcome(_ preview: RulePreview, days: Int) -> String {
        guard preview.begin != nil else { return "No prices are recorded yet; try again in some days." }
        let count = preview.firings.count
        let span = "in the last \(CountedNoun.text(days, "day"))"
        guard count > 0 else { return "It would never have told you anything \(span)." }
        // What is kept back is told only if it is still true, which a history of changes alone does not say.
        let atMost = preview.firings.contains { $0.notBefore != nil } ? "at most " : ""
        let times = count == 1 ? "once" : count == 2 ? "twice" : "\(count) times"
        return "It would have told you \(atMost)\(times) \(span)."
    }

    private static func said(_ firing: RulePreview.Firing, for reader: Reader) -> String {
        let price = firing.price.map(reader.money) ?? "no price"
        let was = firing.was.map { ", was \(reader.money($0))" } ?? ""
        let later = firing.notBefore.map { "; told on \(reader.minute($0)) if it is still true" } ?? ""
        return price + was + later
    }

    private static func remarks(_ preview: RulePreview, of rule: Rule, for reader: Reader) -> [String] {
        guard let begin = preview.begin else { return [] }
        var remarks: [String] = []
        if rule.isAboutPrice, let lowest = preview.lowest {
            remarks.append("The lowest price was \(reader.money(lowest.price)), from \(reader.day(lowest.at)) on.")
        }
        if let enough = preview.enough {
            remarks.append("Less than \(reader.money(enough)) would have been enough.")
        } else if preview.firings.isEmpty, rule.isAboutPrice {
            remarks.append("The price did not fall in this time.")
        } else if preview.firings.isEmpty {
            remarks.append("Of stock the past knows only what prices came with.")
        }
        if preview.changeCount == 0 {
            remarks.append("Nothing has changed since \(reader.day(begin)), so that this says little.")
        }
        return remarks
    }
}
