import SalesCore
import Testing

extension Currency {
    static var gbp: Currency { Currency.named("GBP") }
    static var usd: Currency { Currency.named("USD") }

    private static func named(_ code: String) -> Currency {
        guard let currency = Currency(code: code) else { preconditionFailure("\(code) is missing from ISO 4217") }
        return currency
    }
}

extension Money {
    static func gbp(_ minorUnits: Int64) -> Money { Money(minorUnits: minorUnits, currency: .gbp) }
    static func usd(_ minorUnits: Int64) -> Money { Money(minorUnits: minorUnits, currency: .usd) }
}

extension Offer {
    static func gbp(_ minorUnits: Int64) -> Offer {
        Offer(price: .gbp(minorUnits), availability: .inStock, source: "test")
    }
    static func usd(_ minorUnits: Int64) -> Offer {
        Offer(price: .usd(minorUnits), availability: .inStock, source: "test")
    }
}

extension Reading {
    static func gbp(_ minorUnits: Int64) -> Reading { .offer(.gbp(minorUnits)) }
}

extension Timestamp {
    /// 2026-11-24T12:00:00Z.
    static let noon = Timestamp(milliseconds: 1_795_521_600_000)
}

extension PriceEvent.Change {
    static func of(_ before: Money, _ after: Money, at moment: Timestamp) -> PriceEvent.Change {
        PriceEvent.Change(
            before: PriceEvent.Side(price: before, availability: .inStock),
            after: PriceEvent.Side(price: after, availability: .inStock),
            oldLastReadAt: moment - .seconds(60),
            seenAt: moment - .seconds(15),
            confirmedAt: moment
        )
    }
}

/// A small generator with a seed, so that a failing case can be run again (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

extension MemoryStore {
    /// Adds a person without addresses.
    func addPerson(at time: Timestamp) async throws -> User {
        try #require(try addUser(User.New(createdAt: time))).user
    }
}
