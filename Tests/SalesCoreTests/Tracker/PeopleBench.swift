import SalesCore
import SalesTesting
import Testing

/// A tracker with people who follow products of a shop and are told by mail and by text.
struct PeopleBench {
    let clock: ManualClock
    let store: MemoryStore
    let tracker: Tracker
    let mail = RecordingNotifier(channel: .email)
    let texts = RecordingNotifier(channel: .sms)
    let terminal = RecordingNotifier(channel: .console)

    /// - Parameter notifiers: take the place of those of their channels.
    init(clock: ManualClock = ManualClock(now: .noon), further notifiers: [any Notifier] = []) {
        self.clock = clock
        store = MemoryStore(time: clock)
        tracker = Tracker(
            store: store,
            fetcher: ScriptedFetcher(),
            notifiers: [mail, texts, terminal] + notifiers,
            time: clock,
            random: .seeded(1)
        )
    }

    /// Adds a person with a verified e-mail address.
    func person(
        _ name: String,
        settings: User.Settings = User.Settings(),
        phone: String? = nil,
        isVerified: Bool = true
    ) async throws -> User {
        let email = "\(name)@example.org"
        let draft = User.New(email: email, phone: phone, settings: settings, createdAt: clock.now)
        let id = try #require(try await store.addUser(draft)).user.id
        if isVerified {
            #expect(try await store.verify(email, on: .email, of: id, at: clock.now))
            if let phone { #expect(try await store.verify(phone, on: .sms, of: id, at: clock.now)) }
        }
        return try #require(try await store.user(id))
    }

    /// Lets a person follow the product of a number, which costs £49.99 then.
    @discardableResult
    func follow(
        _ number: Int = 1,
        by person: User,
        _ rule: Rule = .anyDrop,
        coolDown: Duration? = nil,
        isInDigest: Bool = false
    ) async throws -> ProductID {
        let url = try PageURL("https://shop.example/p/\(number)")
        let new = Product.New(
            host: url.site,
            url: url,
            name: "Kettle \(number)",
            nextCheckAt: clock.now,
            createdAt: clock.now
        )
        let product = try await store.addProduct(new).product
        let draft = Subscription.Draft(
            userID: person.id,
            productID: product.id,
            rule: rule,
            coolDown: coolDown,
            isInDigest: isInDigest,
            memory: tracker.settings.rules.start(rule, price: .gbp(49_99), availability: .inStock),
            createdAt: clock.now
        )
        _ = try await store.save(draft, expectedVersion: nil, dueAt: clock.now)
        return product.id
    }

    /// Commits a confirmed price of a product as a check does, and makes alerts of it.
    func price(_ price: Int64, of product: ProductID, was before: Int64 = 49_99) async throws {
        let request = CheckRequest(limit: 1, products: [product])
        let claimed = try #require(try await store.claimChecks(request).first)
        var state = claimed.product.state
        state.price = .gbp(price)
        state.availability = .inStock
        state.lastCheckAt = clock.now
        state.lastReadAt = clock.now
        let outcome = CheckOutcome(
            lease: claimed.lease,
            state: state,
            name: nil,
            row: nil,
            event: .of(.gbp(before), .gbp(price), at: clock.now),
            nextCheckAt: clock.now + .seconds(60),
            decidedAt: clock.now
        )
        _ = try await store.commit([outcome])
        try await tracker.expandEvents()
    }

    /// Moves the clock on and tells what is due then.
    func pass(_ time: Duration) async throws {
        clock.advance(by: time)
        try await tracker.deliverAlerts()
    }

    /// All alerts, newest first.
    func alerts() async throws -> [Alert] {
        try await store.alerts(matching: AlertFilter(), after: nil, limit: 100).elements
    }

    func statuses() async throws -> [Alert.Status] { try await alerts().map(\.status) }
}
