import SalesCore
import Testing

@Suite("A reading is believed only when it was confirmed")
struct ReadingGuardTests {
    private let product = ProductID(rawValue: 7)
    private let guardian = ReadingGuard()

    /// Feeds readings, 15 seconds apart, and gives the last judgement with every event on the way.
    private func feed(
        _ readings: [Reading],
        from state: ProductState = ProductState(),
        start: Timestamp = .noon,
        every gap: Duration = .seconds(15)
    ) -> (state: ProductState, events: [PriceEvent.Change], rows: [PricePoint]) {
        var state = state
        var events: [PriceEvent.Change] = []
        var rows: [PricePoint] = []
        for (index, reading) in readings.enumerated() {
            let judgement = guardian.judge(reading, of: product, state: state, at: start + gap * (index + 1))
            state = judgement.state
            events += judgement.event.map { [$0] } ?? []
            rows += judgement.row.map { [$0] } ?? []
        }
        return (state, events, rows)
    }

    @Test("The first offer is believed, opens the history and tells nobody")
    func firstOffer() {
        let result = feed([.gbp(49_99)])
        #expect(result.state.price == .gbp(49_99))
        #expect(result.state.availability == .inStock)
        #expect(result.events.isEmpty)
        #expect(result.rows.map(\.price) == [.gbp(49_99)])
        #expect(result.rows.first?.isCarriedForward == false)
    }

    @Test("Where a price was found is kept with the first and with each that is believed, and not of one that is not")
    func origins() {
        func read(_ minorUnits: Int64, _ source: String) -> Reading {
            .offer(Offer(price: .gbp(minorUnits), availability: .inStock, source: source))
        }
        let first = feed([read(49_99, "meta a"), read(49_99, "text b"), read(5, "text c"), read(49_99, "meta a")])
        #expect(first.state.origins.all == [PriceOrigins.Origin(since: .noon + .seconds(15), source: "meta a")])
        let later = Timestamp.noon + .seconds(3_600)
        let fallen = feed(
            [read(39_99, "JSON-LD d"), read(39_99, "JSON-LD d"), read(39_99, "JSON-LD e")],
            from: first.state,
            start: later
        )
        #expect(fallen.rows.map { fallen.state.origins.source(at: $0.observedAt) } == ["JSON-LD e"])
        #expect(fallen.state.origins.source(at: later) == "meta a")
    }

    @Test("A fall waits for two more readings, then carries the moment it was first seen and the last old reading")
    func fallIsConfirmed() throws {
        let first = feed([.gbp(49_99), .gbp(39_99), .gbp(39_99)])
        #expect(first.state.price == .gbp(49_99))
        #expect(first.state.quarantine?.agreements == 1)
        #expect(first.events.isEmpty)
        let second = feed([.gbp(39_99)], from: first.state, start: .noon + .seconds(45))
        let event = try #require(second.events.first)
        #expect(event.before.price == .gbp(49_99))
        #expect(event.after.price == .gbp(39_99))
        #expect(event.oldLastReadAt == .noon + .seconds(15))
        #expect(event.seenAt == .noon + .seconds(30))
        #expect(event.confirmedAt == .noon + .seconds(60))
        #expect(!event.isUnusuallyLow)
        #expect(second.state.quarantine == nil)
        #expect(second.rows.map(\.price) == [.gbp(39_99)])
    }

    @Test(
        "A glitch of one reading, or of the same one twice in a row, leaves no trace",
        arguments: [
            Reading.gbp(0), .gbp(4_99), .gbp(49), .gbp(5), .gbp(499_90), .offer(.usd(49_99)), .gbp(39_99),
            .noPrice(availability: .outOfStock), .gone(reason: "404"), .blocked(reason: "captcha"),
            .failed(reason: "503"), .ambiguous(reason: "two prices"), .noPrice(availability: .unknown),
        ]
    )
    func oneGlitch(glitch: Reading) {
        for burst in [[glitch], [glitch, glitch]] {
            let result = feed([.gbp(49_99)] + burst + [.gbp(49_99), .gbp(49_99)])
            #expect(result.state.price == .gbp(49_99))
            #expect(result.state.quarantine == nil)
            #expect(result.events.isEmpty)
            #expect(result.rows.count == 1)
            #expect(result.state.consecutiveFailures == 0)
        }
    }

    @Test(
        "An implausible price that stays is marked as unusually low",
        arguments: [Int64(0), 5, 50, 4_99, 5_00, 19_99]
    )
    func implausible(minor: Int64) throws {
        let twice = feed([.gbp(49_99), .gbp(minor), .gbp(minor)])
        #expect(twice.events.isEmpty)
        #expect(twice.state.quarantine?.isImplausible == true)
        let thrice = feed([.gbp(49_99), .gbp(minor), .gbp(minor), .gbp(minor)])
        #expect(thrice.events.map(\.isUnusuallyLow) == [true])
        #expect(thrice.state.price == .gbp(minor))
    }

    @Test("A fall of exactly 60 % is plausible, one beyond it is not")
    func edgeOfPlausible() {
        #expect(feed([.gbp(100_00), .gbp(40_00)]).state.quarantine?.isImplausible == false)
        #expect(feed([.gbp(100_00), .gbp(39_99)]).state.quarantine?.isImplausible == true)
        #expect(feed([.gbp(Int64.max), .gbp(1)]).state.quarantine?.isImplausible == true)
        #expect(feed([.gbp(1), .gbp(Int64.max)]).state.quarantine?.isImplausible == false)
    }

    @Test("A wrong rise is held back as well, so that the way back is no drop")
    func wrongRise() {
        let result = feed([.gbp(50_00), .gbp(500_00), .gbp(500_00), .gbp(50_00), .gbp(50_00)])
        #expect(result.events.isEmpty)
        #expect(result.state.price == .gbp(50_00))
    }

    @Test("Readings that disagree with each other begin anew")
    func disagreement() {
        let result = feed([.gbp(50_00), .gbp(45_00), .gbp(44_00), .gbp(45_00)])
        #expect(result.events.isEmpty)
        #expect(result.state.price == .gbp(50_00))
        #expect(result.state.quarantine?.claim == .offer(.gbp(45_00)))
    }

    @Test("A page that shows another price each time counts as one that cannot be read, so that it is left in peace")
    func restless() {
        let result = feed([.gbp(50_00), .gbp(49_00), .gbp(48_00), .gbp(47_00)])
        #expect(result.events.isEmpty)
        #expect(result.state.consecutiveFailures == 2)
        #expect(feed([.gbp(47_00)], from: result.state, start: .noon + .seconds(60)).state.consecutiveFailures == 0)
    }

    @Test("“I don't know” neither confirms nor refutes what is held back")
    func unknownKeepsQuarantine() {
        let result = feed([
            .gbp(50_00), .gbp(45_00), .failed(reason: "503"), .gbp(45_00), .blocked(reason: "wall"), .gbp(45_00),
        ])
        #expect(result.events.map(\.after.price) == [.gbp(45_00)])
        #expect(result.events.map(\.seenAt) == [.noon + .seconds(30)])
    }

    @Test("A further reading sooner than the gap does not confirm")
    func tooSoon() {
        let result = feed([.gbp(50_00), .gbp(45_00), .gbp(45_00), .gbp(45_00), .gbp(45_00)], every: .seconds(4))
        #expect(result.events.isEmpty)
        let later = feed([.gbp(45_00)], from: result.state, start: .noon + .seconds(20), every: .seconds(10))
        #expect(later.events.count == 1)
    }

    @Test("Readings that agree are a gap apart from each other, not only from the first")
    func tooSoonAfterAnother() {
        let once = feed([.gbp(50_00), .gbp(45_00), .gbp(45_00)])
        #expect(once.state.quarantine?.agreements == 1)
        let soon = feed([.gbp(45_00)], from: once.state, start: .noon + .seconds(45), every: .seconds(9))
        #expect(soon.events.isEmpty && soon.state.quarantine?.agreements == 1)
        #expect(
            feed([.gbp(45_00)], from: soon.state, start: .noon + .seconds(45), every: .seconds(10)).events.count == 1
        )
    }

    @Test("What is held back is the reading that agreed last, so that its list price is the newest")
    func newestClaim() {
        var listed = Offer.gbp(45_00)
        listed.listPrice = .gbp(60_00)
        let held = feed([.gbp(50_00), .gbp(45_00), .offer(listed)])
        #expect(held.state.quarantine?.claim == .offer(listed))
        let believed = feed([.offer(listed)], from: held.state, start: .noon + .seconds(45))
        #expect(believed.state.listPrice == .gbp(60_00))
        #expect(believed.rows.map(\.listPrice) == [.gbp(60_00)])
    }

    @Test("A doubt is unsteady where another was there half a minute before, and no later")
    func unsteady() {
        for (gap, isUnsteady) in [(30, true), (31, false)] as [(Int64, Bool)] {
            let result = feed([.gbp(50_00), .gbp(45_00), .gbp(44_00)], every: .seconds(gap))
            #expect(result.state.quarantine?.isUnsteady == isUnsteady)
        }
        #expect(feed([.gbp(50_00), .gbp(45_00)]).state.quarantine?.isUnsteady == false)
    }

    @Test("A price stands since it was first seen, also while the stock changes and where the list price does")
    func priceSince() {
        let fallen = feed([.gbp(50_00)] + Array(repeating: .gbp(45_00), count: 3)).state
        #expect(fallen.priceSince == .noon + .seconds(30))
        var offer = Offer.gbp(45_00)
        offer.availability = .outOfStock
        let soldOut = feed(Array(repeating: .offer(offer), count: 3), from: fallen, start: .noon + .seconds(600)).state
        #expect(soldOut.availability == .outOfStock && soldOut.priceSince == .noon + .seconds(30))
        offer.listPrice = .gbp(70_00)
        let listed = feed([.offer(offer)], from: soldOut, start: .noon + .seconds(900)).state
        #expect(listed.listPrice == .gbp(70_00) && listed.priceSince == .noon + .seconds(30))
    }

    @Test("Only the first reading of all is believed at once")
    func onlyTheFirst() {
        var silent = [Offer.gbp(50_00), .gbp(45_00)]
        for index in silent.indices { silent[index].availability = .unknown }
        #expect(feed(silent.map { .offer($0) }).state.price == .gbp(50_00), "a page that never says what is in stock")
        let soldOut = feed([.noPrice(availability: .outOfStock), .gbp(50_00)])
        #expect(soldOut.state.price == nil && soldOut.state.quarantine != nil, "the first price of what was sold out")
        #expect(feed([.gone(reason: "404"), .gbp(50_00)]).state.isGone, "what was gone when it was looked at first")
    }

    @Test("A page that cannot be read is told of once, at the last failure that it is allowed, and when it works again")
    func trouble() {
        let failures = guardian.policy.failuresToTell
        let reading = Reading.failed(reason: "503")
        let few = feed([.gbp(50_00)] + Array(repeating: reading, count: failures - 1))
        #expect(few.events.isEmpty && few.state.brokenSince == nil)
        let many = feed(Array(repeating: reading, count: 5), from: few.state, start: .noon + .seconds(600))
        #expect(many.events.map(\.trouble) == [.began(failures: failures, reason: "503")])
        #expect(many.state.brokenSince == .noon + .seconds(615))
        let back = feed([.gbp(50_00), .gbp(50_00)], from: many.state, start: .noon + .seconds(900))
        #expect(back.events.count == 1 && back.events[0].trouble != nil && back.state.brokenSince == nil)
    }

    @Test("A reading that is not newer than the last check changes nothing")
    func duplicatesAndLateReadings() {
        let state = feed([.gbp(50_00), .gbp(45_00)]).state
        for moment in [Timestamp.noon + .seconds(30), .noon + .seconds(10), .noon - .seconds(3_600)] {
            let judgement = guardian.judge(.gbp(45_00), of: product, state: state, at: moment)
            #expect(judgement.state == state)
            #expect(judgement.event == nil)
            #expect(judgement.row == nil)
        }
    }

    @Test("Another currency is believed like another price, and the product is re-based")
    func currencyChange() {
        let usd = Reading.offer(.usd(45_00))
        #expect(feed([.gbp(50_00), usd, usd]).events.isEmpty)
        let result = feed([.gbp(50_00), usd, usd, usd])
        #expect(result.events.map(\.after.price) == [Money.usd(45_00)])
        #expect(result.events.map(\.before.price) == [Money.gbp(50_00)])
        #expect(result.events.map(\.isUnusuallyLow) == [false])
        #expect(result.state.price == .usd(45_00))
    }

    @Test("Sold out and gone are confirmed like a price, and the price stays known")
    func soldOutAndGone() {
        let soldOut = feed([.gbp(50_00)] + Array(repeating: .noPrice(availability: .outOfStock), count: 3))
        #expect(soldOut.events.map(\.after.availability) == [.outOfStock])
        #expect(soldOut.state.price == .gbp(50_00))
        let gone = feed([.gbp(50_00)] + Array(repeating: .gone(reason: "410"), count: 3))
        #expect(gone.events.map(\.after.isGone) == [true])
        #expect(gone.state.isGone)
        let back = feed([.gbp(50_00), .gbp(50_00), .gbp(50_00)], from: gone.state, start: .noon + .seconds(60))
        #expect(back.events.map(\.before.isGone) == [true])
        #expect(!back.state.isGone)
    }

    @Test("A price on a page that says nothing of stock does not bring a sold-out product back")
    func silenceIsNotStock() {
        var silent = Offer.gbp(50_00)
        silent.availability = .unknown
        let soldOut = feed([.gbp(50_00)] + Array(repeating: .noPrice(availability: .outOfStock), count: 3))
        let result = feed(
            [.offer(silent), .offer(silent), .offer(silent)],
            from: soldOut.state,
            start: .noon + .seconds(60)
        )
        #expect(result.events.isEmpty)
        #expect(result.state.availability == .outOfStock)
    }

    @Test("Each UTC day opens with one row that carries the price forward, also while a change is held back")
    func openingRows() {
        let day = Duration.milliseconds(Timestamp.millisecondsPerDay)
        let steady = feed([.gbp(50_00), .gbp(50_00), .gbp(50_00)], every: day)
        #expect(steady.rows.map(\.isCarriedForward) == [false, true, true])
        let first = feed([.gbp(50_00)])
        let nextDay = feed([.gbp(45_00), .gbp(45_00), .gbp(45_00)], from: first.state, start: .noon + day)
        #expect(nextDay.rows.map(\.isCarriedForward) == [true, false])
        #expect(nextDay.rows.map(\.price) == [.gbp(50_00), .gbp(45_00)])
    }

    @Test("Readings that come again, at once or later and in any order, change nothing", arguments: 0..<50)
    func propertyOfDuplicates(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let prices: [Int64] = [50_00, 50_00, 45_00, 45_00, 45_00, 5_00, 60_00]
        let moments = (1...80).map { (Timestamp.noon + .seconds(15) * $0, prices.randomElement(using: &random) ?? 0) }
        func end(_ list: [(Timestamp, Int64)]) -> (state: ProductState, events: Int) {
            list.reduce(into: (state: ProductState(), events: 0)) { result, reading in
                let judgement = guardian.judge(.gbp(reading.1), of: product, state: result.state, at: reading.0)
                result.state = judgement.state
                result.events += judgement.event == nil ? 0 : 1
            }
        }
        var repeated: [(Timestamp, Int64)] = []
        for (index, moment) in moments.enumerated() {
            repeated.append(moment)
            for _ in 0..<Int.random(in: 0...3, using: &random) {
                // Of the same product and moment another reading may come as well: the first one counts.
                let (former, _) = moments[Int.random(in: 0...index, using: &random)]
                repeated.append((former, prices.randomElement(using: &random) ?? 0))
            }
        }
        #expect(end(repeated) == end(moments))
    }
}
