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
    ) async throws(StoreError) -> Int? {
        try await held(run, token) { transaction, known -> Int? in
            guard known.step == .restoring else { return nil }
            guard let first = rows.first, let last = rows.last else { return 0 }
            var day = Arguments()
            day.add(run.day)
            _ = try await transaction.run([Statement(RestoreStatements.holdDay, day)])
            var looked = Arguments(first.productID.rawValue, last.productID.rawValue)
            looked.add(known.span.lowerBound)
            looked.add(known.span.upperBound)
            // Planned with the day in sight: no other partition is looked into.
            let present = try await transaction.run([Statement(once: RestoreStatements.present, looked)])
            let taken = Set(try present[0].rows(PlacedRow.init))
            let new = taken.isEmpty ? rows : rows.filter { !taken.contains(PlacedRow($0)) }
            do {
                try await transaction.copy(into: RestoreStatements.copy, new) {
                    PriceRow.copy($0, heldBy: known.id, into: &$1)
                }
            } catch let failure as PostgresFailure where failure.isTaken {
                throw StoreError.cameInMeanwhile(run)
            }
            return new.count
        } ?? nil
    }

    /// Marks a run as restored if it has so many rows.
    public func endRestore(
        _ run: ArchiveRun.ID,
        rows: Int,
        token: ArchiveToken
    ) async throws(StoreError) -> PurgeResult {
        let given = now
        return try await held(run, token) { transaction, known -> PurgeResult in
            guard known.step == .restoring else { return .conflict }
            let counted = try await transaction.run([Statement(FrozenStatements.count, Arguments(run))])
            let found = try counted[0].row { try $0.count() } ?? 0
            guard rows == found else { return .mismatch(found: found) }
            var arguments = Arguments()
            arguments.add(given)
            arguments.add(run)
            try await transaction.commit([Statement(RestoreStatements.end, arguments)])
            return .purged(rows: found)
        } ?? .conflict
    }
}

/// By what a row of prices is known.
private struct PlacedRow: Hashable {
    let productID: ProductID
    let observedAt: Timestamp

    init(_ row: PricePoint) { (productID, observedAt) = (row.productID, row.observedAt) }

    init(_ row: inout RowReader) throws { (productID, observedAt) = (try row.id(), try row.moment()) }
}

/// The statements that bring runs back.
enum RestoreStatements {
    static let begin = "UPDATE archive_runs SET step = 'restoring', restored_at = NULL WHERE \(ArchiveRow.isGiven)"

    /// Lets nobody write rows of the run's day where it has a partition that lives.
    static let holdDay = """
        SELECT pg_advisory_xact_lock(\(AdvisoryLock.priceDay), day - DATE '1970-01-01') FROM price_days
        WHERE day = DATE '1970-01-01' + $1::bigint::integer AND state = 'live'
        """

    /// What there is of some products in a span of time, in a run or in none.
    static let present = """
        SELECT product_id, observed_at FROM all_prices
        WHERE product_id BETWEEN $1::bigint AND $2::bigint
            AND observed_at >= $3::timestamptz AND observed_at < $4::timestamptz
        """

    static let copy = "COPY prices_late (\(PriceRow.columns), archive_day, archive_run) FROM STDIN (FORMAT binary)"

    static let end = """
        UPDATE archive_runs SET step = 'restored', restored_at = \(PostgresStore.nowSQL)
        WHERE day = DATE '1970-01-01' + $2::bigint::integer AND number = $3::bigint::integer
        """
}
