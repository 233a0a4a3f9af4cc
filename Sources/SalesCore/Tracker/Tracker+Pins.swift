/// What moving a preference to another pin gave.
public struct Repinned: Sendable {
    /// The product that the person follows now.
    public var product: Product
    /// The subscription to it.
    public var subscription: Subscription
    /// The product that the person followed before.
    public var before: Product
    /// What the page said.
    public var look: Look
}

extension Tracker {
    /// Moves a person's preference to another selection of the same page.
    ///
    /// Another selection is another product, so that nobody's pin changes what others are told. Rule, channels,
    /// interval, cool-down and digest go along; the rule begins anew at the new price, and a rule that names an amount
    /// stays as it is. The page is looked at first: where the pin gives no price nothing is changed.
    ///
    /// - Throws: ``TrackingError``; `.noAnswer` where the pin matches nothing.
    public func pin(
        _ productID: ProductID,
        to selection: Selection,
        of userID: UserID = .local
    ) async throws(TrackingError) -> Repinned {
        let (before, old) = try await followed(productID, by: userID)
        guard before.selection != selection else {
            let look = await look(at: before.url, selection: selection)
            return Repinned(product: before, subscription: old, before: before, look: look)
        }
        let request = TrackRequest(
            url: before.url.absoluteString,
            selection: selection,
            rule: RuleRequest(old.rule),
            interval: old.interval,
            channels: old.channels,
            coolDown: old.coolDown,
            isInDigest: old.isInDigest,
            userID: userID
        )
        let tracked = try await track(request)
        var subscription = tracked.subscription
        if old.isPaused { subscription = try await edit(tracked.product.id, of: userID, Edit(isPaused: true)) }
        try await untrack(productID, of: userID)
        return Repinned(product: tracked.product, subscription: subscription, before: before, look: tracked.look)
    }

    private func followed(_ id: ProductID, by user: UserID) async throws(TrackingError) -> (Product, Subscription) {
        let found = try await inStore { () async throws(StoreError) -> (Product, Subscription)? in
            guard let product = try await store.product(id),
                let subscription = try await store.subscription(of: user, to: id)
            else { return nil }
            return (product, subscription)
        }
        guard let found else { throw .noProduct(id) }
        return found
    }
}
