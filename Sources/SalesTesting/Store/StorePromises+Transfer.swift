import SalesCore

extension PromiseNeed {
    /// A store that takes exports over: ``TestedStore/store`` conforms to `TransferStore` as well.
    public static let transfer = PromiseNeed(rawValue: "transfer")
}

extension StorePromises {
    /// Promises about data that is taken over from an export.
    static let transfer: [Promise<StoreHarness>] = [
        promise(90, "a restored product has its state, save for what belongs to one installation", need: .transfer) {
            bench in
            let new = Sample.product(1, at: bench.clock.now)
            let id = try await bench.transferStore().restoreProduct(new, state: bench.restoredState())
            let product = try await bench.reread(id)
            try demand(product.state, equals: bench.restoredState().transferable, "the state")
            try demand(product.url, equals: new.url, "the URL")
            try demand(product.name, equals: new.name, "the name")
            try demand(product.createdAt, equals: new.createdAt, "when it was first tracked")
            try demand(try await bench.store.addProduct(new).isNew, equals: false, "whether it is new afterwards")
            let rows = try await bench.history(of: id)
            let events = try await bench.eventList(of: id)
            try demand(rows.count + events.count, equals: 0, "how many rows and events it brought")
        },
        promise(91, "restoring leaves a product that was checked as it is, and no other", need: .transfer) { bench in
            let store = try bench.transferStore()
            let checked = try await bench.followedProduct(1)
            try await bench.drop(of: checked.id)
            let before = try await bench.reread(checked.id)
            let again = try await store.restoreProduct(Sample.product(1), state: bench.restoredState())
            try demand(again, equals: checked.id, "the number of a product that is there")
            try demand(try await bench.reread(checked.id), equals: before, "a product that was checked")
            let fresh = try await bench.product(2)
            let filled = try await store.restoreProduct(Sample.product(2), state: bench.restoredState())
            try demand(filled, equals: fresh.id, "the number of a product that was not checked yet")
            let state = try await bench.reread(fresh.id).state
            try demand(
                state,
                equals: bench.restoredState().transferable,
                "the state of a product that was not checked yet"
            )
        },
        promise(92, "restored alerts are listed as they were given, and are never told", need: .transfer) { bench in
            let product = try await bench.followedProduct(1)
            let given = try await bench.restoredAlerts(of: product.id)
            let added = try await bench.transferStore().restoreAlerts(given)
            try demand(added, equals: given.count, "how many were new")
            let page = try await bench.store.alerts(matching: AlertFilter(), after: nil, limit: 10)
            let listed = page.elements.map { $0.renumbered(PriceEventID(rawValue: 0)) }
            try demand(listed, equals: given.reversed().map { $0.renumbered(PriceEventID(rawValue: 0)) }, "the alerts")
            try demand(page.elements.map(\.isHeld), equals: [true, false], "which of them were held")
            let claimed = try await bench.claimAlerts()
            try demand(claimed.count, equals: 0, "how many were leased to be told")
        },
        promise(93, "an alert whose identifier is there is not restored again", need: .transfer) { bench in
            let store = try bench.transferStore()
            let product = try await bench.followedProduct(1)
            let given = try await bench.restoredAlerts(of: product.id)
            _ = try await store.restoreAlerts(given)
            let before = try await bench.store.alerts(matching: AlertFilter(), after: nil, limit: 10).elements
            try demand(try await store.restoreAlerts(given + given), equals: 0, "how many were new the second time")
            let after = try await bench.store.alerts(matching: AlertFilter(), after: nil, limit: 10).elements
            try demand(after, equals: before, "the alerts after the second time")
        },
        promise(94, "a drop after an import is told, whatever was told before", need: .transfer) { bench in
            let product = try await bench.followedProduct(1)
            let given = try await bench.restoredAlerts(of: product.id)
            _ = try await bench.transferStore().restoreAlerts(given)
            try await bench.drop(of: product.id)
            let made = try await bench.expandNext()
            let claimed = try await bench.claimAlerts()
            try demand(
                Set(claimed.map(\.alert.id)),
                equals: Set(made.map(\.id)),
                "the alerts that are leased to be told"
            )
        },
    ]

    private static func promise(
        _ number: Int,
        _ sentence: String,
        need: PromiseNeed,
        check: @escaping @Sendable (StoreBench) async throws -> Void
    ) -> Promise<StoreHarness> {
        promise(number, sentence, role: "transfer", needs: [need], check: check)
    }
}

extension StoreBench {
    /// The store as one that takes exports over.
    func transferStore() throws -> any TransferStore {
        try demandValue(
            store as? any TransferStore,
            "the store takes no exports over; leave out promises that need it to"
        )
    }

    /// A state in which every field has a value of its own.
    func restoredState() -> ProductState {
        ProductState(
            price: Sample.pounds(4_999),
            listPrice: Sample.pounds(5_999),
            availability: .backorder,
            isGone: true,
            priceSince: clock.now - .seconds(300),
            lastReadAt: clock.now - .seconds(200),
            lastCheckAt: clock.now - .seconds(100),
            lastRowDay: clock.now.utcDay - 1,
            origins: PriceOrigins(text: "1772359200000 JSON-LD offers.price"),
            validators: Validators(etag: "\"1\"", lastModified: "Sun, 01 Mar 2026 10:00:00 GMT"),
            bodyHash: 7,
            learned: "h1",
            quarantine: Quarantine(claim: .unpriced(.outOfStock), firstSeenAt: clock.now, needed: 1)
        )
    }

    /// Two alerts of the past to the local user, who follows the product: the older first, under event numbers that
    /// the store is going to give itself.
    func restoredAlerts(of product: ProductID) async throws -> [Alert] {
        let found = try await store.subscription(of: .local, to: product)
        let subscription = try demandValue(found, "the subscription is not there")
        let time = clock.now - .seconds(86_400)
        return [Alert.Status.dead, .accepted].enumerated().map { index, status in
            let change = Sample.change(at: time + .seconds(index))
            let event = PriceEvent(id: PriceEventID(rawValue: Int64(index + 1)), productID: product, change: change)
            var alert = Sample.alert(to: subscription, about: event, at: change.confirmedAt, copy: 90)
            alert.status = status
            alert.attempts = 2
            alert.isHeld = status == .accepted
            alert.sentAt = change.confirmedAt + .seconds(1)
            alert.acceptedAt = status == .accepted ? change.confirmedAt + .seconds(2) : nil
            alert.receipt = status == .accepted ? "250 OK" : nil
            alert.failure = status == .dead ? "refused" : nil
            return alert
        }
    }
}
