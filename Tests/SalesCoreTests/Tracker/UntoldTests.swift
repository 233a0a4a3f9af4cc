import SalesCore
import SalesTesting
import Testing

@Suite("A rule remembers what its person was told, and not what an alert was made for", .timeLimit(.minutes(15)))
struct UntoldTests {
    private let bench = PeopleBench()

    /// The prices that were mailed, in pounds.
    private var told: [Money?] { bench.mail.messages.flatMap(\.facts).map(\.change.after.price) }

    private func verify(_ person: User) async throws {
        let email = try #require(person.email)
        #expect(try await bench.store.verify(email, on: .email, of: person.id, at: bench.clock.now))
        try await bench.pass(.seconds(1))
    }

    @Test("A drop that was over before its person had verified gives the rule back: the next one is told")
    func givenBack() async throws {
        let ann = try await bench.person("ann", isVerified: false)
        let product = try await bench.follow(by: ann)
        try await bench.price(39_00, of: product)
        try await bench.pass(.seconds(60))
        #expect(try await bench.statuses() == [.waiting])
        try await bench.price(49_99, of: product, was: 39_00)
        try await verify(ann)
        #expect(try await bench.statuses() == [.expired])
        try await bench.pass(.seconds(60))
        try await bench.price(45_00, of: product)
        try await bench.pass(.seconds(1))
        #expect(told == [.gbp(45_00)])
    }

    @Test("So do several that were over at once")
    func severalGivenBack() async throws {
        let ann = try await bench.person("ann", isVerified: false)
        let product = try await bench.follow(by: ann)
        for (before, price) in [(49_99, 45_00), (45_00, 39_00), (39_00, 49_99)] as [(Int64, Int64)] {
            try await bench.price(price, of: product, was: before)
            try await bench.pass(.seconds(60))
        }
        #expect(try await bench.statuses() == [.waiting, .waiting])
        try await verify(ann)
        #expect(try await bench.statuses() == [.expired, .expired])
        try await bench.pass(.seconds(60))
        try await bench.price(48_00, of: product)
        try await bench.pass(.seconds(1))
        #expect(told == [.gbp(48_00)])
    }

    @Test("What was told before stays told, and the rule recovers from where the price is")
    func toldBefore() async throws {
        let ann = try await bench.person("ann")
        let product = try await bench.follow(by: ann)
        try await bench.price(45_00, of: product)
        try await bench.pass(.seconds(1))
        try await bench.price(39_00, of: product, was: 45_00)
        try await bench.price(47_00, of: product, was: 39_00)
        try await bench.pass(.seconds(400))
        #expect(try await bench.statuses() == [.expired, .accepted])
        try await bench.price(46_00, of: product, was: 47_00)
        try await bench.pass(.seconds(60))
        #expect(told == [.gbp(45_00)], "46 is no drop to who knows of 45")
        try await bench.price(44_00, of: product, was: 46_00)
        try await bench.pass(.seconds(60))
        #expect(told == [.gbp(45_00), .gbp(44_00)])
    }

    @Test("An hour above what was told before earns an alert, though another one expired in it")
    func recovers() async throws {
        let ann = try await bench.person("ann")
        let product = try await bench.follow(by: ann, .below(.gbp(46_00)))
        try await bench.price(45_00, of: product)
        try await bench.pass(.seconds(1))
        try await bench.price(50_00, of: product, was: 45_00)
        try await bench.pass(.seconds(4_000))
        try await bench.price(44_00, of: product, was: 50_00)
        try await bench.price(48_00, of: product, was: 44_00)
        try await bench.pass(.seconds(400))
        #expect(try await bench.statuses() == [.expired, .accepted])
        try await bench.price(43_00, of: product, was: 48_00)
        try await bench.pass(.seconds(1))
        #expect(told == [.gbp(45_00), .gbp(43_00)])
    }

    @Test("Who heard of a drop over one channel counts as told, though another channel's alert expired")
    func toldOnce() async throws {
        let ann = try await bench.person("ann", phone: "+4915112345678", isVerified: false)
        let product = try await bench.follow(by: ann)
        #expect(try await bench.store.verify("ann@example.org", on: .email, of: ann.id, at: bench.clock.now))
        try await bench.price(39_00, of: product)
        try await bench.pass(.seconds(1))
        try await bench.price(49_99, of: product, was: 39_00)
        #expect(try await bench.store.verify("+4915112345678", on: .sms, of: ann.id, at: bench.clock.now))
        try await bench.pass(.seconds(400))
        #expect(Set(try await bench.statuses()) == [.expired, .accepted])
        try await bench.price(45_00, of: product)
        try await bench.pass(.seconds(60))
        #expect(told == [.gbp(39_00)])
    }

    @Test("A drop of which part is left is told as what it is, and a further one is measured from that")
    func partOfIt() async throws {
        let ann = try await bench.person("ann", isVerified: false)
        let product = try await bench.follow(by: ann)
        try await bench.price(39_00, of: product)
        try await bench.pass(.seconds(60))
        try await bench.price(45_00, of: product, was: 39_00)
        try await verify(ann)
        #expect(told == [.gbp(45_00)])
        #expect(bench.mail.messages.first?.facts.first?.change.before.price == .gbp(49_99))
        try await bench.price(42_00, of: product, was: 45_00)
        try await bench.pass(.seconds(1))
        #expect(told == [.gbp(45_00), .gbp(42_00)])
    }

    @Test("So it is where a further drop came to nothing meanwhile")
    func partOfItOvertaken() async throws {
        let ann = try await bench.person("ann", isVerified: false)
        let product = try await bench.follow(by: ann)
        try await bench.price(39_00, of: product)
        try await bench.pass(.seconds(60))
        try await bench.price(35_00, of: product, was: 39_00)
        try await bench.pass(.seconds(60))
        #expect(try await bench.statuses() == [.waiting, .waiting])
        try await bench.price(45_00, of: product, was: 35_00)
        try await verify(ann)
        #expect(Set(try await bench.statuses()) == [.expired, .accepted])
        #expect(told == [.gbp(45_00)])
        try await bench.price(44_00, of: product, was: 45_00)
        try await bench.pass(.seconds(1))
        #expect(told == [.gbp(45_00), .gbp(44_00)])
    }

    @Test("A rule that was set anew meanwhile keeps what it began with")
    func setAnew() async throws {
        let ann = try await bench.person("ann", isVerified: false)
        let product = try await bench.follow(by: ann)
        try await bench.price(39_00, of: product)
        try await bench.pass(.seconds(60))
        try await bench.price(49_99, of: product, was: 39_00)
        let edit = Tracker.Edit(rule: .below("41.00"))
        let edited = try await bench.tracker.edit(product, of: ann.id, edit)
        try await verify(ann)
        #expect(try await bench.statuses() == [.expired])
        #expect(try await bench.store.subscription(of: ann.id, to: product)?.memory == edited.memory)
    }

    @Test("Several drops of a product that waited for their person are told with one message")
    func wokenTogether() async throws {
        let ann = try await bench.person("ann", isVerified: false)
        let product = try await bench.follow(by: ann)
        for (before, price) in [(49_99, 45_00), (45_00, 39_00)] as [(Int64, Int64)] {
            try await bench.price(price, of: product, was: before)
            try await bench.pass(.seconds(60))
        }
        try await verify(ann)
        #expect(bench.mail.messages.count == 1)
        #expect(try await bench.statuses() == [.accepted, .accepted])
    }

    @Test("An address that its carrier says does not exist is not written to again")
    func deadAddress() async throws {
        let ann = try await bench.person("ann")
        let product = try await bench.follow(by: ann)
        bench.mail.script(.fail(NotifyError(.noSuchAddress, message: "550 5.1.1 no such user")))
        try await bench.price(45_00, of: product)
        try await bench.pass(.seconds(1))
        #expect(try await bench.store.suppression(of: "ann@example.org", on: .email)?.kind == .bounce)
        try await bench.price(39_00, of: product, was: 45_00)
        try await bench.pass(.seconds(60))
        #expect(try await bench.statuses() == [.suppressed, .dead])
        #expect(bench.mail.messages.isEmpty)
    }
}
