/// The fields that state a rule, on the pages that add and change one: the member `rule` of their views.
///
/// The form sends `rule` (a value of ``Kind``), and what goes with it: `below`; `share` with `share_since`; `fall` with
/// `fall_since`; `days`, empty for ever; `words`. Then `channel` (once for each), `interval`, `cool_down`, and
/// `in_digest` and `tell_now` as `on`. A button sends `action`: `save`, or `preview`, which answers the same page with
/// ``preview`` filled; the script takes only that part out of it.
struct RuleForm: Sendable {
    /// Which of the rules is chosen, one of them: the values are `drop`, `below`, `share`, `fall`, `lowest`,
    /// `back_in_stock`, `change`, `sold_out`, `gone` and `words`.
    struct Kind: Sendable {
        var drop = false
        var below = false
        var share = false
        var fall = false
        var lowest = false
        var backInStock = false
        var change = false
        var soldOut = false
        var gone = false
        var words = false
    }

    /// A channel that the person has.
    struct Channel: Sendable {
        /// The name of it: `email`.
        let value: String
        /// "E-mail".
        let name: String
        /// The address, and what keeps it from being used: "ann@example.org, not confirmed yet".
        let note: String
        let isOn: Bool
    }

    /// What the rule would have told.
    struct Preview: Sendable {
        /// One time that it would have told.
        struct Firing: Sendable {
            /// The moment, in the form of RFC 3339.
            let at: String
            /// The moment in words.
            let date: String
            /// "£37.99, was £51.99".
            let said: String
        }

        /// As "It would have told you 4 times in the last 90 days".
        let outcome: String
        let hasFirings: Bool
        /// The newest of them first; some tens at most.
        let firings: [Firing]
        /// What else is to be known: what would have been enough, how little is known yet.
        let remarks: [String]
    }

    var kind = Kind()
    /// Whether the chosen rule is one of the rarer ones, which are folded away: change, sold out, gone, own words.
    var isOther = false
    /// The currency of amounts: `GBP`; empty where the page states no price.
    let currency: String
    var below = PageField()
    /// A percentage without its sign.
    var share = PageField()
    var fall = PageField()
    var days = PageField()
    /// A rule as text, as `RuleRequest(text:)` reads it.
    var words = PageField()
    /// What a share is measured from: `last-alert`, `asked`, `highest-30d`.
    let shareBaselines: [PageChoice]
    /// The same for an amount.
    let fallBaselines: [PageChoice]
    let channels: [Channel]
    /// How often, the shortest first; the first is the installation's default, with an empty value.
    let intervals: [PageChoice]
    /// How long it is quiet after an alert; the first is no time, with an empty value.
    let coolDowns: [PageChoice]
    var isInDigest = false
    var tellsNow = false
    /// What is wrong with the whole: a fall that cannot happen.
    var error: String?
    /// Shown after the preview was asked for.
    var preview: Preview?
}
