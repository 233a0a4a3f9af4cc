import SalesCore
import Testing

@Suite("Each kind of rule tells what it names")
struct RuleKindTests {
    @Test("since asked, a share is told once, and further falls are not")
    func sinceAsked() {
        let rule = Rule.dropByShare(basisPoints: 1_000, than: .asked)
        #expect(RulePlay.told(rule, at: 50_00, prices: [45_01, 45_00, 40_00, 20_00]) == [1])
        #expect(
            RulePlay.told(.dropByAmount(.gbp(5_00), than: .asked), at: 50_00, prices: [45_01, 45_00, 40_00]) == [1]
        )
    }

    @Test("since the last alert, each further step below the price told is told")
    func sinceLastAlert() {
        let rule = Rule.dropByShare(basisPoints: 1_000, than: .lastAlert)
        #expect(RulePlay.told(rule, at: 50_00, prices: [45_00, 42_00, 40_50, 36_46, 36_45]) == [0, 2, 4])
    }

    @Test("since the highest in a time, the highest price of that time counts, and not of an earlier one")
    func sinceHighest() {
        let rule = Rule.dropByShare(basisPoints: 2_000, than: .highest(days: 30))
        let past: [(Int64, Int64, Int64)] = [(31, 100_00, 200_00), (30, 50_00, 60_00), (1, 50_00, 50_00)]
        #expect(RulePlay.told(rule, at: 50_00, prices: [48_01, 48_00], past: past) == [1])
        #expect(RulePlay.told(rule, at: 50_00, prices: [40_01, 40_00], past: [(2, 50_00, 50_00)]) == [1])
    }

    @Test("the highest of the same day counts before the change, not with it")
    func highestToday() {
        let rule = Rule.dropByShare(basisPoints: 2_000, than: .highest(days: 1))
        #expect(RulePlay.told(rule, at: 50_00, prices: [60_00, 49_00, 48_00]) == [2])
    }

    @Test("“lowest in N days” tells a price below all of those days, and each lower one after it")
    func lowestInDays() {
        let past: [(Int64, Int64, Int64)] = [(31, 10_00, 10_00), (30, 40_00, 50_00), (3, 45_00, 50_00)]
        #expect(
            RulePlay.told(.lowest(days: 30), at: 50_00, prices: [40_00, 39_99, 39_99, 39_00], past: past) == [1, 3]
        )
        #expect(RulePlay.told(.lowest(days: 29), at: 50_00, prices: [44_99], past: past) == [0])
        #expect(RulePlay.told(.lowest(days: 31), at: 50_00, prices: [39_99, 9_99], past: past) == [1])
    }

    @Test("“lowest in N days” is silent where nothing is known of those days")
    func lowestOfNothing() {
        #expect(RulePlay.told(.lowest(days: 30), at: 50_00, prices: [40_00]) == [])
    }

    @Test("“lowest ever” compares with the lowest that was confirmed since the product is followed")
    func lowestEver() {
        let past: [(Int64, Int64, Int64)] = [(900, 30_00, 50_00)]
        #expect(RulePlay.told(.lowest(days: nil), at: 50_00, prices: [30_00, 29_99, 50_00, 29_99], past: past) == [1])
    }

    @Test("any change tells rises and falls")
    func anyChange() {
        var play = RulePlay(.anyChange, at: 50_00)
        play.change(at: 10, to: 55_00)
        play.change(at: 20, to: 45_00)
        play.change(at: 30, .outOfStock)
        #expect(play.told == [.init(10, .changed), .init(20, .drop)])
    }

    @Test("of a price that flaps, “any change” tells the way back an hour later, once")
    func flappingChange() {
        var play = RulePlay(.anyChange, at: 50_00)
        for flap in 0..<30 { play.change(at: flap + 1, to: flap.isMultiple(of: 2) ? 55_00 : 50_00) }
        #expect(play.told == [.init(1, .changed), .init(2, .drop, notBefore: 61)])
    }

    @Test("a drop to a price that stood before another alert is told at once to who did not ask for every change")
    func dropBack() throws {
        var play = RulePlay(try Rule(text: "any drop or back in stock"), at: 40_00, .outOfStock)
        play.change(at: 1, to: 55_00, .inStock)
        play.change(at: 10, to: 40_00)
        #expect(play.told == [.init(1, .backInStock), .init(10, .drop)])
    }

    @Test("sold out is told once, and again after it could be had for an hour")
    func soldOut() {
        var play = RulePlay(.soldOut, at: 50_00)
        play.change(at: 1, .outOfStock)
        play.change(at: 2, .inStock)
        play.change(at: 3, .outOfStock)
        play.change(at: 10, .inStock)
        play.change(at: 70, .outOfStock)
        #expect(play.told == [.init(1, .soldOut), .init(70, .soldOut)])
    }

    @Test("gone is told once, and a page that is gone says nothing of price and stock")
    func gone() {
        var play = RulePlay(.gone, at: 50_00)
        play.change(at: 1, isGone: true)
        #expect(play.told == [.init(1, .gone)])
        for rule in [Rule.anyDrop, .anyChange, .below(.gbp(60_00)), .backInStock, .soldOut] {
            var other = RulePlay(rule, at: 70_00)
            other.change(at: 1, to: 10_00, isGone: true)
            #expect(other.told == [])
        }
    }

    @Test("a page that comes back in stock after it was gone is back in stock")
    func backFromGone() {
        var play = RulePlay(.backInStock, at: 50_00)
        play.change(at: 1, isGone: true)
        play.change(at: 2, .inStock)
        #expect(play.told == [.init(2, .backInStock)])
    }
}

@Suite("Conditions are combined")
struct RuleCombinationTests {
    private static func rule(_ text: String) throws -> Rule { try Rule(text: text) }

    @Test("“and” tells when the last of its conditions becomes true, whichever it is")
    func and() throws {
        let rule = try Self.rule("below 40.00 GBP and back in stock")
        var play = RulePlay(rule, at: 50_00, .outOfStock)
        play.change(at: 1, to: 39_00)
        play.change(at: 2, .inStock)
        #expect(play.told == [.init(2, .backInStock)])
        var other = RulePlay(rule, at: 50_00, .outOfStock)
        other.change(at: 1, .inStock)
        other.change(at: 2, to: 39_00)
        #expect(other.told == [.init(2, .drop)])
    }

    @Test("“and” is earned anew when one of its conditions was untrue for an hour")
    func andAgain() throws {
        var play = RulePlay(try Self.rule("below 40.00 GBP and back in stock"), at: 50_00)
        play.change(at: 1, to: 39_00)
        play.change(at: 2, .outOfStock)
        play.change(at: 61, .inStock)
        play.change(at: 100, .outOfStock)
        play.change(at: 160, .inStock)
        #expect(play.told == [.init(1, .drop), .init(160, .backInStock)])
    }

    @Test("a further fall is told with “and” only while the other conditions hold")
    func furtherFall() throws {
        var play = RulePlay(try Self.rule("any drop and back in stock"), at: 50_00)
        play.change(at: 1, to: 45_00)
        play.change(at: 2, to: 40_00)
        play.change(at: 3, .outOfStock)
        play.change(at: 4, to: 35_00)
        #expect(play.told.map(\.minute) == [1, 2])
    }

    @Test("“or” tells each alternative, and one message where two become true at once")
    func or() throws {
        var play = RulePlay(try Self.rule("below 40.00 GBP or sold out or down 50% since asked"), at: 50_00)
        play.change(at: 1, to: 39_00)
        play.change(at: 2, .outOfStock)
        play.change(at: 3, to: 25_00)
        #expect(play.told == [.init(1, .drop), .init(2, .soldOut), .init(3, .drop)])
        var other = RulePlay(try Self.rule("below 40.00 GBP or down 50% since asked"), at: 50_00)
        other.change(at: 1, to: 20_00)
        #expect(other.told == [.init(1, .drop)])
    }

    @Test("an alternative that was true at the start waits by itself, the others do not")
    func startedAlone() throws {
        var play = RulePlay(try Self.rule("below 60.00 GBP or sold out"), at: 50_00)
        play.change(at: 1, to: 49_00)
        play.change(at: 2, .outOfStock)
        #expect(play.told == [.init(2, .soldOut)])
    }
}

@Suite("How often a person is told")
struct CoolDownTests {
    @Test("what becomes true in the cool-down is told once, at its end")
    func coolDown() {
        var play = RulePlay(.anyDrop, at: 50_00, coolDown: .seconds(3_600))
        for (index, price) in [45_00, 44_00, 43_00, 42_00].enumerated() {
            play.change(at: 10 * (index + 1), to: Int64(price))
        }
        play.change(at: 100, to: 41_00)
        play.change(at: 200, to: 40_00)
        #expect(
            play.told == [.init(10), .init(20, notBefore: 70), .init(100, notBefore: 130), .init(200)]
        )
    }

    @Test("a change decided twice tells nothing the second time and changes no memory")
    func twice() {
        for rule in [Rule.anyChange, .anyDrop, .lowest(days: nil), .below(.gbp(45_00))] {
            let decider = RuleDecider()
            var change = PriceEvent.Change.of(.gbp(50_00), .gbp(40_00), at: .noon)
            change.lowestBefore = .gbp(50_00)
            let start = decider.start(rule, price: .gbp(50_00), availability: .inStock)
            let first = decider.decide(rule, memory: start, change: change, coolDown: .seconds(60))
            #expect(first.kind == .drop)
            let second = decider.decide(rule, memory: first.memory, change: change, coolDown: .seconds(60))
            #expect(second.kind == nil)
            #expect(second.memory == first.memory)
        }
    }

    @Test("who asks to be told what is true already is told so once")
    func standing() {
        var play = RulePlay(.below(.gbp(60_00)), at: 50_00, tellingNow: true)
        play.change(at: 1)
        play.change(at: 2)
        play.change(at: 3, to: 49_00)
        #expect(play.told == [.init(1, .standing)])
        var untrue = RulePlay(.below(.gbp(40_00)), at: 50_00, tellingNow: true)
        untrue.change(at: 1)
        #expect(untrue.told == [])
    }

    @Test("“below” tells a first price that is below, of what had none when the person asked")
    func firstPrice() {
        var play = RulePlay(.below(.gbp(40_00)), at: nil, .outOfStock)
        play.change(at: 10, to: 35_00, .inStock)
        #expect(play.told == [.init(10)])
        #expect(play.memory.reference == .gbp(35_00))
        #expect(play.memory.triggers == [RuleMemory.Trigger(isArmed: false, wasTold: true)])
    }

    @Test("the price when the person asked stays what it was")
    func keptReference() {
        var play = RulePlay(.anyDrop, at: 50_00)
        play.prices([45_00, 40_00])
        #expect(play.memory.reference == .gbp(50_00))
    }

    @Test("what is so already is told once to who asked for it, and not after a drop that tells it as well")
    func standingOnce() throws {
        var play = RulePlay(.below(.gbp(40_00)), at: 35_00, tellingNow: true)
        play.change(at: 10, to: 36_00)
        play.change(at: 20, to: 37_00)
        #expect(play.told == [.init(10, .standing)])
        var both = RulePlay(try #require(Rule([[.below(.gbp(40_00))], [.drop]])), at: 35_00, tellingNow: true)
        both.change(at: 10, to: 34_00)
        #expect(both.memory.tellsStanding == nil)
        both.change(at: 20, to: 36_00)
        #expect(both.told == [.init(10)])
    }

    @Test("a rule of which the memory knows too little remembers all of its alternatives afterwards")
    func grownRule() throws {
        let rule = try #require(Rule([[.drop], [.soldOut], [.gone]]))
        let memory = RuleMemory(reference: .gbp(50_00), triggers: [])
        let change = PriceEvent.Change.of(.gbp(50_00), .gbp(45_00), at: .noon)
        #expect(RuleDecider().decide(rule, memory: memory, change: change).memory.triggers.count == 3)
    }

    @Test("a cool-down keeps back until its end, and what comes at its very end is told at once")
    func endOfCoolDown() {
        var play = RulePlay(.anyDrop, at: 50_00, coolDown: .seconds(3_600))
        for (minute, price) in [(10, 49_00), (70, 48_00), (100, 47_00), (130, 46_00)] as [(Int, Int64)] {
            play.change(at: minute, to: price)
        }
        #expect(play.told == [.init(10), .init(70), .init(100, notBefore: 130), .init(130, notBefore: 190)])
    }
}
