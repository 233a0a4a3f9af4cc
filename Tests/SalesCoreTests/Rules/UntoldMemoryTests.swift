import SalesTesting
import Testing

@testable import SalesCore

@Suite("What a rule remembers of alerts that told something else, or nothing")
struct UntoldMemoryTests {
    private let decider = RuleDecider()
    private let rule = Rule.below(.gbp(40_00))

    private func change(_ before: Int64, _ after: Int64, at seconds: Int) -> PriceEvent.Change {
        .of(.gbp(before), .gbp(after), at: .noon + .seconds(seconds))
    }

    private func forget(_ memory: RuleMemory, former: RuleMemory, toldAt: Timestamp? = nil, at price: Int64)
        -> RuleMemory
    {
        let side = PriceEvent.Side(price: .gbp(price), availability: .inStock)
        return decider.forget(
            rule,
            memory: memory,
            former: former,
            toldAt: toldAt,
            standingAt: side,
            at: .noon + .seconds(7_200)
        )
    }

    @Test("An alert that told other facts is remembered as what it told")
    func corrected() {
        let start = decider.start(rule, price: .gbp(50_00), availability: .inStock)
        let made = change(50_00, 39_00, at: 0)
        let memory = decider.decide(rule, memory: start, change: made).memory
        let corrected = decider.correct(memory, from: made, to: change(49_00, 38_00, at: 60))
        #expect(corrected.toldPrice == .gbp(38_00) && corrected.toldFrom == .gbp(49_00))
        #expect(corrected.overtaken == nil)
    }

    @Test("One that was overtaken is kept beside the newer, and only the newest of them")
    func overtaken() {
        let memory = RuleMemory(toldPrice: .gbp(30_00))
        let second = decider.correct(memory, from: change(40_00, 35_00, at: 60), to: change(40_00, 36_00, at: 90))
        #expect(second.overtaken?.price == .gbp(36_00) && second.overtaken?.confirmedAt == .noon + .seconds(60))
        let first = decider.correct(second, from: change(50_00, 38_00, at: 0), to: change(50_00, 39_00, at: 90))
        #expect(first == second, "an older one does not take its place")
        let third = decider.correct(second, from: change(40_00, 33_00, at: 120), to: change(40_00, 34_00, at: 150))
        #expect(third.overtaken?.price == .gbp(34_00))
    }

    @Test("An alert that nobody heard of is forgotten whole, with when it was and what stood before it")
    func forgotten() {
        let former = RuleMemory(
            reference: .gbp(50_00),
            triggers: [RuleMemory.Trigger(isArmed: false, wasTold: true)],
            toldPrice: .gbp(39_00),
            toldFrom: .gbp(50_00),
            toldAt: .noon
        )
        var memory = former
        (memory.toldPrice, memory.toldFrom, memory.toldAt) = (.gbp(35_00), .gbp(39_00), .noon + .seconds(60))
        #expect(forget(memory, former: former, at: 35_00) == former)
        memory.overtaken = RuleMemory.Overtaken(confirmedAt: .noon, price: .gbp(38_00), from: .gbp(48_00))
        let result = forget(memory, former: former, toldAt: .noon, at: 35_00)
        #expect(result.toldPrice == .gbp(38_00) && result.toldFrom == .gbp(48_00) && result.toldAt == .noon)
        #expect(forget(memory, former: former, toldAt: .noon + .seconds(1), at: 35_00).toldPrice == .gbp(39_00))
    }

    @Test("Where the product is above the rule by then it recovers from now on, or since it did before")
    func recovers() {
        let now = Timestamp.noon + .seconds(7_200)
        let former = RuleMemory(reference: .gbp(50_00), triggers: [RuleMemory.Trigger(isArmed: false, wasTold: true)])
        #expect(forget(former, former: former, at: 39_00).triggers[0].recoveredSince == nil)
        #expect(forget(former, former: former, at: 50_00).triggers[0].recoveredSince == now)
        var memory = former
        memory.triggers[0].recoveredSince = .noon
        #expect(forget(memory, former: former, at: 50_00).triggers[0].recoveredSince == .noon)
        let armed = RuleMemory(reference: .gbp(50_00))
        #expect(forget(former, former: armed, at: 50_00).triggers == [RuleMemory.Trigger()])
    }
}
