import Foundation
import SalesCore

extension SettingsView {
    /// What is known of a person and of what they are signed in with.
    struct Scene {
        /// The person, as they are now.
        var user: User
        /// By which session they ask.
        var present: AccountSession
        /// Their sessions that hold, newest first.
        var sessions: [AccountSession]
        /// Why addresses of theirs are not written to.
        var suppressed: [SalesCore.Channel: Suppression.Kind] = [:]
        /// The channels that there are carriers for.
        var carriers: Set<SalesCore.Channel>
        /// Whether they may do what admins may.
        var isAdmin: Bool
        /// By whose clock moments are written.
        var zone: TimeZone
    }

    /// What forms of the page said, and what came of it: all empty where it is only shown.
    struct Said {
        var profile: Profile?
        var addresses: Addresses?
        var telling: Telling?
        var token: TokenForm?
        var newToken: NewToken?
        /// What a carrier answered, and over which channel.
        var answer: (channel: SalesCore.Channel, answer: SettingsView.Channel.Answer)?
    }

    /// The page of a scene.
    init(_ page: PageFrame, _ scene: Scene, _ said: Said = Said()) {
        let user = scene.user
        let browsers = scene.sessions.filter { $0.kind == .browser }
        let programs = scene.sessions.filter { $0.kind == .program }
        let others = browsers.filter { $0.hash != scene.present.hash }
        let channels = Channel.rows(of: scene, said)
        self.init(
            page: page,
            profile: said.profile ?? Profile(user),
            channels: channels,
            hasNoChannel: channels.isEmpty,
            hasAddresses: user.id != .local,
            addresses: said.addresses ?? Addresses(user),
            telling: said.telling ?? Telling(user.settings),
            zones: Self.knownZones,
            locales: Self.locales(user.settings.locale),
            sessions: (browsers.filter { $0.hash == scene.present.hash } + others).map { Session($0, in: scene) },
            hasOtherSessions: !others.isEmpty,
            hasTokens: !programs.isEmpty,
            tokens: programs.map { Token($0, in: scene) },
            newToken: said.newToken,
            token: said.token ?? TokenForm(days: PageField(value: "\(Self.standardDays)")),
            scopes: Self.scopes(isAdmin: scene.isAdmin),
            canErase: user.id != .local
        )
    }

    /// How long a token lasts for which no other time is typed, in days.
    static let standardDays = 90

    /// What a token may do, as the form offers it.
    static func scopes(isAdmin: Bool) -> [PageChoice] {
        AccountSession.Scope.allCases.filter { isAdmin || $0 != .admin }
            .map { PageChoice(value: $0.rawValue, name: $0.words, isChosen: $0 == .write) }
    }

    /// Ways of writing numbers, the person's own among them.
    private static func locales(_ chosen: String?) -> [PageChoice] {
        var known = knownLocales
        if let chosen, !known.contains(where: { $0.tag == chosen }) { known.append((chosen, chosen)) }
        return [PageChoice(value: "", name: "As everybody here", isChosen: chosen == nil)]
            + known.map { PageChoice(value: $0.tag, name: $0.name, isChosen: $0.tag == chosen) }
    }

    private static let knownLocales: [(tag: String, name: String)] = [
        ("en-GB", "English, United Kingdom"), ("en-US", "English, United States"), ("en-IE", "English, Ireland"),
        ("en-IN", "English, India"), ("da-DK", "Danish"), ("de-AT", "German, Austria"),
        ("de-CH", "German, Switzerland"), ("de-DE", "German, Germany"), ("es-ES", "Spanish"),
        ("fr-CA", "French, Canada"), ("fr-FR", "French, France"), ("it-IT", "Italian"), ("ja-JP", "Japanese"),
        ("nb-NO", "Norwegian"), ("nl-NL", "Dutch"), ("pl-PL", "Polish"),
        ("pt-BR", "Portuguese, Brazil"), ("pt-PT", "Portuguese, Portugal"), ("sv-SE", "Swedish"),
    ]
    /// Those that are named by a place, as people look for them.
    private static let knownZones = TimeZone.knownTimeZoneIdentifiers.filter { $0.contains("/") }.sorted()
}

extension SettingsView.Profile {
    /// The person's names as they are kept.
    init(_ user: User) {
        self.init(
            firstName: PageField(value: user.firstName ?? ""),
            lastName: PageField(value: user.lastName ?? "")
        )
    }

    /// What was typed, and what is wrong with it.
    init(_ form: FormFields, _ faults: AccountFaults) {
        self.init(firstName: faults.field("first_name", of: form), lastName: faults.field("last_name", of: form))
    }
}

extension SettingsView.Addresses {
    /// The person's addresses as they are kept.
    init(_ user: User) {
        self.init(email: PageField(value: user.email ?? ""), phone: PageField(value: user.phone ?? ""))
    }

    /// What was typed, and what is wrong with it; what is wrong with the whole stands at the first.
    init(_ form: FormFields, _ faults: AccountFaults) {
        self.init(email: faults.field("email", of: form), phone: faults.field("phone", of: form), isOpen: true)
        if email.error == nil, phone.error == nil { email.error = faults.text }
    }
}

extension SettingsView.Telling {
    /// The settings as they are kept.
    init(_ settings: User.Settings) {
        func clock(_ minute: Int?) -> PageField { PageField(value: minute.map { CivilTime.clock(ofMinute: $0) } ?? "") }
        self.init(
            zone: PageField(value: settings.zone ?? ""),
            quietStart: clock(settings.quietHours?.start),
            quietEnd: clock(settings.quietHours?.end),
            digestAt: clock(settings.digestAt),
            dailyCap: PageField(value: settings.dailyCap.map { "\($0)" } ?? "")
        )
    }

    /// What was typed, and what is wrong with it.
    init(_ form: FormFields, _ faults: AccountFaults) {
        self.init(
            zone: faults.field("zone", of: form),
            quietStart: faults.field("quiet_start", of: form),
            quietEnd: faults.field("quiet_end", of: form),
            digestAt: faults.field("digest_at", of: form),
            dailyCap: faults.field("daily_cap", of: form)
        )
    }
}

extension SettingsView.Session {
    /// A browser that is signed in.
    init(_ session: AccountSession, in scene: SettingsView.Scene) {
        self.init(
            id: session.hash.hex,
            label: session.label,
            isThis: session.hash == scene.present.hash,
            usedAt: session.lastUsedAt.description,
            used: TimestampWords.minute(session.lastUsedAt, zone: scene.zone),
            endsAt: session.holdsUntil.description,
            ends: TimestampWords.day(session.holdsUntil, zone: scene.zone)
        )
    }
}

extension SettingsView.Token {
    /// A program's token.
    init(_ session: AccountSession, in scene: SettingsView.Scene) {
        self.init(
            id: session.hash.hex,
            label: session.label,
            tone: session.scope == .admin ? .warn : .quiet,
            scope: session.scope.words,
            usedAt: session.lastUsedAt.description,
            used: TimestampWords.minute(session.lastUsedAt, zone: scene.zone),
            endsAt: session.holdsUntil.description,
            ends: TimestampWords.day(session.holdsUntil, zone: scene.zone)
        )
    }
}

extension AccountSession.Scope {
    /// What it is called on pages.
    fileprivate var words: String {
        switch self {
        case .read: "Read"
        case .write: "Read and write"
        case .admin: "Admin"
        }
    }
}
