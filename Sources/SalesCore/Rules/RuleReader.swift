/// Reads a rule that a person wrote: `below 40 and in stock, or lowest in 90 days`.
extension RuleRequest {
    /// The longest text of a rule, in bytes; no rule within its limits needs more.
    public static let maximumTextLength = 2_000

    /// Reads the text of a rule, as ``Rule/text`` is written or more loosely: upper or lower case, `drop` for `down`,
    /// `under` for `below`, a comma before `or`, amounts without their currency.
    ///
    /// - Throws: ``Invalid`` with the part that cannot be read, and what there is to write.
    public init(text: some StringProtocol) throws(Invalid) {
        guard text.utf8.count <= Self.maximumTextLength else {
            throw Invalid("The rule is longer than \(Self.maximumTextLength) bytes.")
        }
        var alternatives: [[ConditionRequest]] = []
        for alternative in Self.words(of: text).split(separator: "or", omittingEmptySubsequences: false) {
            var conditions: [ConditionRequest] = []
            for words in alternative.split(separator: "and", omittingEmptySubsequences: false) {
                conditions.append(try ConditionRequest(words: Array(words)))
            }
            alternatives.append(conditions)
        }
        self.init(alternatives: alternatives)
    }

    /// The words in lower case; a `%` and a hyphen between words stand apart, a comma counts for nothing at a word's end.
    private static func words(of text: some StringProtocol) -> [String] {
        text.lowercased().replacing("%", with: " % ").split(whereSeparator: \.isWhitespace).flatMap { word in
            var word = word
            while word.last == "," { word.removeLast() }
            let parts = word.split(separator: "-", omittingEmptySubsequences: false)
            return parts.allSatisfy { $0.allSatisfy(\.isLetter) && !$0.isEmpty }
                ? parts.map(String.init) : [String(word)]
        }
    }
}

extension ConditionRequest {
    /// Reads the words of one condition.
    fileprivate init(words: [String]) throws(RuleRequest.Invalid) {
        switch words {
        case ["any", "drop"], ["drop"]: self = .drop
        case ["any", "change"], ["change"]: self = .change
        case ["back", "in", "stock"], ["in", "stock"]: self = .backInStock
        case ["sold", "out"]: self = .soldOut
        case ["gone"], ["page", "gone"]: self = .gone
        case ["lowest", "ever"], ["lowest"]: self = .lowest(days: nil)
        default: self = try Self.read(words)
        }
    }

    private static func read(_ words: [String]) throws(RuleRequest.Invalid) -> ConditionRequest {
        guard let first = words.first else { throw unreadable(words) }
        let rest = Array(words.dropFirst())
        switch first {
        case "below", "under":
            guard let amount = AmountRequest(words: rest) else { throw unreadable(words) }
            return .below(amount)
        case "lowest":
            guard let days = days(rest) else { throw unreadable(words) }
            return .lowest(days: days)
        case "down", "drop":
            let parts = rest.split(separator: "since", maxSplits: 1, omittingEmptySubsequences: false).map(Array.init)
            guard let size = parts.first, let baseline = parts.count == 2 ? baseline(parts[1]) : .lastAlert else {
                throw unreadable(words)
            }
            if size.count == 2, size[1] == "%" {
                return try RuleRequest.share(size[0], than: baseline).alternatives[0][0]
            }
            guard let amount = AmountRequest(words: size) else { throw unreadable(words) }
            return .lowerByAmount(amount, than: baseline)
        default:
            throw unreadable(words)
        }
    }

    private static func baseline(_ words: [String]) -> RuleCondition.Baseline? {
        switch words {
        case ["asked"], ["subscribed"]: return .asked
        case ["last", "alert"]: return .lastAlert
        default:
            guard words.first == "highest", let days = days(Array(words.dropFirst())) else { return nil }
            return .highest(days: days)
        }
    }

    /// Reads `in 30 days`.
    private static func days(_ words: [String]) -> Int? {
        guard words.count == 3, words[0] == "in", ["day", "days"].contains(words[2]) else { return nil }
        return Int(words[1])
    }

    private static func unreadable(_ words: [String]) -> RuleRequest.Invalid {
        let said = words.isEmpty ? "An empty part" : "“\(ForeignText.line(words.joined(separator: " "), limit: 80))”"
        return RuleRequest.Invalid(
            """
            \(said) is no condition. There are: any drop, any change, below 40.00, down 10% (or 5.00) since asked, \
            since last alert or since highest in 30 days, lowest in 30 days, lowest ever, back in stock, sold out, \
            gone; joined by “and” and “or”.
            """
        )
    }
}

extension AmountRequest {
    /// Reads `40.00` or `40.00 gbp`; the digits are judged when the currency is known.
    fileprivate init?(words: [String]) {
        guard (1...2).contains(words.count), words[0].first?.isNumber == true else { return nil }
        var currency: Currency?
        if words.count == 2 {
            guard let named = Currency(code: words[1]) else { return nil }
            currency = named
        }
        self.init(digits: words[0], currency: currency)
    }
}
