internal import GRDB
public import SalesCore

extension SQLiteStore {
    /// Puts every row of the run's day that no run holds into it.
    public func freeze(_ run: ArchiveRun.ID, token: ArchiveToken) async throws(StoreError) -> ArchiveRun? {
        let frozen = try await write { db, now -> ArchiveRun? in
            guard try db.holdsArchive(token, at: now), let known = try db.archiveRun(run) else { return nil }
            guard known.step == .planned else { return known }
            let rows = try db.freezeRows(of: run)
            var arguments = Arguments(Int64(rows))
            arguments.add(run)
            try db.run(FrozenStatements.freeze, arguments)
            return try db.archiveRun(run)
        }
        await releaseMemory()
        return frozen
    }

    /// The run's rows in the order of product and time.
    public func frozenRows(
        of run: ArchiveRun.ID,
        after token: PageToken?,
        limit: Int
    ) async throws(StoreError) -> Page<PricePoint> {
        let size = ArchiveLimits.pageSize(limit)
        let last = try token?.row
        return try await read { db in
            var arguments = Arguments(run)
            arguments.add(last?.productID.rawValue ?? .min)
            arguments.add(last?.observedAt.milliseconds ?? .min)
            arguments.add(size + 1)
            return Page(try db.rows(FrozenStatements.page, arguments, PriceRow.read), size: size)
        }
    }

    /// Deletes the run's rows and marks it as purged.
    public func purge(_ run: ArchiveRun.ID, token: ArchiveToken) async throws(StoreError) -> PurgeResult {
        let result = try await write { db, now -> PurgeResult in
            guard try db.holdsArchive(token, at: now), let known = try db.archiveRun(run) else { return .conflict }
            guard known.step != .purged else { return .purged(rows: known.rows) }
            let found = try db.frozenCount(of: run)
            // What was brought back is in the archive, and in the days, already.
            if !known.step.isBroughtBack {
                guard known.manifest.map({ $0.rows == found }) ?? false else { return .mismatch(found: found) }
                try db.rollUpFrozen(run)
            }
            try db.run(FrozenStatements.remove, Arguments(run))
            try db.run(FrozenStatements.purge, Arguments(run))
            return .purged(rows: found)
        }
        await releaseMemory()
        return result
    }

    /// Gives back what a day's rows left in the writing connection's cache, which has no use for them any more.
    ///
    /// Where it fails, as where the task was cancelled, what was committed has not.
    private func releaseMemory() async {
        try? await onWriter { try $0.execute(sql: "PRAGMA shrink_memory") }
    }

    /// The subscriptions, each under its person's pseudonym.
    public func archivedPreferences(
        after token: PageToken?,
        limit: Int
    ) async throws(StoreError) -> Page<ArchivedPreference> {
        let size = pageSize(limit)
        var condition = Condition()
        try condition.add(after: token)
        let sql = """
            SELECT \(SubscriptionRow.columns) FROM user_preferences \(condition.clause) ORDER BY id LIMIT \(size + 1)
            """
        let arguments = condition.arguments
        return try await write { db, _ in
            let page = Page(try db.rows(sql, arguments, SubscriptionRow.read), size: size) { $0.id.rawValue }
            let named = try page.elements.map { row in
                ArchivedPreference(row, pseudonym: try db.pseudonym(of: row.userID))
            }
            return Page(elements: named, next: page.next)
        }
    }
}

/// The statements of runs' rows, whose plans are tested.
enum FrozenStatements {
    /// Gives the run of the first two arguments a product's rows of a day.
    static let take = """
        INSERT INTO prices_frozen (archive_day, archive_run, \(PriceRow.columns))
        SELECT ?, ?, \(PriceRow.columns) FROM prices WHERE product_id = ? AND observed_at >= ? AND observed_at < ?
        """

    /// Takes a product's rows of a day out of the stream.
    static let leave = "DELETE FROM prices WHERE product_id = ? AND observed_at >= ? AND observed_at < ?"

    static let freeze = "UPDATE archive_runs SET step = 'frozen', rows = ? WHERE day = ? AND number = ?"

    static let span = "SELECT starts_at, ends_at FROM archive_runs WHERE day = ? AND number = ?"

    /// A run's rows behind one.
    static let page = """
        SELECT \(PriceRow.columns) FROM prices_frozen
        WHERE archive_day = ? AND archive_run = ? AND (product_id, observed_at) > (?, ?)
        ORDER BY product_id, observed_at LIMIT ?
        """

    /// A run's rows before one, from the last on.
    static let pageBack = """
        SELECT \(PriceRow.columns) FROM prices_frozen
        WHERE archive_day = ? AND archive_run = ? AND (product_id, observed_at) < (?, ?)
        ORDER BY product_id DESC, observed_at DESC LIMIT ?
        """

    static let count = "SELECT count(*) FROM prices_frozen WHERE archive_day = ? AND archive_run = ?"

    static let remove = "DELETE FROM prices_frozen WHERE archive_day = ? AND archive_run = ?"

    static let purge = "UPDATE archive_runs SET step = 'purged', restored_at = NULL WHERE day = ? AND number = ?"

    static let pseudonym = "SELECT pseudonym FROM pseudonyms WHERE user_id = ?"

    static let draw = """
        INSERT INTO pseudonyms (user_id, pseudonym) VALUES (?, lower(hex(randomblob(16)))) RETURNING pseudonym
        """
}
