/// Moving days of prices out of a store into an archive: what archiving asks of a store.
///
/// Tracking needs none of it, and nothing that tracking needs is moved: the last price, the rules and what they
/// remember live elsewhere than in `prices`, so that a drop across midnight is still seen. People are never part of it.
///
/// A day goes through one run: rows are *frozen* into it, written by an ``Archiver`` and read back, the *manifest* of
/// what was read back is recorded, and exactly the frozen rows are *purged*. A crash anywhere leaves a run that the next
/// worker takes up where it stands. No date decides what is deleted, only membership in a run with a manifest.
public protocol ArchiveStore: ArchiveLedger, ArchiveSource, RetentionStore {}

/// Which days were archived, how far each has come, and who works on it.
///
/// One worker at a time archives, under a lease on the whole ledger: manifests come in order, and each names the one
/// before. Every requirement that takes a token changes nothing and says so where that lease is no longer held.
public protocol ArchiveLedger: Sendable {
    /// What names the store in its archive, and the zone of its days.
    ///
    /// Both never change. The store must draw the name at random when it is made.
    /// - Promise: LEDGER-1
    func archiveIdentity() async throws(StoreError) -> ArchiveIdentity

    /// Leases the ledger; nil where somebody's lease still runs.
    ///
    /// The store must measure leases by its own clock, and give each a token that no lease ever had.
    /// - Promise: LEDGER-2, LEDGER-18
    func claimArchive(lease: Duration) async throws(StoreError) -> ArchiveToken?

    /// Makes a lease run on from now; false where it is no longer held.
    ///
    /// - Promise: LEDGER-2
    func renewArchive(_ token: ArchiveToken, lease: Duration) async throws(StoreError) -> Bool

    /// Ends a lease before its time; one that is not held stays as it is.
    ///
    /// - Promise: LEDGER-2
    func releaseArchive(_ token: ArchiveToken) async throws(StoreError)

    /// Days that were over at a moment and have work: rows that no run holds, or a run that is open; oldest first.
    ///
    /// Days are those of the store's zone: each begins with the first moment of its date.
    /// - Promise: LEDGER-3, LEDGER-4
    func daysToArchive(endedBy moment: Timestamp, limit: Int) async throws(StoreError) -> [ArchiveDay]

    /// How many rows of a day wait for the archive: those that no run holds, and those of its open run.
    ///
    /// - Promise: LEDGER-20
    func waitingRows(of day: ArchiveDay) async throws(StoreError) -> Int

    /// The open run of a day, or a new one where there is none; nil where the lease is lost.
    ///
    /// The store must have at most one open run of a day, and number a day's runs from 1 (rows that come after a run was
    /// purged are the next one's). A run keeps the span of its day, and that was open the plan that it was opened with.
    /// - Promise: LEDGER-5
    func openArchiveRun(
        of day: ArchiveDay,
        plan: ArchivePlan,
        token: ArchiveToken
    ) async throws(StoreError) -> ArchiveRun?

    /// Records what was read back from the archive; answers whether the lease was still held.
    ///
    /// The caller guarantees that every object was read back and holds exactly the run's frozen rows. The same manifest
    /// again succeeds; another one for a run that has one, or one for a run that is not frozen, throws
    /// ``StoreErrorCode/invalidArgument``.
    /// - Promise: LEDGER-6
    func record(
        _ manifest: ArchiveManifest,
        of run: ArchiveRun.ID,
        token: ArchiveToken
    ) async throws(StoreError) -> Bool

    /// Runs in the order of their days and numbers, a page at a time; they stay for ever.
    ///
    /// - Promise: LEDGER-7
    func archiveRuns(
        of days: ClosedRange<ArchiveDay>,
        after token: PageToken?,
        limit: Int
    ) async throws(StoreError) -> Page<ArchiveRun>

    /// The manifest that was recorded last, or nil.
    ///
    /// - Promise: LEDGER-7
    func lastManifest() async throws(StoreError) -> ArchiveManifest?
}

/// The rows of a run: taken out of the stream, read, and deleted; and brought back.
public protocol ArchiveSource: Sendable {
    /// Puts every row of the run's day that no run holds into it, and answers the run then; nil where the lease is lost.
    ///
    /// The store must do so once: a run that is frozen keeps its rows, and rows that come later wait for the next run.
    /// Frozen rows are served by ``PriceStore`` as before, are not new where somebody brings them again, and stay in the
    /// run when their product is removed.
    /// - Promise: LEDGER-8, LEDGER-16, LEDGER-17
    func freeze(_ run: ArchiveRun.ID, token: ArchiveToken) async throws(StoreError) -> ArchiveRun?

    /// The run's rows in the order of product and time, a page at a time, whoever holds the lease.
    ///
    /// The store must serve the same rows in the same order each time until they are purged, and none after. Pages may
    /// hold up to ``ArchiveLimits/pageRows`` rows, where the limit asks for as many.
    /// - Promise: LEDGER-9
    func frozenRows(
        of run: ArchiveRun.ID,
        after token: PageToken?,
        limit: Int
    ) async throws(StoreError) -> Page<PricePoint>

    /// Deletes the run's rows, all in one transaction and no other rows, and marks the run as purged.
    ///
    /// The store must delete by membership in the run, and where the number of rows that it would delete is not the
    /// manifest's, or there is no manifest, change nothing and answer ``PurgeResult/mismatch(found:)``. A run that is
    /// purged answers `.purged` again, and one that is or is being restored gives up what was brought back.
    /// ``PriceStore/dailyPrices(of:days:)`` answers as before, and goes on with rows that come later.
    /// - Promise: LEDGER-10, LEDGER-14
    func purge(_ run: ArchiveRun.ID, token: ArchiveToken) async throws(StoreError) -> PurgeResult

    /// The subscriptions in the order of their numbers, a page at a time, each under its person's pseudonym.
    ///
    /// The store must draw a pseudonym at random for each person, keep it as long as the person is there and no longer,
    /// and give it to nobody else.
    /// - Promise: LEDGER-11
    func archivedPreferences(after token: PageToken?, limit: Int) async throws(StoreError) -> Page<ArchivedPreference>

    /// Begins to bring a purged run's rows back, which removes what an attempt before it had brought; false where the
    /// lease is lost, or the run is neither purged nor being restored.
    ///
    /// - Promise: LEDGER-12
    func beginRestore(_ run: ArchiveRun.ID, token: ArchiveToken) async throws(StoreError) -> Bool

    /// Brings rows back into a run that is being restored; answers how many, or nil where the lease is lost or the run is
    /// not being restored.
    ///
    /// The caller guarantees rows in the order of product and time, each once. Rows that are brought back belong to the
    /// run and are served by ``PriceStore``. The store must leave out those of which (product, time) is there already, in
    /// another run or in none: they came in again after they were archived, and what came later counts.
    /// - Promise: LEDGER-12, LEDGER-15
    func restore(
        _ rows: [PricePoint],
        of run: ArchiveRun.ID,
        token: ArchiveToken
    ) async throws(StoreError) -> Int?

    /// Marks a run as restored if it has so many rows, at the store's own time; else as ``PurgeResult`` says of purging,
    /// with `.purged` for what is in the store.
    ///
    /// The caller guarantees that it gave ``restore(_:of:token:)`` every row of the manifest, and that so many of them
    /// were brought back.
    /// - Promise: LEDGER-12, LEDGER-15
    func endRestore(
        _ run: ArchiveRun.ID,
        rows: Int,
        token: ArchiveToken
    ) async throws(StoreError) -> PurgeResult
}
