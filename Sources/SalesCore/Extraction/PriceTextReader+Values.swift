// The values of a text: which numbers count, and what each is worth.
extension PriceTextReader {
    /// Every price of the text in its order.
    func values() -> [(place: Int, value: PriceTextValue)] {
        let places = tokens.indices.filter {
            tokens[$0].number != nil && !absorbed.contains($0) && !isExcluded($0)
        }
        let hasSigned = places.contains { signs[$0] != nil }
        let isPlain = hasSigned ? false : self.isPlain
        // So many bare whole numbers are a telephone number, a date or a score.
        if !hasSigned, isRowOfNumbers { return [] }
        var values: [(place: Int, value: PriceTextValue)] = []
        for place in places where values.count < PriceText.maximumValues {
            if signs[place] == nil {
                guard let number = number(at: place), hasSigned || !isPlain ? isPriceLike(place) : true else {
                    continue
                }
                if number.isPlainInteger, isNoBarePrice(number.digits) { continue }
            }
            guard var value = value(at: place) else { continue }
            if signs[place] == nil, !hasSigned, !isPlain, value.doubt == nil {
                value.doubt = "no currency stands beside it, and other words do"
            }
            values.append((place, value))
        }
        return values
    }

    private var isRowOfNumbers: Bool {
        let numbers = tokens.compactMap(\.number)
        if numbers.count > 1, numbers.contains(where: { $0.isPlainInteger && $0.digits.hasPrefix("0") }) { return true }
        return numbers.count >= 3 && numbers.allSatisfy(\.isPlainInteger)
    }

    /// Whether a number without a sign, in a text that has signs or other words, is still a price.
    private func isPriceLike(_ place: Int) -> Bool {
        if number(at: place)?.isPriceShaped ?? false { return true }
        guard let word = token(place - 1)?.word else { return false }
        switch PriceTextWords.before[word] {
        case .kind(.list)?, .kind(.current)?: return true
        default: return false
        }
    }

    /// A leading zero (`0800`) or eight digits and more (an EAN, a telephone number) are no bare price.
    private func isNoBarePrice(_ digits: String) -> Bool {
        digits.utf8.count >= 8 || (digits.utf8.count > 1 && digits.utf8.first == UInt8(ascii: "0"))
    }

    private func value(at place: Int) -> PriceTextValue? {
        guard let number = number(at: place), let token = token(place) else { return nil }
        let mine = (signs[place] ?? []).sorted()
        let first = min(place, mine.first { $0 < place } ?? place)
        let after = mine.last { $0 > place } ?? place
        let last = amended[place] == nil ? max(place, after) : max(place, after) + 1
        let meaning = self.meaning(first: first, last: last)
        if meaning == .saving || isMultiBuy(first) { return nil }
        let found = mine.compactMap { self.token($0)?.sign }
        let sign = found.max { $0.codes.count > $1.codes.count || ($0.codes.isEmpty && !$1.codes.isEmpty) }
        var context = context(for: found)
        context.isFineUnit = isFineUnit(last: last)
        var amount = PriceTextAmount.reading(of: number, in: context)
        guard !amount.readings.isEmpty else { return nil }
        settleYen(sign, amount, &context)
        if sign?.isMinorUnit ?? false { readMinorUnit(sign, place, &amount, context) }
        var value = PriceTextValue(
            readings: amount.readings,
            doubt: amount.doubt,
            currency: context.currency,
            possibleCurrencies: context.possible,
            token: sign.map { String(String.UnicodeScalarView($0.scalars)) },
            kind: .current,
            isKindStated: false,
            range: token.range
        )
        if case .kind(let kind) = meaning {
            value.kind = kind
            value.isKindStated = true
        }
        addDoubts(&value, place, first, number)
        return value
    }

    /// The currency that the signs of a number mean together, and the hints where they leave a choice.
    func context(for signs: [CurrencySign]) -> PriceTextAmount.Context {
        var context = PriceTextAmount.Context(hints: hints)
        let telling = signs.filter { !$0.codes.isEmpty }
        guard let first = telling.first else {
            context.hasUnlistedSign = !signs.isEmpty
            if signs.isEmpty, let currency = hints.currency {
                context.currency = currency
                context.possible = [currency]
            }
            return context
        }
        var codes = first.codes
        for sign in telling.dropFirst() {
            let shared = codes.filter { sign.codes.contains($0) }
            if !shared.isEmpty { codes = shared }
        }
        let isNarrowed = codes.count < first.codes.count
        let possible = isNarrowed ? first.currencies.filter { codes.contains($0.code) } : first.currencies
        context.possible = possible
        let hinted = [hints.currency, CurrencyConvention.currency(of: hints)].compactMap { $0 }
        if possible.count == 1 {
            context.currency = possible.first
        } else if let currency = hinted.first(where: possible.contains) {
            context.currency = currency
            context.possible = [currency]
        } else if telling.contains(where: \.isDecided) {
            context.currency = possible.first
        }
        return context
    }

    /// `¥` with cents is no yen.
    private func settleYen(_ sign: CurrencySign?, _ amount: PriceTextAmount, _ context: inout PriceTextAmount.Context) {
        guard let currency = context.currency, context.possible.count > 1, amount.readings.count == 1 else { return }
        guard sign?.isMinorUnit != true, Money(decimal: amount.readings[0], currency: currency) == nil else { return }
        let fitting = context.possible.first { Money(decimal: amount.readings[0], currency: $0) != nil }
        if let fitting { context.currency = fitting }
    }

    private func readMinorUnit(
        _ sign: CurrencySign?,
        _ place: Int,
        _ amount: inout PriceTextAmount,
        _ context: PriceTextAmount.Context
    ) {
        let isSure = context.currency != nil && hints.currency.map { $0 == context.currency } ?? true
        let isPence = sign?.scalars == ["p"] && touches(place + 1) && (number(at: place)?.digits.utf8.count ?? 9) <= 2
        let isCents = sign?.scalars != ["p"] && hints.currency != nil
        if isSure, isPence || isCents {
            amount.readings = amount.hundredth()
        } else {
            amount.readings = amount.hundredth() + amount.readings
            amount.doubt = "the sign may mean the hundredth part"
        }
    }
}
