/// What amounts a number's digits can mean, given what is known of its currency and place.
struct PriceTextAmount: Hashable, Sendable {
    /// The amounts as plain decimal strings, the likeliest first; empty where it is no amount at all.
    var readings: [String]
    /// Why a single reading is still not certain.
    var doubt: String?

    /// What decides a separator with three digits behind it.
    struct Context: Sendable {
        /// The currency, where it is decided.
        var currency: Currency?
        /// What the sign can mean, the likeliest first.
        var possible: [Currency] = []
        /// Whether a sign of money stands there that is no active currency.
        var hasUnlistedSign = false
        /// Whether it is the price of a litre or the like, where three fraction digits are usual.
        var isFineUnit = false
        var hints: PriceTextHints = .none
    }

    private enum Role {
        case grouping, decimal, either
    }

    /// Decides what the number means in its context.
    static func reading(of number: PriceTextNumber, in context: Context) -> PriceTextAmount {
        guard number.digits.utf8.count <= PriceTextNumber.maximumDigits else { return PriceTextAmount(readings: []) }
        if let fraction = number.setApartFraction ?? number.spacedFraction {
            guard let whole = wholeDigits(number.groups[...], number) else { return malformed(number) }
            let exact = text(whole, fraction)
            if number.setApartFraction != nil { return PriceTextAmount(readings: [exact]) }
            return PriceTextAmount(readings: [exact, text(whole)], doubt: "a space stands before the last two digits")
        }
        if number.isMarkedWhole {
            guard let whole = wholeDigits(number.groups[...], number) else { return malformed(number) }
            return PriceTextAmount(readings: [text(whole)])
        }
        guard let last = number.separators.last, let tail = number.groups.last else {
            return PriceTextAmount(readings: [text(number.digits)])
        }
        let head = number.groups.dropLast()
        let isMixed = number.separators.dropLast().contains { $0 != last }
        let whole = number.separators.count == 1 ? head.first : wholeDigits(head, number)
        switch last {
        case .arabicDecimal, .raisedPoint:
            guard let whole else { return malformed(number) }
            return PriceTextAmount(readings: [text(whole, tail)])
        case .point, .comma:
            break
        default:
            guard let whole = wholeDigits(number.groups[...], number) else { return malformed(number) }
            return PriceTextAmount(readings: [text(whole)])
        }
        if number.separators.count > 1, !isMixed {
            // The same sign more than once can only group.
            guard let whole = wholeDigits(number.groups[...], number) else { return malformed(number) }
            return PriceTextAmount(readings: [text(whole)])
        }
        guard let whole else { return malformed(number) }
        if isMixed || tail.utf8.count != 3 { return PriceTextAmount(readings: [text(whole, tail)]) }
        return threeDigits(number, whole: whole, tail: tail, last, context)
    }

    /// One separator with three digits behind it: the case that is worth all this.
    private static func threeDigits(
        _ number: PriceTextNumber,
        whole: String,
        tail: String,
        _ separator: PriceTextNumber.Separator,
        _ context: Context
    ) -> PriceTextAmount {
        let decimal = text(whole, tail)
        guard number.hasValidGrouping(number.groups[...], number.separators[...]), whole.utf8.first != 0x30 else {
            return PriceTextAmount(readings: [decimal])
        }
        let grouped = text(whole + tail)
        switch role(of: separator == .point ? .point : .comma, context) {
        case .grouping: return PriceTextAmount(readings: [grouped])
        case .decimal: return PriceTextAmount(readings: [decimal])
        case .either: return PriceTextAmount(readings: [grouped, decimal])
        }
    }

    private static func role(of separator: DecimalSeparator, _ context: Context) -> Role {
        if context.isFineUnit { return .either }
        let likely = context.currency ?? context.possible.first
        let fraction = likely.map(CurrencyConvention.fraction(of:))
        if let stated = context.hints.decimalSeparator {
            if stated != separator { return .grouping }
            // Three digits behind the decimal separator are no amount of pence: either the hint or the digits mislead.
            if fraction == .three || (likely == nil && !context.hasUnlistedSign) { return .decimal }
            return .either
        }
        if fraction == Optional.none, context.hasUnlistedSign { return separator == .comma ? .grouping : .either }
        if fraction == CurrencyConvention.Fraction.none { return .grouping }
        let local = CurrencyConvention.decimalSeparator(of: context.hints)
        let candidates = context.currency.map { [$0] } ?? context.possible
        if candidates.contains(where: { CurrencyConvention.fraction(of: $0) == .three }) {
            // Fils are written out: behind the currency's own decimal sign three digits are its minor unit.
            let isOwn = candidates.allSatisfy {
                CurrencyConvention.fraction(of: $0) == .three
                    && CurrencyConvention.decimalSeparator(of: $0) == separator
            }
            return isOwn && local != separator.other ? .decimal : .either
        }
        if let local { return local == separator ? .either : .grouping }
        guard let likely else {
            // A point with three digits is also how programs write numbers; a comma never is.
            return separator == .comma ? .grouping : .either
        }
        return CurrencyConvention.decimalSeparator(of: likely) == separator ? .either : .grouping
    }

    private static func malformed(_ number: PriceTextNumber) -> PriceTextAmount {
        let digits = number.groups.filter { !$0.isEmpty }
        guard digits.count > 1, let tail = digits.last else { return PriceTextAmount(readings: []) }
        let readings = [text(digits.dropLast().joined(), tail), text(digits.joined())]
        return PriceTextAmount(readings: readings, doubt: "the digits are grouped as no number is")
    }

    /// The digits of a grouped whole number, or nil where the groups are not right.
    private static func wholeDigits(_ groups: ArraySlice<String>, _ number: PriceTextNumber) -> String? {
        let separators = number.separators.prefix(max(0, groups.count - 1))
        return number.hasValidGrouping(groups, separators) ? groups.joined() : nil
    }

    private static func text(_ whole: String, _ fraction: String = "") -> String {
        let digits = whole.drop { $0 == "0" }
        let integer = digits.isEmpty ? "0" : String(digits)
        return fraction.isEmpty ? integer : integer + "." + fraction
    }

    /// The amounts a hundred times smaller, for a number of pence or cents.
    func hundredth() -> [String] {
        readings.map { reading in
            let parts = reading.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
            let whole = String(repeating: "0", count: max(0, 3 - (parts.first?.utf8.count ?? 0))) + (parts.first ?? "0")
            return Self.text(String(whole.dropLast(2)), String(whole.suffix(2)) + (parts.count == 2 ? parts[1] : ""))
        }
    }
}

extension DecimalSeparator {
    /// The other one.
    var other: DecimalSeparator { self == .point ? .comma : .point }
}
