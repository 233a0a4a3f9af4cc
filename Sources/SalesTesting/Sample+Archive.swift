public import SalesCore

extension Sample {
    /// The manifest of a run that would hold so many rows, as many as it does unless given, in parts of two rows.
    public static func manifest(
        of run: ArchiveRun,
        in store: ArchiveIdentity,
        rows: Int? = nil,
        sequence: Int = 1,
        at time: Timestamp = ManualClock.start
    ) -> ArchiveManifest {
        let count = rows ?? run.rows
        let parts = stride(from: 0, to: count, by: 2).map { first in
            ArchiveManifest.Part(
                table: .prices,
                key: "prices/date=\(run.id.day)/part-\(first).csv",
                rows: min(2, count - first),
                bytes: 100,
                sha256: String(repeating: "ab", count: 32),
                numbers: 1...2
            )
        }
        return ArchiveManifest(
            store: store,
            run: run.id,
            span: run.span,
            plan: run.plan,
            sequence: sequence,
            previous: nil,
            parts: parts,
            verifiedAt: time
        )
    }
}

extension ArchiveStore {
    /// Takes a day from where it stands to its end, without an archive: its rows are read, taken for written and purged.
    ///
    /// - Returns: The rows that were purged, in their order.
    @discardableResult
    public func purgeDay(_ day: ArchiveDay, _ token: ArchiveToken, sequence: Int = 1) async throws -> [PricePoint] {
        let opened = try demandValue(
            try await openArchiveRun(of: day, plan: ArchivePlan(), token: token),
            "a run of \(day) could not be opened"
        )
        let run = try demandValue(try await freeze(opened.id, token: token), "\(opened.id) could not be frozen")
        var rows: [PricePoint] = []
        var next: PageToken?
        repeat {
            let page = try await frozenRows(of: run.id, after: next, limit: ArchiveLimits.pageRows)
            rows += page.elements
            next = page.next
        } while next != nil
        if run.manifest == nil {
            let manifest = Sample.manifest(of: run, in: try await archiveIdentity(), sequence: sequence)
            try demand(try await record(manifest, of: run.id, token: token), "\(run.id) took no manifest")
        }
        try demand(try await purge(run.id, token: token), equals: .purged(rows: rows.count), "purging \(run.id)")
        return rows
    }
}
