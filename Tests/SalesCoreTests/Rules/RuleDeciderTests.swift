import SalesCore
import Testing

@Suite("A rule tells one real event once, and the next one again")
struct RuleDeciderTests {
    private let decider = RuleDecider()

    /// Plays prices as confirmed changes and gives the indices at which the rule told.
    private func told(
        _ rule: Rule,
        start: Int64,
        prices: [Int64],
        every gap: Duration = .seconds(60)
    ) -> [Int] {
        var memory = decider.start(rule, price: .gbp(start), availability: .inStock)
        var last = start
        var result: [Int] = []
        for (index, price) in prices.enumerated() where price != last {
            let change = PriceEvent.Change.of(.gbp(last), .gbp(price), at: .noon + gap * (index + 1))
            let decision = decider.decide(rule, memory: memory, change: change)
            memory = decision.memory
            if decision.kind != nil { result.append(index) }
            last = price
        }
        return result
    }

    @Test("“Below” tells when the price goes under the limit, not when it equals it")
    func below() {
        #expect(told(.below(.gbp(40_00)), start: 49_99, prices: [40_00]) == [])
        #expect(told(.below(.gbp(40_00)), start: 49_99, prices: [39_99]) == [0])
    }

    @Test("“Below” that is true at the start waits until it was untrue")
    func alreadyBelow() {
        let rule = Rule.below(.gbp(40_00))
        #expect(!decider.start(rule, price: .gbp(35_00), availability: .inStock).isArmed)
        #expect(told(rule, start: 35_00, prices: [34_00]) == [])
        #expect(told(rule, start: 35_00, prices: [45_00, 34_00]) == [1])
        #expect(told(rule, start: 35_00, prices: [34_00, 45_00, 34_00, 45_00, 34_00]) == [2])
    }

    @Test("A staircase of ten drops is told ten times to who wants every drop, once to who wants “below”")
    func staircase() {
        let stairs = (1...10).map { Int64(50_00 - $0 * 1_00) }
        #expect(told(.anyDrop, start: 50_00, prices: stairs) == Array(0..<10))
        #expect(told(.below(.gbp(49_50)), start: 50_00, prices: stairs) == [0])
    }

    @Test(
        "A price that flaps every minute for a day is told at most once",
        arguments: [
            Rule.anyDrop, .below(.gbp(45_00)), .dropByShare(basisPoints: 1_000), .dropByAmount(.gbp(5_00)),
        ]
    )
    func flapping(rule: Rule) {
        let flaps = (0..<1_440).map { $0.isMultiple(of: 2) ? Int64(40_00) : 50_00 }
        #expect(told(rule, start: 50_00, prices: flaps) == [0])
    }

    @Test(
        "After the price had recovered for an hour, the same drop is told again",
        arguments: [
            Rule.anyDrop, .below(.gbp(45_00)), .dropByShare(basisPoints: 1_000), .dropByAmount(.gbp(5_00)),
        ]
    )
    func rearm(rule: Rule) {
        #expect(told(rule, start: 50_00, prices: [40_00, 50_00, 40_00], every: .seconds(3_600)) == [0, 2])
        #expect(told(rule, start: 50_00, prices: [40_00, 50_00, 40_00], every: .seconds(3_599)) == [0])
    }

    @Test("After an hour of recovery a fall in steps is told, though the first step is none by itself")
    func fallsInSteps() {
        let prices: [Int64] = [39_00, 60_00, 40_20, 38_00]
        #expect(told(.below(.gbp(40_00)), start: 50_00, prices: prices, every: .seconds(3_600)) == [0, 3])
        #expect(told(.below(.gbp(40_00)), start: 50_00, prices: prices, every: .seconds(3_599)) == [0])
    }

    @Test("A rise of less than one percent above the threshold is no recovery")
    func smallRise() {
        #expect(told(.below(.gbp(40_00)), start: 50_00, prices: [39_00, 40_39, 39_00], every: .seconds(7_200)) == [0])
        #expect(
            told(.below(.gbp(40_00)), start: 50_00, prices: [39_00, 40_40, 39_00], every: .seconds(7_200)) == [0, 2]
        )
    }

    @Test("Ten percent is measured from the price when the person asked, and again from the price last told")
    func share() {
        let rule = Rule.dropByShare(basisPoints: 1_000)
        #expect(told(rule, start: 50_00, prices: [45_01]) == [])
        #expect(told(rule, start: 50_00, prices: [45_00]) == [0])
        #expect(told(rule, start: 50_00, prices: [45_00, 41_00, 40_50]) == [0, 2])
        #expect(rule.threshold(reference: .gbp(33_33)) == .gbp(29_99))
    }

    @Test("An amount is measured likewise")
    func amount() {
        let rule = Rule.dropByAmount(.gbp(5_00))
        #expect(told(rule, start: 50_00, prices: [45_01]) == [])
        #expect(told(rule, start: 50_00, prices: [45_00, 40_01, 40_00]) == [0, 2])
        #expect(rule.threshold(reference: .usd(50_00)) == nil)
    }

    @Test("A rise is never a drop")
    func rise() {
        for rule in [Rule.anyDrop, .dropByShare(basisPoints: 1), .dropByAmount(.gbp(1))] {
            #expect(told(rule, start: 50_00, prices: [51_00, 70_00, 100_00]) == [])
        }
    }

    @Test("Back in stock is told once, and again after it had been missing for an hour")
    func backInStock() {
        var memory = decider.start(.backInStock, price: .gbp(50_00), availability: .outOfStock)
        var told: [Int] = []
        let stock: [(Int, Availability)] = [
            (0, .inStock), (60, .outOfStock), (120, .inStock), (180, .outOfStock), (4_000, .inStock),
        ]
        var before = Availability.outOfStock
        for (seconds, availability) in stock {
            var change = PriceEvent.Change.of(.gbp(50_00), .gbp(50_00), at: .noon + .seconds(seconds))
            change.before.availability = before
            change.after.availability = availability
            let decision = decider.decide(.backInStock, memory: memory, change: change)
            memory = decision.memory
            if decision.kind == .backInStock { told.append(seconds) }
            before = availability
        }
        #expect(told == [0, 4_000])
    }

    @Test("Stock that was there at the start and goes is told when it comes back, however soon")
    func stockAtTheStart() {
        var memory = decider.start(.backInStock, price: .gbp(50_00), availability: .inStock)
        var told: [Int] = []
        let stock: [Availability] = [.inStock, .outOfStock, .inStock, .outOfStock, .inStock]
        for (minute, pair) in zip(stock, stock.dropFirst()).enumerated() {
            var change = PriceEvent.Change.of(.gbp(50_00), .gbp(50_00), at: .noon + .seconds(60 * minute))
            change.before.availability = pair.0
            change.after.availability = pair.1
            let decision = decider.decide(.backInStock, memory: memory, change: change)
            memory = decision.memory
            if decision.kind == .backInStock { told.append(minute) }
        }
        #expect(told == [1])
    }

    @Test("A price drop says nothing to who waits for stock")
    func stockIgnoresPrice() {
        #expect(told(.backInStock, start: 50_00, prices: [40_00, 30_00]) == [])
    }

    @Test("Another currency is never a drop; who named an amount is asked")
    func currency() {
        let change = PriceEvent.Change.of(.gbp(50_00), .usd(10_00), at: .noon)
        let rules: [(Rule, Alert.Facts.Kind?)] = [
            (.anyDrop, nil), (.below(.gbp(40_00)), .currencyChanged), (.dropByShare(basisPoints: 1_000), nil),
            (.dropByAmount(.gbp(5_00)), .currencyChanged),
        ]
        for (rule, kind) in rules {
            let memory = decider.start(rule, price: .gbp(50_00), availability: .inStock)
            let decision = decider.decide(rule, memory: memory, change: change)
            #expect(decision.kind == kind)
            #expect(decision.memory.reference == .usd(10_00))
        }
    }

    @Test("What was told in another currency is not remembered beside a new one")
    func rebased() {
        let rule = Rule.anyDrop
        var memory = decider.start(rule, price: .gbp(50_00), availability: .inStock)
        memory = decider.decide(rule, memory: memory, change: .of(.gbp(50_00), .gbp(45_00), at: .noon)).memory
        #expect(memory.toldPrice == .gbp(45_00) && memory.toldFrom == .gbp(50_00))
        let turn = PriceEvent.Change.of(.gbp(45_00), .usd(60_00), at: .noon + .seconds(60))
        memory = decider.decide(rule, memory: memory, change: turn).memory
        #expect(memory.toldPrice == nil && memory.toldFrom == nil)
    }

    @Test("A shop that turns between two currencies asks once, and what was told is not told again on the way back")
    func currencies() {
        let rule = Rule.below(.gbp(40_00))
        var memory = decider.start(rule, price: .gbp(50_00), availability: .inStock)
        var kinds: [Alert.Facts.Kind?] = []
        let prices: [Money] = [.gbp(35_00), .usd(45_00), .gbp(35_00), .usd(45_00), .gbp(35_00), .gbp(34_00)]
        var last = Money.gbp(50_00)
        for (index, price) in prices.enumerated() {
            let change = PriceEvent.Change.of(last, price, at: .noon + .seconds(3_600) * index)
            let decision = decider.decide(rule, memory: memory, change: change)
            memory = decision.memory
            kinds.append(decision.kind)
            last = price
        }
        #expect(kinds == [.drop, .currencyChanged, nil, nil, nil, nil])
    }

    @Test("What was confirmed before the person asked is no news to them")
    func beforeTheStart() {
        let change = PriceEvent.Change.of(.gbp(50_00), .gbp(40_00), at: .noon)
        for rule in [Rule.anyDrop, .dropByShare(basisPoints: 1), .below(.gbp(45_00))] {
            var memory = decider.start(rule, price: .gbp(50_00), availability: .inStock, lastCheckAt: .noon)
            let early = decider.decide(rule, memory: memory, change: change)
            #expect(early.kind == nil)
            #expect(early.memory == memory)
            memory.seenUntil = .noon - .milliseconds(1)
            #expect(decider.decide(rule, memory: memory, change: change).kind == .drop)
        }
    }

    @Test("Deciding the same change twice tells once more only what the outbox drops", arguments: 0..<30)
    func idempotence(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let rules: [Rule] = [.anyDrop, .below(.gbp(45_00)), .dropByShare(basisPoints: 500), .dropByAmount(.gbp(2_00))]
        for rule in rules {
            let change = PriceEvent.Change.of(
                .gbp(.random(in: 40_00...60_00, using: &random)),
                .gbp(.random(in: 40_00...60_00, using: &random)),
                at: .noon
            )
            let first = decider.decide(
                rule,
                memory: decider.start(rule, price: change.before.price, availability: .inStock),
                change: change
            )
            let second = decider.decide(rule, memory: first.memory, change: change)
            #expect(second.memory == first.memory)
        }
    }
}
