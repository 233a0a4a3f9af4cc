// What makes an amount uncertain although its digits can be read.
extension PriceTextReader {
    /// Notes why the value is not certain, with the other amounts that it may be.
    func addDoubts(_ value: inout PriceTextValue, _ place: Int, _ first: Int, _ number: PriceTextNumber) {
        guard value.doubt == nil else { return }
        if first > 0, token(first - 1)?.isDash ?? false, ranges[place] == nil, first == 1 {
            value.doubt = "a dash stands before it: it may be taken off"
        } else if value.readings.count == 1, let currency = value.currency,
            Money(decimal: value.amount, currency: currency) == nil
        {
            value.doubt = "the amount is finer than the currency's smallest unit, or too large"
        } else if number.separators.contains(.space), isAfterUnknownWord(first) {
            value.readings += lastGroups(of: number)
            value.doubt = "the first digits may belong to the words before"
        } else if signs[place] == nil, hints.currency == nil, isYear(number) {
            value.doubt = "it may be a year"
        } else if let after = signs[place]?.first(where: { $0 == place + 1 }), touches(after), touches(after + 1),
            amended[place] == nil, signs[after + 1] == nil, let digits = token(after + 1)?.number?.digits
        {
            value.readings.append(value.amount.contains(".") ? value.amount + digits : value.amount + "." + digits)
            value.doubt = "digits touch the sign on both sides"
        } else if let split = splitCents(place) {
            value.readings = [split] + value.readings
            value.doubt = "a space stands before the last two digits"
        } else if isBoundToDigits(place) {
            value.doubt = "other digits stand right beside it"
        }
    }

    /// Whether digits that belong to no other price stand so near that they may be part of the amount: `12'50 €`,
    /// `1 29 999 €`.
    private func isBoundToDigits(_ place: Int) -> Bool {
        guard signs[place] != nil, ranges[place] == nil else { return false }
        if isBoundByMark(place - 1, touching: place, other: place - 2) { return true }
        if isBoundByMark(place + 1, touching: place + 2, other: place + 2) { return true }
        let isBehindDash = token(place - 1)?.isDash ?? false && touches(place)
        if isBehindDash, isWholeMark(place - 1) { return true }
        let isBeforeDash = token(place + 2)?.isDash ?? false && touches(place + 3)
        if isBeforeDash, token(place + 3)?.number != nil, isWholeMark(place + 2) { return true }
        guard let number = number(at: place), !number.isPriceShaped else { return false }
        let isAfterDigits = token(place - 1)?.number != nil && signs[place - 1] == nil && !isExcluded(place - 1)
        let isBeforeDigits = token(place + 1)?.number?.isPlainInteger ?? false && signs[place + 1] == nil
        if absorbed.contains(place - 1) { return false }
        return isAfterDigits || (isBeforeDigits && !isExcluded(place + 1) && token(place + 2)?.word == nil)
    }

    private func isBoundByMark(_ mark: Int, touching right: Int, other: Int) -> Bool {
        guard touches(mark), touches(right), token(other)?.number != nil, !absorbed.contains(other),
            let scalar = token(mark)?.mark
        else { return false }
        let harmless: Set<Unicode.Scalar> = ["(", ")", "|", ";", "+", "="]
        return !harmless.contains(scalar) && !(scalar == "/" && other > mark)
    }

    /// Whether the words before may own the first digits, as in `iPhone 15 999 €`.
    private func isAfterUnknownWord(_ first: Int) -> Bool {
        guard let word = token(first - 1)?.word else { return false }
        return PriceTextWords.before[word] == nil && !PriceTextWords.notes.contains(word)
    }

    private func lastGroups(of number: PriceTextNumber) -> [String] {
        guard let head = number.separators.firstIndex(of: .space) else { return [] }
        var rest = number
        rest.groups.removeFirst(head + 1)
        rest.separators.removeFirst(head + 1)
        return PriceTextAmount.reading(of: rest, in: PriceTextAmount.Context(hints: hints)).readings
    }

    private func isYear(_ number: PriceTextNumber) -> Bool {
        number.isPlainInteger && number.digits.utf8.count == 4 && ["19", "20"].contains(number.digits.prefix(2))
    }

    /// `19 99 €` and `$19 99`: cents behind a space, or two numbers.
    private func splitCents(_ place: Int) -> String? {
        func cents(_ index: Int) -> String? {
            guard let number = token(index)?.number, number.isPlainInteger, number.digits.utf8.count == 2 else {
                return nil
            }
            return number.digits
        }
        func whole(_ index: Int) -> String? {
            guard let number = number(at: index), !number.isPriceShaped, !isExcluded(index) else { return nil }
            let context = PriceTextAmount.Context(hints: hints)
            let readings = PriceTextAmount.reading(of: number, in: context).readings
            return readings.count == 1 && !readings[0].contains(".") ? readings[0] : nil
        }
        if let digits = cents(place), signs[place - 1] == nil, let before = whole(place - 1) {
            return before + "." + digits
        }
        let next = (signs[place] ?? []).contains(place + 1) ? place + 2 : place + 1
        if let digits = cents(next), signs[next] == nil, !absorbed.contains(next), !isExcluded(next),
            let before = whole(place)
        {
            return before + "." + digits
        }
        return nil
    }
}
