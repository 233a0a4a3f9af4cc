/// Reads the prices of one text: numbers with the signs and words that belong to them.
struct PriceTextReader {
    let tokens: [PriceTextToken]
    let hints: PriceTextHints
    /// The currency signs that belong to a number, by the number's place among the tokens.
    private(set) var signs: [Int: [Int]] = [:]
    /// Places of numbers that were taken up into another one (`99` of `19€99`).
    private(set) var absorbed: Set<Int> = []
    /// The numbers whose fraction another token gave.
    private(set) var amended: [Int: PriceTextNumber] = [:]
    /// Numbers that are one end of a range, with the other end.
    private(set) var ranges: [Int: Int] = [:]

    init(_ text: String, hints: PriceTextHints) {
        tokens = PriceTextLexer.tokens(of: text, hint: hints.currency)
        self.hints = hints
        assignSigns()
        linkRanges()
    }

    func number(at index: Int) -> PriceTextNumber? { amended[index] ?? token(index)?.number }

    func token(_ index: Int) -> PriceTextToken? { tokens.indices.contains(index) ? tokens[index] : nil }

    func mark(at index: Int) -> Unicode.Scalar? {
        guard let token = token(index) else { return nil }
        return token.mark
    }

    func isNumber(_ index: Int) -> Bool { token(index)?.number != nil }

    /// Whether nothing stands between a token and the one before it.
    func touches(_ index: Int) -> Bool { token(index).map { !$0.hasSpaceBefore } ?? false }

    // MARK: Signs

    private mutating func assignSigns() {
        var taken: Set<Int> = []
        for index in tokens.indices where tokens[index].number != nil && !absorbed.contains(index) {
            var mine: [Int] = []
            for place in [index - 1, index - 2] {
                guard token(place)?.sign != nil, !taken.contains(place) else { break }
                mine.append(place)
            }
            var place = index + 1
            while let sign = token(place)?.sign, place <= index + 2 {
                if takeFraction(index, sign: place, hasPrefix: !mine.isEmpty) {
                    mine.append(place)
                    break
                }
                guard belongsBefore(place, hasPrefix: !mine.isEmpty), fits(sign, with: mine) else { break }
                mine.append(place)
                place += 1
            }
            taken.formUnion(mine)
            if !mine.isEmpty { signs[index] = mine }
        }
    }

    /// Whether a sign behind a number belongs to it and not to the number that follows the sign.
    private func belongsBefore(_ place: Int, hasPrefix: Bool) -> Bool {
        guard token(place + 1)?.number != nil else { return true }
        let touchesLeft = touches(place)
        let touchesRight = touches(place + 1)
        // "100 €80 €" is two elements run together: the sign that follows the next number shows the style.
        if let own = token(place)?.sign, let next = token(place + 2)?.sign, own == next, !hasPrefix { return true }
        return touchesLeft == touchesRight ? !hasPrefix : touchesLeft
    }

    private func fits(_ sign: CurrencySign, with others: [Int]) -> Bool {
        others.allSatisfy { place in
            guard let other = token(place)?.sign else { return true }
            return other.codes.isEmpty || sign.codes.isEmpty || other.codes.contains { sign.codes.contains($0) }
        }
    }

    /// Takes the two digits of `19€99` as cents.
    private mutating func takeFraction(_ index: Int, sign: Int, hasPrefix: Bool) -> Bool {
        guard !hasPrefix, touches(sign), touches(sign + 1), var number = tokens[index].number,
            let cents = token(sign + 1)?.number, cents.isPlainInteger, cents.digits.utf8.count == 2,
            number.setApartFraction == nil, !number.isPriceShaped, number.spacedFraction == nil
        else { return false }
        if touches(sign + 2), let next = token(sign + 2), next.sign != nil || next.word != nil || next.mark == "%" {
            return false
        }
        number.setApartFraction = cents.digits
        amended[index] = number
        absorbed.insert(sign + 1)
        return true
    }

    // MARK: Ranges

    private mutating func linkRanges() {
        let places = tokens.indices.filter { tokens[$0].number != nil && !absorbed.contains($0) }
        for (low, high) in zip(places, places.dropFirst()) {
            let skipped = Set((signs[low] ?? []) + (signs[high] ?? []))
            let between = (low + 1..<high).filter { !skipped.contains($0) && !absorbed.contains($0) }
            guard between.count == 1, let place = between.first, let link = token(place) else { continue }
            let isLink = link.isDash || link.mark == "~" || link.word.map(PriceTextWords.rangeWords.contains) ?? false
            guard isLink, !isDateLike(low, high, link) else { continue }
            ranges[low] = high
            ranges[high] = low
            // One sign is enough for both ends.
            if let shared = signs[low], signs[high] == nil { signs[high] = shared }
            if let shared = signs[high], signs[low] == nil { signs[low] = shared }
        }
    }

    /// `25-09` and `2024-05-06` are dates or part numbers unless money is named.
    private func isDateLike(_ low: Int, _ high: Int, _ link: PriceTextToken) -> Bool {
        guard signs[low] == nil, signs[high] == nil, !link.hasSpaceBefore else { return false }
        return number(at: low)?.isPlainInteger ?? true || number(at: high)?.isPlainInteger ?? true
    }
}
