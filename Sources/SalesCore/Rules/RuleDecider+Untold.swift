extension RuleDecider {
    /// What a rule remembers once it is known that nobody heard of its last alerts: as if they had not been made.
    ///
    /// What was asked stays. Where the product is clearly above the rule now, it recovers from now on, if it did not
    /// before.
    ///
    /// - Parameters:
    ///   - rule: what the person asked for.
    ///   - memory: what the rule remembers.
    ///   - former: what it remembered before the first of those alerts.
    ///   - toldAt: when the change was confirmed whose alert was told last before them; nil where none was.
    ///   - side: how the product is.
    ///   - now: the present moment.
    func forget(
        _ rule: Rule,
        memory: RuleMemory,
        former: RuleMemory,
        toldAt: Timestamp?,
        standingAt side: PriceEvent.Side,
        at now: Timestamp
    ) -> RuleMemory {
        guard memory.triggers.count == former.triggers.count, memory.askedAbout == former.askedAbout else {
            return memory
        }
        var result = memory
        result.toldPrice = former.toldPrice
        result.toldFrom = former.toldFrom
        result.toldAt = former.toldAt
        if let overtaken = memory.overtaken, overtaken.confirmedAt == toldAt {
            result.toldPrice = overtaken.price
            result.toldFrom = overtaken.from
        }
        let scene = RuleScene(standingAt: side, history: .none, memory: result, policy: policy, now: now)
        result.triggers = rule.alternatives.indices.map { index in
            var trigger = former.trigger(index)
            trigger.recoveredSince = trigger.recoveredSince ?? memory.trigger(index).recoveredSince
            scene.recover(&trigger, rule.alternatives[index])
            return trigger
        }
        return result
    }

    /// What a rule remembers once an alert was told with other facts than it was made with.
    func correct(_ memory: RuleMemory, from made: PriceEvent.Change, to told: PriceEvent.Change) -> RuleMemory {
        var result = memory
        guard memory.toldPrice == made.after.price else {
            let isNewer = memory.overtaken.map { $0.confirmedAt < made.confirmedAt } ?? true
            guard isNewer else { return memory }
            result.overtaken = RuleMemory.Overtaken(
                confirmedAt: made.confirmedAt,
                price: told.after.price,
                from: told.before.price
            )
            return result
        }
        result.toldPrice = told.after.price
        result.toldFrom = told.before.price
        return result
    }
}
