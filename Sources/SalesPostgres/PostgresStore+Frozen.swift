public import SalesCore

extension PostgresStore {
    /// Puts every row of the run's day that no run holds into it.
    ///
    /// First the day's partition is moved, which locks everybody out for a moment, and then its late rows are taken and
    /// all counted, which takes longer and locks nobody out. Between the two the run is planned still, and goes on.
    public func freeze(_ run: ArchiveRun.ID, token: ArchiveToken) async throws(StoreError) -> ArchiveRun? {
        let begun = try await held(run, token) { transaction, known -> ArchiveRun in
            if known.step == .planned {
                try await transaction.commit([Statement(FrozenStatements.freezeDay, Arguments(run))])
            }
            return known
        }
        guard let begun, begun.step == .planned else { return begun }
        return try await held(run, token) { transaction, known -> ArchiveRun in
            guard known.step == .planned else { return known }
            let run = Arguments(run)
            let done = try await transaction.commit([
                Statement(FrozenStatements.takeLate, run), Statement(FrozenStatements.freeze, run),
            ])
            return try done[1].row(ArchiveRow.read) ?? known
        }
    }

    /// The run's rows in the order of product and time.
    public func frozenRows(
        of run: ArchiveRun.ID,
        after token: PageToken?,
        limit: Int
    ) async throws(StoreError) -> Page<PricePoint> {
        let size = ArchiveLimits.pageSize(limit)
        let last = try token?.row
        let found = try await row(FrozenStatements.place, Arguments(run)) { row in
            (hasPartition: try row.flag(), start: try row.moment(), end: try row.moment())
        }
        guard let found else { return Page(elements: [], next: nil) }
        var arguments = Arguments(run)
        arguments.add(last?.productID.rawValue ?? .min)
        arguments.add(last?.observedAt ?? Timestamp(milliseconds: .min))
        arguments.add(size + 1)
        if found.hasPartition {
            arguments.add(found.start)
            arguments.add(found.end)
        }
        // Planned anew for each page, with the day in sight: no other partition is looked into.
        let page = Statement(once: FrozenStatements.page(hasPartition: found.hasPartition), arguments)
        let results = try await transaction(timeout: options.bulkTimeout) { try await $0.commit([page]) }
        do {
            return Page(try results.first?.rows(PriceRow.read) ?? [], size: size)
        } catch {
            throw StoreError(error, place: place)
        }
    }

    /// Deletes the run's rows and marks it as purged.
    public func purge(_ run: ArchiveRun.ID, token: ArchiveToken) async throws(StoreError) -> PurgeResult {
        try await held(run, token) { transaction, known -> PurgeResult in
            let run = Arguments(run)
            switch known.step {
            case .purged: return .purged(rows: known.rows)
            case .planned, .frozen, .verified:
                // Whether the rows are as many as the manifest's is looked at where they are deleted.
                let counted = try await transaction.commit([Statement(FrozenStatements.purge, run)])
                let found = try counted[0].row { try $0.count() } ?? 0
                return known.manifest?.rows == found ? .purged(rows: found) : .mismatch(found: found)
            case .restoring, .restored:
                let done = try await transaction.commit([
                    Statement(FrozenStatements.remove, run), Statement(FrozenStatements.leave, run),
                ])
                return .purged(rows: done[0].affected)
            }
        } ?? .conflict
    }

    /// The subscriptions, each under its person's pseudonym.
    public func archivedPreferences(
        after token: PageToken?,
        limit: Int
    ) async throws(StoreError) -> Page<ArchivedPreference> {
        let size = pageSize(limit)
        var condition = Condition()
        try condition.add(after: token)
        let end = condition.limit(size + 1)
        let statement = Statement(
            "SELECT \(SubscriptionRow.columns) FROM user_preferences \(condition.clause) ORDER BY id \(end)",
            condition.arguments
        )
        return try await transaction { transaction in
            let rows = try await transaction.run([statement])[0].rows(SubscriptionRow.read)
            let page = Page(rows, size: size) { $0.id.rawValue }
            let people = Set(page.elements.map(\.userID)).sorted()
            var random = RandomSource.system
            var known = Arguments()
            known.addAll(people)
            var drawn = known
            drawn.addAll(people.map { _ in random.hexadecimal128() })
            let read = try await transaction.commit([
                Statement(FrozenStatements.draw, drawn), Statement(FrozenStatements.pseudonyms, known),
            ])
            let names = try read[1].rows { row in (try row.id(UserID.self), try row.text()) }
            let pseudonyms = Dictionary(names) { first, _ in first }
            // Who was erased meanwhile has none, and follows nothing any more.
            let named = page.elements.compactMap { row in
                pseudonyms[row.userID].map { ArchivedPreference(row, pseudonym: $0) }
            }
            return Page(elements: named, next: page.next)
        }
    }

    /// Does something with a run that nobody else changes meanwhile, under a lease that nobody else gets meanwhile; nil
    /// where the lease is lost or there is no such run.
    func held<Answer: Sendable>(
        _ run: ArchiveRun.ID,
        _ token: ArchiveToken,
        _ body: @escaping @Sendable (Transaction, ArchiveRun) async throws -> Answer
    ) async throws(StoreError) -> Answer? {
        let lease = ArchiveStatements.held(token, at: now)
        do {
            return try await transaction(timeout: options.bulkTimeout) { transaction in
                let read = try await transaction.run([lease, Statement(ArchiveRow.hold, Arguments(run))])
                guard read[0].count == 1, let known = try read[1].row(ArchiveRow.read) else { return nil }
                return try await body(transaction, known)
            }
        } catch {
            throw error.code == .locked ? .inUse(run, place) : error
        }
    }
}

/// The statements of runs' rows.
enum FrozenStatements {
    /// Moves a day's partition from `prices` to `prices_frozen`, if it has one that lives.
    static let freezeDay = "SELECT freeze_price_day(DATE '1970-01-01' + $1::bigint::integer, $2::bigint::integer)"

    /// Gives a run the late rows of its day that no run holds.
    ///
    /// The bounds are asked for as values, so that the server takes them for those of a short span.
    static let takeLate = """
        UPDATE prices_late SET archive_day = DATE '1970-01-01' + $1::bigint::integer, archive_run = $2::bigint::integer
        WHERE archive_run IS NULL
            AND observed_at >= (SELECT starts_at FROM archive_runs WHERE \(ArchiveRow.isGiven))
            AND observed_at < (SELECT ends_at FROM archive_runs WHERE \(ArchiveRow.isGiven))
        """

    /// Whether a run holds a partition.
    private static let hasPartition = """
        EXISTS (SELECT 1 FROM price_days d WHERE d.day = r.day AND d.archive_run = r.number AND d.state = 'frozen')
        """

    /// Counts a run's rows and marks it as frozen.
    static let freeze = """
        UPDATE archive_runs r SET step = 'frozen', rows = (
            SELECT count(*) FROM prices_late WHERE archive_day = r.day AND archive_run = r.number
        ) + CASE WHEN \(hasPartition) THEN (
            SELECT count(*) FROM prices_frozen WHERE observed_at >= r.starts_at AND observed_at < r.ends_at
        ) ELSE 0 END
        WHERE \(ArchiveRow.isGiven) RETURNING \(ArchiveRow.columns)
        """

    /// Whether a run that holds rows holds a partition, and from when to when its day is.
    static let place = """
        SELECT \(hasPartition), r.starts_at, r.ends_at FROM archive_runs r
        WHERE r.\(ArchiveRow.isGiven) AND r.step IN ('frozen', 'verified', 'restoring', 'restored')
        """

    /// A run's rows behind one: its partition and its late rows, each in the order of an index.
    ///
    /// Each is cut to the page for itself: of both together PostgreSQL 15 would sort all that is left of the day.
    static func page(hasPartition: Bool) -> String {
        let partition = """
            (SELECT \(PriceRow.columns) FROM prices_frozen WHERE observed_at >= $6::timestamptz
                AND observed_at < $7::timestamptz AND \(following))
            UNION ALL
            """
        return """
            SELECT \(PriceRow.columns) FROM (
                \(hasPartition ? partition : "")
                (SELECT \(PriceRow.columns) FROM prices_late WHERE \(ArchiveRow.holds) AND \(following))
            ) r
            ORDER BY product_id, observed_at LIMIT $5::bigint
            """
    }

    private static let following = """
        (product_id, observed_at) > ($3::bigint, $4::timestamptz) ORDER BY product_id, observed_at LIMIT $5::bigint
        """

    /// Counts a run's rows and, where it is verified and has as many as its manifest, deletes them.
    static let purge = "SELECT purge_archive_run(DATE '1970-01-01' + $1::bigint::integer, $2::bigint::integer)"

    /// The late rows of a run.
    static let count = "SELECT count(*) FROM prices_late WHERE \(ArchiveRow.holds)"

    /// Deletes the late rows of a run.
    static let remove = "DELETE FROM prices_late WHERE \(ArchiveRow.holds)"

    /// Marks a run that was brought back as purged again.
    static let leave = "UPDATE archive_runs SET step = 'purged', restored_at = NULL WHERE \(ArchiveRow.isGiven)"

    /// Gives people who have none a pseudonym; who is just being erased is gone or stays.
    static let draw = """
        WITH people AS (
            SELECT u.id, d.pseudonym
            FROM users u JOIN unnest($1::bigint[], $2::text[]) AS d(id, pseudonym) ON d.id = u.id
            WHERE NOT EXISTS (SELECT 1 FROM pseudonyms p WHERE p.user_id = u.id) ORDER BY u.id FOR KEY SHARE OF u
        )
        INSERT INTO pseudonyms (user_id, pseudonym) SELECT id, pseudonym FROM people ON CONFLICT DO NOTHING
        """

    static let pseudonyms = "SELECT user_id, pseudonym FROM pseudonyms WHERE user_id = ANY ($1::bigint[])"
}
