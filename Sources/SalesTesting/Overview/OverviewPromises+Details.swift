import SalesCore

extension OverviewPromises {
    /// Promises about single products.
    static let details: [Promise<StoreHarness>] = [
        promise(14, "a followed product is read whole, and nothing of one that the person does not follow") { bench in
            let people = try await bench.bench.people(2)
            let own = try await bench.follow([1, 2], by: people[1])
            let other = try await bench.follow([2, 3], by: people[0])
            try await bench.save(own[0], name: "Łamp") { $0.price = Sample.pounds(1) }
            for product in own {
                let known = try await bench.expected(product, of: people[1])
                let found = try await bench.detail(product, of: people[1])
                let expected = FollowedDetail(
                    product: known.product,
                    subscription: known.subscription,
                    website: known.website,
                    history: .days([]),
                    alerts: []
                )
                try demand(found, equals: expected, "product \(product)")
            }
            for product in [other[1], ProductID(rawValue: 999)] {
                let found = try await bench.detail(product, of: people[1])
                try demand(found, equals: nil, "what is found of product \(product), which they do not follow")
            }
            try demand(try await bench.detail(own[0], of: UserID(rawValue: 999)), equals: nil, "what nobody finds")
        },
        promise(15, "the days of a product's history are those of the range asked for") { bench in
            let products = try await bench.follow([1, 2])
            let midnight = Timestamp(milliseconds: 20_000 * Timestamp.millisecondsPerDay)
            let rows = products.flatMap { product in
                [-1, 0, 5, 24, 30, 72, 96].map { hour in
                    let price = Sample.pounds(product.rawValue * 1_000 + Int64(hour))
                    return Sample.row(of: product, price, at: midnight + .seconds(3_600 * hour))
                }
            }
            _ = try await bench.store.importPrices(rows)
            for days in [20_000..<20_004, 19_000..<21_000, 20_002..<20_003, 20_000..<20_000, .min ..< .max]
                as [Range<Int64>]
            {
                let known = try await bench.store.dailyPrices(of: products[0], days: days)
                let found = try await bench.detail(products[0], history: .days(days))
                try demand(found?.history, equals: .days(known), "the days \(days)")
            }
        },
        promise(16, "the changes of a product's history are the last rows of a span, with the row before them") {
            bench in
            let products = try await bench.follow([1, 2])
            let start = bench.clock.now
            var rows: [[PricePoint]] = []
            for product in products {
                rows.append(
                    (0..<9).map { number in
                        var row = Sample.row(of: product, Sample.pounds(Int64(number)), at: start + .seconds(number))
                        row.listPrice = number % 3 == 0 ? nil : Sample.money(Int64(number), "KWD")
                        row.availability = Availability.allCases[number % Availability.allCases.count]
                        row.isCarriedForward = number % 2 == 1
                        return row
                    }
                )
            }
            _ = try await bench.store.importPrices(rows.flatMap(\.self))
            let own = rows[0]
            func moment(_ second: Int) -> Timestamp { start + .seconds(second) }
            let cases: [(span: Range<Timestamp>, limit: Int, points: Range<Int>, before: Int?)] = [
                (moment(2)..<moment(6), 10, 2..<6, 1), (moment(2)..<moment(6), 4, 2..<6, 1),
                (moment(2)..<moment(6), 3, 3..<6, 2), (moment(2)..<moment(6), 1, 5..<6, 4),
                (moment(-5)..<moment(3), 9, 0..<3, nil), (moment(20)..<moment(30), 9, 9..<9, 8),
                (moment(-9)..<moment(-5), 9, 0..<0, nil), (moment(4)..<moment(4), 9, 4..<4, 3),
                (Sample.allTime, 100, 0..<9, nil), (Sample.allTime, 2, 7..<9, 6),
                (moment(5)..<Timestamp(milliseconds: .max), 100, 5..<9, 4),
            ]
            for (span, limit, points, before) in cases {
                let found = try await bench.detail(products[0], history: .changes(span, limit: limit))
                let expected = FollowedHistory.changes(Array(own[points]), before: before.map { own[$0] })
                try demand(found?.history, equals: expected, "at most \(limit) rows of \(span)")
            }
        },
        promise(17, "the alerts are the newest to the person about the product, as many as asked for") { bench in
            let people = try await bench.bench.people(2)
            let product = try await bench.follow([1])[0]
            _ = try await bench.bench.follow(product, by: people[1])
            let other = try await bench.follow([2])[0]
            var told: [[Alert]] = []
            for (product, price) in [(product, 3_999), (other, 3_998), (product, 3_997), (product, 3_996)] {
                try await bench.bench.drop(of: product, to: Int64(price))
                told.append(try await bench.bench.expandNext())
                bench.clock.advance(by: .seconds(1))
            }
            let own = told.flatMap(\.self).filter { $0.userID == .local && $0.productID == product }
            try demand(own.count, equals: 3, "how many alerts there are")
            for limit in [-1, 0, 1, 2, 3, 9, Int.max] {
                let found = try await bench.detail(product, alerts: limit)
                let expected = Array(own.reversed().prefix(max(limit, 0)))
                try demand(found?.alerts, equals: expected, "at most \(limit) alerts")
            }
            for history in [HistoryRequest.days(20_000..<30_000), .changes(Sample.allTime, limit: 100)] {
                let found = try await bench.detail(product, history: history, alerts: 2)
                try demand(found?.alerts.count, equals: 2, "how many alerts come with \(history)")
                let alone = try await bench.detail(product, history: history)
                try demand(found?.history, equals: alone?.history, "the history that comes with them")
            }
        },
    ]
}

extension OverviewBench {
    /// A product that a person follows.
    fileprivate func detail(
        _ product: ProductID,
        of user: UserID = .local,
        history: HistoryRequest = .days(0..<0),
        alerts: Int = 0
    ) async throws -> FollowedDetail? {
        try await overviews.followedProduct(product, of: user, history: history, alerts: alerts)
    }
}
