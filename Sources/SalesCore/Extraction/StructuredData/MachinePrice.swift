/// Reads prices that are written for machines: JSON numbers, `content` attributes, meta tags.
///
/// Such a price has a point as decimal separator (schema.org: "use '.' rather than ','"), yet shops put in what they
/// print; what is no plain number is therefore read as a person's text.
enum MachinePrice {
    /// The amounts and the currency of a machine's price; nil where there is none.
    static func read(_ text: String, currency: Currency?, hints: PriceTextHints) -> (
        readings: [String], currency: Currency?
    )? {
        let trimmed = trim(text)
        guard !trimmed.isEmpty, trimmed.utf8.count <= maximumLength else { return nil }
        if let plain = PlainDecimal(trimmed) {
            guard let readings = readings(of: plain, currency: currency ?? hints.currency) else { return nil }
            return (readings, currency)
        }
        var hints = hints
        if let currency { hints.currency = currency }
        guard let value = PriceText.read(trimmed, hints: hints).price else { return nil }
        return (value.readings, value.currency ?? currency)
    }

    /// A point with three digits behind it is thousands in the pages of shops that print `1.299`.
    ///
    /// More than three digits are a program's, which computed the price and did not round it: `99.166667` is shown as 99.17.
    private static func readings(of plain: PlainDecimal, currency: Currency?) -> [String]? {
        guard !plain.isNegative else { return nil }
        var rounded = plain.withoutBinaryNoise
        if rounded.fraction.count > 3, rounded.whole != "0" {
            rounded = rounded.rounded(to: currency?.minorUnitDigits ?? 2)
        }
        guard rounded.fraction.count == 3, currency?.minorUnitDigits != 3, rounded.whole.count <= 3,
            rounded.whole != "0"
        else { return [rounded.text(digits: currency?.minorUnitDigits ?? 2)] }
        let grouped = rounded.whole + rounded.fraction
        return currency?.minorUnitDigits == 0 || !rounded.fraction.hasSuffix("0")
            ? [grouped, rounded.text(digits: 2)] : [rounded.text(digits: 2), grouped]
    }

    private static func trim(_ text: String) -> String {
        var view = Substring(text)
        while let last = view.last, last.isWhitespace { view.removeLast() }
        while let first = view.first, first.isWhitespace { view.removeFirst() }
        return String(view)
    }

    /// The longest text that is looked at, in bytes.
    private static let maximumLength = 200
}

/// A number written with digits, a point and perhaps an exponent, kept as text.
struct PlainDecimal: Hashable, Sendable {
    /// The digits before the point, without leading zeros; at least one.
    let whole: String
    /// The digits behind the point.
    let fraction: String
    let isNegative: Bool

    /// Reads `129.99`, `-5`, `1.5e3`; nil for anything else, and beyond 30 digits.
    init?(_ text: some StringProtocol) {
        var rest = Substring(text)
        isNegative = rest.first == "-"
        if isNegative || rest.first == "+" { rest.removeFirst() }
        var exponent = 0
        if let mark = rest.firstIndex(where: { $0 == "e" || $0 == "E" }) {
            guard let value = Int(rest[rest.index(after: mark)...]),
                (-Self.maximumDigits...Self.maximumDigits).contains(value)
            else { return nil }
            exponent = value
            rest = rest[..<mark]
        }
        let parts = rest.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        var digits = parts.first.map(String.init) ?? ""
        var behind = parts.count == 2 ? String(parts[1]) : ""
        guard !(digits.isEmpty && behind.isEmpty), (digits + behind).utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            digits.utf8.count + behind.utf8.count <= Self.maximumDigits
        else { return nil }
        if exponent > 0 {
            behind += String(repeating: "0", count: max(0, exponent - behind.count))
            digits += behind.prefix(exponent)
            behind = String(behind.dropFirst(exponent))
        } else if exponent < 0 {
            digits = String(repeating: "0", count: max(0, -exponent - digits.count)) + digits
            behind = digits.suffix(-exponent) + behind
            digits = String(digits.dropLast(-exponent))
        }
        let stripped = digits.drop { $0 == "0" }
        whole = stripped.isEmpty ? "0" : String(stripped)
        fraction = behind
    }

    private init(whole: String, fraction: String, isNegative: Bool) {
        self.whole = whole
        self.fraction = fraction
        self.isNegative = isNegative
    }

    /// The number as `129.99`; zeros that say nothing are kept up to some digits (`12.9900` is `12.99`).
    func text(digits: Int) -> String {
        var shown = Substring(fraction)
        while shown.count > max(digits, 2), shown.last == "0" { shown.removeLast() }
        return shown.isEmpty ? whole : "\(whole).\(shown)"
    }

    /// The same without what a program's binary arithmetic left behind: `129.98999999999998` is `129.99`.
    var withoutBinaryNoise: PlainDecimal {
        guard fraction.count >= Self.noiseDigits else { return self }
        let shown = rounded(to: 4)
        var digits = Substring(shown.fraction)
        while digits.count > 2, digits.last == "0" { digits.removeLast() }
        return PlainDecimal(whole: shown.whole, fraction: String(digits), isNegative: isNegative)
    }

    /// The number with at most so many digits behind the point, rounded half up.
    func rounded(to digits: Int) -> PlainDecimal {
        guard fraction.utf8.count > digits else { return self }
        var kept = Array(whole.utf8) + fraction.utf8.prefix(digits)
        if let next = fraction.utf8.dropFirst(digits).first, next >= 0x35 {
            var place = kept.count - 1
            while place >= 0, kept[place] == 0x39 {
                kept[place] = 0x30
                place -= 1
            }
            if place >= 0 { kept[place] += 1 } else { kept.insert(0x31, at: 0) }
        }
        return PlainDecimal(
            whole: String(decoding: kept.dropLast(digits), as: UTF8.self),
            fraction: String(decoding: kept.suffix(digits), as: UTF8.self),
            isNegative: isNegative
        )
    }

    private static let maximumDigits = 30
    /// Only a program writes as many digits behind the point.
    private static let noiseDigits = 8
}
