/// Finds currency signs in text.
enum CurrencySigns {
    /// A sign and how many scalars it takes up, a full stop that belongs to it included.
    struct Match: Sendable {
        let sign: CurrencySign
        let length: Int
    }

    private static let byFirstScalar: [Unicode.Scalar: [CurrencySign]] = {
        var table: [Unicode.Scalar: [CurrencySign]] = [:]
        for sign in CurrencySignTable.all {
            guard let first = sign.scalars.first else { continue }
            table[first, default: []].append(sign)
        }
        return table.mapValues { signs in signs.sorted { $0.scalars.count > $1.scalars.count } }
    }()

    /// The longest sign that starts at this place.
    ///
    /// `lowered` is the text in lower case, scalar by scalar, so that positions agree. A code that is a common word
    /// (`TOP 100`) counts only where `hint` is that currency.
    static func match(
        in text: [Unicode.Scalar],
        lowered: [Unicode.Scalar],
        at start: Int,
        hint: Currency? = nil
    ) -> Match? {
        guard start < text.count else { return nil }
        var found: CurrencySign?
        for candidate in byFirstScalar[text[start]] ?? [] where candidate.spelling != .word {
            if fits(candidate, text, at: start) {
                found = candidate
                break
            }
        }
        for candidate in byFirstScalar[lowered[start]] ?? [] where candidate.spelling == .word {
            if candidate.scalars.count <= found?.scalars.count ?? 0 { break }
            if fits(candidate, lowered, at: start) {
                found = candidate
                break
            }
        }
        let sign = found ?? codeSign(in: text, lowered: lowered, at: start, hint: hint)
        return sign.map { sign in
            let end = start + sign.scalars.count
            let hasStop = sign.takesFullStop && end < text.count && text[end] == "."
            return Match(sign: sign, length: sign.scalars.count + (hasStop ? 1 : 0))
        }
    }

    private static func fits(_ sign: CurrencySign, _ text: [Unicode.Scalar], at start: Int) -> Bool {
        let end = start + sign.scalars.count
        guard end <= text.count, text[start..<end].elementsEqual(sign.scalars) else { return false }
        return sign.spelling == .symbol ? true : standsAlone(text, start, end)
    }

    /// Whether no letter touches the word; letters of scripts without spaces between words do not count.
    private static func standsAlone(_ text: [Unicode.Scalar], _ start: Int, _ end: Int) -> Bool {
        if start > 0, ScalarClass.joinsWords(text[start - 1]) { return false }
        return end >= text.count || !ScalarClass.joinsWords(text[end])
    }

    /// An ISO 4217 code in capitals, or one of the well known ones that is no word in any letter case.
    private static func codeSign(
        in text: [Unicode.Scalar],
        lowered: [Unicode.Scalar],
        at start: Int,
        hint: Currency?
    ) -> CurrencySign? {
        let end = start + 3
        guard end <= text.count, standsAlone(text, start, end) else { return nil }
        var code = ""
        for scalar in lowered[start..<end] {
            guard scalar.value >= 0x61, scalar.value <= 0x7A else { return nil }
            code.unicodeScalars.append(scalar)
        }
        let isCapital = text[start..<end].allSatisfy { $0.value < 0x61 }
        let upper = code.uppercased()
        if isCapital {
            if let currency = Currency(code: upper) {
                let isWord = CurrencySignTable.words.contains(upper) && currency != hint
                let isWeak = CurrencySignTable.wordlike.contains(upper)
                return isWord ? nil : CurrencySign(upper, [upper], .exactWord, isWeak: isWeak)
            }
            return CurrencySignTable.former.contains(upper) ? CurrencySign(upper, [], .exactWord) : nil
        }
        guard CurrencySignTable.safeInLowerCase.contains(upper) else { return nil }
        return CurrencySign(String(String.UnicodeScalarView(text[start..<end])), [upper], .exactWord)
    }
}
