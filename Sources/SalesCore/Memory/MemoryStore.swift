internal import Foundation

/// A store that lives as long as it is referenced: the first implementation of every role, for tests, examples and
/// trying things out.
///
/// It keeps every promise of a store save durability. Leases and turns are measured by the time source given to
/// ``init(time:)``. Every requirement takes at most O(log n) for each row that it touches, claims O(hosts) besides;
/// erasing a person, and removing what has ended, look at all rows of their kinds.
public actor MemoryStore: TrackingStore, AccountStore, SessionStore, IdempotencyStore {
    /// The clock that leases and turns are measured by.
    let time: any TimeSource
    let identity: ArchiveIdentity
    let calendar: ArchiveCalendar
    var random: RandomSource

    var users = NumberedRows<User>()
    var userIDs: [AddressKey: UserID] = [:]
    var erased: Set<UserID> = []

    var websites = NumberedRows<Website>()
    var websiteIDs: [String: WebsiteID] = [:]
    var products = NumberedRows<Product>()
    var productIDs: [ProductKey: ProductID] = [:]
    var followers: [ProductID: Followers] = [:]

    var subscriptions = NumberedRows<Subscription>()
    var subscriptionIDs: [SubscriptionKey: SubscriptionID] = [:]
    var subscriptionsByProduct: [ProductID: [Int64]] = [:]

    var prices: [ProductID: PriceRows] = [:]

    var due: [String: ReadyQueue<ProductID, Timestamp>] = [:]
    var checkLeases = LeaseTable<ProductID>()

    var events = NumberedRows<EventRecord>()
    var eventsByProduct: [ProductID: EventLine] = [:]
    var readyEvents = ReadyQueue<PriceEventID, PriceEventID>()
    var eventLeases = LeaseTable<PriceEventID>()

    var alertRows = NumberedRows<Alert>()
    var alertNumbers: [Alert.ID: Int64] = [:]
    var alertKeys: Set<AlertKey> = []
    var openAlertsByProduct: [ProductID: Set<Int64>] = [:]
    var readyAlerts: [Channel: ReadyQueue<Int64, Timestamp>] = [:]
    var heldAlerts: [PersonChannel: Set<Int64>] = [:]
    var waitingAlerts: [PersonChannel: Set<Int64>] = [:]
    var alertLeases = LeaseTable<Int64>()
    var lastRestoredEvent: Int64 = 0

    var tokens: [SecretHash: TokenRecord] = [:]
    var tokenHashes: [TokenKey: Set<SecretHash>] = [:]
    var suppressed = NumberedRows<Suppression>()
    var suppressionNumbers: [AddressDigest: Int64] = [:]
    var reports: [ReportKey: (kind: Suppression.Kind, at: Timestamp)] = [:]
    var quotas: [QuotaKey: Int64] = [:]
    var letters = NumberedRows<Letter>()
    var letterNumbers: [Alert.ID: Int64] = [:]
    var readyLetters: [Channel: ReadyQueue<Int64, Timestamp>] = [:]
    var letterLeases = LeaseTable<Int64>()

    var sessionRows = NumberedRows<AccountSession>()
    var sessionNumbers: [SecretHash: Int64] = [:]
    var requestKeys: [RequestKey: RequestRecord] = [:]
    var lastRequestToken: Int64 = 0

    var hosts: [String: HostState] = [:]

    var archive = ArchiveRows()

    /// An empty store with the local user in it.
    ///
    /// - Parameters:
    ///   - time: the clock by which leases, due times and turns are measured.
    ///   - archive: the days by which prices are archived.
    ///   - random: where the store's name and people's pseudonyms come from.
    public init(
        time: any TimeSource = SystemTime(),
        archive calendar: ArchiveCalendar = .utc,
        random: RandomSource = .system
    ) {
        self.time = time
        self.calendar = calendar
        var random = random
        identity = ArchiveIdentity(name: random.hexadecimal128(), zone: calendar.zone.identifier)
        self.random = random
        users.insert { _ in User(id: .local, createdAt: time.now) }
    }
}

extension MemoryStore {
    /// What a product is: its URL and its selection, byte for byte (text that only looks the same is not the same).
    struct ProductKey: Hashable {
        let url: PageURL
        let selection: [UInt8]

        init(url: PageURL, selection: Selection) {
            self.url = url
            self.selection = Array(selection.text.utf8)
        }
    }

    /// Of whom to what a subscription is.
    struct SubscriptionKey: Hashable {
        let userID: UserID
        let productID: ProductID
    }

    /// What makes an alert once.
    struct AlertKey: Hashable {
        let userID: UserID
        let productID: ProductID
        let eventID: PriceEventID
        let channel: Channel

        init(_ alert: Alert) {
            userID = alert.userID
            productID = alert.productID
            eventID = alert.eventID
            channel = alert.channel
        }
    }

    /// The active subscriptions to one product: how many, how many name no interval, and how many name each.
    struct Followers {
        var active = 0
        var withoutInterval = 0
        var intervals: [Duration: Int] = [:]

        mutating func count(_ subscription: Subscription, by step: Int) {
            guard !subscription.isPaused else { return }
            active += step
            guard let interval = subscription.interval else { return withoutInterval += step }
            let number = intervals[interval, default: 0] + step
            intervals[interval] = number == 0 ? nil : number
        }
    }

    /// An event and how far its expansion has come.
    struct EventRecord: Sendable {
        let event: PriceEvent
        let committedAt: Timestamp
        var cursor: PageToken?
    }

    /// The events of one product in their order, and how many of them are expanded.
    struct EventLine {
        var numbers: [Int64] = []
        var expanded = 0

        var next: PriceEventID? {
            expanded < numbers.count ? PriceEventID(rawValue: numbers[expanded]) : nil
        }
    }
}
