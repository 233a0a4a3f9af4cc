import Logging
import SalesTesting
import Testing

@testable import SalesCore

@Suite("Mails to new addresses while many bounce", .timeLimit(.minutes(15)))
struct ReputationTests {
    private let log = LogLines()
    private let day = Duration.seconds(86_400)

    /// A tracker whose mails went to so many people, verified just before, and one person more who follows nothing.
    private func bench(_ people: Int) async throws -> (bench: TrackerBench, people: [User], newcomer: User) {
        let bench = try TrackerBench(further: [RecordingNotifier(channel: .email)])
        bench.show(bench.page("49.99"))
        var users: [User] = []
        for number in 0...people {
            users.append(try await person("p\(number)@example.com", in: bench))
            guard number < people else { break }
            var request = TrackRequest(url: bench.url.absoluteString, rule: .anyDrop)
            (request.userID, request.channels) = (users[number].id, [.email])
            _ = try await bench.tracker.track(request)
        }
        try await bench.settle("45.00")
        #expect(try await bench.alerts().filter { $0.status == .accepted }.count == people)
        return (bench, Array(users.prefix(people)), users[people])
    }

    private func person(_ email: String, in bench: TrackerBench) async throws -> User {
        let new = User.New(email: email, createdAt: bench.clock.now)
        let user = try #require(try await bench.store.addUser(new)).user
        #expect(try await bench.store.verify(email, on: .email, of: user.id, at: bench.clock.now))
        return try #require(try await bench.store.user(user.id))
    }

    private func report(_ kind: Suppression.Kind, of user: User, in bench: TrackerBench) async throws {
        let address = try #require(user.email)
        let suppression = Suppression(
            channel: .email,
            address: address,
            kind: kind,
            reference: "report of \(address)",
            at: bench.clock.now
        )
        #expect(try await bench.store.suppress(suppression))
    }

    private func reputation(_ bench: TrackerBench, _ policy: ReputationPolicy = .init(minimumMails: 4)) -> Reputation {
        Reputation(store: bench.store, policy: policy, logger: log.logger(.info))
    }

    @Test("wait an hour with the reason, and a log says so once")
    func halted() async throws {
        let (bench, people, newcomer) = try await bench(4)
        let fine = await reputation(bench).hold(newcomer, over: .email, at: bench.clock.now)
        #expect(fine == nil)
        try await report(.bounce, of: people[0], in: bench)
        let reputation = reputation(bench)
        let reason = "mails to new addresses are halted: 1 bounce and 0 complaints of 4 mails"
        let held = Settlement.Outcome.held(until: bench.clock.now + .seconds(3_600), reason: reason)
        for _ in 0..<3 { #expect(await reputation.hold(newcomer, over: .email, at: bench.clock.now) == held) }
        #expect(log.all == ["error MAILS TO NEW ADDRESSES ARE HALTED why=1 bounce and 0 complaints of 4 mails"])
        #expect(await reputation.hold(newcomer, over: .sms, at: bench.clock.now) == nil)
        let local = try #require(try await bench.store.user(.local))
        #expect(await reputation.hold(local, over: .email, at: bench.clock.now) == nil)
    }

    @Test("go out to whoever took mails before and was verified a week ago")
    func known() async throws {
        let (bench, people, newcomer) = try await bench(4)
        try await report(.complaint, of: people[0], in: bench)
        let policy = ReputationPolicy(window: day * 30, minimumMails: 4, minimumComplaints: 1)
        #expect(await reputation(bench, policy).hold(people[1], over: .email, at: bench.clock.now) != nil)
        bench.clock.advance(by: day * 7)
        #expect(await reputation(bench, policy).hold(people[1], over: .email, at: bench.clock.now) == nil)
        #expect(await reputation(bench, policy).hold(newcomer, over: .email, at: bench.clock.now) != nil)
    }

    @Test("go on when the reports are older than a day, which a log says too")
    func over() async throws {
        let (bench, people, newcomer) = try await bench(4)
        try await report(.bounce, of: people[0], in: bench)
        let reputation = reputation(bench)
        #expect(await reputation.hold(newcomer, over: .email, at: bench.clock.now) != nil)
        bench.clock.advance(by: day + .milliseconds(1))
        #expect(await reputation.hold(newcomer, over: .email, at: bench.clock.now) == nil)
        #expect(log.all.last?.hasPrefix("notice Mails to new addresses go on") == true)
    }

    @Test("are judged by what was counted within the last minute")
    func trusted() async throws {
        let (bench, people, newcomer) = try await bench(4)
        let reputation = reputation(bench)
        #expect(await reputation.hold(newcomer, over: .email, at: bench.clock.now) == nil)
        try await report(.bounce, of: people[0], in: bench)
        bench.clock.advance(by: Reputation.trust - .milliseconds(1))
        #expect(await reputation.hold(newcomer, over: .email, at: bench.clock.now) == nil)
        bench.clock.advance(by: .milliseconds(1))
        #expect(await reputation.hold(newcomer, over: .email, at: bench.clock.now) != nil)
    }

    @Test("what people asked to stop counts against nobody, and a store without suppressions halts nothing")
    func stop() async throws {
        let (bench, people, newcomer) = try await bench(4)
        for user in people { try await report(.stop, of: user, in: bench) }
        let standing = try await reputation(bench).standing(at: bench.clock.now)
        #expect(standing.counts == ReputationCounts(sent: 4) && !standing.isHalted)
        let bare = Reputation(store: bench.seam, policy: .init(minimumMails: 0), logger: log.logger(.info))
        #expect(await bare.hold(newcomer, over: .email, at: bench.clock.now) == nil)
    }
}
