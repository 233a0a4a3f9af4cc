import SalesCore

extension LedgerPromises {
    /// Promises about which days have work.
    static let days: [Promise<StoreHarness>] = [
        promise(3, "days that are over and have rows that no run holds are offered, oldest first") { bench in
            let product = try await bench.bench.product(1)
            let today = bench.today
            let days = [-400, -2, -1].map { ArchiveDay(number: today.number + $0) }
            for day in days.shuffled() { try await bench.add(product.id, at: [0, 86_399], of: day) }
            try await bench.add(product.id, at: [1], of: today)
            let midnight = bench.moment(0, of: today)
            try demand(try await bench.ledger.daysToArchive(endedBy: midnight, limit: 10), equals: days, "the days")
            let before = try await bench.ledger.daysToArchive(endedBy: midnight - .milliseconds(1), limit: 10)
            try demand(before, equals: Array(days.prefix(2)), "the days a moment before midnight")
            try demand(
                try await bench.ledger.daysToArchive(endedBy: midnight, limit: 2),
                equals: Array(days.prefix(2)),
                "two of the days"
            )
            let none = try await bench.ledger.daysToArchive(endedBy: bench.moment(0, of: days[0]), limit: 10)
            try demand(none, equals: [], "the days before the first row")
        },
        promise(4, "a day is offered as long as a run of it is open, and again for rows that come later") { bench in
            let product = try await bench.bench.product(1)
            let token = try await bench.lease()
            let day = ArchiveDay(number: bench.today.number - 1)
            func offered() async throws -> [ArchiveDay] {
                try await bench.ledger.daysToArchive(endedBy: bench.clock.now, limit: 10)
            }
            try await bench.add(product.id, at: [1], of: day)
            let run = try await bench.freeze(day, token)
            try demand(try await offered(), equals: [day], "the days with a frozen run")
            let manifest = try await bench.manifest(of: run)
            _ = try await bench.ledger.record(manifest, of: run.id, token: token)
            try demand(try await offered(), equals: [day], "the days with a verified run")
            _ = try await bench.ledger.purge(run.id, token: token)
            try demand(try await offered(), equals: [], "the days when all is purged")
            try await bench.add(product.id, at: [2], of: day)
            try demand(try await offered(), equals: [day], "the days with a row that came late")
        },
        promise(20, "how many rows of a day wait is known: those that no run holds, and those of its open run") {
            bench in
            let (first, second) = (try await bench.bench.product(1), try await bench.bench.product(2))
            let token = try await bench.lease()
            let day = ArchiveDay(number: bench.today.number - 1)
            func waiting() async throws -> Int { try await bench.ledger.waitingRows(of: day) }
            try demand(try await waiting(), equals: 0, "the rows of a day that has none")
            let rows =
                try await bench.add(first.id, at: [0, 5, 86_399], of: day) + bench.add(second.id, at: [7], of: day)
            try await bench.add(first.id, at: [86_399], of: ArchiveDay(number: day.number - 1))
            try await bench.add(second.id, at: [0, 1], of: bench.today)
            try demand(try await waiting(), equals: 4, "the rows that no run holds")
            let run = try await bench.open(day, token)
            try demand(try await waiting(), equals: 4, "the rows when a run is opened")
            _ = try await bench.ledger.freeze(run.id, token: token)
            try demand(try await waiting(), equals: 4, "the rows that the run holds")
            try await bench.add(second.id, at: [9], of: day)
            try demand(try await waiting(), equals: 5, "with one that came late")
            try await bench.archive(day, token)
            try demand(try await waiting(), equals: 1, "the rows when the run is purged")
            try await bench.archive(day, token, sequence: 2)
            try demand(try await waiting(), equals: 0, "the rows when all is purged")
            _ = try await bench.ledger.beginRestore(run.id, token: token)
            let brought = try await bench.ledger.restore(rows, of: run.id, token: token)
            try demand(brought, equals: rows.count, "how many rows were brought back")
            try demand(try await waiting(), equals: 0, "the rows with some that were brought back")
            try demand(
                try await bench.ledger.waitingRows(of: bench.today),
                equals: 2,
                "the rows of the day that is not over"
            )
        },
    ]

    /// Promises about the rows of a run.
    static let rows: [Promise<StoreHarness>] = [
        promise(8, "a run takes the rows of its day once, and later ones wait for the next run") { bench in
            let token = try await bench.lease()
            let (first, second) = (try await bench.bench.product(1), try await bench.bench.product(2))
            let day = bench.today
            let before = try await bench.add(first.id, at: [86_399], of: ArchiveDay(number: day.number - 1))
            let after = try await bench.add(second.id, at: [0], of: ArchiveDay(number: day.number + 1))
            let own =
                try await bench.add(second.id, at: [0, 86_399], of: day)
                + bench.add(first.id, at: [5, 7, 9], of: day)
            let run = try await bench.freeze(day, token)
            try demand(run.rows, equals: own.count, "how many rows it holds")
            try demand(run.step, equals: .frozen, "its step")
            let late = try await bench.add(first.id, at: [6], of: day)
            let again = try await bench.ledger.freeze(run.id, token: token)
            try demand(again, equals: run, "what freezing it again gives")
            let expected = own.sorted { ($0.productID, $0.observedAt) < ($1.productID, $1.observedAt) }
            try demand(try await bench.rows(of: run.id), equals: expected, "its rows")
            try demand(
                try await bench.bench.history(of: first.id),
                equals: (before + own.filter { $0.productID == first.id } + late).sorted {
                    $0.observedAt < $1.observedAt
                },
                "the history while a day is frozen"
            )
            let manifest = try await bench.manifest(of: run)
            _ = try await bench.ledger.record(manifest, of: run.id, token: token)
            _ = try await bench.ledger.purge(run.id, token: token)
            let next = try await bench.freeze(day, token)
            try demand(try await bench.rows(of: next.id), equals: late, "the rows of the next run")
            try demand(try await bench.bench.history(of: second.id), equals: after, "rows of other days")
        },
        promise(9, "a run’s rows are the same as often as they are read, in pages of any size") { bench in
            let token = try await bench.lease()
            let products = [try await bench.bench.product(1), try await bench.bench.product(2)]
            for product in products {
                try await bench.add(product.id, at: Array(stride(from: 0, to: 600, by: 60)), of: bench.today)
            }
            let run = try await bench.freeze(bench.today, token)
            let whole = try await bench.rows(of: run.id, limit: ArchiveLimits.pageRows)
            try demand(whole.count, equals: 20, "how many rows there are")
            for limit in [1, 3, 20] {
                try demand(try await bench.rows(of: run.id, limit: limit), equals: whole, "rows in pages of \(limit)")
            }
            let other = ArchiveRun.ID(day: bench.today, number: 2)
            try demand(try await bench.rows(of: other), equals: [], "the rows of a run that there is not")
        },
        promise(16, "the rows of a run stay in it when their product is removed") { bench in
            let token = try await bench.lease()
            let (first, second) = (try await bench.bench.product(1), try await bench.bench.product(2))
            let rows =
                try await bench.add(first.id, at: [1, 2], of: bench.today)
                + bench.add(second.id, at: [3], of: bench.today)
            let run = try await bench.freeze(bench.today, token)
            try await bench.store.removeProduct(first.id)
            try demand(try await bench.rows(of: run.id), equals: rows, "the rows of the run")
            _ = try await bench.ledger.record(try await bench.manifest(of: run), of: run.id, token: token)
            try demand(
                try await bench.ledger.purge(run.id, token: token),
                equals: .purged(rows: 3),
                "purging the run"
            )
            let days = bench.today.number..<bench.today.number + 1
            let charts = try await bench.store.dailyPrices(of: first.id, days: days)
            try demand(charts, equals: [], "the days of the product that was removed")
        },
        promise(17, "a row that a run holds is not new, whoever brings it") { bench in
            let token = try await bench.lease()
            let product = try await bench.bench.followedProduct(1)
            let held = Sample.row(of: product.id, Sample.pounds(7), at: bench.clock.now)
            try demand(try await bench.store.importPrices([held]), equals: 1, "how many rows were new")
            let run = try await bench.freeze(bench.today, token)
            try demand(try await bench.store.importPrices([held]), equals: 0, "how many were new when it was held")
            let lease = try await bench.bench.claimOne(product.id)
            let saved = try await bench.store.commit([Sample.outcome(under: lease, at: bench.clock.now)])
            try demand(saved, equals: [.committed(nil)], "a check at the moment of a row that is held")
            try demand(try await bench.bench.history(of: product.id), equals: [held], "the history")
            try demand(try await bench.rows(of: run.id), equals: [held], "the rows of the run")
        },
        promise(10, "purging deletes a run’s rows if they are as many as its manifest’s, and no others") { bench in
            let token = try await bench.lease()
            let product = try await bench.bench.product(1)
            let day = bench.today
            let kept = try await bench.add(product.id, at: [7], of: ArchiveDay(number: day.number - 1), price: 900)
            try await bench.add(product.id, at: [1, 2, 3], of: day)
            let days = day.number - 1..<day.number + 1
            let charts = try await bench.store.dailyPrices(of: product.id, days: days)
            let run = try await bench.freeze(day, token)
            try demand(
                try await bench.ledger.purge(run.id, token: token),
                equals: .mismatch(found: 3),
                "purging without a manifest"
            )
            let wrong = try await bench.manifest(of: run, rows: 2)
            _ = try await bench.ledger.record(wrong, of: run.id, token: token)
            try demand(
                try await bench.ledger.purge(run.id, token: token),
                equals: .mismatch(found: 3),
                "purging with the manifest of other rows"
            )
            try demand(try await bench.rows(of: run.id).count, equals: 3, "the rows after a purge that was refused")

            let other = ArchiveDay(number: day.number - 1)
            let good = try await bench.archive(other, token)
            try demand(try await bench.rows(of: good.id), equals: [], "the rows of a purged run")
            try demand(try await bench.bench.history(of: product.id).count, equals: 3, "the rows of the other day")
            let standing = try await bench.runs().first { $0.id == run.id }?.step
            try demand(standing, equals: .verified, "the step of the other day’s run")
            try demand(
                try await bench.ledger.purge(good.id, token: token),
                equals: .purged(rows: kept.count),
                "purging it again"
            )
            let later = try await bench.store.dailyPrices(of: product.id, days: days)
            try demand(later, equals: charts, "open, low, high and close of the days")
            bench.clock.advance(by: .seconds(31))
            try demand(
                try await bench.ledger.purge(run.id, token: token),
                equals: .conflict,
                "purging under a lease that ran out"
            )
            try demand(try await bench.ledger.freeze(good.id, token: token) == nil, "freezing under one")
        },
        promise(14, "a day that was purged goes on in its chart with rows that come later") { bench in
            let token = try await bench.lease()
            let product = try await bench.bench.product(1)
            let day = ArchiveDay(number: bench.today.number - 1)
            try await bench.add(product.id, at: [100, 200, 300], of: day, price: 500)
            try await bench.archive(day, token)
            try await bench.add(product.id, at: [400], of: day, price: 400)
            try await bench.add(product.id, at: [250], of: day, price: 900)
            let expected = DailyPrices(
                productID: product.id,
                day: day.number,
                open: Sample.pounds(500),
                low: Sample.pounds(400),
                high: Sample.pounds(900),
                close: Sample.pounds(400)
            )
            let days = day.number..<day.number + 1
            try demand(try await bench.store.dailyPrices(of: product.id, days: days), equals: [expected], "the day")
            try await bench.archive(day, token, sequence: 2)
            try demand(
                try await bench.store.dailyPrices(of: product.id, days: days),
                equals: [expected],
                "the day when those are purged too"
            )
        },
    ]
}
