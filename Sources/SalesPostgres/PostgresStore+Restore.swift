public import SalesCore

extension PostgresStore {
    /// Begins to bring a purged run's rows back.
    public func beginRestore(_ run: ArchiveRun.ID, token: ArchiveToken) async throws(StoreError) -> Bool {
        try await held(run, token) { transaction, known -> Bool in
            guard known.step == .purged || known.step == .restoring else { return false }
            try await transaction.commit([
                Statement(FrozenStatements.remove, Arguments(run)), Statement(RestoreStatements.begin, Arguments(run)),
            ])
            return true
        } ?? false
    }

    /// Brings rows back into a run that is being restored.
    ///
    /// They are late rows that the run holds. Rows of the day that somebody brings at the same moment meet them there,
    /// unless the day has a partition that lives, which a day gets seldom after it was archived.
    public func restore(
        _ rows: [PricePoint],
        of run: ArchiveRun.ID,
        token: ArchiveToken
    ) async throws(StoreError) -> Bool {
        try await held(run, token) { transaction, known -> Bool in
            guard known.step == .restoring else { return false }
            guard let first = rows.first, let last = rows.last else { return true }
            var day = Arguments()
            day.add(run.day)
            _ = try await transaction.run([Statement(RestoreStatements.holdDay, day)])
            do {
                try await transaction.copy(into: RestoreStatements.copy, rows) {
                    PriceRow.copy($0, heldBy: known.id, into: &$1)
                }
            } catch let failure as PostgresFailure where failure.isTaken {
                throw StoreError.restoredAlready(of: run)
            }
            var brought = Arguments(run)
            brought.add(first.productID)
            brought.add(last.productID)
            let met = try await transaction.run([Statement(RestoreStatements.isPresent, brought)])
            guard try met[0].row({ try $0.flag() }) == false else { throw StoreError.restoredAlready(of: run) }
            return true
        } ?? false
    }

    /// Marks a run as restored if it has as many rows as its manifest.
    public func endRestore(_ run: ArchiveRun.ID, token: ArchiveToken) async throws(StoreError) -> PurgeResult {
        let given = now
        return try await held(run, token) { transaction, known -> PurgeResult in
            guard known.step == .restoring else { return .conflict }
            let counted = try await transaction.run([Statement(FrozenStatements.count, Arguments(run))])
            let found = try counted[0].row { try $0.count() } ?? 0
            guard known.manifest?.rows == found else { return .mismatch(found: found) }
            var arguments = Arguments()
            arguments.add(given)
            arguments.add(run)
            try await transaction.commit([Statement(RestoreStatements.end, arguments)])
            return .purged(rows: found)
        } ?? .conflict
    }
}

/// The statements that bring runs back.
enum RestoreStatements {
    static let begin = "UPDATE archive_runs SET step = 'restoring', restored_at = NULL WHERE \(ArchiveRow.isGiven)"

    /// Lets nobody write rows of the run's day where it has a partition that lives.
    static let holdDay = """
        SELECT pg_advisory_xact_lock(\(AdvisoryLock.priceDay), day - DATE '1970-01-01') FROM price_days
        WHERE day = DATE '1970-01-01' + $1::bigint::integer AND state = 'live'
        """

    static let copy = "COPY prices_late (\(PriceRow.columns), archive_day, archive_run) FROM STDIN (FORMAT binary)"

    /// Whether rows of some products that were brought back are in the day's partition as well, where it has one.
    static let isPresent = """
        SELECT CASE WHEN EXISTS (
            SELECT 1 FROM price_days WHERE day = DATE '1970-01-01' + $1::bigint::integer AND state <> 'purged'
        ) THEN EXISTS (
            SELECT 1 FROM prices_late l
            WHERE l.\(ArchiveRow.holds) AND l.product_id BETWEEN $3::bigint AND $4::bigint AND (
                EXISTS (SELECT 1 FROM prices p WHERE p.product_id = l.product_id AND p.observed_at = l.observed_at)
                OR EXISTS (
                    SELECT 1 FROM prices_frozen f WHERE f.product_id = l.product_id AND f.observed_at = l.observed_at
                )
            )
        ) ELSE false END
        """

    static let end = """
        UPDATE archive_runs SET step = 'restored', restored_at = \(PostgresStore.nowSQL)
        WHERE day = DATE '1970-01-01' + $2::bigint::integer AND number = $3::bigint::integer
        """
}
