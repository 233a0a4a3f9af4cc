import SalesCore

// Becoming a person with an account, and being signed in.
extension APIOperation {
    static let signUp = APIOperation(
        "signUp",
        .accounts,
        "Asks for an account.",
        detail: "At least one of email and phone is needed. The answer is the same whoever has the address already.",
        body: .json(.body(PersonSchema.members + [.may("settings", SettingsSchema.body.orNull)], least: 1)),
        answers: [accepted],
        problems: [.registrationClosed, .tooMany]
    )

    static let verify = APIOperation(
        "verifyAddress",
        .accounts,
        "Proves an address, by the secret of a link or by a code with the address that it was sent to.",
        body: .json(.body(ProofSchema.members, least: 1)),
        answers: [.json(200, "The address is proved.", .object([.must("channel", .words(["email", "sms"]))]))],
        problems: [.invalid, .tooMany]
    )

    static let signIn = APIOperation(
        "requestSignIn",
        .accounts,
        "Has a link or code sent that signs in.",
        detail: "Exactly one of email and phone is named. The answer is the same whoever has the address.",
        body: .json(.body(PersonSchema.addresses + [.may("device", device.orNull)], least: 1)),
        answers: [accepted]
    )

    /// What a session's beginning gave, so that strangers cannot use up the letters of who has it.
    private static let device = Schema.text().about("What signing in on this machine gave before.")

    static let openSession = APIOperation(
        "openSession",
        .accounts,
        "Begins a session of a program, by what was sent to sign in.",
        detail: "Its scope is write, and it holds for 30 days. The secret is told this once.",
        body: .json(
            .body(ProofSchema.members + [.may("label", label.orNull), .may("device", device.orNull)], least: 1)
        ),
        answers: [
            .json(
                201,
                "The session has begun.",
                .object([.must("session", .session), .must("secret", secret), .must("device", device)])
            )
        ],
        problems: [.toldOnce]
    )

    static let listSessions = APIOperation(
        "listSessions",
        .accounts,
        "By what the person is signed in, the newest first.",
        query: APIParameter.paging,
        answers: [.json(200, "A page of sessions.", .page("Sessions", "sessions", of: .session))]
    )

    static let endOtherSessions = APIOperation(
        "endOtherSessions",
        .accounts,
        "Ends all sessions of the person but the one that asks.",
        answers: [.empty("They are ended.")]
    )

    static let endSession = APIOperation(
        "endSession",
        .accounts,
        "Ends a session of the person; one that is not theirs stays, and the answer is the same.",
        path: [
            APIParameter(
                "id",
                "The session; current for the one that asks.",
                .text(pattern: "^([0-9a-f]{64}|current)$").example("current")
            )
        ],
        answers: [.empty("It is ended, or was none of theirs.")]
    )

    /// What all answer that send something to an address.
    static let accepted = APIAnswer.json(
        202,
        "What comes of it is sent to the address.",
        .named("Accepted", .object([.must("detail", .text())]))
    )

    /// What a session or token is called.
    static let label = Schema.text(1...AccountSession.maximumLabelLength)
        .about("The name that the person knows it by.").example("backup")

    /// What proves who asks.
    static let secret = Schema.text(pattern: "^[A-Za-z0-9_-]{43}$")
        .about("Sent as Authorization: Bearer SECRET. It is told this once, and kept nowhere.")
}

extension Schema {
    /// A session as it is listed.
    static let session = named(
        "Session",
        object([
            .must("id", sessionID), .must("kind", words(["browser", "program"])),
            .must("scope", words(AccountSession.Scope.self)), .must("label", text()), .must("created_at", moment),
            .must("last_used_at", moment), .must("holds_until", moment.about("Unless it is used before.")),
            .must("ends_at", moment.about("Used or not.")),
            .must("is_current", flag.about("Whether it is the one that asks.")),
        ])
    )
}

/// What bodies say of a person.
enum PersonSchema {
    static let email = Schema.text(3...254, format: "email").example("ann@example.com")
    static let phone = Schema.text(pattern: "^[+][1-9][0-9]{1,14}$").about("E.164.").example("+447700900123")
    static let name = Schema.text(0...SignUp.maximumNameLength)

    /// Addresses.
    static let addresses: [Schema.Member] = [.may("email", email.orNull), .may("phone", phone.orNull)]

    /// Addresses and names.
    static let members: [Schema.Member] =
        addresses + [
            .may("first_name", name.orNull), .may("last_name", name.orNull),
        ]
}

/// What bodies prove an address by.
enum ProofSchema {
    static let members: [Schema.Member] = [
        .may("secret", Schema.text(1...longest).about("What stands at the end of the link.").orNull),
        .may("code", Schema.text(1...longest).about("The digits, with the address that they were sent to.").orNull),
        .may("email", PersonSchema.email.orNull), .may("phone", PersonSchema.phone.orNull),
    ]

    private static let longest = ProofMembers.longestText
}

/// How a person wants to be told.
enum SettingsSchema {
    private static let locale = Schema.text(
        1...User.Settings.maximumLocaleLength,
        pattern: "^[A-Za-z0-9]{1,8}(-[A-Za-z0-9]{1,8})*$"
    ).about("A tag of BCP 47.").example("en-GB")
    private static let zone = Schema.text(1...User.Settings.maximumZoneLength, pattern: "^[A-Za-z0-9/_+-]+$")
        .about("A name of the IANA time zone database.").example("Europe/London")
    private static let minute = Schema.whole(0...(QuietHours.minutesOfDay.upperBound - 1)).about("A minute of the day.")
    private static let cap = Schema.whole(1...User.Settings.maximumDailyCap)
        .about("How many messages a day a channel brings at most.")
    private static let hours: [Schema.Member] = [.must("start", minute), .must("end", minute)]

    /// As a body has them: null takes one back.
    static let body = Schema.body([
        .may("locale", locale.orNull), .may("zone", zone.orNull), .may("quiet_hours", Schema.body(hours).orNull),
        .may("digest_at", minute.orNull), .may("daily_cap", cap.orNull),
    ])

    /// As an answer has them.
    static let answer = Schema.named(
        "Settings",
        .object([
            .may("locale", locale), .may("zone", zone), .may("quiet_hours", .object(hours)), .may("digest_at", minute),
            .may("daily_cap", cap),
        ])
    )
}
