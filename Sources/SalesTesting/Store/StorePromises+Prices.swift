import SalesCore

extension StorePromises {
    /// Promises about the history of prices.
    static let prices: [Promise<StoreHarness>] = priceRows + priceDays

    private static let priceRows: [Promise<StoreHarness>] = [
        promise(20, "rows come in the order of their times, from a moment on and before another", role: "prices") {
            bench in
            let product = try await bench.product(1)
            let start = bench.clock.now
            let rows = (0..<7).map { number in
                Sample.row(of: product.id, Sample.pounds(Int64(number)), at: start + .seconds(number))
            }
            _ = try await bench.store.importPrices([rows[3], rows[0], rows[6], rows[1], rows[5], rows[2], rows[4]])
            let listed = try await bench.allPages { token in
                let range = start + .seconds(1)..<start + .seconds(6)
                return try await bench.store.prices(of: product.id, in: range, after: token, limit: 2)
            }
            try demand(listed, equals: Array(rows[1..<6]), "the rows of the range")
            let nothing = try await bench.store.prices(of: product.id, in: start..<start, after: nil, limit: 2)
            try demand(nothing.elements, equals: [], "the rows of an empty range")
            try demand(nothing.next == nil, "an empty range had a next page")
        },
        promise(22, "imported rows are added once and change nothing else", role: "prices") { bench in
            let product = try await bench.followedProduct(1)
            let past = bench.clock.now - .seconds(86_400 * 400)
            let rows = (0..<5).map { Sample.row(of: product.id, at: past + .seconds($0)) }
            let stranger = Sample.row(of: ProductID(rawValue: 999), at: past)
            var copy = rows[0]
            copy.price = Sample.pounds(1)
            let first = try await bench.store.importPrices(rows + [stranger, copy])
            try demand(first, equals: 5, "how many rows were new")
            let second = try await bench.store.importPrices(rows + [copy, stranger])
            try demand(second, equals: 0, "how many rows were new the second time")
            try demand(try await bench.history(of: product.id), equals: rows, "the history")
            try demand(try await bench.reread(product.id), equals: product, "the product after an import")
            try demand(try await bench.eventList(of: product.id), equals: [], "the events after an import")
            let others = try await bench.history(of: ProductID(rawValue: 999))
            try demand(others, equals: [], "the history of a product that does not exist")
        },
        promise(24, "a row is read back with every field, at any moment", role: "prices") { bench in
            let product = try await bench.product(1)
            let moments: [Int64] = [.min, -1, 0, 1, 253_402_300_799_999, .max - 1]
            var rows = moments.map { Sample.row(of: product.id, at: Timestamp(milliseconds: $0)) }
            for (index, availability) in Availability.allCases.enumerated() where index < rows.count {
                rows[index].availability = availability
                rows[index].isCarriedForward = index % 2 == 1
                rows[index].listPrice = index % 3 == 0 ? nil : Sample.money(Int64(index), "KWD")
            }
            _ = try await bench.store.importPrices(rows)
            let listed = try await bench.allPages { token in
                try await bench.store.prices(of: product.id, in: Sample.allTime, after: token, limit: 1)
            }
            try demand(listed, equals: rows, "the rows")
        },
        promise(25, "rows added meanwhile neither repeat nor hide others in the pages", role: "prices") { bench in
            let product = try await bench.product(1)
            let start = bench.clock.now
            let rows = (0..<10).map { Sample.row(of: product.id, at: start + .seconds($0 * 10)) }
            _ = try await bench.store.importPrices(rows)
            var offset = -1
            let listed = try await bench.allPages(
                between: {
                    offset += 7
                    let late = [Sample.row(of: product.id, at: start + .seconds(offset))]
                    if offset < 60 { _ = try await bench.store.importPrices(late) }
                },
                { try await bench.store.prices(of: product.id, in: Sample.allTime, after: $0, limit: 3) }
            )
            let times = listed.map(\.observedAt)
            try demand(times, equals: Set(times).sorted(), "the times of the rows")
            try demand(Set(rows).isSubset(of: listed), "a row that was there all the time is missing")
        },
        promise(27, "rows of one product are no other's", role: "prices") { bench in
            let first = try await bench.product(1)
            let second = try await bench.product(2)
            let rows = [first, second].map { Sample.row(of: $0.id, Sample.pounds($0.id.rawValue), at: bench.clock.now) }
            try demand(try await bench.store.importPrices(rows), equals: 2, "rows of two products at one moment")
            for (product, row) in zip([first, second], rows) {
                try demand(try await bench.history(of: product.id), equals: [row], "the rows of product \(product.id)")
                let day = row.observedAt.utcDay
                let days = try await bench.store.dailyPrices(of: product.id, days: day..<day + 1)
                try demand(days.map(\.close), equals: [row.price], "the day of product \(product.id)")
            }
        },
    ]

    private static let priceDays: [Promise<StoreHarness>] = [
        promise(21, "each UTC day has its open, low, high and close, also before 1970", role: "prices") { bench in
            let product = try await bench.product(1)
            for day in [Int64(20_000), -3] {
                let midnight = Timestamp(milliseconds: day * Timestamp.millisecondsPerDay)
                let last = midnight + .milliseconds(Timestamp.millisecondsPerDay - 1)
                let prices: [(Timestamp, Int64)] = [
                    (midnight - .milliseconds(1), 1),
                    (midnight, 500), (midnight + .seconds(3_600), 900), (midnight + .seconds(7_200), 200), (last, 700),
                    (last + .milliseconds(1), 9_999),
                ]
                _ = try await bench.store.importPrices(
                    prices.map {
                        Sample.row(of: product.id, Sample.pounds($0.1), at: $0.0, isCarriedForward: $0.1 == 500)
                    }
                )
                let found = try await bench.store.dailyPrices(of: product.id, days: day..<day + 1)
                let expected = DailyPrices(
                    productID: product.id,
                    day: day,
                    open: Sample.pounds(500),
                    low: Sample.pounds(200),
                    high: Sample.pounds(900),
                    close: Sample.pounds(700)
                )
                try demand(found, equals: [expected], "day \(day)")
            }
        },
        promise(23, "only rows in the currency of a day's last row count for it", role: "prices") { bench in
            let product = try await bench.product(1)
            let midnight = Timestamp(milliseconds: 20_000 * Timestamp.millisecondsPerDay)
            let prices = [Sample.pounds(1), Sample.money(5, "EUR"), Sample.pounds(99_999), Sample.money(3, "EUR")]
            _ = try await bench.store.importPrices(
                prices.enumerated().map { Sample.row(of: product.id, $0.element, at: midnight + .seconds($0.offset)) }
            )
            let found = try await bench.store.dailyPrices(of: product.id, days: 20_000..<20_001)
            let expected = DailyPrices(
                productID: product.id,
                day: 20_000,
                open: Sample.money(5, "EUR"),
                low: Sample.money(3, "EUR"),
                high: Sample.money(5, "EUR"),
                close: Sample.money(3, "EUR")
            )
            try demand(found, equals: [expected], "the day")
        },
        promise(26, "days come oldest first, those without rows and those outside are left out", role: "prices") {
            bench in
            let product = try await bench.product(1)
            let days: [Int64] = [20_000, 20_001, 20_004, 20_005]
            _ = try await bench.store.importPrices(
                days.reversed().map { day in
                    Sample.row(of: product.id, at: Timestamp(milliseconds: day * Timestamp.millisecondsPerDay))
                }
            )
            let found = try await bench.store.dailyPrices(of: product.id, days: 20_001..<20_005)
            try demand(found.map(\.day), equals: [20_001, 20_004], "the days with rows")
            let everything = try await bench.store.dailyPrices(of: product.id, days: Int64.min..<Int64.max)
            try demand(everything.map(\.day), equals: days, "the days of all time")
            let none = try await bench.store.dailyPrices(of: product.id, days: 20_001..<20_001)
            try demand(none, equals: [], "the days of an empty range")
        },
    ]
}
