import SalesCore

extension LedgerPromises {
    /// Promises about what an archive says of people.
    static let people: [Promise<StoreHarness>] = [
        promise(11, "everybody has a pseudonym, one and no other, as long as they are there", needs: [.severalUsers]) {
            bench in
            let people = try await bench.bench.people(3)
            let products = [try await bench.bench.product(1), try await bench.bench.product(2)]
            for person in people {
                for product in products { _ = try await bench.bench.follow(product.id, by: person) }
            }
            func preferences() async throws -> [ArchivedPreference] {
                try await bench.bench.allPages { try await bench.ledger.archivedPreferences(after: $0, limit: 4) }
            }
            let found = try await preferences()
            let all = try await bench.bench.allPages {
                try await bench.store.subscriptions(matching: SubscriptionFilter(), after: $0, limit: 10)
            }
            try demand(found.map(\.id), equals: all.map(\.id), "the subscriptions")
            let names = Dictionary(grouping: zip(all, found).map { ($0.userID, $1.pseudonym) }, by: \.0)
                .mapValues { Set($0.map(\.1)) }
            try demand(names.values.allSatisfy { $0.count == 1 }, "somebody has two pseudonyms")
            try demand(Set(names.values.joined()).count, equals: people.count, "how many pseudonyms there are")
            let isHexadecimal = found.allSatisfy {
                $0.pseudonym.utf8.count == ArchivedPreference.pseudonymLength && $0.pseudonym.allSatisfy(\.isHexDigit)
            }
            try demand(isHexadecimal, "a pseudonym is not 32 hexadecimal digits")
            try demand(try await preferences(), equals: found, "the pseudonyms later")
        }
    ]

    /// Promises about rows that are brought back.
    static let restoring: [Promise<StoreHarness>] = [
        promise(12, "a purged run’s rows come back whole, belong to it, and are purged again") { bench in
            let token = try await bench.lease()
            let product = try await bench.bench.product(1)
            let day = ArchiveDay(number: bench.today.number - 1)
            let rows = try await bench.add(product.id, at: [1, 2, 3], of: day)
            let ledger = bench.ledger
            let run = try await bench.freeze(day, token)
            try demand(try await !ledger.beginRestore(run.id, token: token), "a frozen run was to be restored")
            try demand(try await ledger.restore(rows, of: run.id, token: token) == nil, "rows came into a frozen run")
            _ = try await ledger.record(try await bench.manifest(of: run), of: run.id, token: token)
            _ = try await ledger.purge(run.id, token: token)
            try demand(try await bench.bench.history(of: product.id), equals: [], "the history of a purged day")

            try demand(try await ledger.beginRestore(run.id, token: token), "a purged run could not be restored")
            try demand(try await ledger.restore([rows[0]], of: run.id, token: token), equals: 1, "a row")
            try demand(
                try await ledger.endRestore(run.id, rows: 3, token: token),
                equals: .mismatch(found: 1),
                "ending with a row of three"
            )
            try demand(try await ledger.beginRestore(run.id, token: token), "it could not be begun again")
            try demand(try await bench.rows(of: run.id), equals: [], "what an attempt had brought")
            try demand(try await ledger.restore([rows[0]], of: run.id, token: token), equals: 1, "a row")
            try demand(try await ledger.restore(Array(rows[1...]), of: run.id, token: token), equals: 2, "others")
            try demand(
                try await ledger.endRestore(run.id, rows: 3, token: token),
                equals: .purged(rows: 3),
                "ending with all"
            )
            let restored = try demandValue(try await bench.runs().first, "the run is gone")
            try demand(restored.step, equals: .restored, "its step")
            try demand(restored.restoredAt, equals: bench.clock.now, "when it was restored")
            try demand(try await bench.rows(of: run.id), equals: rows, "its rows")
            try demand(try await bench.bench.history(of: product.id), equals: rows, "the history")
            let work = try await ledger.daysToArchive(endedBy: bench.clock.now, limit: 10)
            try demand(work, equals: [], "the days to archive")
            try demand(try await bench.store.importPrices(rows), equals: 0, "how many of them are new")
            try demand(try await ledger.purge(run.id, token: token), equals: .purged(rows: 3), "purging it again")
            try demand(try await bench.bench.history(of: product.id), equals: [], "the history then")
            try demand(try await bench.runs().map(\.restoredAt), equals: [nil], "when it was restored, then")
        },
        promise(15, "of rows that came in again after they were archived, the later count") { bench in
            let token = try await bench.lease()
            let product = try await bench.bench.product(1)
            let day = ArchiveDay(number: bench.today.number - 1)
            let rows = try await bench.add(product.id, at: [1, 2, 3], of: day)
            let first = try await bench.archive(day, token)
            var later = rows[1]
            later.price = Sample.pounds(900)
            try demand(try await bench.store.importPrices([later]), equals: 1, "how many of a purged day are new")

            func bringBack(_ rows: [PricePoint], into run: ArchiveRun, _ count: Int) async throws {
                try demand(try await bench.ledger.beginRestore(run.id, token: token), "\(run.id) was not begun")
                let brought = try await bench.ledger.restore(rows, of: run.id, token: token)
                try demand(brought, equals: count, "how many rows of \(run.id) were brought back")
                let ended = try await bench.ledger.endRestore(run.id, rows: count, token: token)
                try demand(ended, equals: .purged(rows: count), "ending with those of \(run.id)")
            }
            let whole = [rows[0], later, rows[2]]
            try await bringBack(rows, into: first, 2)
            try demand(try await bench.rows(of: first.id), equals: [rows[0], rows[2]], "what was brought back")
            try demand(try await bench.bench.history(of: product.id), equals: whole, "beside a row that no run has")
            try demand(
                try await bench.ledger.purge(first.id, token: token),
                equals: .purged(rows: 2),
                "giving up what was brought back"
            )
            try demand(try await bench.bench.history(of: product.id), equals: [later], "the history then")

            let second = try await bench.archive(day, token, sequence: 2)
            try demand(try await bench.bench.history(of: product.id), equals: [], "the history of both runs’ rows")
            try await bringBack([later], into: second, 1)
            try await bringBack(rows, into: first, 2)
            try demand(try await bench.bench.history(of: product.id), equals: whole, "beside a row of another run")
        },
    ]

    /// Promises about what is forgotten.
    static let retention: [Promise<StoreHarness>] = [
        promise(13, "what is over is forgotten by its age, some at a time, and what is open is kept") { bench in
            let clock = bench.clock
            let old = try await bench.bench.alert(1)
            let told = try await bench.bench.claimAlerts().map { claimed in
                Settlement(
                    alertID: claimed.alert.id,
                    token: claimed.token,
                    outcome: .accepted(at: clock.now, receipt: nil)
                )
            }
            _ = try await bench.store.settle(told)
            let open = try await bench.bench.alert(2)
            clock.advance(by: .seconds(86_400))
            let new = try await bench.bench.alert(3)
            try demand(try await bench.ledger.kept(.alerts).rows, equals: 1, "how many alerts can be forgotten")
            try demand(try await bench.ledger.kept(.alerts).oldest, equals: old.createdAt, "from when the oldest is")
            try demand(try await bench.ledger.forget(.alerts, before: old.createdAt, limit: 9), equals: 0, "too new")
            try demand(try await bench.ledger.forget(.alerts, before: clock.now, limit: 0), equals: 0, "none at a time")
            try demand(try await bench.ledger.forget(.alerts, before: clock.now, limit: 9), equals: 1, "alerts")
            try demand(try await bench.bench.storedAlert(old.id) == nil, "a forgotten alert is there")
            for alert in [open, new] {
                try demand(try await bench.bench.storedAlert(alert.id) != nil, "an alert that is open was forgotten")
            }

            let events = try await bench.ledger.kept(.events).rows
            try demand(events, equals: 3, "how many events can be forgotten")
            let first = try demandValue(try await bench.ledger.kept(.events).oldest, "no event is the oldest")
            try demand(try await bench.ledger.forget(.events, before: first, limit: 9), equals: 0, "events of then")
            try await bench.bench.drop(of: old.productID, to: 3_000)
            try demand(try await bench.ledger.kept(.events).rows, equals: 3, "with one that is not expanded")
            try demand(
                try await bench.ledger.forget(.events, before: clock.now + .seconds(1), limit: 2),
                equals: 2,
                "events forgotten of a limit of two"
            )
            // Two of the three are a day older.
            let rest = try await bench.ledger.kept(.events)
            try demand(rest.rows == 1 && rest.oldest.map { $0 > first } == true, "the oldest were not the first to go")
            _ = try await bench.ledger.forget(.events, before: clock.now + .seconds(1), limit: 9)
            let left = try await bench.bench.eventList(of: old.productID)
            try demand(left.count, equals: 1, "the events of a product, of which one is not expanded")
            try demand(try await bench.bench.expandNext().count, equals: 1, "the alerts of that")
        },
        promise(19, "days without rows are forgotten by their end, and robots.txt by when they were fetched") { bench in
            let token = try await bench.lease()
            let (ledger, store) = (bench.ledger, bench.store)
            let product = try await bench.bench.product(1)
            let oldest = ArchiveDay(number: bench.today.number - 4)
            let days = [-3, -2].map { ArchiveDay(number: bench.today.number + $0) }
            // The oldest last, so that the order in which they came is another.
            for (index, day) in [days[1], days[0], oldest].enumerated() {
                try await bench.add(product.id, at: [1], of: day)
                try await bench.archive(day, token, sequence: index + 1)
            }
            let all = bench.moment(0, of: bench.today)
            try demand(try await ledger.forget(.dailyPrices, before: all, limit: 1), equals: 1, "one day of three")
            let end = bench.moment(0, of: days[1])
            try demand(
                try await ledger.kept(.dailyPrices),
                equals: KeptRows(rows: 2, oldest: end),
                "the days that can be forgotten"
            )
            try demand(try await ledger.forget(.dailyPrices, before: end, limit: 9), equals: 0, "days that end then")
            let past = end + .milliseconds(1)
            try demand(try await ledger.forget(.dailyPrices, before: past, limit: 9), equals: 1, "days that ended")
            let left = try await store.dailyPrices(of: product.id, days: days[0].number..<bench.today.number)
            try demand(left.map(\.day), equals: [days[1].number], "the days that are left")

            let now = bench.clock.now
            let robots = RobotsRecord(status: 200, text: "User-agent: *", fetchedAt: now)
            try await store.updateHost(Sample.host, HostChange(robots: robots))
            try demand(
                try await ledger.kept(.robots),
                equals: KeptRows(rows: 1, oldest: now),
                "the robots.txt that can be forgotten"
            )
            try demand(try await ledger.forget(.robots, before: now, limit: 9), equals: 0, "what was fetched then")
            let later = now + .milliseconds(1)
            try demand(try await ledger.forget(.robots, before: later, limit: 9), equals: 1, "what was fetched before")
            try demand(try await store.host(Sample.host).robots, equals: nil, "the robots.txt that was forgotten")
            try await store.updateHost(Sample.host, HostChange(robots: robots))
            let older = RobotsRecord(status: 200, text: "User-agent: *", fetchedAt: now - .seconds(1))
            try await store.updateHost("older.example", HostChange(robots: older))
            try demand(try await ledger.forget(.robots, before: later, limit: 1), equals: 1, "one robots.txt of two")
            try demand(try await store.host("older.example").robots, equals: nil, "the older robots.txt")
            try demand(try await store.host(Sample.host).robots, equals: robots, "the newer robots.txt")
        },
    ]
}
