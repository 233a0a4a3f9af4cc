import SalesCore

/// A row of `user_preferences`.
enum SubscriptionRow {
    static let columns = """
        id, user_id, product_id, rule_kind, rule_minor, rule_currency, rule_basis_points, channels, interval_ms, \
        is_paused, \(memoryColumns), version, created_at
        """

    /// What the rule remembers, in the order of ``memoryArguments(_:into:)``.
    static let memoryColumns = """
        reference_minor, reference_currency, is_armed, recovered_since, told_minor, told_currency, seen_until, \
        asked_currency
        """

    /// The columns that a draft sets, in the order of ``draftArguments(_:into:)``.
    static let draftColumns = """
        rule_kind, rule_minor, rule_currency, rule_basis_points, channels, interval_ms, is_paused, \(memoryColumns), \
        created_at
        """

    /// One argument for each of ``draftColumns``, beginning with the given number.
    static func draftPlaces(from first: Int) -> String {
        (first..<(first + 16)).map { "$\($0)" }.joined(separator: ", ")
    }

    /// One array for each of ``memoryColumns``, beginning with the given number.
    static func memoryArrays(from first: Int) -> String {
        let types = ["bigint", "text", "boolean", "timestamptz", "bigint", "text", "timestamptz", "text"]
        return types.enumerated().map { "$\(first + $0)::\($1)[]" }.joined(separator: ", ")
    }

    static func read(_ row: inout RowReader) throws -> Subscription {
        Subscription(
            id: try row.id(),
            userID: try row.id(),
            productID: try row.id(),
            rule: try readRule(&row),
            channels: try row.texts().map(Channel.init(rawValue:)),
            interval: try row.durationOrNil(),
            isPaused: try row.flag(),
            memory: try readMemory(&row),
            version: try row.number(),
            createdAt: try row.moment()
        )
    }

    /// The arguments of all that a draft sets, from `rule_kind` to `asked_currency`, then `created_at`.
    static func draftArguments(_ draft: Subscription.Draft, into arguments: inout Arguments) {
        ruleArguments(draft.rule, into: &arguments)
        arguments.add(draft.channels.map(\.rawValue))
        arguments.add(draft.interval)
        arguments.add(draft.isPaused)
        memoryArguments(draft.memory, into: &arguments)
        arguments.add(draft.createdAt)
    }

    static func memoryArguments(_ memory: RuleMemory, into arguments: inout Arguments) {
        arguments.add(memory.reference)
        arguments.add(memory.isArmed)
        arguments.add(memory.recoveredSince)
        arguments.add(memory.toldPrice)
        arguments.add(memory.seenUntil)
        arguments.add(memory.askedAbout?.code)
    }

    /// The columns of many memories, in the order of ``memoryColumns``.
    static func memoryArguments(_ memories: [RuleMemory], into arguments: inout Arguments) {
        arguments.addAll(memories.map(\.reference))
        arguments.addAll(memories.map(\.isArmed))
        arguments.addAll(memories.map(\.recoveredSince))
        arguments.addAll(memories.map(\.toldPrice))
        arguments.addAll(memories.map(\.seenUntil))
        arguments.addAll(memories.map { $0.askedAbout?.code })
    }

    private static func readMemory(_ row: inout RowReader) throws -> RuleMemory {
        RuleMemory(
            reference: try row.moneyOrNil(),
            isArmed: try row.flag(),
            recoveredSince: try row.momentOrNil(),
            toldPrice: try row.moneyOrNil(),
            seenUntil: try row.momentOrNil(),
            askedAbout: try row.currencyOrNil()
        )
    }

    /// The words of `rule_kind`.
    private enum RuleKind: String {
        case anyDrop = "any_drop"
        case below
        case dropByShare = "drop_by_share"
        case dropByAmount = "drop_by_amount"
        case backInStock = "back_in_stock"
    }

    private static func ruleArguments(_ rule: Rule, into arguments: inout Arguments) {
        let (kind, amount, basisPoints): (RuleKind, Money?, Int64?) =
            switch rule {
            case .anyDrop: (.anyDrop, nil, nil)
            case .below(let amount): (.below, amount, nil)
            case .dropByShare(let basisPoints): (.dropByShare, nil, Int64(basisPoints))
            case .dropByAmount(let amount): (.dropByAmount, amount, nil)
            case .backInStock: (.backInStock, nil, nil)
            }
        arguments.add(kind.rawValue)
        arguments.add(amount)
        arguments.add(basisPoints)
    }

    private static func readRule(_ row: inout RowReader) throws -> Rule {
        let kind = try row.word(RuleKind.self)
        let amount = try row.moneyOrNil()
        let basisPoints = try row.numberOrNil()
        switch (kind, amount, basisPoints) {
        case (.anyDrop, _, _): return .anyDrop
        case (.below, let amount?, _): return .below(amount)
        case (.dropByShare, _, let basisPoints?): return .dropByShare(basisPoints: Int(clamping: basisPoints))
        case (.dropByAmount, let amount?, _): return .dropByAmount(amount)
        case (.backInStock, _, _): return .backInStock
        default: throw RowReader.Unreadable(column: "rule_kind", expected: "a rule with its amount or share")
        }
    }
}
