import SalesCore

extension PriceSteps {
    /// What is known from a moment on: the price of a row or the prices of a day; nil where it is of another currency.
    struct Entry {
        let at: Int64
        let steps: OpenSteps?
    }

    /// A history in order, of which nothing is cut yet.
    struct Source {
        let entries: [Entry]
        let currency: Currency?
        let leftOut: Int

        /// Rows; of two at the same moment the later given one counts.
        init(_ points: [PricePoint], until end: Int64) {
            let rows = Self.ordered(points) { $0.observedAt.milliseconds }.filter { $0.observedAt.milliseconds <= end }
            let currency = rows.last?.price.currency
            self.currency = currency
            leftOut = rows.count { $0.price.currency != currency }
            entries = rows.map { row in
                let moment = row.observedAt.milliseconds
                guard row.price.currency == currency else { return Entry(at: moment, steps: nil) }
                let list = row.listPrice.flatMap { $0.currency == currency ? $0.minorUnits : nil }
                return Entry(
                    at: moment,
                    steps: OpenSteps(
                        first: PriceStep(
                            at: moment,
                            price: row.price.minorUnits,
                            list: list,
                            availability: row.availability
                        ),
                        length: 0
                    )
                )
            }
        }

        /// Days; of two with the same number the later given one counts.
        init(_ days: [DailyPrices], until end: Int64) {
            let rows = Self.ordered(days, by: \.day).filter { Self.begin(of: $0) <= end }
            let currency = rows.last?.close.currency
            self.currency = currency
            leftOut = rows.count { !Self.isWhole($0, currency) }
            entries = rows.map { day in
                let moment = Self.begin(of: day)
                guard Self.isWhole(day, currency) else { return Entry(at: moment, steps: nil) }
                let amounts = [day.open, day.low, day.high, day.close].map(\.minorUnits)
                var step = PriceStep(at: moment, price: day.close.minorUnits)
                step.first = day.open.minorUnits
                step.low = amounts.min() ?? step.low
                step.high = amounts.max() ?? step.high
                return Entry(at: moment, steps: OpenSteps(first: step, length: Timestamp.millisecondsPerDay))
            }
        }

        private static func begin(of day: DailyPrices) -> Int64 { Timestamp.start(ofUTCDay: day.day).milliseconds }

        private static func isWhole(_ day: DailyPrices, _ currency: Currency?) -> Bool {
            [day.open, day.low, day.high, day.close].allSatisfy { $0.currency == currency }
        }

        /// In the order of a key, each key once: the last given one.
        private static func ordered<Row>(_ rows: [Row], by key: (Row) -> Int64) -> [Row] {
            let sorted = rows.indices.sorted { (key(rows[$0]), $0) < (key(rows[$1]), $1) }
            return sorted.indices.compactMap { index in
                let isLast = index + 1 == sorted.count || key(rows[sorted[index + 1]]) != key(rows[sorted[index]])
                return isLast ? rows[sorted[index]] : nil
            }
        }
    }

    /// Prices of which it is not settled yet how long they hold.
    struct OpenSteps {
        /// What was seen.
        let first: PriceStep
        /// How long it was seen: a day that was rolled up; 0 for a row.
        let length: Int64

        /// The steps up to the next entry: what was seen, and its last price from there on.
        func closed(next: Int64, longest: Int64) -> [PriceStep] {
            var seen = first
            seen.end = min(Self.sum(first.begin, length), max(next, first.begin))
            let heldEnd = min(next, Self.sum(first.begin, max(longest, length)))
            guard heldEnd > seen.end else { return [seen] }
            guard seen.low != seen.high else {
                seen.end = heldEnd
                return [seen]
            }
            var held = PriceStep(at: seen.end, price: seen.last, list: seen.list, availability: seen.availability)
            held.end = heldEnd
            return [seen, held]
        }

        private static func sum(_ moment: Int64, _ length: Int64) -> Int64 {
            let (sum, overflow) = moment.addingReportingOverflow(length)
            return overflow ? .max : sum
        }
    }
}
