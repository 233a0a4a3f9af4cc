// What the words around a price say about it.
extension PriceTextReader {
    /// The farthest that words are looked for before a price, in tokens.
    static let maximumWordsBefore = 8

    /// What a price means; `first` and `last` are the places of its outermost tokens.
    func meaning(first: Int, last: Int) -> PriceTextWords.Meaning {
        if let after = meaningAfter(last) { return after }
        if let before = meaningBefore(first) { return before }
        return .label
    }

    private func meaningBefore(_ first: Int) -> PriceTextWords.Meaning? {
        var nearest: PriceTextWords.Meaning?
        var place = first - 1
        let stop = first - Self.maximumWordsBefore
        search: while place >= stop, let token = token(place) {
            if token.number != nil {
                if let times = timesMeaning(place) { return nearest ?? times }
                break
            }
            if let mark = token.mark {
                if mark == "+" { return .kind(.shipping) }
                if mark == "=", self.token(place - 1)?.word.map(PriceTextWords.measures.contains) ?? false {
                    return .kind(.unit)
                }
                if ["!", ";", "|", "•", ")"].contains(mark) { break search }
                if mark == ".", endsSentence(place) { break search }
            }
            if let word = token.word {
                let pair = (self.token(place - 1)?.word).map { $0 + " " + word }
                let found = pair.flatMap { PriceTextWords.phrases[$0] } ?? PriceTextWords.before[word]
                switch found {
                case .saving?, .kind(.shipping)?: return found
                case .label?, nil: break
                default: if nearest == nil { nearest = found }
                }
            }
            place -= 1
        }
        return nearest
    }

    /// Whether a full stop behind a long word ends a sentence, and no abbreviation.
    private func endsSentence(_ place: Int) -> Bool {
        guard let next = token(place + 1), next.hasSpaceBefore, touches(place) else { return false }
        return (token(place - 1)?.word?.utf8.count ?? 0) > 4
    }

    /// `12x de R$ 44,00`: so many payments.
    private func timesMeaning(_ place: Int) -> PriceTextWords.Meaning? {
        guard let next = token(place + 1) else { return nil }
        let isTimes = next.word == "x" || next.mark == "×" || next.word == "х"
        return isTimes && (number(at: place)?.isPlainInteger ?? false) ? .kind(.instalment) : nil
    }

    private func meaningAfter(_ last: Int) -> PriceTextWords.Meaning? {
        var place = last + 1
        if token(place)?.mark == "(" { place += 1 }
        guard let next = token(place) else { return nil }
        if next.mark == "/" { return perMeaning(place + 1) }
        if next.mark == "+", !touches(place) || token(place + 1) == nil {
            return token(place + 1)?.number == nil && touches(place) ? .kind(.from) : nil
        }
        guard let word = next.word else { return nil }
        if let meaning = PriceTextWords.after[word] {
            // In "£40 was £50" the word speaks of the price behind it.
            let following = token(place + 1)?.mark == ":" ? token(place + 2) : token(place + 1)
            if following?.number != nil || following?.sign != nil { return nil }
            let isIncluded = token(place + 1)?.word.map { $0.hasPrefix("in") } ?? false
            return isIncluded ? nil : meaning
        }
        guard PriceTextWords.perWords.contains(word) else { return nil }
        return perMeaning(place + 1)
    }

    /// The kind of a price that something is divided by: a unit, or a month.
    private func perMeaning(_ place: Int) -> PriceTextWords.Meaning? {
        let unit = token(place)?.number == nil ? place : place + 1
        guard let word = token(unit)?.word else { return nil }
        if PriceTextWords.measures.contains(word) { return .kind(.unit) }
        if case .kind(.instalment)? = PriceTextWords.after[word] { return .kind(.instalment) }
        return nil
    }

    /// Whether the price is for a litre or another unit whose prices have three fraction digits.
    func isFineUnit(last: Int) -> Bool {
        (last + 1...last + 3).contains { place in
            token(place)?.word.map(PriceTextWords.fineMeasures.contains) ?? false
        }
    }

    /// Whether the text holds nothing but numbers, words that go with prices, and harmless marks.
    var isPlain: Bool {
        let harmful: Set<Unicode.Scalar> = ["@", "#", "№", "=", "_", "\\", "{", "}", "<", ">", "?", "&"]
        return tokens.allSatisfy { token in
            if let word = token.word {
                return PriceTextWords.before[word] != nil || PriceTextWords.notes.contains(word)
                    || PriceTextWords.after[word] != nil || PriceTextWords.perWords.contains(word)
                    || PriceTextWords.rangeWords.contains(word) || PriceTextWords.measures.contains(word)
            }
            return token.mark.map { !harmful.contains($0) } ?? true
        }
    }
}
