/// Digits as they stand in a text: groups and what separates them, before anything is decided about their meaning.
struct PriceTextNumber: Hashable, Sendable {
    /// What stands between two groups of digits.
    enum Separator: Hashable, Sendable {
        case point
        case comma
        /// `'` or `’`, as in Switzerland: never decimal.
        case apostrophe
        /// A space that breaks no line: never decimal.
        case groupingSpace
        /// An ordinary space: grouping, as far as one can tell.
        case space
        /// The Arabic decimal sign `٫`.
        case arabicDecimal
        /// The Arabic grouping sign `٬`.
        case arabicGroup
        /// A raised point, a decimal sign of old British prices.
        case raisedPoint
    }

    /// Digits further than this are no price.
    static let maximumDigits = 24

    /// The groups of digits, as ASCII text; the first is empty for `.75`.
    var groups: [String]
    /// What stands between the groups; one fewer than groups.
    var separators: [Separator]
    /// Whether `,-` or its like says that the amount is whole.
    var isMarkedWhole = false
    /// Two digits that are set apart as cents (`19⁹⁹`, `19€99`).
    var setApartFraction: String?
    /// Two digits behind a separator and a space (`392. 00`), which may or may not be cents.
    var spacedFraction: String?

    /// All digits, without what separates them.
    var digits: String { groups.joined() }

    /// Whether it has neither separator nor anything that marks a fraction.
    var isPlainInteger: Bool {
        separators.isEmpty && !isMarkedWhole && setApartFraction == nil && spacedFraction == nil
    }

    /// Whether it looks like nothing but a price: two digits of cents, or `,-`.
    var isPriceShaped: Bool {
        if isMarkedWhole || setApartFraction != nil { return true }
        guard let last = separators.last, groups.last?.utf8.count == 2 else { return false }
        return (last == .point || last == .comma) && hasValidGrouping(groups.dropLast(), separators.dropLast())
    }

    /// Whether the groups are those of a grouped whole number: three digits each behind the first, or, with commas,
    /// two each and three at the end as in India.
    func hasValidGrouping(_ groups: ArraySlice<String>, _ separators: ArraySlice<Separator>) -> Bool {
        guard let first = groups.first else { return false }
        if groups.count == 1 { return !first.isEmpty }
        guard let separator = separators.first, separators.allSatisfy({ isAlike($0, separator) }) else { return false }
        guard (1...3).contains(first.utf8.count), groups.last?.utf8.count == 3 else { return false }
        let middle = groups.dropFirst().dropLast()
        if middle.allSatisfy({ $0.utf8.count == 3 }) { return true }
        return separator == .comma && first.utf8.count <= 2 && middle.allSatisfy { $0.utf8.count == 2 }
    }

    private func isAlike(_ one: Separator, _ other: Separator) -> Bool {
        let spaces: Set<Separator> = [.space, .groupingSpace]
        return one == other || (spaces.contains(one) && spaces.contains(other))
    }
}
