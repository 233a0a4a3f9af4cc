/// Where a product's prices were found, from which moments on: what answers “why this price?” of any row.
///
/// Pages are read from one place for years. So the moments are kept at which the place changed, and not the place with
/// each price.
public struct PriceOrigins: Hashable, Sendable {
    /// A place where prices were found.
    public struct Origin: Hashable, Sendable {
        /// The moment of the first price that was found there.
        public var since: Timestamp
        /// The place, as ``Offer/source`` says it, on one line of at most ``maximumSourceLength`` characters.
        public var source: String

        /// A place.
        public init(since: Timestamp, source: String) {
            self.since = since
            self.source = source
        }
    }

    /// The places, the oldest first.
    public private(set) var all: [Origin] = []

    /// Nothing is known yet.
    public init() {}

    /// The most places that are kept; the oldest gives way.
    public static let maximumCount = 16
    /// The most characters (Unicode scalars) of a place.
    public static let maximumSourceLength = 200

    /// Where the price of a moment was found; nil where that is not known, or not any more.
    public func source(at moment: Timestamp) -> String? {
        all.last { $0.since <= moment }?.source
    }

    /// Keeps where the price of a moment was found, which is no earlier than all before.
    public mutating func note(_ source: String, at moment: Timestamp) {
        let line = ForeignText.line(source, limit: Self.maximumSourceLength)
        guard !line.isEmpty, line != all.last?.source else { return }
        all.append(Origin(since: moment, source: line))
        all.removeFirst(max(0, all.count - Self.maximumCount))
    }
}

extension PriceOrigins {
    /// The places as a store keeps them: a line each, the milliseconds of the moment, a space, and the place; nil for
    /// none.
    public var text: String? {
        guard !all.isEmpty else { return nil }
        return all.map { "\($0.since.milliseconds) \($0.source)" }.joined(separator: "\n")
    }

    /// Reads the text of a store; lines that are none are left out.
    public init(text: String?) {
        guard let text else { return }
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: " ", maxSplits: 1)
            guard parts.count == 2, let moment = Int64(parts[0]) else { continue }
            all.append(Origin(since: Timestamp(milliseconds: moment), source: String(parts[1])))
        }
    }
}

extension PriceOrigins: Codable {
    /// Reads the text of a store.
    public init(from decoder: any Decoder) throws {
        self.init(text: try decoder.singleValueContainer().decode(String.self))
    }

    /// Writes the text of a store.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text ?? "")
    }
}
