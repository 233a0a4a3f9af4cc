import SalesCore

/// What a rule would have told, as lines for people.
struct RulePreviewWords {
    let preview: RulePreview
    let rule: Rule
    let days: Int
    var coolDown: Duration?
    /// By whose clock days and times are written.
    var clock = LocalClock()

    /// The firings that are listed at most, the newest.
    private static let maximumListed = 100

    var lines: [String] {
        let rest =
            coolDown.flatMap { $0 == .zero ? nil : ", not again for \(DurationText.text($0)) after an alert" } ?? ""
        var lines = ["rule: \(RuleWords.text(rule, reference: nil))\(rest)"]
        guard let begin = preview.begin else { return lines + ["No prices are recorded yet; try again in some days."] }
        let span = days == 1 ? "the last day" : "the last \(days) days"
        let count = preview.firings.count
        // What is kept back is told only if it is still true, which a history of changes alone does not say.
        let atMost = preview.firings.contains { $0.notBefore != nil } ? "at most " : ""
        let times = atMost + (count == 1 ? "once" : count == 2 ? "twice" : "\(count) times")
        lines.append(
            count == 0
                ? "It would never have told you anything in \(span)."
                : "It would have told you something \(times) in \(span):"
        )
        let listed = preview.firings.suffix(Self.maximumListed)
        if listed.count < count {
            lines.append("  the first \(count - listed.count) are left out; --format json has them")
        }
        lines += listed.map { "  " + text($0) }
        if rule.isAboutPrice, let lowest = preview.lowest {
            lines.append("The lowest price was \(MoneyFormat.text(lowest.price)), since \(day(lowest.at)).")
        }
        if count == 0 { lines.append(advice) }
        if preview.changeCount == 0 { lines.append("Nothing has changed since \(day(begin)), so this says little.") }
        return lines
    }

    private func text(_ firing: RulePreview.Firing) -> String {
        let price = firing.price.map(MoneyFormat.text) ?? "no price"
        let was = firing.was.map { ", was \(MoneyFormat.text($0))" } ?? ""
        let later = firing.notBefore.map { " (told at \(clock.minute($0)) if it is still true)" } ?? ""
        return "\(clock.minute(firing.at))  \(price)\(was)\(later)  \(firing.kind.words)"
    }

    private var advice: String {
        guard rule.isAboutPrice else {
            return
                "The history has no moment at which that became so. It knows of stock what its prices came with: not "
                + "of a page that was gone, or that was sold out without a price."
        }
        guard let enough = preview.enough else { return "The price did not fall in this time." }
        return "--below \(enough.decimal) would have been enough."
    }

    private func day(_ moment: Timestamp) -> String { String(clock.minute(moment).prefix(10)) }
}
