import SalesCore
import SalesTesting
import Synchronization

extension SabotagedStore {
    func freeze(_ run: ArchiveRun.ID, token: ArchiveToken) async throws(StoreError) -> ArchiveRun? {
        var frozen = try await archive().freeze(run, token: token)
        notes.withLock { _ = $0.frozen.insert(run) }
        if ledgerSabotage == .countsNoRows { frozen?.rows = 0 }
        return frozen
    }

    /// The times of a product's rows that runs hold.
    func frozenTimes(of product: ProductID) async throws(StoreError) -> Set<Timestamp> {
        var times: Set<Timestamp> = []
        for run in notes.withLock({ $0.frozen }) {
            let rows = try await archive().frozenRows(of: run, after: nil, limit: ArchiveLimits.pageRows).elements
            times.formUnion(rows.filter { $0.productID == product }.map(\.observedAt))
        }
        return times
    }

    func frozenRows(
        of run: ArchiveRun.ID,
        after token: PageToken?,
        limit: Int
    ) async throws(StoreError) -> Page<PricePoint> {
        var page = try await archive().frozenRows(of: run, after: token, limit: limit)
        switch ledgerSabotage {
        case .losesRowsBetweenPages where token != nil: page.elements = Array(page.elements.dropFirst())
        case .removesFrozenRows:
            let removed = notes.withLock { $0.removed }
            page.elements.removeAll { removed.contains($0.productID) }
        default: break
        }
        return page
    }

    func purge(_ run: ArchiveRun.ID, token: ArchiveToken) async throws(StoreError) -> PurgeResult {
        let result = try await archive().purge(run, token: token)
        switch (ledgerSabotage, result) {
        case (.purgesUnverified, .mismatch(let found)): return .purged(rows: found)
        // What came for the day since it was frozen is of the same date, and goes with it.
        case (.purgesByDate, .purged): _ = try? await archive().purgeDay(run.day, token)
        case (.losesCharts, .purged): notes.withLock { _ = $0.purgedDays.insert(run.day.number) }
        default: break
        }
        return result
    }

    func archivedPreferences(
        after token: PageToken?,
        limit: Int
    ) async throws(StoreError) -> Page<ArchivedPreference> {
        let page = try await archive().archivedPreferences(after: token, limit: limit)
        guard ledgerSabotage == .drawsPseudonymsAnew else { return page }
        return page.map { row in
            var row = row
            row.pseudonym = String(UInt64.random(in: (1 << 60)...UInt64.max), radix: 16) + row.pseudonym.suffix(16)
            return row
        }
    }

    func beginRestore(_ run: ArchiveRun.ID, token: ArchiveToken) async throws(StoreError) -> Bool {
        if ledgerSabotage == .keepsHalfRestored {
            let runs = try await archive().archiveRuns(of: run.day...run.day, after: nil, limit: 10).elements
            if runs.first(where: { $0.id == run })?.step == .restoring { return true }
        }
        return try await archive().beginRestore(run, token: token)
    }

    func restore(
        _ rows: [PricePoint],
        of run: ArchiveRun.ID,
        token: ArchiveToken
    ) async throws(StoreError) -> Int? {
        let brought = try await archive().restore(rows, of: run, token: token)
        return ledgerSabotage == .countsRowsLeftOut ? brought.map { _ in rows.count } : brought
    }

    func endRestore(
        _ run: ArchiveRun.ID,
        rows: Int,
        token: ArchiveToken
    ) async throws(StoreError) -> PurgeResult {
        let result = try await archive().endRestore(run, rows: rows, token: token)
        if ledgerSabotage == .endsHalfRestored, case .mismatch(let found) = result { return .purged(rows: found) }
        return result
    }

    func kept(_ kind: Retained) async throws(StoreError) -> KeptRows {
        if ledgerSabotage == .knowsNothingKept { return KeptRows(rows: 0, oldest: nil) }
        return try await archive().kept(kind)
    }

    func forget(_ kind: Retained, before moment: Timestamp, limit: Int) async throws(StoreError) -> Int {
        let limit = ledgerSabotage == .forgetsWithoutLimit ? 1_000 : limit
        return try await archive().forget(kind, before: moment, limit: limit)
    }
}
