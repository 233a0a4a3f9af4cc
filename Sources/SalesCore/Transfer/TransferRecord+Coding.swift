import Foundation

extension TransferRecord: Codable {
    private enum Key: String, CodingKey {
        case record, format, version
    }

    private enum Kind: String, Codable {
        case header, product, subscription, price, alert
    }

    /// Reads a line's object; the key `record` says which it is.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        switch try container.decode(Kind.self, forKey: .record) {
        case .header:
            guard try container.decode(String.self, forKey: .format) == Self.format else {
                throw DecodingError.dataCorruptedError(
                    forKey: .format,
                    in: container,
                    debugDescription: "the format is not \(Self.format)"
                )
            }
            self = .header(version: try container.decode(Int.self, forKey: .version))
        case .product: self = .product(try ProductRecord(from: decoder))
        case .subscription: self = .subscription(try SubscriptionRecord(from: decoder))
        case .price: self = .price(try PriceRecord(from: decoder))
        case .alert: self = .alert(try AlertRecord(from: decoder))
        }
    }

    /// Writes a line's object.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .header(let version):
            try container.encode(Kind.header, forKey: .record)
            try container.encode(Self.format, forKey: .format)
            try container.encode(version, forKey: .version)
        case .product(let record):
            try container.encode(Kind.product, forKey: .record)
            try record.encode(to: encoder)
        case .subscription(let record):
            try container.encode(Kind.subscription, forKey: .record)
            try record.encode(to: encoder)
        case .price(let record):
            try container.encode(Kind.price, forKey: .record)
            try record.encode(to: encoder)
        case .alert(let record):
            try container.encode(Kind.alert, forKey: .record)
            try record.encode(to: encoder)
        }
    }

    /// The record as one line of JSON without its end: keys in snake case and in a fixed order.
    public func line() throws -> String {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    /// Reads one line.
    ///
    /// - Throws: ``Unreadable`` with what is wrong.
    public init(line: some StringProtocol) throws(Unreadable) {
        guard line.utf8.count <= Self.maximumLineBytes else {
            throw Unreadable(reason: "the line is longer than \(Self.maximumLineBytes) bytes")
        }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        do {
            self = try decoder.decode(TransferRecord.self, from: Data(line.utf8))
        } catch {
            throw Unreadable(reason: Self.reason(error))
        }
    }

    /// Why a line cannot be read.
    public struct Unreadable: Error, Hashable, Sendable {
        /// What is wrong, in words.
        public let reason: String
    }

    private static func reason(_ error: any Error) -> String {
        switch error {
        case DecodingError.keyNotFound(let key, _): "the key “\(key.stringValue)” is missing"
        case DecodingError.typeMismatch(_, let context): "\(name(context)) has a value of the wrong kind"
        case DecodingError.valueNotFound(_, let context): "\(name(context)) is empty"
        case DecodingError.dataCorrupted(let context) where context.codingPath.isEmpty: "it is no JSON object"
        case DecodingError.dataCorrupted(let context): "\(name(context)): \(context.debugDescription)"
        default: "it cannot be read"
        }
    }

    private static func name(_ context: DecodingError.Context) -> String {
        "“\(context.codingPath.map(\.stringValue).joined(separator: "."))”"
    }
}

extension TransferRecord.AmountRecord {
    init(_ money: Money) {
        self.init(amount: money.decimal, currency: money.currency)
    }

    /// The amount; nil where the digits are none of the currency.
    var money: Money? { Money(decimal: amount, currency: currency) }
}

extension TransferRecord.RuleRecord {
    init(_ rule: Rule) {
        self.init(text: rule.text)
    }

    /// The rule; nil where the text is none.
    var rule: Rule? { try? Rule(text: text) }

    /// Reads the text; in version 1 a rule was an object.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            self.init(text: text)
        } else {
            self.init(try container.decode(FormerRule.self).rule)
        }
    }

    /// Writes the text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

/// A rule as version 1 wrote it.
private struct FormerRule: Decodable {
    let rule: Rule

    private enum Key: String, CodingKey {
        case kind, amount, basisPoints
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        let amount = try container.decodeIfPresent(TransferRecord.AmountRecord.self, forKey: .amount)?.money
        let basisPoints = try container.decodeIfPresent(Int.self, forKey: .basisPoints)
        let condition: RuleCondition? =
            switch try container.decode(String.self, forKey: .kind) {
            case "any_drop": .drop
            case "back_in_stock": .backInStock
            case "below": amount.map(RuleCondition.below)
            case "drop_by_amount": amount.map { .lowerByAmount($0, than: .lastAlert) }
            case "drop_by_share": basisPoints.map { .lowerByShare(basisPoints: $0, than: .lastAlert) }
            default: nil
            }
        guard let rule = condition.flatMap({ Rule([[$0]]) }) else {
            let text = "it is no rule that is known"
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: text))
        }
        self.rule = rule
    }
}
