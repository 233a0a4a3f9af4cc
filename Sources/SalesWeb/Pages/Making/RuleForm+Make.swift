import SalesCore

/// What a form for a rule offers to a person.
///
/// Pure.
struct RuleOffers: Sendable {
    let person: User
    /// The channels that are set up, in the order of their names.
    let channels: [Channel]
    /// The currency of the product's price; nil where it states none.
    let currency: Currency?
    /// How often a product is checked of which nobody says more.
    let usual: Duration
    /// The shortest interval that a person may name.
    let shortest: Duration

    /// The channels over which the person can be told: to the local user's, configurations name the address.
    var reaching: [Channel] {
        channels.filter { !$0.hasAddresses || person.id == .local || person.address(on: $0) != nil }
    }
}

extension RuleForm {
    /// A form with what was typed and what is wrong with it.
    init(
        _ fields: RuleFields,
        _ offers: RuleOffers,
        faults: RuleFaults = RuleFaults(),
        preview: Preview? = nil
    ) {
        self.init(
            kind: Kind(fields.kind),
            isOther: fields.kind.isOther,
            currency: offers.currency?.code ?? "",
            below: PageField(value: fields.below, error: faults.below),
            share: PageField(value: fields.share, error: faults.share),
            fall: PageField(value: fields.fall, error: faults.fall),
            days: PageField(value: fields.days, error: faults.days),
            words: PageField(value: fields.words, error: faults.words),
            shareBaselines: Self.baselines(fields.shareSince),
            fallBaselines: Self.baselines(fields.fallSince),
            channels: offers.channels.map { channel in
                Channel(
                    value: channel.rawValue,
                    name: ChannelWords.name(channel),
                    note: Self.note(on: channel, of: offers.person),
                    isOn: fields.channels.contains(channel.rawValue)
                )
            },
            intervals: Self.durations(
                Self.intervals.filter { $0 >= offers.shortest },
                chosen: fields.interval,
                none: "\(DurationWords.text(offers.usual)) (usual)"
            ),
            coolDowns: Self.durations(Self.coolDowns, chosen: fields.coolDown, none: "no time"),
            isInDigest: fields.isInDigest,
            tellsNow: fields.tellsNow,
            error: faults.whole,
            preview: preview
        )
    }

    private static func baselines(_ chosen: RuleFields.Since) -> [PageChoice] {
        RuleFields.Since.allCases.map { since in
            PageChoice(value: since.rawValue, name: since.name, isChosen: since == chosen)
        }
    }

    /// The address on a channel, and what keeps it from being used.
    private static func note(on channel: SalesCore.Channel, of person: User) -> String {
        guard channel.hasAddresses else { return "as it is set up here" }
        guard let address = person.address(on: channel) else {
            return person.id == .local ? "as it is set up here" : "you have no address for it; see the settings"
        }
        let isProved = person.verifiedAt(on: channel) != nil
        return isProved ? address : "\(address), not confirmed yet"
    }

    /// The durations of a list, with that which is chosen among them.
    private static func durations(_ offered: [Duration], chosen: String, none: String) -> [PageChoice] {
        let duration = DurationNotation.duration(chosen)
        let others = duration.map { offered.contains($0) ? [] : [$0] } ?? []
        let choices = (offered + others).sorted().map { one in
            PageChoice(value: DurationNotation.text(one), name: DurationWords.text(one), isChosen: one == duration)
        }
        return [PageChoice(value: "", name: none, isChosen: duration == nil)] + choices
    }

    private static let intervals: [Duration] = [60, 300, 900, 3_600, 21_600, 86_400].map { .seconds($0) }
    private static let coolDowns: [Duration] = [3_600, 21_600, 86_400, 259_200, 604_800].map { .seconds($0) }
}

extension RuleForm.Kind {
    init(_ kind: RuleFields.Kind) {
        switch kind {
        case .drop: self.init(drop: true)
        case .below: self.init(below: true)
        case .share: self.init(share: true)
        case .fall: self.init(fall: true)
        case .lowest: self.init(lowest: true)
        case .backInStock: self.init(backInStock: true)
        case .change: self.init(change: true)
        case .soldOut: self.init(soldOut: true)
        case .gone: self.init(gone: true)
        case .words: self.init(words: true)
        }
    }
}
