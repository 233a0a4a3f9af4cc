/// What was read from one price text, as the command line prints it in JSON.
public struct PriceTextAnswer: Hashable, Codable, Sendable {
    /// The question's number.
    public var id: Int
    /// `offer`, `ambiguous` or `no_price`.
    public var outcome: Reading.Outcome
    /// The amount as a decimal string; only for an offer.
    public var amount: String?
    /// The currency, where it is decided and the same for all readings.
    public var currency: Currency?
    /// The amounts that it may be; only for an ambiguous text.
    public var readings: [String]

    /// The answer that a reading gives.
    public init(id: Int, reading: PriceTextReading) {
        self.id = id
        let values: [PriceTextValue]
        switch reading.outcome {
        case .price(let value):
            outcome = .offer
            amount = value.amount
            currency = value.currency
            readings = []
            return
        case .none:
            outcome = .noPrice
            readings = []
            return
        case .range(let low, let high):
            values = [low, high]
        case .ambiguous(let several, _):
            values = several
        }
        outcome = .ambiguous
        let currencies = Set(values.map(\.currency))
        currency = currencies.count == 1 ? values.first?.currency : nil
        var seen: Set<String> = []
        readings = values.flatMap(\.readings).filter { seen.insert($0).inserted }
    }

    /// Writes every key, null where there is nothing.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(outcome, forKey: .outcome)
        try container.encode(amount, forKey: .amount)
        try container.encode(currency, forKey: .currency)
        try container.encode(readings, forKey: .readings)
    }
}
