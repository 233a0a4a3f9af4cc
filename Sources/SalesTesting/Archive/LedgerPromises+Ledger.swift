import SalesCore

extension LedgerPromises {
    /// Promises about who archives, and how far each day has come.
    static let ledger: [Promise<StoreHarness>] = [
        promise(1, "a store has a name of its own that never changes") { bench in
            let identity = try await bench.ledger.archiveIdentity()
            try demand(
                identity.name.utf8.count == 32 && identity.name.allSatisfy(\.isHexDigit),
                "the name “\(identity.name)” is not 32 hexadecimal digits"
            )
            try demand(try await bench.ledger.archiveIdentity(), equals: identity, "the identity later")
            try demand(ArchiveCalendar(named: identity.zone) != nil, "“\(identity.zone)” is no time zone")
        },
        promise(2, "one at a time has the ledger: until the lease is given back, or has run out unrenewed") { bench in
            let ledger = bench.ledger
            let first = try await bench.lease(.seconds(30))
            try demand(try await ledger.claimArchive(lease: .seconds(30)) == nil, "a leased ledger was leased again")
            bench.clock.advance(by: .seconds(29))
            try demand(try await ledger.renewArchive(first, lease: .seconds(30)), "a running lease was not renewed")
            bench.clock.advance(by: .seconds(29))
            try demand(try await ledger.claimArchive(lease: .seconds(30)) == nil, "a renewed lease did not run on")
            bench.clock.advance(by: .seconds(1))
            try demand(try await !ledger.renewArchive(first, lease: .seconds(30)), "a lease that ran out was renewed")
            let second = try await bench.lease(.seconds(30))
            try demand(second != first, "two leases have one token")
            try await ledger.releaseArchive(first)
            try demand(try await ledger.claimArchive(lease: .seconds(30)) == nil, "another’s token ended a lease")
            try await ledger.releaseArchive(second)
            let third = try await bench.lease(.seconds(30))
            try demand(third != second && third != first, "two leases have one token")
        },
        promise(18, "handles on one store share the lease and the runs", needs: [.secondHandle]) { bench in
            let token = try await bench.lease()
            let other = try demandValue(
                try await bench.bench.secondHandle() as? any ArchiveStore,
                "the second handle is no ArchiveStore"
            )
            let identity = try await bench.ledger.archiveIdentity()
            try demand(try await other.archiveIdentity(), equals: identity, "the identity by the other handle")
            try demand(try await other.claimArchive(lease: .seconds(30)) == nil, "the other handle leased it, too")
            let run = try await bench.open(bench.today, token)
            let same = try await other.openArchiveRun(of: bench.today, plan: run.plan, token: token)
            try demand(same, equals: run, "the run by the other handle")
        },
        promise(5, "a day has one open run, which keeps its plan, and later ones count on") { bench in
            let token = try await bench.lease()
            let day = bench.today
            let plan = ArchivePlan(partBytes: 1_234, coding: .gzip)
            let run = try await bench.open(day, token, plan: plan)
            let span = bench.moment(0, of: day)..<bench.moment(86_400, of: day)
            try demand(run, equals: ArchiveRun(id: .init(day: day, number: 1), span: span, plan: plan), "a new run")
            try demand(try await bench.open(day, token), equals: run, "the run that is open")
            let other = ArchiveDay(number: day.number - 1)
            try demand(try await bench.open(other, token).id, equals: .init(day: other, number: 1), "another day’s run")
            try await bench.archive(day, token)
            try demand(try await bench.open(day, token).id, equals: .init(day: day, number: 2), "the run after one")
            bench.clock.advance(by: .seconds(31))
            let stale = try await bench.ledger.openArchiveRun(of: day, plan: plan, token: token)
            try demand(stale == nil, "a run was opened under a lease that ran out")
        },
        promise(6, "a manifest is recorded once, for frozen rows, under the lease") { bench in
            let token = try await bench.lease()
            let product = try await bench.bench.product(1)
            try await bench.add(product.id, at: [1, 2, 3], of: bench.today)
            let planned = try await bench.open(bench.today, token)
            let early = try await bench.manifest(of: planned)
            try await demandError("a manifest of a run without rows", where: isRefusal) {
                _ = try await bench.ledger.record(early, of: planned.id, token: token)
            }
            let run = try await bench.freeze(bench.today, token)
            let manifest = try await bench.manifest(of: run)
            try demand(try await bench.ledger.record(manifest, of: run.id, token: token), "it was not recorded")
            try demand(
                try await bench.ledger.record(manifest, of: run.id, token: token),
                "the same was not taken again"
            )
            var other = manifest
            other.sequence += 1
            try await demandError("another manifest", where: isRefusal) {
                _ = try await bench.ledger.record(other, of: run.id, token: token)
            }
            let recorded = try await bench.runs()
            try demand(recorded.map(\.manifest), equals: [manifest], "the manifest in the ledger")
            try demand(recorded.map(\.step), equals: [.verified], "the step")
            bench.clock.advance(by: .seconds(31))
            try demand(
                try await !bench.ledger.record(manifest, of: run.id, token: token),
                "a manifest was recorded under a lease that ran out"
            )
        },
        promise(7, "runs are listed by day and number, and the manifest that was recorded last is known") { bench in
            let token = try await bench.lease()
            let product = try await bench.bench.product(1)
            try demand(try await bench.ledger.lastManifest() == nil, "an empty ledger has a manifest")
            let days = [-3, -1, -2].map { ArchiveDay(number: bench.today.number + $0) }
            for (index, day) in days.enumerated() {
                try await bench.add(product.id, at: [1], of: day)
                try await bench.archive(day, token, sequence: index + 1)
            }
            try await bench.add(product.id, at: [2], of: days[0])
            let late = try await bench.archive(days[0], token, sequence: 4)
            let ids = try await bench.runs().map(\.id)
            let expected = days.map { ArchiveRun.ID(day: $0, number: 1) } + [late.id]
            try demand(ids, equals: expected.sorted(), "the runs")
            try demand(late.id, equals: .init(day: days[0], number: 2), "the run of rows that came late")
            try demand(try await bench.ledger.lastManifest()?.run, equals: late.id, "the run of the last manifest")
            let some = try await bench.runs(of: days[2]...days[1]).map(\.id.day)
            try demand(some, equals: [days[2], days[1]], "the runs of some days")
        },
    ]

    private static let isRefusal: @Sendable (any Error) -> Bool = { ($0 as? StoreError)?.code == .invalidArgument }
}
