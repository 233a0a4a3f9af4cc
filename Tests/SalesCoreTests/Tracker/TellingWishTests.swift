import SalesTesting
import Testing

@testable import SalesCore

@Suite("When a person wants to be told of a product", .timeLimit(.minutes(15)))
struct TellingWishTests {
    private func follow(
        _ bench: TrackerBench,
        _ rule: RuleRequest? = nil,
        coolDown: Duration? = nil,
        isInDigest: Bool? = nil,
        tellsStanding: Bool = false
    ) async throws -> Tracked {
        let request = TrackRequest(
            url: bench.url.absoluteString,
            rule: rule,
            coolDown: coolDown,
            isInDigest: isInDigest,
            tellsStanding: tellsStanding
        )
        return try await bench.tracker.track(request)
    }

    /// What a worker does later; time passes before and after it, for each request needs a turn at the host.
    private func later(_ bench: TrackerBench) async throws {
        bench.clock.advance(by: .seconds(60))
        try await bench.round()
        bench.clock.advance(by: .seconds(60))
    }

    @Test("is kept by who follows again without saying it, and changed by who says it; no time is none")
    func kept() async throws {
        let bench = try TrackerBench()
        bench.show(bench.page("49.99"))
        _ = try await follow(bench, .anyDrop, coolDown: .seconds(3_600), isInDigest: true)
        let again = try await follow(bench, .below("40.00")).subscription
        #expect(again.coolDown == .seconds(3_600) && again.isInDigest)
        let id = again.productID
        let edited = try await bench.tracker.edit(id, Tracker.Edit(interval: .seconds(120)))
        #expect(edited.coolDown == .seconds(3_600) && edited.isInDigest)
        let prompt = try await bench.tracker.edit(id, Tracker.Edit(coolDown: .some(.zero), isInDigest: false))
        #expect(prompt.coolDown == nil && !prompt.isInDigest)
        #expect(try await follow(bench, coolDown: .seconds(60)).subscription.coolDown == .seconds(60))
        #expect(try await follow(bench, coolDown: .zero).subscription.coolDown == nil)
    }

    @Test(
        "is no time before now and none beyond a year: nothing is changed by either",
        arguments: [.milliseconds(-1), Subscription.maximumCoolDown + .milliseconds(1)] as [Duration]
    )
    func refused(coolDown: Duration) async throws {
        let bench = try TrackerBench()
        bench.show(bench.page("49.99"))
        let new = await #expect(throws: TrackingError.self) { try await follow(bench, coolDown: coolDown) }
        #expect(new?.description.contains("is not allowed") == true)
        #expect(try await bench.products().isEmpty)
        let longest = try await follow(bench, coolDown: Subscription.maximumCoolDown).subscription
        await #expect(throws: TrackingError.self) {
            try await bench.tracker.edit(longest.productID, Tracker.Edit(coolDown: .some(coolDown)))
        }
        #expect(try await bench.store.subscription(of: .local, to: longest.productID) == longest)
    }

    @Test("may be now of what is true already, which is told once and to nobody else")
    func standing() async throws {
        let bench = try TrackerBench()
        bench.show(bench.page("49.99"))
        let silent = try await follow(bench, .below("60.00"))
        #expect(silent.isAlreadyMet)
        try await later(bench)
        #expect(bench.inbox.messages.isEmpty)
        #expect(try await follow(bench, .below("55.00"), tellsStanding: true).isAlreadyMet)
        try await later(bench)
        #expect(bench.inbox.messages.map(\.subject) == ["As you asked: Kettle is £49.99"])
        let edit = Tracker.Edit(rule: .below("52.00"), tellsStanding: true)
        _ = try await bench.tracker.edit(silent.product.id, edit)
        for _ in 0..<2 { try await later(bench) }
        #expect(bench.inbox.messages.count == 2)
        _ = try await bench.tracker.edit(silent.product.id, Tracker.Edit(rule: .below("20.00"), tellsStanding: true))
        try await later(bench)
        #expect(bench.inbox.messages.count == 2)
    }
}
