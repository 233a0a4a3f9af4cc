internal import GRDB
public import SalesCore

extension SQLiteStore {
    /// What names the store in its archive, and the zone of its days.
    public func archiveIdentity() async throws(StoreError) -> ArchiveIdentity {
        try await read { db in try db.archiveIdentity() }
    }

    /// Leases the ledger; nil where somebody's lease still runs.
    public func claimArchive(lease: Duration) async throws(StoreError) -> ArchiveToken? {
        try await write { db, now in
            let running = try db.row(ArchiveStatements.leased, Arguments(now.milliseconds)) { try $0.flag() }
            guard running == nil else { return nil }
            let token = try db.newLeaseTokens(1)
            try db.run(ArchiveStatements.claim, Arguments(token, (now + lease).milliseconds))
            return ArchiveToken(number: token)
        }
    }

    /// Makes a lease run on from now.
    public func renewArchive(_ token: ArchiveToken, lease: Duration) async throws(StoreError) -> Bool {
        try await write { db, now in
            let arguments = Arguments((now + lease).milliseconds, token.number, now.milliseconds)
            return try db.run(ArchiveStatements.renew, arguments) == 1
        }
    }

    /// Ends a lease before its time.
    public func releaseArchive(_ token: ArchiveToken) async throws(StoreError) {
        try await write { db, _ in _ = try db.run(ArchiveStatements.release, Arguments(token.number)) }
    }

    /// Days that were over at a moment and have work.
    public func daysToArchive(endedBy moment: Timestamp, limit: Int) async throws(StoreError) -> [ArchiveDay] {
        let size = pageSize(limit)
        return try await read { db in
            var days = try db.waitingDays(endedBy: moment)
            days.formUnion(
                try db.rows(ArchiveStatements.openDays, Arguments(moment.milliseconds)) {
                    ArchiveDay(number: try $0.number())
                }
            )
            return Array(days.sorted().prefix(size))
        }
    }

    /// How many rows of a day wait for the archive.
    public func waitingRows(of day: ArchiveDay) async throws(StoreError) -> Int {
        try await read { db in
            let free = try db.waitingCount(of: day)
            let open = try db.row(ArchiveRow.open, Arguments(day.number), ArchiveRow.read)
            return try free + (open.map { try db.frozenCount(of: $0.id) } ?? 0)
        }
    }

    /// The open run of a day, or a new one where there is none.
    public func openArchiveRun(
        of day: ArchiveDay,
        plan: ArchivePlan,
        token: ArchiveToken
    ) async throws(StoreError) -> ArchiveRun? {
        try await write { db, now in
            guard try db.holdsArchive(token, at: now) else { return nil }
            if let open = try db.row(ArchiveRow.open, Arguments(day.number), ArchiveRow.read) { return open }
            let last = try db.row(ArchiveStatements.lastNumber, Arguments(day.number)) { try $0.count() } ?? 0
            let span = try db.archiveCalendar().span(of: day)
            let run = ArchiveRun(id: ArchiveRun.ID(day: day, number: last + 1), span: span, plan: plan)
            var arguments = Arguments(run.id)
            arguments.add(span.lowerBound)
            arguments.add(span.upperBound)
            try arguments.addJSON(plan)
            try db.run(ArchiveStatements.open, arguments)
            return run
        }
    }

    /// Records what was read back from the archive.
    public func record(
        _ manifest: ArchiveManifest,
        of run: ArchiveRun.ID,
        token: ArchiveToken
    ) async throws(StoreError) -> Bool {
        try await write { db, now in
            guard try db.holdsArchive(token, at: now) else { return false }
            guard let known = try db.archiveRun(run), known.step != .planned, known.manifest ?? manifest == manifest
            else { throw StoreError.manifestRefused(of: run) }
            guard known.step == .frozen else { return true }
            var arguments = Arguments()
            try arguments.addJSON(manifest)
            arguments.add(manifest.sequence)
            arguments.add(run)
            try db.run(ArchiveStatements.record, arguments)
            return true
        }
    }

    /// Runs in the order of their days and numbers.
    public func archiveRuns(
        of days: ClosedRange<ArchiveDay>,
        after token: PageToken?,
        limit: Int
    ) async throws(StoreError) -> Page<ArchiveRun> {
        let size = pageSize(limit)
        let first = ArchiveRun.ID(day: days.lowerBound, number: 0)
        let last = max(try token?.run ?? first, first)
        return try await read { db in
            var arguments = Arguments(last)
            arguments.add(days.upperBound.number)
            arguments.add(size + 1)
            return Page(try db.rows(ArchiveStatements.runs, arguments, ArchiveRow.read), size: size)
        }
    }

    /// The manifest that was recorded last.
    public func lastManifest() async throws(StoreError) -> ArchiveManifest? {
        try await read { db in try db.row(ArchiveStatements.lastManifest) { try $0.json() } }
    }
}

/// The statements of the ledger.
enum ArchiveStatements {
    static let identity = "SELECT name, zone FROM archive_settings"

    /// Whether somebody's lease runs.
    static let leased = "SELECT 1 FROM archive_settings WHERE lease_until > ?"

    static let claim = "UPDATE archive_settings SET lease_token = ?, lease_until = ?"

    static let renew = "UPDATE archive_settings SET lease_until = ? WHERE lease_token = ? AND lease_until > ?"

    static let release = "UPDATE archive_settings SET lease_until = NULL WHERE lease_token = ?"

    /// Whether a lease is the present one and still runs.
    static let held = "SELECT 1 FROM archive_settings WHERE lease_token = ? AND lease_until > ?"

    /// Days that were over at a moment and have an open run.
    static let openDays = """
        SELECT day FROM archive_runs WHERE step IN ('planned', 'frozen', 'verified') AND ends_at <= ?
        """

    static let lastNumber = "SELECT coalesce(max(number), 0) FROM archive_runs WHERE day = ?"

    static let open = "INSERT INTO archive_runs (day, number, starts_at, ends_at, plan) VALUES (?, ?, ?, ?, ?)"

    static let record = """
        UPDATE archive_runs SET step = 'verified', manifest = ?, sequence = ? WHERE day = ? AND number = ?
        """

    static let runs = """
        SELECT \(ArchiveRow.columns) FROM archive_runs WHERE (day, number) > (?, ?) AND day <= ?
        ORDER BY day, number LIMIT ?
        """

    static let lastManifest = """
        SELECT manifest FROM archive_runs WHERE sequence IS NOT NULL ORDER BY sequence DESC LIMIT 1
        """
}

extension Database {
    func archiveIdentity() throws -> ArchiveIdentity {
        let found = try row(ArchiveStatements.identity) { row in
            ArchiveIdentity(name: try row.text(), zone: try row.text())
        }
        guard let found else { throw RowReader.Unreadable(column: "archive_settings.name", expected: "name") }
        return found
    }

    /// Whether a lease on the ledger is the present one and still runs.
    func holdsArchive(_ token: ArchiveToken, at now: Timestamp) throws -> Bool {
        try row(ArchiveStatements.held, Arguments(token.number, now.milliseconds)) { try $0.flag() } == true
    }

    /// A run, or nil.
    func archiveRun(_ run: ArchiveRun.ID) throws -> ArchiveRun? {
        try row(ArchiveRow.find, Arguments(run), ArchiveRow.read)
    }
}
