/// The alerts that are to be told, and those that were.
public protocol Outbox: Sendable {
    /// Leases pending alerts of some channels whose next attempt is due by the store's clock, oldest first.
    ///
    /// The store must count each one's attempts up by one and note the time given as the start of the attempt in the
    /// same transaction, give each lease a token of its own, and join the person as they are at this moment. Oldest
    /// first is by the time the attempt is due, then in the order they were saved. The caller guarantees `limit` of 1
    /// to ``maximumPageSize``.
    ///
    /// The same transaction decides by the data of this moment who may be told: an alert that ``ClaimRefusal`` refuses
    /// is not leased but gets the status of its refusal (an address is looked up in ``SuppressionStore`` where the store
    /// has it), its attempts uncounted. Refused alerts use up nothing of the limit.
    ///
    /// With an alert that is held (``Alert/isHeld``) come the person's other held alerts of the channel that are due,
    /// up to ``maximumDigest`` in all and adjacent in the answer: such a group counts as one, stands at the place of its
    /// oldest, and no two claims at once each get a part of it. Of one group those beyond that number wait for a later
    /// claim.
    /// - Promise: STORE-60 to STORE-63, STORE-85, STORE-87, STORE-100, STORE-101, STORE-103 to STORE-105, ACCOUNT-40 to ACCOUNT-43
    func claimAlerts(
        channels: [Channel],
        limit: Int,
        lease: Duration,
        at time: Timestamp
    ) async throws(StoreError) -> [ClaimedAlert]

    /// Saves what came of attempts, each on its own, answered in the same order: whether the lease was still held.
    ///
    /// An item whose token is not the present one changes nothing and answers false; so does one already settled, and one
    /// whose alert a claim refused meanwhile (``ClaimRefusal``). A lease that ran out and that nobody took over still
    /// settles: the message was handed over, and refusing to know it would tell the person twice. Every outcome but
    /// `released` and `held` leaves the attempt counted.
    /// - Promise: STORE-64, STORE-65, STORE-68, STORE-69, STORE-86, STORE-102, STORE-106
    func settle(_ settlements: [Settlement]) async throws(StoreError) -> [Bool]

    /// Alerts, newest first (the last that was saved comes first), a page at a time.
    ///
    /// - Promise: STORE-66
    func alerts(
        matching filter: AlertFilter,
        after token: PageToken?,
        limit: Int
    ) async throws(StoreError) -> Page<Alert>

    /// Makes dead alerts pending again, due at the time given, held, with their attempts back at 0; answers how many.
    ///
    /// Without identifiers, all dead alerts. Alerts of another status are left alone.
    /// - Promise: STORE-67
    func retryAlerts(_ ids: [Alert.ID]?, at time: Timestamp) async throws(StoreError) -> Int
}

/// The most alerts that are told together, and that a claim hands out as one group.
public let maximumDigest = 50

/// A leased alert.
public struct ClaimedAlert: Hashable, Sendable {
    /// The alert, with this attempt counted.
    public let alert: Alert
    /// The fencing token.
    public let token: Int64
    /// The person as they are now.
    public let recipient: User

    /// A leased alert.
    public init(alert: Alert, token: Int64, recipient: User) {
        self.alert = alert
        self.token = token
        self.recipient = recipient
    }
}

/// What came of one attempt.
public struct Settlement: Hashable, Sendable {
    /// What came of it.
    public enum Outcome: Hashable, Sendable {
        /// A provider took it.
        case accepted(at: Timestamp, receipt: String?)
        /// It failed and is to be tried again.
        case retry(at: Timestamp, failure: String)
        /// It failed for good.
        case dead(failure: String)
        /// It is too late to tell.
        case expired
        /// The person may not be told.
        case suppressed(reason: String)
        /// The attempt was not made; the alert is due again at once and the attempt is not counted.
        case released
        /// The person wants it later: it stays pending and is due then, the attempt is not counted, and from now on it is
        /// told together with their others that were held (``Alert/isHeld``).
        case held(until: Timestamp, reason: String)
    }

    /// The alert.
    public var alertID: Alert.ID
    /// The fencing token of its lease.
    public var token: Int64
    /// What came of the attempt.
    public var outcome: Outcome

    /// What came of one attempt.
    public init(alertID: Alert.ID, token: Int64, outcome: Outcome) {
        self.alertID = alertID
        self.token = token
        self.outcome = outcome
    }
}

/// Which alerts a list holds; every part that is given must hold.
public struct AlertFilter: Hashable, Sendable {
    /// Only those to this user.
    public var userID: UserID?
    /// Only those about this product.
    public var productID: ProductID?
    /// Only those of these statuses; nil for all.
    public var statuses: [Alert.Status]?

    /// All alerts, unless restricted.
    public init(userID: UserID? = nil, productID: ProductID? = nil, statuses: [Alert.Status]? = nil) {
        self.userID = userID
        self.productID = productID
        self.statuses = statuses
    }
}
