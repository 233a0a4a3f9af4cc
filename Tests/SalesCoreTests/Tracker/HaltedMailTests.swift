import Logging
import SalesTesting
import Testing

@testable import SalesCore

@Suite("Alerts by mail while many mails bounce or are complained about", .timeLimit(.minutes(15)))
struct HaltedMailTests {
    private let bench: TrackerBench
    private let accounts: Accounts
    private let mails = RecordingNotifier(channel: .email)

    init() throws {
        bench = try TrackerBench(further: [mails], knowsPeople: true)
        let key = try #require(LinkKey(bytes: Array(1...32)))
        accounts = Accounts(store: bench.store, key: key, time: bench.clock)
    }

    /// Adds a person whose address is verified now and who is mailed every drop.
    private func follower(_ name: String) async throws -> User {
        let draft = User.New(email: "\(name)@example.com", createdAt: bench.clock.now)
        let user = try #require(try await bench.store.addUser(draft)).user
        #expect(try await bench.store.verify("\(name)@example.com", on: .email, of: user.id, at: bench.clock.now))
        var request = TrackRequest(url: bench.url.absoluteString, rule: .anyDrop)
        (request.userID, request.channels) = (user.id, [.email])
        _ = try await bench.tracker.track(request)
        return user
    }

    /// 19 people who are known for a week and one who is new, after ten drops: two hundred mails of one day.
    private func people() async throws -> (known: [User], newcomer: User) {
        bench.show(bench.page("49.99"))
        var known: [User] = []
        for number in 0..<19 { known.append(try await follower("p\(number)")) }
        bench.clock.advance(by: ReputationPolicy().newFor)
        let newcomer = try await follower("newcomer")
        for pounds in 40..<50 { try await bench.settle("\(89 - pounds).00") }
        #expect(mails.messages.count == 200)
        return (known, newcomer)
    }

    /// Obeys what a carrier says of people's mails.
    private func report(_ kind: Feedback.Kind, of people: some Collection<User>) async throws {
        let reports = try people.map { user in
            Feedback(kind: kind, channel: .email, address: try #require(user.email), reference: "report of \(user.id)")
        }
        #expect(try await accounts.apply(feedback: reports) == people.count)
        // What was counted before is no longer believed.
        bench.clock.advance(by: Reputation.trust)
    }

    /// To whom the next drop is told at once.
    private func told(_ price: String) async throws -> Set<UserID> {
        let before = mails.messages.count
        try await bench.settle(price)
        return Set(mails.messages.dropFirst(before).map(\.recipient.id))
    }

    @Test(
        "wait where they go to new addresses, from 2 % and 0.05 % on, and go out when it is over; others are told",
        arguments: [
            (Feedback.Kind.bounce, 5, "5 bounces and 0 complaints"), (.complaint, 2, "0 bounces and 2 complaints"),
        ]
    )
    func halted(_ kind: Feedback.Kind, _ count: Int, _ words: String) async throws {
        let (known, newcomer) = try await people()
        try await report(kind, of: known.prefix(count))
        let begin = bench.clock.now
        bench.clock.advance(by: .seconds(7_200))
        #expect(try await told("35.00") == Set(known.dropFirst(count).map(\.id)))
        let filter = AlertFilter(userID: newcomer.id, statuses: [.pending])
        let waiting = try await bench.store.alerts(matching: filter, after: nil, limit: 100).elements
        #expect(waiting.count == 1 && waiting.allSatisfy { $0.isHeld && $0.attempts == 0 })
        #expect(waiting.first?.failure == "mails to new addresses are halted: \(words) of 200 mails")

        // An hour later it is asked about again, and nothing has changed.
        bench.clock.advance(by: ReputationPolicy().hold)
        #expect(try await bench.tracker.deliverAlerts() == 0)
        bench.clock.set(to: begin + ReputationPolicy().window)
        #expect(try await bench.tracker.deliverAlerts() == 1)
        #expect(mails.messages.last?.recipient.id == newcomer.id)
        #expect(mails.messages.last?.facts.first?.change.after.price == .gbp(35_00))
    }

    @Test("go on by themselves when the share falls, as by mails to others that are taken")
    func diluted() async throws {
        let (known, newcomer) = try await people()
        try await report(.bounce, of: known.prefix(4))
        #expect(try await told("35.00") == Set(known.dropFirst(4).map(\.id)))
        // 4 of 215 are less than 2 %.
        bench.clock.advance(by: ReputationPolicy().hold)
        #expect(try await bench.tracker.deliverAlerts() == 1)
        #expect(mails.messages.last?.recipient.id == newcomer.id)
    }

    @Test("stay halted when an operator lifts what was reported: the carrier counts it all the same")
    func lifted() async throws {
        let (known, newcomer) = try await people()
        try await report(.bounce, of: known.prefix(2))
        try await report(.complaint, of: known.dropFirst(2).prefix(2))
        for user in known.prefix(4) {
            let address = AddressDigest(try #require(user.email), on: .email)
            #expect(try await bench.store.liftReport(of: address) != .nothing)
        }
        bench.clock.advance(by: Reputation.trust)
        for reputation in [bench.tracker.reputation, begun()] {
            let standing = try await reputation.standing(at: bench.clock.now)
            #expect(standing.counts == ReputationCounts(sent: 200, bounces: 2, complaints: 2) && standing.isHalted)
        }
        #expect(await begun().hold(newcomer, over: .email, at: bench.clock.now) != nil)
    }

    /// What a process that has just begun, such as `salesctl status`, knows of the mails.
    private func begun() -> Reputation { Reputation(store: bench.store, logger: LogLines().logger(.error)) }

    @Test("go to everybody below that", arguments: [(Feedback.Kind.bounce, 3), (.complaint, 1), (.stop, 9)])
    func below(_ kind: Feedback.Kind, _ count: Int) async throws {
        let (known, newcomer) = try await people()
        try await report(kind, of: known.prefix(count))
        #expect(try await told("35.00") == Set(known.dropFirst(count).map(\.id) + [newcomer.id]))
    }
}
