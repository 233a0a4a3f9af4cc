public import SalesCore

/// A store in dictionaries: simple, slow, and forgotten when the program ends.
///
/// An actor runs one call at a time and no call here awaits anything, so that each is a transaction. A store on a
/// database begins one in its place.
public actor DictionaryStore: TrackingStore {
    /// The clock that leases and turns are measured by; never the time of an observation.
    let time: any TimeSource

    var users: [UserID: User]
    var websites: [Int64: Website] = [:]
    var products: [Int64: Product] = [:]
    var subscriptions: [Int64: Subscription] = [:]
    var prices: [ProductID: [Timestamp: PricePoint]] = [:]
    var events: [Int64: EventRow] = [:]
    var alerts: [Int64: Alert] = [:]
    var hosts: [String: HostState] = [:]

    var checkLeases: [ProductID: Lease] = [:]
    var eventLeases: [Int64: Lease] = [:]
    var alertLeases: [Int64: Lease] = [:]

    /// The last number given, of whatever kind: one count for all keeps every number unique.
    private var lastNumber = UserID.local.rawValue

    /// An empty store with the local user in it.
    public init(time: any TimeSource = SystemTime()) {
        self.time = time
        users = [.local: User(id: .local, createdAt: time.now)]
    }

    /// Adds a person, and answers the row with the number that they got.
    public func addUser(_ draft: User.New) -> User {
        let added = User(
            id: UserID(rawValue: nextNumber()),
            email: draft.email,
            firstName: draft.firstName,
            lastName: draft.lastName,
            phone: draft.phone,
            settings: draft.settings,
            createdAt: draft.createdAt
        )
        users[added.id] = added
        return added
    }

    /// A number that was never given before.
    func nextNumber() -> Int64 {
        lastNumber += 1
        return lastNumber
    }
}

/// Who works on something, and until when.
struct Lease {
    let token: Int64
    var until: Timestamp
}

/// An event and how far its expansion has come.
struct EventRow {
    let event: PriceEvent
    var cursor: PageToken?
    var isExpanded = false
}
