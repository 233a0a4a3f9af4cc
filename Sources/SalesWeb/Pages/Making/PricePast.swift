import SalesCore

/// What a product cost day by day, in one currency, as far as it is known.
///
/// Pure; amounts in minor units.
struct PricePast: Equatable {
    /// The prices of a UTC day.
    struct Day: Equatable {
        let day: Int64
        var low: Int64
        var high: Int64
        /// The last price of the day.
        var close: Int64
    }

    let currency: Currency
    /// The days of which prices are known, oldest first, at least one.
    let days: [Day]

    /// The days; nil where there are none.
    init?(_ days: [Day], in currency: Currency) {
        guard !days.isEmpty else { return nil }
        self.currency = currency
        self.days = days
    }

    /// The past that a history tells, in a currency; nil where it has no price in it.
    ///
    /// Of rows each counts for its own day, as in the days that are rolled up.
    init?(_ history: FollowedHistory, in currency: Currency) {
        switch history {
        case .days(let prices):
            let whole = prices.filter { day in
                [day.open, day.low, day.high, day.close].allSatisfy { $0.currency == currency }
            }
            self.init(
                whole.map {
                    Day(
                        day: $0.day,
                        low: $0.low.minorUnits,
                        high: $0.high.minorUnits,
                        close: $0.close.minorUnits
                    )
                },
                in: currency
            )
        case .changes(let rows, before: _):
            var days: [Day] = []
            for row in rows where row.price.currency == currency {
                let (day, price) = (row.observedAt.utcDay, row.price.minorUnits)
                if var last = days.last, last.day == day {
                    last.low = min(last.low, price)
                    last.high = max(last.high, price)
                    last.close = price
                    days[days.count - 1] = last
                } else {
                    days.append(Day(day: day, low: price, high: price, close: price))
                }
            }
            self.init(days, in: currency)
        }
    }

    /// So many days until a moment, its own among them; nil where nothing of them is known.
    func last(_ count: Int64, until now: Timestamp) -> PricePast? {
        PricePast(days.filter { $0.day > now.utcDay - count }, in: currency)
    }

    /// How many days there are from the first that is known to a moment, both among them.
    func length(until now: Timestamp) -> Int64 { max(1, now.utcDay - (days.first?.day ?? now.utcDay) + 1) }

    /// The day with the lowest price, the first of several, which is the one that the chart marks.
    var lowest: Day { days.reduce(days[0]) { $1.low < $0.low ? $1 : $0 } }

    /// The day with the highest price, the first of several.
    var highest: Day { days.reduce(days[0]) { $1.high > $0.high ? $1 : $0 } }

    /// The average of the days' last prices, rounded to the nearest minor unit.
    var average: Int64 {
        let sum = days.reduce(Int128(0)) { $0 + Int128($1.close) }
        let count = Int128(days.count)
        // Prices are not below zero; an average of Int64s is one.
        return Int64(clamping: (2 * sum + count) / (2 * count))
    }

    /// An amount of the past's currency.
    func money(_ minorUnits: Int64) -> Money { Money(minorUnits: minorUnits, currency: currency) }
}
