import SalesCore
import SalesTesting

/// One run of the whole pipeline on a virtual clock: a shop with glitches, a carrier with failures, workers that die,
/// and people who verify late and stop; everything follows from the seed.
struct Simulation {
    /// What was broken, in words; empty for none.
    private(set) var faults: [String] = []
    private(set) var told = 0

    private let seed: UInt64
    private let clock = ManualClock(now: .noon)
    private let store: MemoryStore
    private let tracker: Tracker
    private let shop: SimulatedShop
    private let carrier: SimulatedCarrier
    private var random: SeededRandom
    private var people: [Person] = []
    private let end: Timestamp

    /// A person with what they want, and the moments at which they may be told.
    private struct Person {
        let id: UserID
        let email: String
        let url: PageURL
        let rule: Rule
        let startPrice: Int64
        let verifiesAt: Timestamp
        /// When they stop, by unsubscribing or by saying so to their carrier; nil for never.
        let stopsAt: Timestamp?
        let isSuppressing: Bool
        var isVerified = false
        var hasStopped = false
    }

    /// How long a simulated day is, and how long everything is well after it.
    private static let length = Duration.seconds(5_400)
    private static let aftermath = Duration.seconds(1_800)
    /// A truth that lasted so long must have been seen, confirmed and told.
    private static let seenFor = Duration.seconds(1_200)

    init(seed: UInt64) throws {
        self.seed = seed
        random = SeededRandom(seed: seed &* 2_654_435_761)
        end = clock.now + Self.length
        shop = try SimulatedShop(seed: seed, products: 2, clock: clock, until: end)
        carrier = SimulatedCarrier(seed: seed, clock: clock)
        store = MemoryStore(time: clock)
        let fetcher = ScriptedFetcher()
        for url in shop.urls { fetcher.script(url, .custom { [shop] in shop.answer($0.url) }) }
        var settings = Tracker.Settings()
        settings.hosts = HostPolicy(standard: HostLimits(rate: 1_000, burst: 1_000, connections: 10))
        settings.breaker = CircuitBreaker(threshold: 1_000, blockedThreshold: 1_000)
        tracker = Tracker(
            store: store,
            fetcher: fetcher,
            notifiers: [carrier],
            settings: settings,
            time: clock,
            random: .seeded(seed)
        )
    }

    /// Runs it to its end and judges what happened.
    mutating func run() async throws {
        try await begin()
        while clock.now < end { try await step() }
        shop.recover()
        carrier.recover()
        while clock.now < end + Self.aftermath { try await step() }
        judge()
        // What a carrier may have taken is repeated within an hour and a quarter: one that is due by then is no fault.
        let longest = clock.now + DeliveryPolicy.longestUnknownWait * 5 / 4
        let open = try await store.alerts(matching: AlertFilter(statuses: [.pending]), after: nil, limit: 10).elements
            .filter { alert in
                let isUnknown = alert.failure?.hasPrefix(DeliveryPolicy.unknownPrefix) == true
                return !isUnknown || alert.nextAttemptAt <= clock.now || alert.nextAttemptAt > longest
            }
        if !open.isEmpty { faults.append("\(open.count) alerts wait for ever: \(open[0].failure ?? "no failure")") }
    }

    /// What was true, what was believed and what was told, line by line: for who runs a seed again.
    func story() async throws -> [String] {
        var lines: [String] = []
        for url in shop.urls {
            lines += (shop.truths[url] ?? []).map { "\($0.from) \(url.path) is \($0.price), in stock: \($0.isInStock)" }
            guard let product = try await product(at: url) else { continue }
            let state = product.state
            lines.append(
                "\(clock.now) \(url.path) at the end: next \(product.nextCheckAt), last \(String(describing: state.lastCheckAt)) "
                    + "\(String(describing: state.outcome)) \(state.reason ?? "") \(state.consecutiveFailures) failures, "
                    + "held back: \(String(describing: state.quarantine))"
            )
            let events = try await store.events(of: product.id, after: nil, limit: maximumPageSize).elements
            lines += events.map { event in
                let (before, after) = (event.change.before, event.change.after)
                return "\(event.change.confirmedAt) \(url.path) event \(String(describing: before.price)) → "
                    + "\(String(describing: after.price)) \(after.availability) \(String(describing: event.change.trouble))"
            }
        }
        lines += people.map { "\($0.verifiesAt) \($0.email) of \($0.url.path) wants \($0.rule) from \($0.startPrice)" }
        let alerts = try await store.alerts(matching: AlertFilter(), after: nil, limit: maximumPageSize).elements
        lines += alerts.map { alert in
            "\(alert.createdAt) alert to \(alert.userID) \(alert.status) \(alert.attempts) \(alert.failure ?? "")"
        }
        return lines.sorted()
    }

    private mutating func begin() async throws {
        for number in 0..<3 {
            let url = shop.urls[number % shop.urls.count]
            let email = "person\(number)@example.org"
            let added = try await store.addUser(User.New(email: email, createdAt: clock.now))
            guard let id = added?.user.id, let truth = shop.truth(of: url, at: clock.now) else { continue }
            let rule = Self.rule(&random, from: truth.price)
            let isLate = Int.random(in: 0..<3, using: &random) == 0
            let isStopping = Int.random(in: 0..<3, using: &random) == 0
            people.append(
                Person(
                    id: id,
                    email: email,
                    url: url,
                    rule: rule,
                    startPrice: truth.price,
                    verifiesAt: clock.now + .seconds(isLate ? Int64.random(in: 1...4_000, using: &random) : 0),
                    stopsAt: isStopping ? clock.now + .seconds(Int64.random(in: 600...5_000, using: &random)) : nil,
                    isSuppressing: Bool.random(using: &random)
                )
            )
            try await follow(url, by: id, rule, at: truth.price)
        }
        // Whoever follows a product has it read at once, and sees what was read.
        for check in try await store.claimChecks(CheckRequest(limit: 4)) { _ = await tracker.perform(check) }
    }

    private static func rule(_ random: inout SeededRandom, from price: Int64) -> Rule {
        switch Int.random(in: 0..<4, using: &random) {
        case 0: .below(.gbp(price * 9 / 10))
        case 1: .dropByShare(basisPoints: 1_000, than: .asked)
        case 2: Rule([[.drop], [.backInStock]]) ?? .anyDrop
        default: .anyDrop
        }
    }

    private func follow(_ url: PageURL, by id: UserID, _ rule: Rule, at price: Int64) async throws {
        let new = Product.New(host: url.site, url: url, name: "Kettle", nextCheckAt: clock.now, createdAt: clock.now)
        let product = try await store.addProduct(new).product
        let draft = Subscription.Draft(
            userID: id,
            productID: product.id,
            rule: rule,
            memory: tracker.settings.rules.start(rule, price: .gbp(price), availability: .inStock),
            createdAt: clock.now
        )
        _ = try await store.save(draft, expectedVersion: nil, dueAt: clock.now)
    }

    /// Moves the clock on and does what a worker does, or lets one die that holds something.
    private mutating func step() async throws {
        clock.advance(by: .seconds(Int64.random(in: 1...15, using: &random)))
        try await act()
        let isDying = clock.now < end && Int.random(in: 0..<25, using: &random) == 0
        let checks = try await store.claimChecks(CheckRequest(limit: 4))
        if isDying { return }
        for check in checks { _ = await tracker.perform(check) }
        if clock.now < end, Int.random(in: 0..<25, using: &random) == 0 {
            _ = try await store.claimEvents(limit: 1, lease: .seconds(30))
        }
        try await tracker.expandEvents()
        if clock.now < end, Int.random(in: 0..<25, using: &random) == 0 {
            _ = try await store.claimAlerts(channels: [.email], limit: 1, lease: .seconds(30), at: clock.now)
        }
        let before = carrier.calls.count
        try await tracker.deliverAlerts()
        for call in carrier.calls.dropFirst(before) { await check(call) }
    }

    /// What people do now: prove their address, stop.
    private mutating func act() async throws {
        for index in people.indices {
            let person = people[index]
            if !person.isVerified, clock.now >= person.verifiesAt {
                people[index].isVerified = try await store.verify(
                    person.email,
                    on: .email,
                    of: person.id,
                    at: clock.now
                )
            }
            guard let stop = person.stopsAt, !person.hasStopped, clock.now >= stop else { continue }
            people[index].hasStopped = true
            if person.isSuppressing {
                let stop = Suppression(
                    channel: .email,
                    address: person.email,
                    kind: .stop,
                    reference: person.email,
                    at: clock.now
                )
                _ = try await store.suppress(stop)
            } else if let product = try await product(at: person.url) {
                try await store.removeSubscription(of: person.id, to: product.id)
            }
        }
    }

    private func product(at url: PageURL) async throws -> Product? {
        try await store.products(matching: ProductFilter(url: url), after: nil, limit: 1).elements.first
    }

    /// Holds one hand-over to what may be told to whom at that moment.
    private mutating func check(_ call: SimulatedCarrier.Call) async {
        guard let person = people.first(where: { $0.id == call.message.recipient.id }) else {
            return faults.append("somebody unknown was written to")
        }
        if !person.isVerified { faults.append("\(person.email) was written to before verifying") }
        if person.hasStopped {
            faults.append(
                "\(person.email) was written to after stopping (\(person.isSuppressing), \(call.message.facts.map(\.kind)))"
            )
        }
        for facts in call.message.facts {
            guard facts.kind != .broken, facts.kind != .worksAgain else { continue }
            let prices = Set((shop.truths[facts.url] ?? []).filter { $0.from <= call.at }.map(\.price))
            guard let after = facts.change.after.price, prices.contains(after.minorUnits) else {
                faults.append("told a price that never was: \(String(describing: facts.change.after.price))")
                continue
            }
            let state = try? await product(at: facts.url)?.state
            let age = call.at - facts.change.confirmedAt
            if age > tracker.settings.delivery.unquestioned, state?.price != after {
                faults.append(
                    "told \(after) \(age) after it was confirmed, when it was \(String(describing: state?.price))"
                )
            }
            if facts.kind == .drop, let before = facts.change.before.price, !after.isLess(than: before) {
                faults.append("a drop from \(before) to \(after)")
            }
        }
    }

    /// Holds the whole run to what must have been told, and how often.
    private mutating func judge() {
        let taken = carrier.calls.filter(\.isTaken)
        told = taken.count
        var seen: [String: Bool] = [:]
        for call in taken {
            for facts in call.message.facts {
                let key = "\(call.message.recipient.id) \(facts.url) \(facts.change.confirmedAt) \(facts.kind)"
                if seen[key] == true { faults.append("told twice: \(key)") }
                seen[key] = call.isKnown
            }
        }
        for person in people where person.isVerified && person.stopsAt == nil {
            guard let highest = priceToTell(person) else { continue }
            let prices = taken.filter { $0.message.recipient.id == person.id }.flatMap(\.message.facts)
                .compactMap { $0.change.after.price?.minorUnits }
            if !prices.contains(where: { $0 <= highest }) {
                faults.append("\(person.email) (\(person.rule)) was not told of \(highest) or less, but of \(prices)")
            }
        }
    }

    /// The price of which, or of a lower one, a person must have been told, by the truth alone; nil where there was none
    /// to tell.
    private func priceToTell(_ person: Person) -> Int64? {
        let spans = shop.spans(of: person.url, until: end + Self.aftermath)
        let seen = spans.filter { $0.length >= Self.seenFor && $0.truth.from >= person.verifiesAt }.map(\.truth.price)
        guard let lowest = seen.min(), lowest < person.startPrice else { return nil }
        switch person.rule.conditions.first {
        case .below(let limit): return lowest < limit.minorUnits ? limit.minorUnits - 1 : nil
        case .lowerByShare:
            let limit = person.rule.threshold(reference: .gbp(person.startPrice))?.minorUnits ?? 0
            return lowest <= limit ? limit : nil
        default: return lowest
        }
    }
}
