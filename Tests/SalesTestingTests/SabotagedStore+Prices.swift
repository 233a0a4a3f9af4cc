import SalesCore
import SalesTesting
import Synchronization

extension SabotagedStore {
    func prices(
        of product: ProductID,
        in range: Range<Timestamp>,
        after token: PageToken?,
        limit: Int
    ) async throws(StoreError) -> Page<PricePoint> {
        var range = range
        if sabotage == .includesTheUpperBound, !range.isEmpty {
            range = range.lowerBound..<range.upperBound + .milliseconds(1)
        }
        var found = try await page(after: token, limit: limit) { token, limit throws(StoreError) in
            try await store.prices(of: product, in: range, after: token, limit: limit)
        }
        if ledgerSabotage == .hidesFrozenRows {
            let hidden = try await frozenTimes(of: product)
            found.elements.removeAll { hidden.contains($0.observedAt) }
        }
        return found.map { row in
            var row = row
            if sabotage == .forgetsListPrices { row.listPrice = nil }
            if sabotage == .keepsMoneyInDoubles { row.price = row.price.throughDouble }
            return row
        }
    }

    func dailyPrices(of product: ProductID, days: Range<Int64>) async throws(StoreError) -> [DailyPrices] {
        if ledgerSabotage == .losesCharts {
            let lost = notes.withLock { $0.purgedDays }
            return try await store.dailyPrices(of: product, days: days).filter { !lost.contains($0.day) }
        }
        switch sabotage {
        case .roundsDaysTowardZero where days.lowerBound < 0 && days.upperBound < 0:
            let shifted = days.lowerBound - 1..<days.upperBound - 1
            return try await store.dailyPrices(of: product, days: shifted).map { day in
                var day = day
                day.day += 1
                return day
            }
        case .listsDaysBackwards:
            return try await store.dailyPrices(of: product, days: days).reversed()
        case .mixesCurrencies:
            let rows = try await store.prices(of: product, in: Sample.allTime, after: nil, limit: maximumPageSize)
            return try await store.dailyPrices(of: product, days: days).map { day in
                let units = rows.elements.filter { $0.observedAt.utcDay == day.day }.map(\.price.minorUnits)
                var day = day
                day.high = Money(minorUnits: units.max() ?? 0, currency: day.high.currency)
                return day
            }
        default:
            return try await store.dailyPrices(of: product, days: days)
        }
    }

    func importPrices(_ rows: [PricePoint]) async throws(StoreError) -> Int {
        var rows = rows
        if sabotage == .mixesProducts, let first = rows.first {
            for index in rows.indices { rows[index].productID = first.productID }
        }
        let added = try await store.importPrices(rows)
        return sabotage == .countsKnownRows || ledgerSabotage == .takesHeldRowsForNew ? rows.count : added
    }
}

extension Money {
    /// The amount after a stay in a floating-point number.
    fileprivate var throughDouble: Money {
        Money(minorUnits: Int64(exactly: Double(minorUnits)) ?? .max, currency: currency)
    }
}
