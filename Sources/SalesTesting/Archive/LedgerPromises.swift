import SalesCore

/// What every `ArchiveStore` promises, by number.
public enum LedgerPromises {
    /// Every promise of a store that can be archived.
    public static let all: [Promise<StoreHarness>] = ledger + days + rows + people + restoring + retention

    /// A promise whose check gets a fresh store that can be archived.
    static func promise(
        _ number: Int,
        _ sentence: String,
        needs: Set<PromiseNeed> = [],
        check: @escaping @Sendable (ArchiveBench) async throws -> Void
    ) -> Promise<StoreHarness> {
        Promise("LEDGER-\(number)", sentence, role: "ledger", needs: needs) { harness in
            let clock = ManualClock()
            let tested = try await harness.makeStore(clock)
            do {
                try await check(ArchiveBench(StoreBench(clock: clock, tested: tested)))
            } catch {
                await tested.dispose()
                throw error
            }
            await tested.dispose()
        }
    }
}

/// A fresh store that can be archived, and the steps that its promises begin with.
struct ArchiveBench: Sendable {
    let bench: StoreBench
    let ledger: any ArchiveStore

    var clock: ManualClock { bench.clock }
    var store: any TrackingStore { bench.store }

    init(_ bench: StoreBench) throws {
        guard let ledger = bench.store as? any ArchiveStore else {
            throw PromiseBroken("the store is no ArchiveStore; leave out these promises")
        }
        self.bench = bench
        self.ledger = ledger
    }

    /// The UTC day of the clock.
    var today: ArchiveDay { ArchiveDay(number: clock.now.utcDay) }

    /// The moment so many seconds into a UTC day.
    func moment(_ seconds: Int, of day: ArchiveDay) -> Timestamp {
        Timestamp(milliseconds: day.number * Timestamp.millisecondsPerDay) + .seconds(seconds)
    }

    /// Takes the lease, which nobody may hold.
    func lease(_ length: Duration = .seconds(30)) async throws -> ArchiveToken {
        try demandValue(try await ledger.claimArchive(lease: length), "a ledger that nobody holds could not be leased")
    }

    /// Opens a run of a day.
    func open(_ day: ArchiveDay, _ token: ArchiveToken, plan: ArchivePlan = ArchivePlan()) async throws -> ArchiveRun {
        try demandValue(
            try await ledger.openArchiveRun(of: day, plan: plan, token: token),
            "a run of \(day) could not be opened under a running lease"
        )
    }

    /// Opens a run of a day and freezes it.
    func freeze(_ day: ArchiveDay, _ token: ArchiveToken) async throws -> ArchiveRun {
        let run = try await open(day, token)
        return try demandValue(
            try await ledger.freeze(run.id, token: token),
            "\(run.id) could not be frozen under a running lease"
        )
    }

    /// The manifest of a run that would hold so many rows, in parts of two rows.
    func manifest(of run: ArchiveRun, rows: Int? = nil, sequence: Int = 1) async throws -> ArchiveManifest {
        Sample.manifest(
            of: run,
            in: try await ledger.archiveIdentity(),
            rows: rows,
            sequence: sequence,
            at: clock.now
        )
    }

    /// Takes a day from its beginning to being purged, and answers the run.
    @discardableResult
    func archive(_ day: ArchiveDay, _ token: ArchiveToken, sequence: Int = 1) async throws -> ArchiveRun {
        let run = try await freeze(day, token)
        let manifest = try await manifest(of: run, sequence: sequence)
        try demand(try await ledger.record(manifest, of: run.id, token: token), "a manifest was not recorded")
        try demand(
            try await ledger.purge(run.id, token: token),
            equals: .purged(rows: run.rows),
            "purging \(run.id)"
        )
        return run
    }

    /// Adds rows of a product at some seconds of a day and answers them.
    @discardableResult
    func add(
        _ product: ProductID,
        at seconds: [Int],
        of day: ArchiveDay,
        price: Int64 = 100
    ) async throws -> [PricePoint] {
        let rows = seconds.enumerated().map { index, second in
            Sample.row(of: product, Sample.pounds(price + Int64(index)), at: moment(second, of: day))
        }
        try demand(try await store.importPrices(rows), equals: rows.count, "how many rows were new")
        return rows
    }

    /// The rows of a run.
    func rows(of run: ArchiveRun.ID, limit: Int = 2) async throws -> [PricePoint] {
        try await bench.allPages { try await ledger.frozenRows(of: run, after: $0, limit: limit) }
    }

    /// Every run.
    func runs(of days: ClosedRange<ArchiveDay> = ArchiveDay.shown, limit: Int = 2) async throws -> [ArchiveRun] {
        try await bench.allPages { try await ledger.archiveRuns(of: days, after: $0, limit: limit) }
    }
}
