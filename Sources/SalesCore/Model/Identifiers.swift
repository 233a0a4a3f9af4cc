/// A number that a store gives to a row, typed by what the row is so that two kinds are never mixed up.
///
/// Numbers start at 1, are never used twice in one store, and mean nothing outside it.
public protocol StoreIdentifier: RawRepresentable, Hashable, Comparable, Codable, Sendable, CustomStringConvertible
where RawValue == Int64 {
    /// The identifier with this number.
    init(rawValue: Int64)
}

extension StoreIdentifier {
    /// The number in decimal digits.
    public var description: String { String(rawValue) }

    /// Whether the first number is below the second.
    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.rawValue < rhs.rawValue }

    /// Reads the number from decimal digits; nil where the text is anything else or below 1.
    public init?(_ text: String) {
        guard let number = Int64(text), number > 0 else { return nil }
        self.init(rawValue: number)
    }

    /// Reads the bare number.
    public init(from decoder: any Decoder) throws {
        self.init(rawValue: try decoder.singleValueContainer().decode(Int64.self))
    }

    /// Writes the bare number.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}

/// Names a ``Product`` in its store.
public struct ProductID: StoreIdentifier {
    /// The number.
    public let rawValue: Int64

    /// The identifier with this number.
    public init(rawValue: Int64) { self.rawValue = rawValue }
}

/// Names a ``Website`` in its store.
public struct WebsiteID: StoreIdentifier {
    /// The number.
    public let rawValue: Int64

    /// The identifier with this number.
    public init(rawValue: Int64) { self.rawValue = rawValue }
}

/// Names a ``User`` in its store.
public struct UserID: StoreIdentifier {
    /// The number.
    public let rawValue: Int64

    /// The identifier with this number.
    public init(rawValue: Int64) { self.rawValue = rawValue }
}

/// Names a ``Subscription`` in its store.
public struct SubscriptionID: StoreIdentifier {
    /// The number.
    public let rawValue: Int64

    /// The identifier with this number.
    public init(rawValue: Int64) { self.rawValue = rawValue }
}

/// Names a ``PriceEvent`` in its store; later events of a store have higher numbers.
public struct PriceEventID: StoreIdentifier {
    /// The number.
    public let rawValue: Int64

    /// The identifier with this number.
    public init(rawValue: Int64) { self.rawValue = rawValue }
}
