/// The words that rules are made of, and what to say where others stand.
///
/// Pure.
enum RuleVocabulary {
    /// Every word of two letters and more that a rule can have beside numbers and currencies.
    private static let words = [
        "and", "or", "any", "drop", "change", "below", "under", "less", "cheaper", "than", "lowest", "highest", "ever",
        "down", "by", "since", "from", "asked", "subscribed", "last", "alert", "the", "price", "in", "of", "days",
        "day", "back", "stock", "sold", "out", "page", "gone",
    ]

    /// The refusal of a part that is no condition: what may have been meant, else all that there is.
    ///
    /// - Parameters:
    ///   - part: the words that cannot be read.
    ///   - rule: all words of the rule.
    ///   - isRule: whether other words are a rule.
    static func refusal(of part: [String], in rule: [String], isRule: ([String]) -> Bool) -> RuleRequest.Invalid {
        let said = part.isEmpty ? "An empty part" : "“\(ForeignText.line(text(of: part), limit: 80))”"
        // A currency's code is what was meant, however near to a word: INR to "in", BND to "and".
        let near = rule.map { word in
            let isMeant = words.contains(word) || !word.allSatisfy(\.isLetter) || Currency(code: word) != nil
            return isMeant ? word : NearestName.of(word, among: words) ?? word
        }
        if near != rule, isRule(near) {
            return RuleRequest.Invalid("\(said) is no condition. Did you mean “\(text(of: near))”?")
        }
        return RuleRequest.Invalid(
            """
            \(said) is no condition. There are: any drop, any change, below 40.00, down 10% (or 5.00) since asked, \
            since last alert or since highest in 30 days, lowest in 30 days, lowest ever, back in stock, sold out, \
            gone; joined by “and” and “or”.
            """
        )
    }

    private static func text(of words: [String]) -> String {
        words.joined(separator: " ").replacing(" %", with: "%")
    }
}
