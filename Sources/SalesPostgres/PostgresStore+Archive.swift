public import SalesCore

extension PostgresStore {
    /// What names the store in its archive, and the zone of its days.
    public func archiveIdentity() async throws(StoreError) -> ArchiveIdentity {
        let found = try await row(ArchiveStatements.identity) { row in
            ArchiveIdentity(name: try row.text(), zone: try row.text())
        }
        guard let found else {
            throw StoreError(.corrupt, message: "The store \(place) does not say what its archive is called.")
        }
        return found
    }

    /// Leases the ledger; nil where somebody's lease still runs.
    public func claimArchive(lease: Duration) async throws(StoreError) -> ArchiveToken? {
        var arguments = Arguments()
        arguments.add(now)
        arguments.add(lease)
        return try await row(ArchiveStatements.claim, arguments) { ArchiveToken(number: try $0.number()) }
    }

    /// Makes a lease run on from now.
    public func renewArchive(_ token: ArchiveToken, lease: Duration) async throws(StoreError) -> Bool {
        var arguments = Arguments()
        arguments.add(now)
        arguments.add(token.number)
        arguments.add(lease)
        return try await run([Statement(ArchiveStatements.renew, arguments)]).first?.affected == 1
    }

    /// Ends a lease before its time.
    public func releaseArchive(_ token: ArchiveToken) async throws(StoreError) {
        _ = try await run([Statement(ArchiveStatements.release, Arguments(token.number))])
    }

    /// Days that were over at a moment and have work.
    public func daysToArchive(endedBy moment: Timestamp, limit: Int) async throws(StoreError) -> [ArchiveDay] {
        var arguments = Arguments()
        arguments.add(moment)
        arguments.add(pageSize(limit))
        return try await rows(ArchiveStatements.days, arguments) { ArchiveDay(number: try $0.number()) }
    }

    /// How many rows of a day wait for the archive.
    public func waitingRows(of day: ArchiveDay) async throws(StoreError) -> Int {
        var arguments = Arguments()
        arguments.add(day)
        // Counting a large day that nobody read lately may take longer than a request may.
        let count = Statement(ArchiveStatements.waiting, arguments)
        return try await transaction(timeout: options.bulkTimeout) { transaction in
            let counted = try await transaction.commit([count])
            return try counted[0].row { try $0.count() } ?? 0
        }
    }

    /// The open run of a day, or a new one where there is none.
    public func openArchiveRun(
        of day: ArchiveDay,
        plan: ArchivePlan,
        token: ArchiveToken
    ) async throws(StoreError) -> ArchiveRun? {
        let lease = ArchiveStatements.held(token, at: now)
        return try await transaction { transaction in
            guard try await transaction.run([lease])[0].count == 1 else { return nil }
            var present = Arguments()
            present.add(day)
            var opened = present
            try opened.addJSON(plan)
            // Of two that open a day at once, both get the same run.
            let results = try await transaction.commit([
                Statement(ArchiveStatements.open, opened), Statement(ArchiveStatements.present, present),
            ])
            return try results[1].row(ArchiveRow.read)
        }
    }

    /// Records what was read back from the archive.
    public func record(
        _ manifest: ArchiveManifest,
        of run: ArchiveRun.ID,
        token: ArchiveToken
    ) async throws(StoreError) -> Bool {
        let lease = ArchiveStatements.held(token, at: now)
        return try await transaction { transaction in
            let read = try await transaction.run([lease, Statement(ArchiveRow.hold, Arguments(run))])
            guard read[0].count == 1 else { return false }
            guard let known = try read[1].row(ArchiveRow.read), known.step != .planned,
                known.manifest ?? manifest == manifest
            else { throw StoreError.manifestRefused(of: run) }
            guard known.step == .frozen else { return true }
            var arguments = Arguments(run)
            try arguments.addJSON(manifest)
            arguments.add(manifest.sequence)
            try await transaction.commit([Statement(ArchiveStatements.record, arguments)])
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
        var arguments = Arguments(max(try token?.run ?? first, first))
        arguments.add(days.upperBound)
        arguments.add(size + 1)
        return Page(try await rows(ArchiveStatements.runs, arguments, ArchiveRow.read), size: size)
    }

    /// The manifest that was recorded last.
    public func lastManifest() async throws(StoreError) -> ArchiveManifest? {
        try await row(ArchiveStatements.lastManifest) { try $0.json() }
    }
}

/// The statements of the ledger.
enum ArchiveStatements {
    static let identity = "SELECT archive_name, archive_zone FROM store_settings"

    /// Leases the ledger, unless a lease runs or a transaction under one does.
    static let claim = """
        WITH free AS (
            SELECT only_row FROM archive_lease WHERE lease_until IS NULL OR lease_until <= \(PostgresStore.nowSQL)
            FOR UPDATE SKIP LOCKED
        )
        UPDATE archive_lease l SET lease_token = nextval('lease_tokens'),
            lease_until = \(PostgresStore.nowSQL) + $2::bigint * interval '1 millisecond'
        FROM free WHERE l.only_row = free.only_row RETURNING l.lease_token
        """

    static let renew = """
        UPDATE archive_lease SET lease_until = \(PostgresStore.nowSQL) + $3::bigint * interval '1 millisecond'
        WHERE lease_token = $2::bigint AND lease_until > \(PostgresStore.nowSQL)
        """

    static let release = "UPDATE archive_lease SET lease_until = NULL WHERE lease_token = $1::bigint"

    /// Whether a lease is the present one and still runs; if so, nobody gets another until the transaction ends.
    static func held(_ token: ArchiveToken, at now: Timestamp?) -> Statement {
        var arguments = Arguments()
        arguments.add(now)
        arguments.add(token.number)
        return Statement(held, arguments)
    }

    private static let held = """
        SELECT 1 FROM archive_lease WHERE lease_token = $2::bigint AND lease_until > \(PostgresStore.nowSQL) FOR SHARE
        """

    /// Days with rows that no run holds or with an open run, which were over at a moment.
    ///
    /// Late rows are found by one look at the index for each day, and of a partition it is only asked whether it has a
    /// row: as a value, so that the server looks into no other partition.
    static let days = """
        WITH RECURSIVE late (day) AS (
            (
                SELECT archive_day_of(observed_at) FROM prices_late
                WHERE archive_run IS NULL AND observed_at < $1::timestamptz ORDER BY observed_at LIMIT 1
            )
            UNION ALL
            SELECT (
                SELECT archive_day_of(l.observed_at) FROM prices_late l
                WHERE l.archive_run IS NULL AND l.observed_at >= archive_day_start(late.day + 1)
                    AND l.observed_at < $1::timestamptz
                ORDER BY l.observed_at LIMIT 1
            )
            FROM late WHERE late.day IS NOT NULL
        )
        SELECT day - DATE '1970-01-01' FROM (
            (SELECT day FROM late WHERE day IS NOT NULL LIMIT $2::bigint)
            UNION
            SELECT d.day FROM price_days d WHERE d.state = 'live' AND d.ends_at <= $1::timestamptz AND (
                SELECT true FROM prices p WHERE p.observed_at >= d.starts_at AND p.observed_at < d.ends_at LIMIT 1
            )
            UNION
            SELECT day FROM archive_runs WHERE \(ArchiveRow.isOpen)
        ) work
        WHERE archive_day_start(day + 1) <= $1::timestamptz ORDER BY day LIMIT $2::bigint
        """

    /// Counts the rows of a day that wait: those of its partition, which a run holds as long as it is open, and the late
    /// ones that no run or an open one holds.
    ///
    /// The bounds are asked for as values, so that the server looks into no other partition.
    static let waiting = """
        WITH given AS (SELECT DATE '1970-01-01' + $1::bigint::integer AS day),
        span AS (SELECT archive_day_start(day) AS starts_at, archive_day_start(day + 1) AS ends_at FROM given)
        SELECT (
            SELECT count(*) FROM prices
            WHERE observed_at >= (SELECT starts_at FROM span) AND observed_at < (SELECT ends_at FROM span)
        ) + CASE WHEN EXISTS (
            SELECT 1 FROM price_days WHERE day = (SELECT day FROM given) AND state = 'frozen'
        ) THEN (
            SELECT count(*) FROM prices_frozen
            WHERE observed_at >= (SELECT starts_at FROM span) AND observed_at < (SELECT ends_at FROM span)
        ) ELSE 0 END + (
            SELECT count(*) FROM prices_late WHERE archive_run IS NULL
                AND observed_at >= (SELECT starts_at FROM span) AND observed_at < (SELECT ends_at FROM span)
        ) + (
            SELECT count(*) FROM prices_late
            WHERE archive_day = (SELECT day FROM given) AND archive_run = (
                SELECT number FROM archive_runs WHERE day = (SELECT day FROM given) AND \(ArchiveRow.isOpen)
            )
        )
        """

    /// Opens a run of a day that has no open one.
    static let open = """
        INSERT INTO archive_runs (day, number, plan, starts_at, ends_at)
        SELECT d.day, 1 + (SELECT coalesce(max(a.number), 0) FROM archive_runs a WHERE a.day = d.day), $2::json,
            archive_day_start(d.day), archive_day_start(d.day + 1)
        FROM (SELECT DATE '1970-01-01' + $1::bigint::integer AS day) d
        WHERE NOT EXISTS (SELECT 1 FROM archive_runs a WHERE a.day = d.day AND a.\(ArchiveRow.isOpen))
        ON CONFLICT DO NOTHING
        """

    /// The open run of a day.
    static let present = """
        SELECT \(ArchiveRow.columns) FROM archive_runs
        WHERE day = DATE '1970-01-01' + $1::bigint::integer AND \(ArchiveRow.isOpen)
        """

    static let record = """
        UPDATE archive_runs SET step = 'verified', manifest = $3::json, sequence = $4::bigint
        WHERE \(ArchiveRow.isGiven)
        """

    static let runs = """
        SELECT \(ArchiveRow.columns) FROM archive_runs
        WHERE (day, number) > (DATE '1970-01-01' + $1::bigint::integer, $2::bigint::integer)
            AND day <= DATE '1970-01-01' + $3::bigint::integer
        ORDER BY archive_runs.day, number LIMIT $4::bigint
        """

    static let lastManifest = """
        SELECT manifest FROM archive_runs WHERE sequence IS NOT NULL ORDER BY sequence DESC LIMIT 1
        """
}
