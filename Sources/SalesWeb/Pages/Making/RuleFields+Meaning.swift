import SalesCore

/// What is wrong with the fields that state a rule, to be read beside them.
struct RuleFaults: Error, Hashable, Sendable {
    var below: String?
    var share: String?
    var fall: String?
    var days: String?
    var words: String?
    /// What is wrong with the whole, or with a field that has no place for it.
    var whole: String?

    var isEmpty: Bool { self == RuleFaults() }

    /// What is wrong with a rule of a kind, beside its field.
    static func of(_ kind: RuleFields.Kind, _ fault: String) -> RuleFaults {
        switch kind {
        case .below: RuleFaults(below: fault)
        case .share: RuleFaults(share: fault)
        case .fall: RuleFaults(fall: fault)
        case .lowest: RuleFaults(days: fault)
        case .words: RuleFaults(words: fault)
        case .drop, .backInStock, .change, .soldOut, .gone: RuleFaults(whole: fault)
        }
    }

    /// Why what they ask for was not done.
    init(_ problem: Problem, kind: RuleFields.Kind) {
        self.init()
        for fault in problem.faults {
            guard fault.at == "/rule/text" else {
                whole = fault.detail
                continue
            }
            self = .of(kind, fault.detail)
        }
        if isEmpty { whole = problem.detail }
    }

    init(
        below: String? = nil,
        share: String? = nil,
        fall: String? = nil,
        days: String? = nil,
        words: String? = nil,
        whole: String? = nil
    ) {
        self.below = below
        self.share = share
        self.fall = fall
        self.days = days
        self.words = words
        self.whole = whole
    }
}

/// What the fields that state a rule ask for.
struct RuleWished: Sendable {
    let rule: RuleRequest
    /// Nil for the usual interval.
    let interval: Duration?
    /// Empty for every channel that is set up.
    let channels: [Channel]
    /// Nil for no time.
    let coolDown: Duration?
    let isInDigest: Bool
    let tellsNow: Bool
}

extension RuleFields {
    /// What they ask for.
    ///
    /// - Parameter desk: knows what may be asked for; it is asked nothing that the store would have to answer.
    func meaning(at desk: FollowingDesk) throws(RuleFaults) -> RuleWished {
        RuleWished(
            rule: try statedRule(),
            interval: try duration(interval) { desk.fault(ofInterval: $0) },
            channels: try chosenChannels(at: desk),
            coolDown: try duration(coolDown) { FollowingDesk.fault(ofCoolDown: $0) },
            isInDigest: isInDigest,
            tellsNow: tellsNow
        )
    }

    private func statedRule() throws(RuleFaults) -> RuleRequest {
        switch kind {
        case .drop: return .anyDrop
        case .change: return .anyChange
        case .backInStock: return .backInStock
        case .soldOut: return .soldOut
        case .gone: return .gone
        case .below:
            return try amount(below) {
                .below($0)
            } worded: {
                "below \($0)"
            }
        case .fall:
            let baseline = fallSince.baseline
            let since = Self.phrase(of: fallSince)
            return try amount(fall) {
                .dropByAmount($0, than: baseline)
            } worded: {
                "down \($0) since \(since)"
            }
        case .share: return try shareRule()
        case .lowest:
            guard !days.isEmpty else { return .lowest(days: nil) }
            guard let number = Int(days), (1...RuleCondition.maximumDays).contains(number) else {
                throw RuleFaults(days: "Write a number of days from 1 to \(RuleCondition.maximumDays).")
            }
            return .lowest(days: number)
        case .words:
            guard !words.isEmpty else { throw RuleFaults(words: "Write a rule, or choose another.") }
            do {
                return try RuleRequest(text: words)
            } catch {
                throw RuleFaults(words: error.description)
            }
        }
    }

    private func shareRule() throws(RuleFaults) -> RuleRequest {
        guard !share.isEmpty else { throw RuleFaults(share: "Write a percentage, for example 10.") }
        do {
            return try RuleRequest.share(share, than: shareSince.baseline)
        } catch {
            throw RuleFaults(share: error.description)
        }
    }

    /// A rule about an amount: plain digits, which are in the currency of the page, or with a currency.
    ///
    /// - Parameters:
    ///   - plain: makes the rule of plain digits.
    ///   - worded: writes the rule of anything else.
    private func amount(
        _ typed: String,
        _ plain: (String) -> RuleRequest,
        worded: (String) -> String
    ) throws(RuleFaults) -> RuleRequest {
        let isPlain = typed.unicodeScalars.allSatisfy { ("0"..."9").contains($0) || $0 == "." }
        if isPlain, !typed.isEmpty { return plain(typed) }
        // A number with a currency is one or two words; more would be more than one condition, and a share another.
        let isOne = (1...2).contains(typed.split(separator: " ").count) && !typed.contains("%")
        guard isOne, let rule = try? RuleRequest(text: worded(typed)) else {
            throw .of(kind, "Write an amount as 39.99, without signs and spaces.")
        }
        return rule
    }

    private static func phrase(of since: Since) -> String {
        switch since {
        case .lastAlert: "last alert"
        case .asked: "asked"
        case .highest: since.rawValue
        }
    }

    private func duration(
        _ typed: String,
        _ fault: (Duration) -> String?
    ) throws(RuleFaults) -> Duration? {
        guard !typed.isEmpty else { return nil }
        guard let duration = DurationNotation.duration(typed) else {
            throw RuleFaults(whole: "“\(typed)” is no time; choose one of the list.")
        }
        if let fault = fault(duration) { throw RuleFaults(whole: fault) }
        return duration
    }

    private func chosenChannels(at desk: FollowingDesk) throws(RuleFaults) -> [Channel] {
        let all = Set(desk.tracker.notifiers.keys)
        let chosen = channels.reduce(into: [Channel]()) { chosen, name in
            let channel = Channel(rawValue: name)
            if !chosen.contains(channel) { chosen.append(channel) }
        }
        guard chosen.count <= FollowingDesk.maximumChannels else {
            throw RuleFaults(whole: "Choose \(FollowingDesk.maximumChannels) channels at most.")
        }
        for channel in chosen {
            if let fault = desk.fault(of: channel) { throw RuleFaults(whole: fault) }
        }
        guard !chosen.isEmpty || all.isEmpty else { throw RuleFaults(whole: "Choose a way to be told.") }
        // Who wants all of them gets those that are set up later, too.
        return Set(chosen) == all ? [] : chosen
    }
}
