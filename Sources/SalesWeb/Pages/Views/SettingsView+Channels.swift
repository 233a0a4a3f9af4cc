import SalesCore

extension SettingsView.Channel {
    /// How a person is reached: by their own addresses, and the one at the keyboard by what is set up.
    ///
    /// What can neither be used nor lost has no row.
    static func rows(of scene: SettingsView.Scene, _ said: SettingsView.Said) -> [Self] {
        guard scene.user.id != .local else { return scene.carriers.sorted().map { row(setUp: $0, said) } }
        return [SalesCore.Channel.email, .sms].compactMap { row(of: $0, scene, said) }
    }

    private static func row(setUp channel: SalesCore.Channel, _ said: SettingsView.Said) -> Self {
        Self(
            channel: channel.rawValue,
            name: ChannelWords.name(channel),
            icon: channel.icon,
            address: "As this installation is set up",
            tone: .good,
            state: "Set up",
            canVerify: false,
            canTest: true,
            answer: said.answered(over: channel)
        )
    }

    private static func row(
        of channel: SalesCore.Channel,
        _ scene: SettingsView.Scene,
        _ said: SettingsView.Said
    ) -> Self? {
        let address = scene.user.address(on: channel)
        let isSetUp = scene.carriers.contains(channel)
        guard isSetUp || address != nil else { return nil }
        let standing = Standing(
            hasAddress: address != nil,
            isSetUp: isSetUp,
            isProved: scene.user.verifiedAt(on: channel) != nil,
            suppression: scene.suppressed[channel]
        )
        return Self(
            channel: channel.rawValue,
            name: ChannelWords.name(channel),
            icon: channel.icon,
            address: address ?? "No address yet",
            tone: standing.tone,
            state: standing.words,
            canVerify: standing.canVerify,
            canTest: standing.canTest,
            answer: said.answered(over: channel)
        )
    }
}

/// How an address of a person stands.
private enum Standing {
    case absent, notSetUp, unproved, proved
    /// Its owner said stop, and may take that back by proving it anew.
    case stopped
    /// It does not exist, or its owner complained: nothing is sent there, no proof either.
    case shut(Suppression.Kind)

    init(hasAddress: Bool, isSetUp: Bool, isProved: Bool, suppression: Suppression.Kind?) {
        guard hasAddress else {
            self = .absent
            return
        }
        guard isSetUp else {
            self = .notSetUp
            return
        }
        switch suppression {
        case .some(let kind): self = kind.allowsLetters ? .stopped : .shut(kind)
        case nil: self = isProved ? .proved : .unproved
        }
    }

    var tone: Tone {
        switch self {
        case .absent, .notSetUp: .quiet
        case .unproved, .stopped: .warn
        case .proved: .good
        case .shut: .bad
        }
    }

    var words: String {
        switch self {
        case .absent: "Not given"
        case .notSetUp: "Not sent here"
        case .unproved: "Not confirmed yet"
        case .proved: "Confirmed"
        case .stopped: "Stopped"
        case .shut(.bounce): "Does not exist"
        case .shut: "Reported as unwanted"
        }
    }

    var canVerify: Bool {
        switch self {
        case .unproved, .stopped: true
        case .absent, .notSetUp, .proved, .shut: false
        }
    }

    var canTest: Bool {
        if case .proved = self { true } else { false }
    }
}

extension SettingsView.Said {
    /// What the carrier of a channel answered; nil where it was not asked.
    fileprivate func answered(over channel: SalesCore.Channel) -> SettingsView.Channel.Answer? {
        answer?.channel == channel ? answer?.answer : nil
    }
}

extension Channel {
    /// A symbol of ``PageTemplate/icons``.
    fileprivate var icon: String {
        switch self {
        case .email: "mail"
        case .sms: "phone"
        case .webhook: "link"
        case .desktop, .console: "screen"
        default: "bell"
        }
    }
}
