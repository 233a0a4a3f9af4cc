import SalesCore
import SalesTesting
import Synchronization
import Testing

@Suite("Alerts that a person wants later", .timeLimit(.minutes(15)))
struct HeldAlertTests {
    private static let night = QuietHours(start: 11 * 60, end: 14 * 60)

    @Test("wait for the end of the quiet hours, and go out as one message of the prices of that moment")
    func quietHours() async throws {
        let people = PeopleBench()
        let ann = try await people.person("ann", settings: try #require(User.Settings(quietHours: Self.night)))
        let first = try await people.follow(1, by: ann)
        let second = try await people.follow(2, by: ann)
        try await people.price(40_00, of: first)
        try await people.price(30_00, of: second)
        try await people.pass(.seconds(60))
        #expect(people.mail.messages.isEmpty)
        #expect(try await people.statuses() == [.pending, .pending])
        try await people.price(35_00, of: first, was: 40_00)
        try await people.pass(.seconds(60))
        #expect(people.mail.messages.isEmpty)
        try await people.pass(.seconds(7_200))
        let message = try #require(people.mail.messages.first)
        #expect(people.mail.messages.count == 1)
        #expect(message.subject == "2 products: Kettle 1 is £35.00 (was £49.99), and 1 more")
        #expect(message.facts.map(\.change.after.price) == [.gbp(35_00), .gbp(30_00)])
        #expect(try await people.statuses() == [.accepted, .accepted, .accepted])
        #expect(try await people.alerts().allSatisfy { $0.attempts == 1 })
    }

    @Test("are not told when they are no longer true")
    func untrue() async throws {
        let people = PeopleBench()
        let ann = try await people.person("ann", settings: try #require(User.Settings(quietHours: Self.night)))
        let product = try await people.follow(by: ann)
        try await people.price(40_00, of: product)
        try await people.pass(.seconds(60))
        try await people.price(49_99, of: product, was: 40_00)
        try await people.pass(.seconds(7_200))
        #expect(people.mail.messages.isEmpty)
        #expect(try await people.statuses() == [.expired])
    }

    @Test("go into the digest where the product is in it, and the others at once")
    func digest() async throws {
        let people = PeopleBench()
        let ann = try await people.person("ann", settings: try #require(User.Settings(digestAt: 18 * 60)))
        let prompt = try await people.follow(1, by: ann)
        let slow = [2, 3, 4]
        try await people.price(40_00, of: prompt)
        for number in slow { try await people.price(39_00, of: people.follow(number, by: ann, isInDigest: true)) }
        try await people.pass(.seconds(1))
        #expect(people.mail.messages.map(\.facts.count) == [1])
        try await people.pass(.seconds(6 * 3_600))
        #expect(people.mail.messages.map(\.facts.count) == [1, 3])
    }

    @Test("are told together at once where the quiet hours are taken back")
    func takenBack() async throws {
        let people = PeopleBench()
        let ann = try await people.person("ann", settings: try #require(User.Settings(quietHours: Self.night)))
        let product = try await people.follow(by: ann)
        for (before, price) in [(49_99, 40_00), (40_00, 35_00)] as [(Int64, Int64)] {
            try await people.price(price, of: product, was: before)
            try await people.pass(.seconds(60))
        }
        #expect(people.mail.messages.isEmpty)
        _ = try await people.store.changeUser(ann.id, UserChange(settings: User.Settings()))
        try await people.pass(.seconds(1))
        #expect(people.mail.messages.map(\.facts.count) == [1])
        #expect(try await people.statuses() == [.accepted, .accepted])
    }

    @Test("go out with the digest that the person wants instead", arguments: [(17, 5), (19, 7), (11, 23)])
    func movedDigest(hour: Int, hoursLater: Int64) async throws {
        let people = PeopleBench()
        let ann = try await people.person("ann", settings: try #require(User.Settings(digestAt: 18 * 60)))
        try await people.price(40_00, of: people.follow(by: ann, isInDigest: true))
        try await people.pass(.seconds(1))
        let moved = try #require(User.Settings(digestAt: hour * 60))
        _ = try await people.store.changeUser(ann.id, UserChange(settings: moved))
        try await people.pass(.seconds(1))
        #expect(people.mail.messages.isEmpty)
        try await people.pass(.seconds(hoursLater * 3_600))
        #expect(people.mail.messages.count == 1)
    }

    @Test("are told on the next day where the day's most messages were sent")
    func dailyCap() async throws {
        let people = PeopleBench()
        let ann = try await people.person("ann", settings: try #require(User.Settings(dailyCap: 2)))
        for number in 1...4 {
            try await people.price(40_00, of: people.follow(number, by: ann))
            try await people.pass(.seconds(1))
        }
        #expect(people.mail.messages.count == 2)
        #expect(try await people.alerts().first?.failure?.contains("the most messages of a day, 2") == true)
        try await people.pass(.seconds(12 * 3_600))
        #expect(people.mail.messages.map(\.facts.count) == [1, 1, 2])
    }

    @Test("are tried again where their first hand-over fails, though the drop is more than a day old by then")
    func firstHandOverFails() async throws {
        let people = PeopleBench()
        let ann = try await people.person("ann", settings: try #require(User.Settings(digestAt: 11 * 60 + 59)))
        let product = try await people.follow(by: ann, isInDigest: true)
        people.clock.advance(by: .seconds(-30))
        try await people.price(40_00, of: product)
        try await people.pass(.seconds(60))
        people.mail.script(.fail(NotifyError(.unavailable, advice: .later(after: nil), message: "greylisted")))
        try await people.pass(.seconds(86_400))
        #expect(people.mail.callCount == 1 && people.mail.messages.isEmpty)
        try await people.pass(.seconds(60))
        #expect(people.mail.messages.count == 1)
        #expect(try await people.statuses() == [.accepted])
    }

    @Test("of a cool-down go into the digest where the product is in it")
    func coolDownInDigest() async throws {
        let people = PeopleBench()
        let ann = try await people.person("ann", settings: try #require(User.Settings(digestAt: 18 * 60)))
        let product = try await people.follow(by: ann, .anyDrop, coolDown: .seconds(3_600), isInDigest: true)
        try await people.price(45_00, of: product)
        try await people.pass(.seconds(60))
        try await people.price(40_00, of: product, was: 45_00)
        for _ in 0..<3 { try await people.pass(.seconds(3_600)) }
        #expect(try await people.statuses() == [.pending, .pending])
        #expect(people.mail.messages.isEmpty)
        try await people.pass(.seconds(3 * 3_600))
        #expect(people.mail.messages.count == 1)
    }

    @Test("by the day's cap cost nothing: what counts money is asked after it")
    func capBeforeBudget() async throws {
        let people = PeopleBench()
        let counter = CountingGate()
        let tracker = Tracker(
            store: people.store,
            fetcher: ScriptedFetcher(),
            notifiers: [people.mail],
            gates: [counter],
            time: people.clock,
            random: .seeded(1)
        )
        let ann = try await people.person("ann", settings: try #require(User.Settings(dailyCap: 1)))
        for number in 1...3 { try await people.price(40_00, of: people.follow(number, by: ann)) }
        people.clock.advance(by: .seconds(1))
        try await tracker.deliverAlerts()
        #expect(people.mail.messages.count == 1)
        #expect(counter.asked.withLock { $0 } == 1)
    }

    /// Lets everything pass, and counts.
    private final class CountingGate: DeliveryGate {
        let asked = Mutex(0)

        func hold(_ alerts: [Alert], to recipient: User, at now: Timestamp) async -> Settlement.Outcome? {
            asked.withLock { $0 += 1 }
            return nil
        }
    }

    @Test("of a cool-down tell the price at its end, and nothing where it is back")
    func coolDown() async throws {
        let people = PeopleBench()
        let ann = try await people.person("ann")
        let product = try await people.follow(by: ann, .anyDrop, coolDown: .seconds(3_600))
        try await people.price(45_00, of: product)
        try await people.pass(.seconds(60))
        try await people.price(40_00, of: product, was: 45_00)
        try await people.pass(.seconds(60))
        try await people.price(35_00, of: product, was: 40_00)
        try await people.pass(.seconds(60))
        #expect(people.mail.messages.count == 1)
        try await people.pass(.seconds(3_600))
        #expect(people.mail.messages.last?.subject == "Price drop: Kettle 1 is £35.00 (was £45.00)")
        #expect(people.mail.messages.count == 2)
    }
}

@Suite("Whom alerts reach", .timeLimit(.minutes(15)))
struct ReachTests {
    @Test("a person is told over each channel on which they have an address, and the installation's are not theirs")
    func channels() async throws {
        let people = PeopleBench()
        let ann = try await people.person("ann", phone: "+447700900001")
        let bob = try await people.person("bob")
        let product = try await people.follow(by: ann)
        try await people.follow(by: bob)
        try await people.price(40_00, of: product)
        try await people.pass(.seconds(1))
        #expect(people.mail.messages.map(\.recipient.email) == ["ann@example.org", "bob@example.org"])
        #expect(people.texts.messages.map(\.recipient.phone) == ["+447700900001"])
        #expect(people.terminal.messages.isEmpty)
        #expect(try await people.statuses().count == 3)
    }

    @Test(
        "a drop while the address is not verified is told on verification, if it is still true",
        arguments: [true, false],
        [.seconds(3 * 86_400), .seconds(10)] as [Duration]
    )
    func unverified(isStillTrue: Bool, after wait: Duration) async throws {
        let people = PeopleBench()
        let ann = try await people.person("ann", isVerified: false)
        let product = try await people.follow(by: ann)
        try await people.price(40_00, of: product)
        try await people.pass(wait)
        #expect(people.mail.messages.isEmpty)
        if !isStillTrue { try await people.price(49_99, of: product, was: 40_00) }
        #expect(try await people.store.verify("ann@example.org", on: .email, of: ann.id, at: people.clock.now))
        try await people.pass(.seconds(1))
        #expect(people.mail.messages.count == (isStillTrue ? 1 : 0))
    }

    @Test("a price that rose again and is still below the limit is told as it is when the address is verified")
    func stillBelow() async throws {
        let people = PeopleBench()
        let ann = try await people.person("ann", isVerified: false)
        let product = try await people.follow(by: ann, .below(.gbp(46_00)))
        try await people.price(30_00, of: product)
        try await people.pass(.seconds(600))
        try await people.price(43_00, of: product, was: 30_00)
        #expect(try await people.store.verify("ann@example.org", on: .email, of: ann.id, at: people.clock.now))
        try await people.pass(.seconds(1))
        #expect(people.mail.messages.map(\.subject) == ["Price drop: Kettle 1 is £43.00 (was £49.99)"])
    }

    @Test("a drop that is over is not told because the product can be ordered, which was asked for as well")
    func overAndInStock() async throws {
        let people = PeopleBench()
        let ann = try await people.person("ann", isVerified: false)
        let product = try await people.follow(by: ann, try Rule(text: "any drop or back in stock"))
        try await people.price(30_00, of: product)
        try await people.pass(.seconds(600))
        try await people.price(49_99, of: product, was: 30_00)
        #expect(try await people.store.verify("ann@example.org", on: .email, of: ann.id, at: people.clock.now))
        try await people.pass(.seconds(1))
        #expect(people.mail.messages.isEmpty)
        #expect(try await people.statuses() == [.expired])
    }

    @Test("nobody is told of a product that they follow no more, or over an address that said stop")
    func stopped() async throws {
        let people = PeopleBench()
        let (ann, bob) = (try await people.person("ann"), try await people.person("bob"))
        let product = try await people.follow(by: ann)
        try await people.follow(by: bob)
        try await people.price(40_00, of: product)
        try await people.store.removeSubscription(of: ann.id, to: product)
        let stop = Suppression(
            channel: .email,
            address: "BOB@example.org",
            kind: .stop,
            reference: "r",
            at: people.clock.now
        )
        #expect(try await people.store.suppress(stop))
        try await people.pass(.seconds(1))
        #expect(people.mail.messages.isEmpty)
        #expect(try await people.statuses() == [.suppressed, .suppressed])
    }
}
