/// Reads a rule that a person wrote: `below 40 and in stock, or lowest in 90 days`.
extension RuleRequest {
    /// The longest text of a rule, in bytes; no rule within its limits needs more.
    public static let maximumTextLength = 2_000

    /// Reads the text of a rule, as ``Rule/text`` is written or more loosely: upper or lower case, `drop` for `down`,
    /// `under` or `less than` for `below`, `highest-30d` for `highest in 30 days`, a comma before `or`, amounts without
    /// their currency or with its symbol.
    ///
    /// - Throws: ``Invalid`` with the part that cannot be read, and what there is to write.
    public init(text: some StringProtocol) throws(Invalid) {
        guard text.utf8.count <= Self.maximumTextLength else {
            throw Invalid("The rule is longer than \(Self.maximumTextLength) bytes.")
        }
        let words = Self.words(of: text)
        do throws(Failure) {
            self = try Self.read(words)
        } catch {
            switch error {
            case .unreadable(let part):
                throw RuleVocabulary.refusal(of: part, in: words) { (try? Self.read($0)) != nil }
            case .invalid(let invalid): throw invalid
            }
        }
    }

    /// Why words are no rule.
    private enum Failure: Error {
        /// These words are no condition.
        case unreadable([String])
        /// They are one that cannot be meant.
        case invalid(Invalid)
    }

    private static func read(_ words: [String]) throws(Failure) -> RuleRequest {
        var alternatives: [[ConditionRequest]] = []
        for alternative in words.split(separator: "or", omittingEmptySubsequences: false) {
            var conditions: [ConditionRequest] = []
            for part in alternative.split(separator: "and", omittingEmptySubsequences: false) {
                let condition: ConditionRequest?
                do {
                    condition = try ConditionReader.read(Array(part))
                } catch {
                    throw .invalid(error)
                }
                guard let condition else { throw .unreadable(Array(part)) }
                conditions.append(condition)
            }
            alternatives.append(conditions)
        }
        return RuleRequest(alternatives: alternatives)
    }

    /// The words in lower case; a `%` and a hyphen behind a word stand apart, a comma counts for nothing at a word's end.
    fileprivate static func words(of text: some StringProtocol) -> [String] {
        text.lowercased().replacing("%", with: " % ").split(whereSeparator: \.isWhitespace).flatMap { word in
            var word = word
            while word.last == "," { word.removeLast() }
            let parts = word.split(separator: "-", omittingEmptySubsequences: false)
            let isJoined = parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0.isLetter || $0.isNumber } }
            return isJoined && word.first?.isLetter == true ? parts.map(String.init) : [String(word)]
        }
    }
}

extension RuleCondition.Baseline {
    /// Reads what a fall is measured from, as behind `since` in the text of a rule: `asked`, `last-alert`, `highest-30d`;
    /// nil where the text is none, and of more than ``RuleCondition/maximumDays`` days.
    public init?(text: some StringProtocol) {
        guard let baseline = ConditionReader.baseline(RuleRequest.words(of: text)), baseline.isValid else { return nil }
        self = baseline
    }
}
