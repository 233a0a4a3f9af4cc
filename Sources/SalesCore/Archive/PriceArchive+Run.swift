internal import Logging

extension PriceArchive {
    /// What a run did.
    public struct Report: Hashable, Sendable {
        /// The runs that were finished, in the order in which they were.
        public var finished: [ArchiveManifest] = []
        /// What was forgotten.
        public var forgotten: [Retained: Int] = [:]
    }

    /// Archives every day that was over at a moment and is not archived yet, oldest first, and purges what was verified.
    ///
    /// Then what has been kept long enough is forgotten. A failure leaves the days before it done, and the day that it
    /// met in a state that the next call takes up.
    /// - Parameter finished: is told of each run when it is.
    /// - Throws: also `.busy` where somebody else archives.
    public func run(
        endedBy moment: Timestamp,
        finished: @Sendable (ArchiveManifest) -> Void = { _ in }
    ) async throws(ArchivingError) -> Report {
        try await underLease { lease in try await archiveDays(endedBy: moment, under: lease, finished) }
    }

    /// Archives one day that was over at a moment, as far as it is not archived yet; nothing is forgotten.
    ///
    /// - Returns: No finished run where nothing of the day waits.
    /// - Throws: also `.notOver` before anything is done, and `.busy` where somebody else archives.
    public func run(_ day: ArchiveDay, endedBy moment: Timestamp) async throws(ArchivingError) -> Report {
        try await store.check(day, isOverAt: moment)
        return try await underLease { lease in
            let identity = try await claimPlace()
            guard try await hasWork(day) else { return Report() }
            return Report(finished: [try await archive(day, of: identity, under: lease)])
        }
    }

    /// Whether rows of a day wait, or a run of it is open.
    private func hasWork(_ day: ArchiveDay) async throws -> Bool {
        if try await store.waitingRows(of: day) > 0 { return true }
        for try await run in runs(of: day...day) where run.step.isOpen { return true }
        return false
    }

    private func archiveDays(
        endedBy moment: Timestamp,
        under lease: ArchiveLease,
        _ finished: (ArchiveManifest) -> Void
    ) async throws -> Report {
        let identity = try await claimPlace()
        var report = Report()
        while true {
            let days = try await store.daysToArchive(endedBy: moment, limit: maximumPageSize)
            for day in days {
                let manifest = try await archive(day, of: identity, under: lease)
                report.finished.append(manifest)
                finished(manifest)
            }
            if days.count < maximumPageSize { break }
        }
        report.forgotten = try await forget(at: moment, under: lease)
        try await purgeRestored(before: moment - settings.restored, under: lease)
        return report
    }

    /// Takes a day from where it stands to its end.
    private func archive(
        _ day: ArchiveDay,
        of identity: ArchiveIdentity,
        under lease: ArchiveLease
    ) async throws -> ArchiveManifest {
        try await lease.hold()
        guard var run = try await store.openArchiveRun(of: day, plan: settings.plan, token: lease.token) else {
            throw ArchivingError.busy
        }
        if run.step == .planned {
            progress(ArchiveProgress(run: run.id, phase: .freezing, rows: 0, total: nil))
            guard let frozen = try await store.freeze(run.id, token: lease.token) else { throw ArchivingError.busy }
            run = frozen
            logger.info("Day frozen", metadata: ["day": "\(run.id)", "rows": "\(run.rows)"])
        }
        let manifest: ArchiveManifest
        if let recorded = run.manifest {
            try await checkIsThere(recorded, under: lease)
            manifest = recorded
        } else {
            manifest = try await verified(run, of: identity, under: lease)
            guard try await store.record(manifest, of: run.id, token: lease.token) else { throw ArchivingError.busy }
            logger.info("Day verified", metadata: ["day": "\(run.id)", "parts": "\(manifest.parts.count)"])
        }
        try await write(manifest)
        try await purge(run, of: manifest, under: lease)
        return manifest
    }

    /// Writes a run's parts, reads them back, and answers what they are.
    private func verified(
        _ run: ArchiveRun,
        of identity: ArchiveIdentity,
        under lease: ArchiveLease
    ) async throws -> ArchiveManifest {
        let first = try await firstPart(of: run)
        var parts = try await writePrices(of: run, from: first, under: lease)
        if first == 0 { parts += try await writeSnapshots(of: run, under: lease) }
        logger.info("Day written", metadata: ["day": "\(run.id)", "parts": "\(parts.count)"])
        try await compare(parts, of: run, under: lease)
        let last = try await store.lastManifest()
        return ArchiveManifest(
            store: identity,
            run: run.id,
            span: run.span,
            plan: run.plan,
            sequence: (last?.sequence ?? 0) + 1,
            previous: last.map { manifest in
                ArchiveManifest.Previous(
                    key: ArchiveKeys.manifest(of: manifest.run),
                    sha256: ContentHash.sha256(manifest.document)
                )
            },
            parts: parts,
            verifiedAt: time.now
        )
    }

    /// Finds that what an attempt before this one verified is in this place, and as it was then: that may be long ago,
    /// and may have been another place.
    ///
    /// - Throws: `corrupt` where it is not.
    func checkIsThere(_ manifest: ArchiveManifest, under lease: ArchiveLease) async throws {
        for part in manifest.parts {
            try await lease.hold()
            do {
                _ = try await read(part)
            } catch ArchivingError.archive(let error) where error.code == .corrupt {
                throw ArchivingError.found(
                    .corrupt,
                    """
                    \(error.message) \(manifest.run) was verified before; nothing was purged. Bring the object back, or \
                    name the place that it was written to, and run this again.
                    """
                )
            }
        }
    }

    /// Deletes what was verified from the store.
    func purge(_ run: ArchiveRun, of manifest: ArchiveManifest, under lease: ArchiveLease) async throws {
        progress(ArchiveProgress(run: run.id, phase: .purging, rows: 0, total: run.rows))
        try await lease.hold()
        switch try await store.purge(run.id, token: lease.token) {
        case .purged(let rows):
            logger.info("Day purged", metadata: ["day": "\(run.id)", "rows": "\(rows)"])
        case .conflict: throw ArchivingError.busy
        case .mismatch(let found):
            throw ArchivingError.found(
                .corrupt,
                """
                The store holds \(found) rows of \(run.id), and the archive \(manifest.rows ?? 0); nothing was purged. \
                Compare them with `salesctl archive verify --day \(run.id.day)` before you do anything else.
                """
            )
        }
    }

    /// The number of a run's first part: behind those of the day's runs before it.
    private func firstPart(of run: ArchiveRun) async throws -> Int {
        var count = 0
        for try await earlier in runs(of: run.id.day...run.id.day) where earlier.id < run.id {
            count += earlier.manifest?.parts(of: .prices).count ?? 0
        }
        return count
    }

    /// The runs of some days in their order.
    func runs(of days: ClosedRange<ArchiveDay>) -> PagedElements<ArchiveRun> {
        PagedElements { [store] (token) async throws(StoreError) in
            try await store.archiveRuns(of: days, after: token, limit: maximumPageSize)
        }
    }
}
