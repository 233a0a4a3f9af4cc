import SalesCore

// The person who asks, and the tokens of their programs.
extension APIOperation {
    static let showMe = APIOperation(
        "showMe",
        .me,
        "The person who asks.",
        answers: [.json(200, "Every column of their row.", .user)]
    )

    static let changeMe = APIOperation(
        "changeMe",
        .me,
        "Changes addresses, names and settings: what is not named stays, null takes away.",
        detail: "An address that is new has to be proved by what is sent to it. One address must stay.",
        body: .json(.body(PersonSchema.members + [.may("settings", SettingsSchema.body.orNull)])),
        answers: [
            .json(200, "The person as they are now.", .user),
            .json(202, "The person as they are now; a new address waits for its proof.", .user),
        ]
    )

    static let eraseMe = APIOperation(
        "eraseMe",
        .me,
        "Erases the person who asks with all that names them, for good (GDPR, article 17).",
        body: .json(.body([.must("confirm", .words(["erase"]))])),
        answers: [.empty("They are erased.")],
        problems: [.notErasable]
    )

    static let exportMe = APIOperation(
        "exportMe",
        .me,
        "All that is kept of the person who asks (GDPR, articles 15 and 20).",
        answers: [
            .json(
                200,
                "All of it; Docs/export-format.md describes alerts and what a rule remembers.",
                .personExport,
                fields: [APIParameter("Content-Disposition", "The name of a file to keep it in.", .text())]
            )
        ]
    )

    static let sendVerification = APIOperation(
        "sendVerification",
        .me,
        "Has what proves an address sent to it again.",
        body: .json(.body([.must("channel", namedChannel)])),
        answers: [accepted]
    )

    static let sendTest = APIOperation(
        "sendTest",
        .me,
        "Sends a message that tries a channel, and answers what its carrier said.",
        detail: "That a carrier refuses it is what was asked for: the status is 200, and is_accepted is false.",
        body: .json(.body([.must("channel", namedChannel)])),
        answers: [
            .json(
                200,
                "What the carrier said.",
                .object([
                    .must("channel", .channel), .must("is_accepted", .flag), .must("answer", .text()),
                    .may("reference", .text().about("The carrier's name of the message.")),
                ])
            )
        ],
        problems: [.sendingStopped]
    )

    static let listTokens = APIOperation(
        "listTokens",
        .tokens,
        "The sessions of the person's programs, the newest first.",
        detail: "A page may have fewer than its limit, and a next one all the same.",
        query: APIParameter.paging,
        answers: [.json(200, "A page of tokens.", .page("Tokens", "tokens", of: .token))]
    )

    static let makeToken = APIOperation(
        "makeToken",
        .tokens,
        "Makes a token for a program, of no wider scope than that of what asks.",
        body: .json(
            .body([
                .must("label", label),
                .may(
                    "days",
                    Schema.whole(1...TokenRoutes.longestDays).about("How long it holds; 365, if not given.").orNull
                ),
                .may(
                    "scope",
                    Schema.words(AccountSession.Scope.self).about("What it is good for; write, if not given.").orNull
                ),
            ])
        ),
        answers: [
            .json(201, "The token is made.", .object([.must("token", .token), .must("secret", secret)]))
        ],
        problems: [.toldOnce]
    )

    static let endToken = APIOperation(
        "endToken",
        .tokens,
        "Ends a token of the person; one that is not theirs stays, and the answer is the same.",
        path: [APIParameter("id", "The token.", .sessionID)],
        answers: [.empty("It is ended, or was none of theirs.")]
    )

    private static let namedChannel = Schema.text(1...MeRoutes.longestChannel).example("email")
}

extension Schema {
    /// A person.
    static let user = named("User", object(userMembers))

    /// Every column of a person's row.
    static let userMembers: [Member] = [
        .must("id", number), .may("email", text(format: "email")), .may("first_name", text()),
        .may("last_name", text()), .may("phone", PersonSchema.phone), .may("email_verified_at", moment),
        .may("phone_verified_at", moment),
        .must("is_admin", flag), .must("settings", SettingsSchema.answer), .must("created_at", moment),
    ]

    /// A token as it is listed.
    static let token = named(
        "Token",
        object([
            .must("id", sessionID), .must("label", text()), .must("scope", words(AccountSession.Scope.self)),
            .must("created_at", moment), .must("last_used_at", moment), .must("ends_at", moment),
        ])
    )

    /// All that is kept of a person.
    static let personExport = named(
        "PersonExport",
        object([
            .must("user", user), .must("subscriptions", list(exportedSubscription)), .must("alerts", list(anything)),
            .must("letters", list(exportedLetter)), .must("tokens", list(exportedToken)),
            .must("sessions", list(exportedSession)), .must("suppressions", list(exportedSuppression)),
            .must("counts", list(exportedCount)),
        ])
    )

    private static let exportedSubscription = object([
        .must("id", number), .must("product", number), .may("name", text()), .may("url", url), .must("rule", rule),
        .must("memory", anything), .must("channels", list(text())), .may("interval", text()), .may("cool_down", text()),
        .must("is_in_digest", flag), .must("is_paused", flag), .must("version", count), .must("created_at", moment),
    ])

    private static let exportedLetter = object([
        .must("id", text()), .must("channel", text()), .must("address", text()), .must("kind", text()),
        .must("status", text()), .must("attempts", count), .may("failure", text()), .must("created_at", moment),
        .must("next_attempt_at", moment),
    ])

    private static let exportedToken = object([
        .must("purpose", text()), .must("channel", text()), .must("address", text()), .must("created_at", moment),
        .must("ends_at", moment), .must("is_used", flag),
    ])

    private static let exportedSession = object([
        .must("kind", text()), .must("scope", text()), .must("label", text()), .must("created_at", moment),
        .must("last_used_at", moment), .may("idle_limit", text()), .must("ends_at", moment),
    ])

    private static let exportedSuppression = object([
        .must("channel", text()), .must("address", text()), .must("kind", text()), .must("reference", text()),
        .must("at", moment),
    ])

    private static let exportedCount = object([
        .must("name", text()), .must("from", moment), .must("until", moment), .must("used", count),
    ])
}
