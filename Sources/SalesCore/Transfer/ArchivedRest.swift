/// What an export finds in the archive beside the rows of the store: each row that the store has not shown, once.
///
/// It reads each object that it needs once, and holds one at a time; of a day that has several runs, also which rows the
/// later ones have.
struct ArchivedRest {
    private let archive: PriceArchive
    private let rowsBetweenLooks: Int
    private var seam = ArchiveSeam()
    private var manifests: [ArchiveManifest] = []
    /// How many manifests the ledger had at the last look.
    private var sequence = 0

    /// Looks at the ledger for the first time, before anything is read from the store.
    ///
    /// - Parameter rowsBetweenLooks: how many rows of the store are remembered before it is looked at again.
    init(of archive: PriceArchive, rowsBetweenLooks: Int = Self.usualRows) async throws {
        self.archive = archive
        self.rowsBetweenLooks = rowsBetweenLooks
        try await look()
    }

    /// A megabyte of rows to remember.
    static let usualRows = 65_536

    /// Takes note of a row that the store shows.
    mutating func note(_ row: PricePoint) { seam.note(row) }

    /// Takes note that all rows of a product were noted.
    mutating func endProduct() async throws {
        if seam.waitingRows >= rowsBetweenLooks { try await look() }
    }

    /// Looks at the ledger; once more behind the last product.
    mutating func look() async throws {
        // What is recorded between the two questions is read again at the next look.
        let present = try await archive.store.lastManifest()?.sequence ?? 0
        if present != sequence {
            var found: [ArchiveManifest] = []
            for try await run in archive.runs(of: ArchiveDay.shown) {
                if let manifest = run.manifest { found.append(manifest) }
            }
            manifests = found
            sequence = present
        }
        seam.look(at: manifests)
    }

    /// Hands over the rows that the store has not shown, in the order of days, and within a run of product and time.
    ///
    /// Of a row that two runs of a day have, as where an old export was imported, the later counts.
    /// - Throws: `corrupt` where an object is not what it was when it was written.
    func rows(_ take: (PricePoint) async throws -> Void) async throws {
        var later: Set<ArchiveSeam.Key> = []
        var day: ArchiveDay?
        for manifest in manifests.laterRunsFirst {
            if manifest.run.day != day { later = [] }
            day = manifest.run.day
            let isFirstRun = manifest.run.number == 1
            var done = 0
            for part in manifest.parts(of: .prices) where seam.mayMiss(part, of: manifest.run) {
                try Task.checkCancellation()
                let rows = try await archive.inOwnTerms {
                    try await archive.rows(in: part, coding: manifest.plan.coding, as: PricePoint.self)
                }
                for row in rows where seam.isMissing(row, of: manifest.run) {
                    let key = ArchiveSeam.Key(row)
                    guard !later.contains(key) else { continue }
                    try await take(row)
                    if !isFirstRun { later.insert(key) }
                }
                done += rows.count
                archive.progress(
                    ArchiveProgress(run: manifest.run, phase: .reading, rows: done, total: manifest.rows)
                )
            }
        }
    }
}
