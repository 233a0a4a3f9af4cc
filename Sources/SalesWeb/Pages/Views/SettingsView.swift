/// What a person can set: `GET /settings`.
///
/// Its forms post to `/settings/profile` (`first_name`, `last_name`), `/settings/channels/{channel}/test` and
/// `/verify`, `/settings/addresses` (`email`, `phone`), `/settings/telling` (`zone`, `locale`, `quiet_start`,
/// `quiet_end`, `digest_at`, `daily_cap`; times as `HH:MM`, all of them perhaps empty), `/settings/sessions/{id}/end`,
/// `/settings/sessions/end-others`, `/settings/tokens` (`label`, `scope`, `days`) and `/settings/tokens/{id}/end`.
/// Links lead to `GET /settings/export` and `GET /settings/erase`, which shows ``ConfirmView``.
struct SettingsView: Sendable {
    /// The person's names.
    struct Profile: Sendable {
        var firstName = PageField()
        var lastName = PageField()
    }

    /// A way of reaching the person.
    struct Channel: Sendable {
        /// What a carrier answered to a test.
        struct Answer: Sendable {
            let tone: Tone
            /// Whether it was taken or refused, in a word.
            let title: String
            /// The answer as the carrier gave it, on one line and without secrets.
            let text: String
        }

        /// The channel as forms name it: `email`.
        let channel: String
        /// "E-mail".
        let name: String
        /// A symbol of ``PageTemplate/icons``: `mail`, `phone`, `link`, `screen`, `bell`.
        let icon: String
        /// The address, or what the operator set up.
        let address: String
        let tone: Tone
        /// "Confirmed", "Not confirmed yet", "Stopped".
        let state: String
        let canVerify: Bool
        let canTest: Bool
        /// After the test button; nil else.
        let answer: Answer?
    }

    /// The person's addresses, to be changed.
    struct Addresses: Sendable {
        var email = PageField()
        var phone = PageField()
        /// Whether the form stands open: where something is wrong with it.
        var isOpen = false
    }

    /// When and how much the person is told.
    struct Telling: Sendable {
        var zone = PageField()
        /// Its fault is that of both ends.
        var quietStart = PageField()
        var quietEnd = PageField()
        var digestAt = PageField()
        var dailyCap = PageField()
    }

    /// A browser that is signed in.
    struct Session: Sendable {
        /// The hash of its secret.
        let id: String
        let label: String
        let isThis: Bool
        /// Moments, in the form of RFC 3339 and in words.
        let usedAt: String
        let used: String
        let endsAt: String
        let ends: String
    }

    /// A program's token.
    struct Token: Sendable {
        /// The hash of its secret.
        let id: String
        let label: String
        /// ``Tone/warn`` for those that may change everything, else ``Tone/quiet``.
        let tone: Tone
        /// "Read", "Read and write", "Admin".
        let scope: String
        /// Moments, in the form of RFC 3339 and in words.
        let usedAt: String
        let used: String
        let endsAt: String
        let ends: String
    }

    /// A token that was just made.
    struct NewToken: Sendable {
        let label: String
        let secret: String
    }

    /// The form for another token.
    struct TokenForm: Sendable {
        var label = PageField()
        var days = PageField()
    }

    let page: PageFrame
    var profile = Profile()
    let channels: [Channel]
    /// Whether there is no way at all to reach the person.
    let hasNoChannel: Bool
    /// Whether the person has addresses of their own; not where the service is one person's, on one machine.
    let hasAddresses: Bool
    var addresses = Addresses()
    var telling = Telling()
    /// Time zones to choose from.
    let zones: [String]
    /// Ways of writing numbers; the first is the installation's, with an empty value.
    let locales: [PageChoice]
    let sessions: [Session]
    let hasOtherSessions: Bool
    let hasTokens: Bool
    let tokens: [Token]
    /// Shown once, in the answer to the form.
    let newToken: NewToken?
    var token = TokenForm()
    /// `read`, `write`, and `admin` for admins.
    let scopes: [PageChoice]
    /// Whether the account can be erased: not that of the person at the keyboard.
    let canErase: Bool
}
