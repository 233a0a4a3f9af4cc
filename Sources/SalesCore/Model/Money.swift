/// An exact amount of one currency, in its minor units (pence, cents, yen, fils).
///
/// There is no floating point here or anywhere near a price. Amounts of two currencies never compare and never add:
/// ``compare(to:)`` answers nil, and arithmetic is offered only where it cannot mix.
public struct Money: Hashable, Codable, Sendable {
    /// The amount in minor units of ``currency``; 12999 is 129.99 GBP, 10000 JPY or 12.999 KWD.
    public let minorUnits: Int64
    /// The currency.
    public let currency: Currency

    /// An amount in minor units of a currency.
    public init(minorUnits: Int64, currency: Currency) {
        self.minorUnits = minorUnits
        self.currency = currency
    }

    /// Reads an amount in ISO style, digits with an optional point, for example `129.99` or `-5`.
    ///
    /// Answers nil for anything else: no grouping, no exponent, no spaces, no more fraction digits than the currency
    /// has (further zeros are accepted, since `12.500` of a two-digit currency is exact), nothing beyond Int64.
    public init?(decimal text: some StringProtocol, currency: Currency) {
        guard let units = DecimalText.minorUnits(of: text, fractionDigits: currency.minorUnitDigits) else { return nil }
        self.init(minorUnits: units, currency: currency)
    }

    /// The amount as a plain decimal string with all of the currency's fraction digits, for example `129.90`.
    public var decimal: String {
        DecimalText.text(of: minorUnits, fractionDigits: currency.minorUnitDigits)
    }

    /// Negative, zero or positive as this amount is below, equal to or above the other; nil for two currencies.
    public func compare(to other: Money) -> Int? {
        guard currency == other.currency else { return nil }
        return minorUnits < other.minorUnits ? -1 : (minorUnits > other.minorUnits ? 1 : 0)
    }

    /// Whether this amount is below the other; false where the currencies differ.
    public func isLess(than other: Money) -> Bool {
        compare(to: other).map { $0 < 0 } ?? false
    }

    /// A share of the amount in minor units, cut towards zero; the share is held within 0 to 100 %.
    func share(basisPoints: Int64) -> Int64 {
        let part = min(max(basisPoints, 0), 10_000)
        return Int64(10_000).dividingFullWidth(minorUnits.multipliedFullWidth(by: part)).quotient
    }

    /// Whether the amount is above zero.
    public var isPositive: Bool { minorUnits > 0 }
}

extension Money: CustomStringConvertible {
    /// The decimal amount and the currency code, for example `129.99 GBP`.
    public var description: String { "\(decimal) \(currency.code)" }
}
