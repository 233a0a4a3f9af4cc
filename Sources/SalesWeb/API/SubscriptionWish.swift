import SalesCore

/// What a person asks to be told about a product, as a body has it.
struct SubscriptionWish: Decodable {
    let url: String
    let selection: String?
    let rule: RuleRequest?
    let interval: Int64?
    let channels: [String]?
    let coolDown: Int64?
    let isInDigest: Bool?
    let tellsStanding: Bool?
    let isInsisting: Bool?

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case url, selection, rule
        case interval = "interval_seconds"
        case channels
        case coolDown = "cool_down_seconds"
        case isInDigest = "in_digest"
        case tellsStanding = "tells_standing"
        case isInsisting = "insist"
    }

    init(from decoder: any Decoder) throws {
        let members = try decoder.members(of: CodingKeys.self)
        url = try members.decode(String.self, forKey: .url)
        selection = try members.decodeIfPresent(String.self, forKey: .selection)
        rule = try members.decodeIfPresent(RuleWish.self, forKey: .rule)?.request
        interval = try members.decodeIfPresent(Int64.self, forKey: .interval)
        channels = try members.decodeIfPresent([String].self, forKey: .channels)
        coolDown = try members.decodeIfPresent(Int64.self, forKey: .coolDown)
        isInDigest = try members.decodeIfPresent(Bool.self, forKey: .isInDigest)
        tellsStanding = try members.decodeIfPresent(Bool.self, forKey: .tellsStanding)
        isInsisting = try members.decodeIfPresent(Bool.self, forKey: .isInsisting)
    }

    /// What is wrong with it whatever the page says.
    func faults(at desk: FollowingDesk) -> [Problem.Fault] {
        var faults = WishFaults(desk)
        faults.note(interval: interval)
        faults.note(channels: channels)
        faults.note(coolDown: coolDown)
        faults.note(tellsStanding: tellsStanding, with: rule)
        return faults.found
    }

    /// The same for the tracker.
    func request(of user: UserID) -> TrackRequest {
        TrackRequest(
            url: url,
            selection: selection.map { Selection(text: $0) } ?? .page,
            rule: rule,
            interval: interval.map { .seconds($0) },
            channels: channels?.map { Channel(rawValue: $0) } ?? [],
            coolDown: coolDown.map { .seconds($0) },
            isInDigest: isInDigest,
            tellsStanding: tellsStanding ?? false,
            userID: user,
            isInsisting: isInsisting ?? false
        )
    }
}

/// What a person changes of a subscription, as a body has it: what is not there stays.
struct SubscriptionEdit: Decodable {
    let selection: Selection?
    let rule: RuleRequest?
    let isPaused: Bool?
    let interval: Int64??
    let channels: [String]?
    let coolDown: Int64??
    let isInDigest: Bool?
    let tellsStanding: Bool?

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case selection, rule
        case isPaused = "paused"
        case interval = "interval_seconds"
        case channels
        case coolDown = "cool_down_seconds"
        case isInDigest = "in_digest"
        case tellsStanding = "tells_standing"
    }

    init(from decoder: any Decoder) throws {
        let members = try decoder.members(of: CodingKeys.self)
        selection = try members.decodeIfPresent(String.self, forKey: .selection).map { Selection(text: $0) }
        rule = try members.decodeIfPresent(RuleWish.self, forKey: .rule)?.request
        isPaused = try members.decodeIfPresent(Bool.self, forKey: .isPaused)
        interval = try members.change(Int64.self, forKey: .interval)
        channels = try members.decodeIfPresent([String].self, forKey: .channels)
        coolDown = try members.change(Int64.self, forKey: .coolDown)
        isInDigest = try members.decodeIfPresent(Bool.self, forKey: .isInDigest)
        tellsStanding = try members.decodeIfPresent(Bool.self, forKey: .tellsStanding)
    }

    /// Whether anything but the selection is changed.
    var hasEdit: Bool {
        rule != nil || isPaused != nil || interval != nil || channels != nil || coolDown != nil || isInDigest != nil
    }

    /// What is wrong with it whatever the product costs.
    func faults(at desk: FollowingDesk) -> [Problem.Fault] {
        var faults = WishFaults(desk)
        faults.note(interval: interval.flatMap(\.self))
        faults.note(channels: channels)
        faults.note(coolDown: coolDown.flatMap(\.self))
        faults.note(tellsStanding: tellsStanding, with: rule)
        if selection != nil, rule != nil {
            faults.add("/rule", "Choose the selection first: its price may be one that this rule does not fit.")
        }
        if selection == nil, !hasEdit, tellsStanding == nil { faults.add("", "Say what to change.") }
        return faults.found
    }

    /// The same for the tracker, without the selection.
    var edit: Tracker.Edit {
        Tracker.Edit(
            rule: rule,
            interval: interval.map { seconds in seconds.map { Duration.seconds($0) } },
            channels: channels?.map { Channel(rawValue: $0) },
            coolDown: coolDown.map { seconds in seconds.map { Duration.seconds($0) } },
            isInDigest: isInDigest,
            tellsStanding: tellsStanding ?? false,
            isPaused: isPaused
        )
    }
}

/// What is wrong with the members that both have.
private struct WishFaults {
    private let desk: FollowingDesk
    private(set) var found: [Problem.Fault] = []

    init(_ desk: FollowingDesk) { self.desk = desk }

    mutating func add(_ place: String, _ detail: String) { found.append(Problem.Fault(at: place, detail: detail)) }

    mutating func note(interval: Int64?) {
        if let detail = desk.fault(ofInterval: interval.map { .seconds($0) }) { add("/interval_seconds", detail) }
    }

    mutating func note(coolDown: Int64?) {
        if let detail = FollowingDesk.fault(ofCoolDown: coolDown.map { .seconds($0) }) {
            add("/cool_down_seconds", detail)
        }
    }

    mutating func note(channels: [String]?) {
        let channels = channels ?? []
        guard channels.count <= FollowingDesk.maximumChannels else {
            return add("/channels", "Name \(FollowingDesk.maximumChannels) channels at most.")
        }
        for (index, name) in channels.enumerated() {
            if let detail = desk.fault(of: Channel(rawValue: name)) { add("/channels/\(index)", detail) }
            if channels[..<index].contains(name) { add("/channels/\(index)", "Name each channel once.") }
        }
    }

    mutating func note(tellsStanding: Bool?, with rule: RuleRequest?) {
        guard tellsStanding == true, rule == nil else { return }
        add("/tells_standing", "This tells of a rule that is true already; give one with it.")
    }
}
