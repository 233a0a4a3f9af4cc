internal import GRDB
public import SalesCore

extension SQLiteStore {
    /// Begins to bring a purged run's rows back.
    public func beginRestore(_ run: ArchiveRun.ID, token: ArchiveToken) async throws(StoreError) -> Bool {
        try await write { db, now in
            guard try db.holdsArchive(token, at: now), let known = try db.archiveRun(run),
                known.step == .purged || known.step == .restoring
            else { return false }
            try db.run(FrozenStatements.remove, Arguments(run))
            try db.run(RestoreStatements.begin, Arguments(run))
            return true
        }
    }

    /// Brings rows back into a run that is being restored.
    public func restore(
        _ rows: [PricePoint],
        of run: ArchiveRun.ID,
        token: ArchiveToken
    ) async throws(StoreError) -> Int? {
        try await write { db, now in
            guard try db.holdsArchive(token, at: now), try db.archiveRun(run)?.step == .restoring else { return nil }
            return try rows.reduce(0) { try $0 + db.run(PriceRow.restore, PriceRow.arguments($1, of: run)) }
        }
    }

    /// Marks a run as restored if it has so many rows.
    public func endRestore(
        _ run: ArchiveRun.ID,
        rows: Int,
        token: ArchiveToken
    ) async throws(StoreError) -> PurgeResult {
        try await write { db, now in
            guard try db.holdsArchive(token, at: now), let known = try db.archiveRun(run), known.step == .restoring
            else { return .conflict }
            let found = try db.frozenCount(of: run)
            guard rows == found else { return .mismatch(found: found) }
            var arguments = Arguments(now.milliseconds)
            arguments.add(run)
            try db.run(RestoreStatements.end, arguments)
            return .purged(rows: found)
        }
    }
}

/// The statements that bring runs back.
enum RestoreStatements {
    static let begin = "UPDATE archive_runs SET step = 'restoring', restored_at = NULL WHERE day = ? AND number = ?"

    static let end = "UPDATE archive_runs SET step = 'restored', restored_at = ? WHERE day = ? AND number = ?"
}
