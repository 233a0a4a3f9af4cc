/// Reads the words of one condition of a rule.
///
/// Pure.
enum ConditionReader {
    /// The condition; nil where the words are none.
    ///
    /// - Throws: where they are one that cannot be meant, or may mean two things.
    static func read(_ words: [String]) throws(RuleRequest.Invalid) -> ConditionRequest? {
        switch words {
        case ["any", "drop"], ["drop"]: return .drop
        case ["any", "change"], ["change"]: return .change
        case ["back", "in", "stock"], ["in", "stock"]: return .backInStock
        case ["sold", "out"]: return .soldOut
        case ["gone"], ["page", "gone"]: return .gone
        case ["lowest", "ever"], ["lowest"]: return .lowest(days: nil)
        default: break
        }
        let rest = Array(words.dropFirst())
        switch words.first {
        case "below", "under": return AmountRequest(words: rest).map { .below($0) }
        case "less", "cheaper":
            guard rest.first == "than" else { return nil }
            return AmountRequest(words: Array(rest.dropFirst())).map { .below($0) }
        case "lowest": return days(rest).map { .lowest(days: $0) }
        case "down", "drop": return try fall(rest)
        default: return nil
        }
    }

    /// Reads what stands behind "down": `10 % since asked`, `by 5.00 gbp`.
    private static func fall(_ words: [String]) throws(RuleRequest.Invalid) -> ConditionRequest? {
        let parts = words.split(maxSplits: 1, omittingEmptySubsequences: false) { ["since", "from"].contains($0) }
        guard var size = parts.first, let baseline = parts.count == 2 ? baseline(Array(parts[1])) : .lastAlert else {
            return nil
        }
        if size.first == "by" { size = size.dropFirst() }
        let words = Array(size)
        if words.count == 2, words[1] == "%" {
            return try RuleRequest.share(words[0], than: baseline).alternatives[0][0]
        }
        guard let amount = AmountRequest(words: words) else { return nil }
        if amount.currency == nil, mayBeShare(amount.digits) {
            let digits = amount.digits
            throw RuleRequest.Invalid(
                "“drop \(digits)” may mean a share or an amount; write drop \(digits)% or drop \(digits) EUR, with the currency of the page."
            )
        }
        return .lowerByAmount(amount, than: baseline)
    }

    /// Whether a bare number is as good a percentage as an amount: `5` and `12.5` are, `5.00` and `500` are not.
    private static func mayBeShare(_ digits: String) -> Bool {
        let decimals = digits.split(separator: ".", omittingEmptySubsequences: false).dropFirst().first?.count ?? 0
        return decimals < 2 && (try? RuleRequest.share(digits)) != nil
    }

    /// Reads what stands behind "since": `asked`, `last alert`, `highest in 30 days`.
    static func baseline(_ words: [String]) -> RuleCondition.Baseline? {
        switch words {
        case ["asked"], ["subscribed"]: return .asked
        case ["last", "alert"]: return .lastAlert
        default:
            let bare = words.drop { $0 == "the" }
            guard bare.first == "highest" else { return nil }
            let rest = bare.dropFirst()
            return days(Array(rest.first == "price" ? rest.dropFirst() : rest)).map { .highest(days: $0) }
        }
    }

    /// Reads `in 30 days`, `of the last 30 days`, `30d`.
    private static func days(_ words: [String]) -> Int? {
        var rest = words[...]
        if let first = rest.first, ["in", "of"].contains(first) { rest = rest.dropFirst() }
        if rest.first == "the" { rest = rest.dropFirst() }
        if rest.first == "last" { rest = rest.dropFirst() }
        guard let number = rest.first else { return nil }
        if rest.count == 2, let unit = rest.last, ["day", "days"].contains(unit) { return Int(number) }
        return rest.count == 1 && number.hasSuffix("d") ? Int(number.dropLast()) : nil
    }
}

extension AmountRequest {
    /// Reads `40.00`, `40.00 gbp`, `£40` or `gbp 40`; the digits are judged when the currency is known.
    fileprivate init?(words: [String]) {
        guard (1...2).contains(words.count), var digits = words.first else { return nil }
        var currency: Currency?
        if words.count == 2, digits.first?.isNumber != true {
            currency = Self.currency(ofSymbol: digits)
            digits = words[1]
            guard currency != nil else { return nil }
        } else if words.count == 2 {
            guard let named = Currency(code: words[1]) ?? Self.currency(ofSymbol: words[1]) else { return nil }
            currency = named
        } else if let (symbol, number) = Self.symbol(of: digits) {
            currency = Self.currency(ofSymbol: symbol)
            guard currency != nil else { return nil }
            digits = number
        }
        guard digits.first?.isNumber == true else { return nil }
        self.init(digits: digits, currency: currency)
    }

    /// A symbol and the number behind or before it; nil where there is none.
    private static func symbol(of text: String) -> (symbol: String, number: String)? {
        let isDigit: (Character) -> Bool = { $0.isNumber || $0 == "." || $0 == "," }
        let head = text.prefix { !isDigit($0) }
        if !head.isEmpty { return (String(head), String(text.dropFirst(head.count))) }
        let number = text.prefix(while: isDigit)
        return number.count == text.count ? nil : (String(text.dropFirst(number.count)), String(number))
    }

    /// The currency of a symbol as the program itself writes it, or of a code that has grown together with its number.
    private static func currency(ofSymbol symbol: String) -> Currency? {
        Currency(symbol: symbol) ?? Currency(code: symbol)
    }
}
