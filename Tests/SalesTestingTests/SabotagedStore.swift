import SalesCore
import SalesTesting
import Synchronization

/// A store that does as promised, save for one thing.
final class SabotagedStore: TrackingStore {
    /// What it remembers for its sabotage.
    struct Notes {
        var removed: [ProductID] = []
        var tokens: [ProductID: Int64] = [:]
        var alertTokens: [Alert.ID: Int64] = [:]
        var alertEnds: [Alert.ID: Timestamp] = [:]
        var copies = 0
        var restored: Set<ProductID> = []
        var unfollowed = 0
        var people: [User] = []
        var erased: [UserID] = []
        var archiveToken: ArchiveToken?
        var frozen: Set<ArchiveRun.ID> = []
        var purgedDays: Set<Int64> = []
        var sessions: [SecretHash: AccountSession] = [:]
        var signedIn: [SecretHash: User] = [:]
        var keyTokens: [IdempotencyKey: Int64] = [:]
        var keyEnds: [IdempotencyKey: Timestamp] = [:]
        var answers: [IdempotencyKey: KeptAnswer] = [:]
        var givenUp: Set<IdempotencyKey> = []
    }

    let store: any TrackingStore
    let sabotage: Sabotage?
    let accountSabotage: AccountSabotage?
    let ledgerSabotage: LedgerSabotage?
    let sessionSabotage: SessionSabotage?
    let keySabotage: KeySabotage?
    let overviewSabotage: OverviewSabotage?
    let installationSabotage: InstallationSabotage?
    let clock: ManualClock
    let notes = Mutex(Notes())

    /// A store around another that breaks one thing, or nothing for nil.
    init(
        _ store: any TrackingStore,
        _ sabotage: Sabotage?,
        accounts: AccountSabotage? = nil,
        ledger: LedgerSabotage? = nil,
        sessions: SessionSabotage? = nil,
        keys: KeySabotage? = nil,
        overviews: OverviewSabotage? = nil,
        installation: InstallationSabotage? = nil,
        clock: ManualClock
    ) {
        self.store = store
        self.sabotage = sabotage
        accountSabotage = accounts
        ledgerSabotage = ledger
        sessionSabotage = sessions
        keySabotage = keys
        overviewSabotage = overviews
        installationSabotage = installation
        self.clock = clock
    }

    /// A harness of sabotaged memory stores, with everything that a promise may need.
    static func harness(
        _ sabotage: Sabotage?,
        accounts: AccountSabotage? = nil,
        ledger: LedgerSabotage? = nil,
        sessions: SessionSabotage? = nil,
        keys: KeySabotage? = nil,
        overviews: OverviewSabotage? = nil,
        installation: InstallationSabotage? = nil
    ) -> StoreHarness {
        StoreHarness { clock in
            let memory = MemoryStore(time: clock)
            let store = SabotagedStore(
                memory,
                sabotage,
                accounts: accounts,
                ledger: ledger,
                sessions: sessions,
                keys: keys,
                overviews: overviews,
                installation: installation,
                clock: clock
            )
            return TestedStore(
                store,
                reopen: {
                    let isAlone =
                        sabotage == .isolatesHandles || accounts == .isolatesHandles || ledger == .isolatesHandles
                        || sessions == .isolatesHandles || keys == .isolatesHandles
                    return isAlone ? MemoryStore(time: clock) as any TrackingStore : store
                }
            )
        }
    }

    func limit(_ limit: Int) -> Int {
        sabotage == .ignoresLimits ? maximumPageSize : limit
    }

    /// How long a lease runs that was asked for, where this sabotage forgets those of its kind.
    func lease(_ lease: Duration, forgottenBy forgetful: Sabotage) -> Duration {
        switch sabotage {
        case forgetful: .zero
        case .neverEndsLeases: .seconds(1_000_000)
        default: lease
        }
    }

    /// Spoils a list as the sabotage says.
    func page<Element: Sendable>(
        after token: PageToken?,
        limit: Int,
        _ fetch: (PageToken?, Int) async throws(StoreError) -> Page<Element>
    ) async throws(StoreError) -> Page<Element> {
        switch sabotage {
        case .countsPagesByOffset:
            let offset = token.flatMap { Int($0.text) } ?? 0
            let all = try await fetch(nil, maximumPageSize).elements
            let rest = all.dropFirst(offset)
            let elements = Array(rest.prefix(limit))
            let isLast = elements.count == rest.count
            return Page(elements: elements, next: isLast ? nil : PageToken(text: String(offset + elements.count)))
        case .repeatsTheFirstOfAPage:
            var page = try await fetch(token, limit)
            if let first = page.elements.first { page.elements.insert(first, at: 0) }
            return page
        case .ignoresTokens where token.flatMap({ Int64($0.text) }) == nil:
            return try await fetch(nil, limit)
        default:
            return try await fetch(token, self.limit(limit))
        }
    }
}
