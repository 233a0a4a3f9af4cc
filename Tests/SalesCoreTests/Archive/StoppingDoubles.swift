import Synchronization

@testable import SalesCore

/// Counts calls down and lets none through from the end on, as where a process was killed.
final class Countdown: Sendable {
    private let left: Mutex<Int>

    init(_ calls: Int) { left = Mutex(calls) }

    /// Whether this call is let through.
    func isLeft() -> Bool {
        left.withLock { left in
            left -= 1
            return left > 0
        }
    }
}

/// An archiver that stops with a countdown: just before its last call does anything, or just after, by turns.
struct StoppingArchiver: Archiver {
    private let inner: any Archiver
    private let countdown: Countdown

    init(_ inner: any Archiver, _ countdown: Countdown) {
        self.inner = inner
        self.countdown = countdown
    }

    private func step() throws(ArchiveError) {
        guard countdown.isLeft() else { throw ArchiveError(.unavailable, message: "stopped") }
    }

    func write(_ bytes: [UInt8], to key: String) async throws(ArchiveError) -> ArchiveWrite {
        try step()
        let result = try await inner.write(bytes, to: key)
        try step()
        return result
    }

    func read(_ key: String) async throws(ArchiveError) -> [UInt8]? {
        try step()
        return try await inner.read(key)
    }

    func list(prefix: String, after token: PageToken?, limit: Int) async throws(ArchiveError) -> Page<String> {
        try await inner.list(prefix: prefix, after: token, limit: limit)
    }
}

/// An archiver that gives one byte of each object back changed, but for what says whose it is.
struct AlteringArchiver: Archiver {
    private let inner: any Archiver
    private let byte: Int
    private let folder: String

    /// - Parameter folder: what the keys of those that are changed begin with.
    init(_ inner: any Archiver, byte: Int, below folder: String = "") {
        self.inner = inner
        self.byte = byte
        self.folder = folder
    }

    func write(_ bytes: [UInt8], to key: String) async throws(ArchiveError) -> ArchiveWrite {
        try await inner.write(bytes, to: key)
    }

    func read(_ key: String) async throws(ArchiveError) -> [UInt8]? {
        guard var bytes = try await inner.read(key), !bytes.isEmpty else { return nil }
        guard key != ArchiveKeys.identity, key.hasPrefix(folder) else { return bytes }
        bytes[min(byte, bytes.count - 1)] ^= 1
        return bytes
    }

    func list(prefix: String, after token: PageToken?, limit: Int) async throws(ArchiveError) -> Page<String> {
        try await inner.list(prefix: prefix, after: token, limit: limit)
    }
}

/// What an archive has asked its place or its store for.
enum ArchiveCall: Hashable, Sendable {
    case write(String)
    case read(String)
    case freeze
    /// A page of a run's rows.
    case rows
    /// A page of another table.
    case snapshot
    case purge
    case restore
    case forget
}

/// Is called when a call is done, before its caller goes on.
typealias ArchiveHook = @Sendable (ArchiveCall) async -> Void

/// A store that stops with a countdown, before and after each change of the archive.
struct StoppingStore: PriceArchive.Store {
    private let inner: MemoryStore
    private let countdown: Countdown
    private let done: ArchiveHook

    init(_ inner: MemoryStore, _ countdown: Countdown = Countdown(.max), done: @escaping ArchiveHook = { _ in }) {
        self.inner = inner
        self.countdown = countdown
        self.done = done
    }

    private func step() throws(StoreError) {
        guard countdown.isLeft() else { throw StoreError(.unavailable, message: "stopped") }
    }

    private func around<Value>(_ change: () async throws(StoreError) -> Value) async throws(StoreError) -> Value {
        try step()
        let value = try await change()
        try step()
        return value
    }

    func archiveIdentity() async throws(StoreError) -> ArchiveIdentity { try await inner.archiveIdentity() }

    func claimArchive(lease: Duration) async throws(StoreError) -> ArchiveToken? {
        try await around { () async throws(StoreError) in try await inner.claimArchive(lease: lease) }
    }

    func renewArchive(_ token: ArchiveToken, lease: Duration) async throws(StoreError) -> Bool {
        try await inner.renewArchive(token, lease: lease)
    }

    func releaseArchive(_ token: ArchiveToken) async throws(StoreError) {
        try step()
        try await inner.releaseArchive(token)
    }

    func daysToArchive(endedBy moment: Timestamp, limit: Int) async throws(StoreError) -> [ArchiveDay] {
        try await inner.daysToArchive(endedBy: moment, limit: limit)
    }

    func waitingRows(of day: ArchiveDay) async throws(StoreError) -> Int { try await inner.waitingRows(of: day) }

    func openArchiveRun(of day: ArchiveDay, plan: ArchivePlan, token: ArchiveToken) async throws(StoreError)
        -> ArchiveRun?
    {
        try await around { () async throws(StoreError) in
            try await inner.openArchiveRun(of: day, plan: plan, token: token)
        }
    }

    func record(_ manifest: ArchiveManifest, of run: ArchiveRun.ID, token: ArchiveToken) async throws(StoreError)
        -> Bool
    {
        try await around { () async throws(StoreError) in try await inner.record(manifest, of: run, token: token) }
    }

    func archiveRuns(of days: ClosedRange<ArchiveDay>, after token: PageToken?, limit: Int) async throws(StoreError)
        -> Page<ArchiveRun>
    {
        try await inner.archiveRuns(of: days, after: token, limit: limit)
    }

    func lastManifest() async throws(StoreError) -> ArchiveManifest? { try await inner.lastManifest() }

    func freeze(_ run: ArchiveRun.ID, token: ArchiveToken) async throws(StoreError) -> ArchiveRun? {
        let frozen = try await around { () async throws(StoreError) in try await inner.freeze(run, token: token) }
        await done(.freeze)
        return frozen
    }

    func frozenRows(of run: ArchiveRun.ID, after token: PageToken?, limit: Int) async throws(StoreError)
        -> Page<PricePoint>
    {
        let page = try await inner.frozenRows(of: run, after: token, limit: min(limit, 5))
        await done(.rows)
        return page
    }

    func purge(_ run: ArchiveRun.ID, token: ArchiveToken) async throws(StoreError) -> PurgeResult {
        let result = try await around { () async throws(StoreError) in try await inner.purge(run, token: token) }
        await done(.purge)
        return result
    }

    func archivedPreferences(after token: PageToken?, limit: Int) async throws(StoreError) -> Page<ArchivedPreference> {
        let page = try await inner.archivedPreferences(after: token, limit: limit)
        await done(.snapshot)
        return page
    }

    func beginRestore(_ run: ArchiveRun.ID, token: ArchiveToken) async throws(StoreError) -> Bool {
        try await inner.beginRestore(run, token: token)
    }

    func restore(_ rows: [PricePoint], of run: ArchiveRun.ID, token: ArchiveToken) async throws(StoreError) -> Int? {
        let new = try await inner.restore(rows, of: run, token: token)
        await done(.restore)
        return new
    }

    func endRestore(_ run: ArchiveRun.ID, rows: Int, token: ArchiveToken) async throws(StoreError) -> PurgeResult {
        try await inner.endRestore(run, rows: rows, token: token)
    }

    func kept(_ kind: Retained) async throws(StoreError) -> KeptRows { try await inner.kept(kind) }

    func forget(_ kind: Retained, before moment: Timestamp, limit: Int) async throws(StoreError) -> Int {
        let count = try await inner.forget(kind, before: moment, limit: limit)
        await done(.forget)
        return count
    }

    func addProduct(_ product: Product.New) async throws(StoreError) -> AddedProduct {
        try await inner.addProduct(product)
    }

    func product(_ id: ProductID) async throws(StoreError) -> Product? { try await inner.product(id) }

    func products(matching filter: ProductFilter, after token: PageToken?, limit: Int) async throws(StoreError)
        -> Page<Product>
    {
        let page = try await inner.products(matching: filter, after: token, limit: limit)
        await done(.snapshot)
        return page
    }

    func removeProduct(_ id: ProductID) async throws(StoreError) { try await inner.removeProduct(id) }

    func websites(after token: PageToken?, limit: Int) async throws(StoreError) -> Page<Website> {
        let page = try await inner.websites(after: token, limit: limit)
        await done(.snapshot)
        return page
    }

    func prices(of product: ProductID, in range: Range<Timestamp>, after token: PageToken?, limit: Int)
        async throws(StoreError) -> Page<PricePoint>
    {
        try await inner.prices(of: product, in: range, after: token, limit: limit)
    }

    func dailyPrices(of product: ProductID, days: Range<Int64>) async throws(StoreError) -> [DailyPrices] {
        try await inner.dailyPrices(of: product, days: days)
    }

    func importPrices(_ rows: [PricePoint]) async throws(StoreError) -> Int { try await inner.importPrices(rows) }
}
