extension PriceArchive {
    /// What bringing a day back gave.
    public struct Restoration: Hashable, Sendable {
        /// The runs that are in the store again.
        public var runs: [ArchiveRun.ID] = []
        /// How many rows.
        public var rows = 0
        /// Rows that were left out, since they had come in again: the store has them from a later run, or from none.
        public var superseded = 0
        /// Runs that were there already.
        public var present: [ArchiveRun.ID] = []
    }

    /// Brings the rows of a day back into the store, where they stay as long as ``Settings/restored`` says.
    ///
    /// They belong to their runs as before, so that no row is archived twice.
    /// - Throws: `corrupt` where an object is not what it was when it was written; `.busy` where somebody archives.
    public func restore(_ day: ArchiveDay) async throws(ArchivingError) -> Restoration {
        try await underLease { lease in try await restore(day, under: lease) }
    }

    private func restore(_ day: ArchiveDay, under lease: ArchiveLease) async throws -> Restoration {
        var result = Restoration()
        var known: [ArchiveRun] = []
        for try await run in runs(of: day...day) { known.append(run) }
        // The last first: of a row that two runs have, the later counts, as in ``laterRunsFirst``.
        for run in known.reversed() {
            guard let manifest = run.manifest, run.step != .verified, run.step != .restored else {
                result.present.append(run.id)
                continue
            }
            let rows = try await restore(run, from: manifest, under: lease)
            result.rows += rows
            result.superseded += (manifest.rows ?? rows) - rows
            result.runs.append(run.id)
        }
        return result
    }

    private func restore(
        _ run: ArchiveRun,
        from manifest: ArchiveManifest,
        under lease: ArchiveLease
    ) async throws -> Int {
        guard try await store.beginRestore(run.id, token: lease.token) else { throw ArchivingError.busy }
        var (done, brought) = (0, 0)
        for part in manifest.parts(of: .prices) {
            let rows = try await rows(in: part, coding: manifest.plan.coding, as: PricePoint.self)
            try await lease.hold()
            guard let new = try await store.restore(rows, of: run.id, token: lease.token) else {
                throw ArchivingError.busy
            }
            brought += new
            done += rows.count
            progress(ArchiveProgress(run: run.id, phase: .restoring, rows: done, total: manifest.rows))
        }
        switch try await store.endRestore(run.id, rows: brought, token: lease.token) {
        case .purged(let rows): return rows
        case .conflict: throw ArchivingError.busy
        case .mismatch(let found):
            throw ArchivingError.found(
                .corrupt,
                "\(found) rows of \(run.id) were in the store instead of the \(brought) that were brought back; run this again."
            )
        }
    }

    /// Takes days out of the store again that were brought back before a moment.
    ///
    /// - Throws: `corrupt` where their objects are not in the archive any more, of which this may be the last copy.
    func purgeRestored(before moment: Timestamp, under lease: ArchiveLease) async throws {
        for try await run in runs(of: ArchiveDay.shown) where run.step.isBroughtBack {
            guard let manifest = run.manifest, run.restoredAt.map({ $0 < moment }) ?? true else { continue }
            try await checkIsThere(manifest, under: lease)
            try await purge(run, of: manifest, under: lease)
        }
    }
}
