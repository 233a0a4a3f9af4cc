/// Moving days of prices out of a store into an archive: what archiving asks of a store.
///
/// Tracking needs none of it, and nothing that tracking needs is moved: the last price, the rules and what they
/// remember live elsewhere than in `prices`, so that a drop across midnight is still seen. People are never part of it.
///
/// A day goes through one run: rows are *frozen* into it, written by an ``Archiver`` and read back, the *manifest* of
/// what was read back is recorded, and exactly the frozen rows are *purged*. A crash anywhere leaves a run that the next
/// worker takes up where it stands. No date decides what is deleted, only membership in a run with a manifest.
public protocol ArchiveStore: ArchiveLedger, ArchiveSource {}

/// Which days were archived, how far each has come, and who works on it.
public protocol ArchiveLedger: Sendable {
    /// UTC days before the one given that have work: rows that no run holds, or a run that is not purged; oldest first.
    ///
    /// The caller guarantees `limit` of 1 to ``maximumPageSize``.
    /// - Throws: ``StoreError``.
    func daysToArchive(before day: Int64, limit: Int) async throws(StoreError) -> [Int64]

    /// Leases a day's open run, opening one where there is none; nil where somebody's lease still runs.
    ///
    /// The store must have at most one open run of a day, number a day's runs from 1 (rows that come after a run was
    /// purged are the next one's), measure leases by its own clock, and give each lease a token that no lease of that
    /// day ever had. A lease on a run that is open goes on where it stands.
    /// - Throws: ``StoreError``.
    func claimArchiveRun(of day: Int64, lease: Duration) async throws(StoreError) -> ClaimedArchiveRun?

    /// Records what was read back from the archive; answers whether the lease was still held.
    ///
    /// The caller guarantees that every object was read back and holds exactly the run's frozen rows. The store must
    /// change nothing and answer false where the token is not the present one or has run out. The same manifest again
    /// succeeds; another one for a run that has one throws ``StoreErrorCode/invalidArgument``.
    /// - Throws: ``StoreError``.
    func record(_ manifest: ArchiveManifest, of run: ArchiveRun.ID, token: Int64) async throws(StoreError) -> Bool

    /// Runs in the order of their days and numbers, a page at a time; purged ones stay for ever.
    ///
    /// - Throws: ``StoreError``.
    func archiveRuns(after token: PageToken?, limit: Int) async throws(StoreError) -> Page<ArchiveRun>
}

/// The rows of a run: taken out of the stream, read, and deleted.
public protocol ArchiveSource: Sendable {
    /// Puts every row of the run's day that no run holds into it, and answers how many it holds then; nil where the
    /// lease is lost.
    ///
    /// The store must do so once: a run that is frozen keeps its rows, and rows that come later wait for the next run.
    /// Frozen rows are served by ``PriceStore`` as before.
    /// - Throws: ``StoreError``.
    func freeze(_ run: ArchiveRun.ID, token: Int64) async throws(StoreError) -> Int?

    /// The run's rows in the order of product and time, a page at a time, whoever holds the lease.
    ///
    /// The store must serve the same rows in the same order each time until they are purged, and none after.
    /// - Throws: ``StoreError``.
    func frozenRows(
        of run: ArchiveRun.ID,
        after token: PageToken?,
        limit: Int
    ) async throws(StoreError) -> Page<PricePoint>

    /// Deletes the run's rows, all in one transaction and no other rows, and marks the run as purged.
    ///
    /// The store must delete by membership in the run, and where the number of rows that it would delete is not the
    /// manifest's, or there is no manifest, change nothing and answer ``PurgeResult/mismatch(found:)``. A run that is
    /// purged answers `.purged` again.
    /// - Throws: ``StoreError``.
    func purge(_ run: ArchiveRun.ID, token: Int64) async throws(StoreError) -> PurgeResult
}

/// How far the archiving of a day has come.
public struct ArchiveRun: Hashable, Sendable {
    /// Names a run: a day and which of its runs.
    public struct ID: Hashable, Codable, Sendable {
        /// Days since 1970-01-01 UTC.
        public var day: Int64
        /// From 1; later ones hold rows that came after an earlier one was purged.
        public var number: Int

        /// The run of a day.
        public init(day: Int64, number: Int) {
            self.day = day
            self.number = number
        }
    }

    /// The steps in their order.
    public enum Step: String, Codable, Sendable, CaseIterable {
        /// It is opened and holds no rows yet.
        case planned
        /// It holds its rows.
        case frozen
        /// They were written and read back.
        case verified
        /// They are no longer in `prices`.
        case purged
    }

    /// Its day and number.
    public let id: ID
    /// How far it has come.
    public var step: Step
    /// How many rows it holds; 0 before it is frozen.
    public var rows: Int
    /// What was read back; nil before.
    public var manifest: ArchiveManifest?

    /// A run.
    public init(id: ID, step: Step = .planned, rows: Int = 0, manifest: ArchiveManifest? = nil) {
        self.id = id
        self.step = step
        self.rows = rows
        self.manifest = manifest
    }
}

/// A leased run.
public struct ClaimedArchiveRun: Hashable, Sendable {
    /// The run.
    public let run: ArchiveRun
    /// The fencing token.
    public let token: Int64

    /// A leased run.
    public init(run: ArchiveRun, token: Int64) {
        self.run = run
        self.token = token
    }
}

/// What a run's rows became in the archive.
public struct ArchiveManifest: Hashable, Codable, Sendable {
    /// One object.
    public struct Part: Hashable, Codable, Sendable {
        /// Its key in the ``Archiver``.
        public var key: String
        /// Its bytes.
        public var bytes: Int
        /// Its rows.
        public var rows: Int
        /// Its SHA-256 in lower-case hexadecimal digits, of what was read back.
        public var sha256: String

        /// One object.
        public init(key: String, bytes: Int, rows: Int, sha256: String) {
            self.key = key
            self.bytes = bytes
            self.rows = rows
            self.sha256 = sha256
        }
    }

    /// The objects, in the order of the rows.
    public var parts: [Part]
    /// When the last was read back.
    public var verifiedAt: Timestamp

    /// A manifest.
    public init(parts: [Part], verifiedAt: Timestamp) {
        self.parts = parts
        self.verifiedAt = verifiedAt
    }

    /// The rows of all objects together; nil where the sum is beyond Int.
    public var rows: Int? {
        var sum = 0
        for part in parts {
            let (next, overflow) = sum.addingReportingOverflow(part.rows)
            guard !overflow else { return nil }
            sum = next
        }
        return sum
    }
}

/// What deleting a run's rows gave.
public enum PurgeResult: Hashable, Sendable {
    /// The rows are gone: so many.
    case purged(rows: Int)
    /// The rows are not those of the manifest, or there is none; nothing was changed.
    case mismatch(found: Int)
    /// The lease was lost; nothing was changed.
    case conflict
}
