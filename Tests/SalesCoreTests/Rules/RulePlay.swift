import SalesCore

/// Plays confirmed changes to one rule, and notes when it told and why.
struct RulePlay {
    /// What was told.
    struct Told: Hashable {
        let minute: Int
        let kind: Alert.Facts.Kind
        /// The minute before which it is not to be told; nil for at once.
        let notBefore: Int?

        init(_ minute: Int, _ kind: Alert.Facts.Kind = .drop, notBefore: Int? = nil) {
            self.minute = minute
            self.kind = kind
            self.notBefore = notBefore
        }
    }

    private let decider = RuleDecider()
    private let rule: Rule
    private let coolDown: Duration?
    private let past: [DailyPrices]
    private var earlier: [PricePoint] = []
    private var lowest: Money?
    private var side: PriceEvent.Side
    private(set) var memory: RuleMemory
    private(set) var told: [Told] = []

    init(
        _ rule: Rule,
        at price: Int64?,
        _ availability: Availability = .inStock,
        coolDown: Duration? = nil,
        past: [(daysAgo: Int64, low: Int64, high: Int64)] = [],
        tellingNow: Bool = false
    ) {
        self.rule = rule
        self.coolDown = coolDown
        self.past = past.map { day in
            DailyPrices(
                productID: ProductID(rawValue: 1),
                day: Timestamp.noon.utcDay - day.daysAgo,
                open: .gbp(day.high),
                low: .gbp(day.low),
                high: .gbp(day.high),
                close: .gbp(day.low)
            )
        }
        side = PriceEvent.Side(price: price.map(Money.gbp), availability: availability)
        lowest = ([price].compactMap { $0 } + past.map(\.low)).min().map(Money.gbp)
        let history = PriceHistory(before: .noon, past: self.past, earlier: [])
        memory = decider.start(rule, price: side.price, availability: availability, history: history)
        if tellingNow, !memory.isArmed { memory.tellsStanding = true }
    }

    /// What is told of a change, so many minutes after noon; what is not given stays as it is.
    mutating func change(
        at minute: Int,
        to price: Int64? = nil,
        _ availability: Availability? = nil,
        isGone: Bool = false
    ) {
        let moment = Timestamp.noon + .seconds(60 * minute)
        var after = side
        after.price = price.map(Money.gbp) ?? side.price
        after.availability = availability ?? side.availability
        after.isGone = isGone
        let change = PriceEvent.Change(
            before: side,
            after: after,
            oldLastReadAt: moment - .seconds(75),
            seenAt: moment - .seconds(15),
            confirmedAt: moment,
            lowestBefore: lowest
        )
        let decision = decider.decide(
            rule,
            memory: memory,
            change: change,
            history: PriceHistory(before: moment, past: past, earlier: earlier),
            coolDown: coolDown
        )
        memory = decision.memory
        if let kind = decision.kind {
            let wait = decision.notBefore.map { Int(($0 - .noon).components.seconds / 60) }
            told.append(Told(minute, kind, notBefore: wait))
        }
        side = after
        guard let price = after.price else { return }
        earlier.append(PricePoint(productID: ProductID(rawValue: 1), observedAt: moment, price: price))
        if lowest.map(price.isLess) ?? true { lowest = price }
    }

    /// Changes of the price, ten minutes apart.
    mutating func prices(_ prices: [Int64]) {
        for (index, price) in prices.enumerated() { change(at: 10 * (index + 1), to: price) }
    }

    /// What is told of prices that come ten minutes apart.
    static func told(
        _ rule: Rule,
        at price: Int64,
        prices: [Int64],
        past: [(daysAgo: Int64, low: Int64, high: Int64)] = []
    ) -> [Int] {
        var play = RulePlay(rule, at: price, past: past)
        play.prices(prices)
        return play.told.map { $0.minute / 10 - 1 }
    }
}
