import SalesCore

/// Whether a price is a good one, by what the product cost before.
///
/// Pure. It is held against the lowest and the highest price of the last 90 days and against the average of the last
/// 30; where fewer than 14 days are known it says so, and judges nothing.
struct DealVerdict: Equatable {
    /// What is to be said.
    enum Grade: Equatable {
        /// No price is known.
        case noPrice
        /// It cannot be bought now.
        case notNow
        /// Too few days are known: so many, perhaps none.
        case tooEarly(days: Int64)
        /// The price hardly ever changes.
        case steady
        /// It never cost less in the time that is looked at.
        case lowest
        /// Near the lowest, and not above the average.
        case good
        /// Between.
        case fair
        /// Near the highest.
        case high
    }

    let grade: Grade
    /// The price that is judged.
    let price: Money?
    /// Of how many days the prices are compared: 14 to 90; 0 where none are.
    var days: Int64 = 0
    /// Where the price stands between the lowest and the highest of these days: 0 to 100; nil where it cannot be said.
    var position: Int?
    /// The lowest and the highest price of these days, the present one among them.
    var lowest: Money?
    var highest: Money?
    /// The lowest price and the average of the last 30 days.
    var lowestOfMonth: Money?
    var averageOfMonth: Money?

    /// How far back prices are compared, in days.
    static let horizon: Int64 = 90
    /// The fewest days from which anything is concluded.
    static let fewestDays: Int64 = 14
    /// The days of ``lowestOfMonth`` and ``averageOfMonth``.
    static let month: Int64 = 30
    /// Up to here a price is near the lowest, and from the other on near the highest.
    static let near = 25
    static let far = 75
    /// Prices that differ by less than this are about one, in hundredths of a percent of the highest.
    static let leastSpread: Int64 = 200

    /// The verdict on a product.
    ///
    /// - Parameters:
    ///   - state: what is confirmed of it.
    ///   - past: what it cost before in the currency of its price, of the horizon at least as far as it is known.
    init(_ state: ProductState, past: PricePast?, at now: Timestamp) {
        price = state.price
        guard let price = state.price else {
            grade = .noPrice
            return
        }
        let recent = past.flatMap { $0.currency == price.currency ? $0.last(Self.horizon, until: now) : nil }
        let known = recent?.length(until: now) ?? 0
        guard let recent, known >= Self.fewestDays else {
            grade = Self.canBeBought(state) ? .tooEarly(days: known) : .notNow
            return
        }
        days = known
        let low = min(recent.lowest.low, price.minorUnits)
        let high = max(recent.highest.high, price.minorUnits)
        let month = recent.last(Self.month, until: now)
        lowest = recent.money(low)
        highest = recent.money(high)
        lowestOfMonth = month.map { recent.money($0.lowest.low) }
        let average = month.map { recent.money($0.average) }
        averageOfMonth = average
        let position = Self.position(of: price.minorUnits, between: low, and: high)
        self.position = position
        grade =
            if !Self.canBeBought(state) {
                .notNow
            } else if Self.isSteady(low, high) {
                .steady
            } else if price.minorUnits == low {
                .lowest
            } else if position <= Self.near, average.map({ !$0.isLess(than: price) }) ?? true {
                .good
            } else if position >= Self.far {
                .high
            } else {
                .fair
            }
    }

    private static func canBeBought(_ state: ProductState) -> Bool {
        !state.isGone && state.availability.canBeOrdered != false
    }

    private static func isSteady(_ low: Int64, _ high: Int64) -> Bool {
        (Int128(high) - Int128(low)) * 10_000 < Int128(high) * Int128(leastSpread) || low == high
    }

    private static func position(of price: Int64, between low: Int64, and high: Int64) -> Int {
        let extent = Int128(high) - Int128(low)
        guard extent > 0 else { return 0 }
        return Int((Int128(price) - Int128(low)) * 100 / extent)
    }
}
