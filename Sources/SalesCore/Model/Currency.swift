/// An ISO 4217 currency: three capital letters and the number of digits of its minor unit.
///
/// Source: ISO 4217 list one (active currencies and funds), maintained by SIX Group.
public struct Currency: Hashable, Sendable {
    // Where the table has it: a byte, because days of millions of rows are read.
    private let place: UInt8

    /// The active currency with this code, in any letter case; nil for a code that ISO 4217 does not list.
    public init?(code: some StringProtocol) {
        self.init(letters: code.utf8)
    }

    /// The same, of a code that stands in bytes.
    package init?(letters: some Sequence<UInt8>) {
        guard let place = CurrencyTable.place(of: letters) else { return nil }
        self.place = place
    }

    /// The three-letter code, for example `GBP`.
    public var code: String { CurrencyTable.all[Int(place)].code }

    /// How many digits the minor unit has: 2 for GBP, 0 for JPY, 3 for KWD.
    public var minorUnitDigits: Int { CurrencyTable.all[Int(place)].minorUnitDigits }
}

extension Currency: Comparable {
    /// Alphabetical order of the codes.
    public static func < (lhs: Currency, rhs: Currency) -> Bool { lhs.place < rhs.place }
}

extension Currency: CustomStringConvertible {
    /// The three-letter code.
    public var description: String { code }
}

extension Currency: Codable {
    /// Reads a three-letter code.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let code = try container.decode(String.self)
        guard let currency = Currency(code: code) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "“\(code)” is no ISO 4217 currency")
        }
        self = currency
    }

    /// Writes the three-letter code.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(code)
    }
}
