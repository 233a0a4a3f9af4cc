/// A rule for programs.
package struct RuleJSON: Encodable, Sendable {
    let text: String
    let reference: MoneyJSON?
    let threshold: MoneyJSON?
    let words: String

    /// The rule of a subscription, with what it is measured from.
    package init(_ subscription: Subscription) {
        let rule = subscription.rule
        let reference = subscription.memory.reference
        text = rule.text
        self.reference = reference.map { MoneyJSON($0) }
        threshold = rule.threshold(reference: reference).map { MoneyJSON($0) }
        words = RuleWords.text(rule, reference: reference)
    }
}
