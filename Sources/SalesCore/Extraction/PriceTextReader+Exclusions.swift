// What a number cannot be: percentages, negatives, dates, dimensions, model numbers, quantities.
extension PriceTextReader {
    /// Whether the number at this place is no price whatever stands around it.
    func isExcluded(_ index: Int) -> Bool {
        guard let number = number(at: index), number.digits.utf8.count <= PriceTextNumber.maximumDigits else {
            return true
        }
        let mine = Set(signs[index] ?? [])
        let first = min(index, mine.filter { $0 < index }.min() ?? index)
        let last = max(index, mine.filter { $0 > index }.max() ?? index) + (amended[index] == nil ? 0 : 1)
        return isPercentage(index) || isNegative(first, index) || isGlued(index, first, last)
            || isPartOfCode(index, mine)
            || isQuantity(index, last, mine) || isMultiplied(last)
    }

    private func isPercentage(_ index: Int) -> Bool {
        if let next = token(index + 1)?.mark, Self.percents.contains(next) { return true }
        if let word = token(index + 1)?.word, ["percent", "prozent", "procent", "pct"].contains(word) { return true }
        guard touches(index), let before = token(index - 1)?.mark, Self.percents.contains(before) else { return false }
        return token(index - 2)?.number == nil
    }

    private static let percents: Set<Unicode.Scalar> = ["%", "٪", "％", "‰", "°"]

    /// A minus that touches the amount or its sign, with nothing but space before it.
    private func isNegative(_ first: Int, _ index: Int) -> Bool {
        for place in Set([first, index]) where touches(place) && (token(place - 1)?.isDash ?? false) {
            if place != first, token(place - 2)?.sign != nil { return true }
            guard touches(place - 1), let before = token(place - 2) else { return true }
            if isWholeMark(place - 1) { continue }
            if before.sign != nil {
                // In "10€-15€" the sign is the first number's, and the dash makes a range.
                return ![place - 3, place - 4].contains { signs[$0]?.contains(place - 2) ?? false }
            }
            if before.number == nil { return before.word == nil || place == first }
        }
        return false
    }

    /// Whether a dash ends `12.-` although digits touch it.
    func isWholeMark(_ dash: Int) -> Bool {
        guard touches(dash), touches(dash - 1), let mark = token(dash - 1)?.mark else { return false }
        return [".", ",", ":"].contains(mark) && token(dash - 2)?.number != nil
    }

    /// Letters or a number sign that touch the digits: `XPS13`, `128GB`, `#12`, `A-12`.
    private func isGlued(_ index: Int, _ first: Int, _ last: Int) -> Bool {
        if touches(index), let before = token(index - 1) {
            if before.word != nil, !endsUnspaced(before) { return true }
            if before.mark == "#" || before.mark == "№" || before.mark == "_" || before.mark == "@" { return true }
            if before.number != nil { return true }
        }
        guard last == index, touches(index + 1), let next = token(index + 1) else { return false }
        if let word = next.word { return !PriceTextWords.notes.contains(word) }
        guard let mark = next.mark else { return false }
        if ["\"", "″", "′", "_", "@", "×", "★", "☆"].contains(mark) { return true }
        return next.isDash && touches(index + 2) && token(index + 2)?.word != nil
    }

    private func endsUnspaced(_ token: PriceTextToken) -> Bool {
        token.word?.unicodeScalars.last.map(ScalarClass.isUnspaced) ?? false
    }

    /// Dates, times, ratings, dimensions: numbers that `/`, `:`, `x` or dashes bind to other numbers.
    private func isPartOfCode(_ index: Int, _ mine: Set<Int>) -> Bool {
        guard mine.isEmpty else { return false }
        if isBoundTo(number: index + 2, by: index + 1, from: index) { return true }
        if isBoundTo(number: index - 2, by: index - 1, from: index) { return true }
        return isTimes(index + 1) || isTimes(index - 1) || isDate(index)
    }

    /// Whether a mark that touches digits on both sides makes one number of two.
    private func isBoundTo(number other: Int, by place: Int, from index: Int) -> Bool {
        guard touches(place), touches(place + 1), isNumber(other) else { return false }
        switch mark(at: place) {
        case "/"?, ":"?: return true
        case let mark?: return ScalarClass.isDash(mark) && ranges[index] == nil
        case nil: return false
        }
    }

    private func isTimes(_ place: Int) -> Bool {
        guard let token = token(place) else { return false }
        return token.word == "x" || token.word == "х" || token.mark == "×" || token.mark == "✕"
    }

    /// `15.08.2017` and `192.0.2.1`: groups that one and the same sign separates, and that are not all of three digits.
    private func isDate(_ index: Int) -> Bool {
        guard let number = number(at: index), Set(number.separators).count == 1 else { return false }
        let lengths = number.groups.map(\.utf8.count)
        if lengths.count == 4 { return lengths.dropFirst().contains { $0 < 3 } }
        guard lengths.count == 3 else { return false }
        return lengths[1] <= 2 && (lengths[2] == 4 || lengths[2] <= 2) || lengths[0] == 4
    }

    /// `/ 100 g`, `2 for`, `1 kg =`, `3 x`, `5 stars`, `(120`.
    private func isQuantity(_ index: Int, _ last: Int, _ mine: Set<Int>) -> Bool {
        guard mine.isEmpty else { return false }
        if token(index - 1)?.mark == "/" || token(index - 1)?.mark == "+" { return true }
        guard let next = token(index + 1)?.word else { return false }
        if PriceTextWords.measures.contains(next) { return true }
        let isLeading = ["for", "für", "voor", "pour", "por", "per", "za", "out", "von", "of", "for:"].contains(next)
        return isLeading && number(at: index)?.isPlainInteger ?? false && token(index + 2)?.word == nil
    }

    /// `$1.5 million`, `5 тыс. руб`.
    private func isMultiplied(_ last: Int) -> Bool {
        token(last + 1)?.word.map(PriceTextWords.multipliers.contains) ?? false
    }

    /// Whether the price stands behind "2 for": it buys several.
    func isMultiBuy(_ first: Int) -> Bool {
        guard let word = token(first - 1)?.word, ["for", "für", "voor", "pour", "por", "za"].contains(word) else {
            return false
        }
        return token(first - 2)?.number?.isPlainInteger ?? false
    }
}
