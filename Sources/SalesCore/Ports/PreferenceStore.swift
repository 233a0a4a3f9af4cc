/// Who wants to be told what about which product: the ERD's `user_preferences`.
public protocol PreferenceStore: Sendable {
    /// Adds a subscription, or replaces what its (user, product) had, and counts its version up by one.
    ///
    /// A new one begins at version 1. Replacing keeps the number and takes all else from the draft.
    /// The caller guarantees that the product and the user exist; where one does not, the store changes nothing and
    /// answers nil. With `expectedVersion`, it changes nothing and answers nil unless the present version is that
    /// number (0 for "there is none yet"). The same transaction brings the product's `activeFollowers`, `interval`
    /// and `hasDefaultFollower` up to date (those of subscriptions that are not paused), and where the product had no
    /// active follower and now has one makes it due at `dueAt`; otherwise the next check stays where it is.
    /// - Promise: STORE-10, STORE-11, STORE-12, STORE-15 to STORE-17, STORE-19, STORE-28
    func save(
        _ draft: Subscription.Draft,
        expectedVersion: Int64?,
        dueAt: Timestamp
    ) async throws(StoreError) -> Subscription?

    /// The subscription of a user to a product, or nil.
    ///
    /// - Promise: STORE-10
    func subscription(of user: UserID, to product: ProductID) async throws(StoreError) -> Subscription?

    /// Subscriptions in the order of their numbers, a page at a time, as for `products`.
    ///
    /// - Promise: STORE-13, STORE-18
    func subscriptions(
        matching filter: SubscriptionFilter,
        after token: PageToken?,
        limit: Int
    ) async throws(StoreError) -> Page<Subscription>

    /// Removes a user's subscription to a product and brings the product's followers up to date.
    ///
    /// The product stays, with its prices and events; it is not due any more when this was its last active follower.
    /// - Promise: STORE-14, STORE-15
    func removeSubscription(of user: UserID, to product: ProductID) async throws(StoreError)
}

/// Which subscriptions a list holds; every part that is given must hold.
public struct SubscriptionFilter: Hashable, Sendable {
    /// Only those of this user.
    public var userID: UserID?
    /// Only those to this product.
    public var productID: ProductID?

    /// All subscriptions, unless restricted.
    public init(userID: UserID? = nil, productID: ProductID? = nil) {
        self.userID = userID
        self.productID = productID
    }
}
