/// What is due, who works on it, and what came of it.
public protocol CheckQueue: Sendable {
    /// Leases products that are due, oldest first within a host, and reserves each its turn at its host.
    ///
    /// The caller guarantees `limit` of 1 to ``maximumPageSize``. The store must
    /// - lease only products with an active follower whose `nextCheckAt` is not after its own clock (or, where the
    ///   request names products, those, whether due or followed or not), and none whose lease still runs by its own
    ///   clock; a lease runs until the moment `lease` after the claim, which is no more part of it;
    /// - give each lease a token that no lease of that product ever had;
    /// - reserve a slot at the product's host (``PageURL/site``) as
    ///   ``HostStore/reserveSlot(at:limits:horizon:)`` does, and pass over products whose host has no slot within the
    ///   request's horizon, without letting them keep other hosts' products from being leased.
    /// - Promise: STORE-30 to STORE-35, STORE-44 to STORE-46, STORE-76, STORE-107
    func claimChecks(_ request: CheckRequest) async throws(StoreError) -> [ClaimedCheck]

    /// Saves the outcomes of checks: each item whole or not at all, each on its own, answered in the same order.
    ///
    /// The caller guarantees that a row is of the lease's product. An item whose lease is not the product's present
    /// one, or has run out by the store's clock (whether or not somebody else took it), changes nothing and answers
    /// ``CommitResult/conflict``; so does one whose product is gone. Otherwise one transaction writes the state and
    /// name, the row if there is one, the event if there is one, the next check, and ends the lease. A product that
    /// lost its last follower meanwhile is written all the same, and is not due.
    /// - Promise: STORE-36 to STORE-40, STORE-43, STORE-47 to STORE-49
    func commit(_ outcomes: [CheckOutcome]) async throws(StoreError) -> [CommitResult]

    /// Ends leases without an outcome; the products are due as before. Leases that are not present or have run out end
    /// nobody else's.
    ///
    /// The turns at the hosts stay used.
    /// - Promise: STORE-41
    func releaseChecks(_ leases: [CheckLease]) async throws(StoreError)

    /// Sets when a product's next check is due; nothing where it is not there.
    ///
    /// A lease goes on as it is, and its commit sets the next check anew.
    /// - Promise: STORE-42
    func scheduleCheck(of product: ProductID, at time: Timestamp) async throws(StoreError)
}

/// What a worker asks for.
public struct CheckRequest: Hashable, Sendable {
    /// At most this many.
    public var limit: Int
    /// How long the lease runs by the store's clock.
    public var lease: Duration
    /// How long the worker is ready to wait for a slot at a host.
    public var horizon: Duration
    /// What hosts allow.
    public var policy: HostPolicy
    /// Only these products, whether due or not; nil for all that is due.
    public var products: [ProductID]?

    /// A request.
    public init(
        limit: Int,
        lease: Duration = .seconds(30),
        horizon: Duration = .seconds(5),
        policy: HostPolicy = HostPolicy(),
        products: [ProductID]? = nil
    ) {
        self.limit = limit
        self.lease = lease
        self.horizon = horizon
        self.policy = policy
        self.products = products
    }
}

/// The right to check one product, which a worker that slept past it has lost.
public struct CheckLease: Hashable, Sendable {
    /// The product.
    public let productID: ProductID
    /// The fencing token: no two leases of a product have the same.
    public let token: Int64

    /// A lease.
    public init(productID: ProductID, token: Int64) {
        self.productID = productID
        self.token = token
    }
}

/// A leased product.
public struct ClaimedCheck: Hashable, Sendable {
    /// The lease.
    public let lease: CheckLease
    /// The product with its state.
    public let product: Product
    /// How long to wait before the fetch, so that the host's rate is kept.
    public let startAfter: Duration

    /// A leased product.
    public init(lease: CheckLease, product: Product, startAfter: Duration) {
        self.lease = lease
        self.product = product
        self.startAfter = startAfter
    }

    /// Names this check in logs, and in the change that it may confirm: the product and the lease's token, which no
    /// other check of a store has.
    public var trace: String { "\(lease.productID)-\(lease.token)" }
}

/// What came of a check, as one value to be saved.
public struct CheckOutcome: Hashable, Sendable {
    /// The lease under which it was made.
    public var lease: CheckLease
    /// The product's new state.
    public var state: ProductState
    /// The product's new name; nil to leave it.
    public var name: String?
    /// The row to be added; nil where nothing changed.
    ///
    /// A row of the same (product, observedAt) is left as it is.
    public var row: PricePoint?
    /// The event to be added; nil where there is nothing to tell.
    public var event: PriceEvent.Change?
    /// When the next check is due.
    public var nextCheckAt: Timestamp
    /// When the outcome was decided; the event's commit time.
    public var decidedAt: Timestamp

    /// An outcome.
    public init(
        lease: CheckLease,
        state: ProductState,
        name: String? = nil,
        row: PricePoint? = nil,
        event: PriceEvent.Change? = nil,
        nextCheckAt: Timestamp,
        decidedAt: Timestamp
    ) {
        self.lease = lease
        self.state = state
        self.name = name
        self.row = row
        self.event = event
        self.nextCheckAt = nextCheckAt
        self.decidedAt = decidedAt
    }
}

/// What saving one outcome gave.
public enum CommitResult: Hashable, Sendable {
    /// Saved; the event's number where there was one.
    case committed(PriceEventID?)
    /// The lease was lost; nothing was changed.
    case conflict
}
