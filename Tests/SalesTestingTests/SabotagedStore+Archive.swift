import SalesCore
import SalesTesting
import Synchronization

extension SabotagedStore: ArchiveStore {
    /// What it wraps, as a store that can be archived.
    func archive() throws(StoreError) -> any ArchiveStore {
        guard let store = store as? any ArchiveStore else {
            throw StoreError(.other, message: "The store that is sabotaged cannot be archived.")
        }
        return store
    }

    func archiveIdentity() async throws(StoreError) -> ArchiveIdentity {
        let identity = try await archive().archiveIdentity()
        guard ledgerSabotage == .namesItselfAnew else { return identity }
        let random = RandomSource.system
        let name = String(repeating: "0", count: 16) + String(random.next() | 1 << 63, radix: 16)
        return ArchiveIdentity(name: name, zone: identity.zone)
    }

    func claimArchive(lease: Duration) async throws(StoreError) -> ArchiveToken? {
        let length = ledgerSabotage == .forgetsLedgerLeases ? .zero : lease
        let token = try await archive().claimArchive(lease: length)
        if let token { notes.withLock { $0.archiveToken = token } }
        return token
    }

    func renewArchive(_ token: ArchiveToken, lease: Duration) async throws(StoreError) -> Bool {
        try await archive().renewArchive(token, lease: lease)
    }

    func releaseArchive(_ token: ArchiveToken) async throws(StoreError) {
        let present = ledgerSabotage == .endsAnybodysLease ? notes.withLock { $0.archiveToken } : nil
        try await archive().releaseArchive(present ?? token)
    }

    func daysToArchive(endedBy moment: Timestamp, limit: Int) async throws(StoreError) -> [ArchiveDay] {
        switch ledgerSabotage {
        case .offersTheDayThatRuns:
            return try await archive().daysToArchive(endedBy: moment + .seconds(86_400), limit: limit)
        case .offersNewestFirst:
            return try await archive().daysToArchive(endedBy: moment, limit: limit).reversed()
        case .forgetsOpenRuns:
            let runs = try await archive().archiveRuns(of: ArchiveDay.shown, after: nil, limit: 100).elements
            let open = Set(runs.filter(\.step.isOpen).map(\.id.day))
            return try await archive().daysToArchive(endedBy: moment, limit: limit).filter { !open.contains($0) }
        default:
            return try await archive().daysToArchive(endedBy: moment, limit: limit)
        }
    }

    func waitingRows(of day: ArchiveDay) async throws(StoreError) -> Int {
        let count = try await archive().waitingRows(of: day)
        switch ledgerSabotage {
        case .countsFreeRowsOnly:
            let runs = try await archive().archiveRuns(of: day...day, after: nil, limit: 100).elements
            return count - (runs.first(where: \.step.isOpen)?.rows ?? 0)
        case .countsTheDayBefore:
            return try await archive().waitingRows(of: ArchiveDay(number: day.number - 1)) + count
        default: return count
        }
    }

    func openArchiveRun(
        of day: ArchiveDay,
        plan: ArchivePlan,
        token: ArchiveToken
    ) async throws(StoreError) -> ArchiveRun? {
        var run = try await archive().openArchiveRun(of: day, plan: plan, token: token)
        if ledgerSabotage == .forgetsPlans { run?.plan = plan }
        return run
    }

    func record(
        _ manifest: ArchiveManifest,
        of run: ArchiveRun.ID,
        token: ArchiveToken
    ) async throws(StoreError) -> Bool {
        do throws(StoreError) {
            return try await archive().record(manifest, of: run, token: token)
        } catch {
            guard ledgerSabotage == .takesAnyManifest, error.code == .invalidArgument else { throw error }
            return true
        }
    }

    func archiveRuns(
        of days: ClosedRange<ArchiveDay>,
        after token: PageToken?,
        limit: Int
    ) async throws(StoreError) -> Page<ArchiveRun> {
        var page = try await archive().archiveRuns(of: days, after: token, limit: limit)
        if ledgerSabotage == .listsRunsBackwards { page.elements.reverse() }
        return page
    }

    func lastManifest() async throws(StoreError) -> ArchiveManifest? {
        if ledgerSabotage == .losesManifests { return nil }
        return try await archive().lastManifest()
    }
}
