/// A day's open, low, high and close with the moments that they hold for, so that it goes on when further rows come.
///
/// Only prices in the currency of the day's last row count.
package struct RolledDay: Hashable, Sendable {
    package var openedAt: Timestamp
    package var closedAt: Timestamp
    package var prices: DailyPrices

    /// A day of one row.
    package init(_ row: PricePoint) {
        openedAt = row.observedAt
        closedAt = row.observedAt
        prices = DailyPrices(
            productID: row.productID,
            day: row.observedAt.utcDay,
            open: row.price,
            low: row.price,
            high: row.price,
            close: row.price
        )
    }

    /// A day as it was kept.
    package init(openedAt: Timestamp, closedAt: Timestamp, prices: DailyPrices) {
        self.openedAt = openedAt
        self.closedAt = closedAt
        self.prices = prices
    }

    /// Takes in more of the same day.
    package mutating func add(_ other: RolledDay) {
        guard other.prices.close.currency == prices.close.currency else {
            if other.closedAt >= closedAt { self = other }
            return
        }
        if other.openedAt < openedAt {
            openedAt = other.openedAt
            prices.open = other.prices.open
        }
        if other.closedAt >= closedAt {
            closedAt = other.closedAt
            prices.close = other.prices.close
        }
        if other.prices.low.isLess(than: prices.low) { prices.low = other.prices.low }
        if prices.high.isLess(than: other.prices.high) { prices.high = other.prices.high }
    }

    /// This and more of the same day.
    package func adding(_ other: RolledDay) -> RolledDay {
        var sum = self
        sum.add(other)
        return sum
    }

    /// The days of rows that stand in the order of product and time.
    package static func days(of rows: some Collection<PricePoint>) -> [RolledDay] {
        var days: [RolledDay] = []
        var rest = rows[...]
        while let first = rest.first {
            let ofDay = rest.prefix {
                $0.productID == first.productID && $0.observedAt.utcDay == first.observedAt.utcDay
            }
            rest = rest.dropFirst(ofDay.count)
            let currency = ofDay.reduce(first) { $1 }.price.currency
            var counted = ofDay.lazy.filter { $0.price.currency == currency }.map(RolledDay.init).makeIterator()
            guard var day = counted.next() else { continue }
            while let next = counted.next() { day.add(next) }
            days.append(day)
        }
        return days
    }
}

extension [RolledDay] {
    /// The prices of one product's days, oldest first: of these, as what goes on from what purged rows made of them.
    package func following(_ purged: [RolledDay]) -> [DailyPrices] {
        var found = Dictionary(uniqueKeysWithValues: purged.map { ($0.prices.day, $0) })
        for day in self { found[day.prices.day] = found[day.prices.day]?.adding(day) ?? day }
        return found.sorted { $0.key < $1.key }.map(\.value.prices)
    }
}
