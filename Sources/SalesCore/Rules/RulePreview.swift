/// What a rule would have told of a product's past, had somebody asked for it then.
///
/// Pure. Each row of the history counts as a confirmed change, as it was when it was written, and the rule begins with
/// what the product cost at the first moment. What makes no row is not seen again: a page that was gone, or that was
/// sold out without a price.
public struct RulePreview: Hashable, Sendable {
    /// One time that the rule would have told.
    public struct Firing: Hashable, Sendable {
        /// When the change was confirmed.
        public let at: Timestamp
        /// The moment before which it would not have been told; nil for at once.
        public let notBefore: Timestamp?
        /// Why it would have been told.
        public let kind: Alert.Facts.Kind
        /// The price before.
        public let was: Money?
        /// The price that would have been told.
        public let price: Money?
    }

    /// A price and since when it was asked.
    public struct Low: Hashable, Sendable {
        /// The price.
        public let price: Money
        /// When it was seen first.
        public let at: Timestamp
    }

    /// The times that it would have told, oldest first.
    public let firings: [Firing]
    /// How many changes there were.
    public let changeCount: Int
    /// The first moment of which a price is known.
    public let begin: Timestamp?
    /// The lowest price in the last currency.
    public let lowest: Low?
    /// Where nothing would have been told: the lowest amount for "below" that would have been met; nil where the price
    /// never fell, where something was told, and of rules that ask nothing of the price.
    public let enough: Money?

    /// What a rule would have told.
    ///
    /// - Parameters:
    ///   - rule: the rule.
    ///   - past: the product's history; its rows before `begin` say what was known then.
    ///   - begin: when somebody would have asked.
    ///   - decider: what decides.
    ///   - coolDown: how long after an alert no other is wanted.
    public init(
        of rule: Rule,
        over past: RecordedPast,
        from begin: Timestamp,
        decider: RuleDecider = RuleDecider(),
        coolDown: Duration? = nil
    ) {
        var play = Play(rule, over: past, from: begin, decider: decider, coolDown: coolDown)
        play.run()
        firings = play.firings
        changeCount = play.changeCount
        self.begin = play.begun
        lowest = play.lowest
        enough = play.firings.isEmpty && rule.isAboutPrice ? Self.enough(play, past, begin, decider) : nil
    }

    /// The amount just above the lowest price that the product fell to, if "below" that amount would have told.
    private static func enough(
        _ play: Play,
        _ past: RecordedPast,
        _ begin: Timestamp,
        _ decider: RuleDecider
    ) -> Money? {
        let (units, overflow) = (play.lowestFall?.minorUnits ?? .max).addingReportingOverflow(1)
        guard let fall = play.lowestFall, !overflow else { return nil }
        let limit = Money(minorUnits: units, currency: fall.currency)
        guard limit.isPositive else { return nil }
        var other = Play(.below(limit), over: past, from: begin, decider: decider, coolDown: nil)
        other.run()
        return other.firings.isEmpty ? nil : limit
    }
}

extension RulePreview {
    /// One replay.
    private struct Play {
        let rule: Rule
        let past: RecordedPast
        let decider: RuleDecider
        let coolDown: Duration?
        let start: Timestamp
        var memory: RuleMemory?
        var side = PriceEvent.Side(price: nil)
        var lowestBefore: Money?
        var firings: [Firing] = []
        var changeCount = 0
        var begun: Timestamp?
        var lowest: Low?
        var lowestFall: Money?

        init(
            _ rule: Rule,
            over past: RecordedPast,
            from start: Timestamp,
            decider: RuleDecider,
            coolDown: Duration?
        ) {
            self.rule = rule
            self.past = past
            self.start = start
            self.decider = decider
            self.coolDown = coolDown
        }

        mutating func run() {
            for row in past.rows {
                if row.observedAt > start, side.price != nil, memory == nil { ask(at: start) }
                change(to: row)
            }
            if memory == nil, side.price != nil { ask(at: start) }
        }

        /// Somebody asks for the rule.
        private mutating func ask(at moment: Timestamp) {
            begun = moment
            memory = decider.start(
                rule,
                price: side.price,
                availability: side.availability,
                lastCheckAt: moment,
                history: past.history(before: moment, days: rule.daysNeeded)
            )
            if let price = side.price { lowest = Low(price: price, at: moment) }
        }

        private mutating func change(to row: PricePoint) {
            let before = side
            let after = PriceEvent.Side(price: row.price, listPrice: row.listPrice, availability: row.availability)
            side = after
            let known = lowestBefore
            if !Plausibility.isTooLow(row.price, after: before.price) { noteLow(row.price) }
            guard !row.isCarriedForward, !after.means(before) else { return }
            guard let memory else {
                // Before the time, or the first row of all, which is what somebody sees who asks then.
                if row.observedAt > start { ask(at: row.observedAt) }
                return
            }
            changeCount += 1
            note(row, after: before.price)
            let change = PriceEvent.Change(
                before: before,
                after: after,
                oldLastReadAt: row.observedAt,
                seenAt: row.observedAt,
                confirmedAt: row.observedAt,
                lowestBefore: known
            )
            let decision = decider.decide(
                rule,
                memory: memory,
                change: change,
                history: past.history(before: row.observedAt, days: rule.daysNeeded),
                coolDown: coolDown
            )
            self.memory = decision.memory
            guard let kind = decision.kind else { return }
            firings.append(
                Firing(
                    at: row.observedAt,
                    notBefore: decision.notBefore,
                    kind: kind,
                    was: before.price,
                    price: row.price
                )
            )
        }

        /// As a product's state keeps it: the first price of another currency begins anew.
        private mutating func noteLow(_ price: Money) {
            guard let low = lowestBefore, low.currency == price.currency, !price.isLess(than: low) else {
                lowestBefore = price
                return
            }
        }

        /// Notes the lowest price, and the lowest that the price fell to.
        private mutating func note(_ row: PricePoint, after old: Money?) {
            if lowest.map({ $0.price.currency != row.price.currency || row.price.isLess(than: $0.price) }) ?? true {
                lowest = Low(price: row.price, at: row.observedAt)
            }
            if let fall = lowestFall, fall.currency != row.price.currency { lowestFall = nil }
            guard let old, row.price.isLess(than: old) else { return }
            if lowestFall.map(row.price.isLess) ?? true { lowestFall = row.price }
        }
    }
}
