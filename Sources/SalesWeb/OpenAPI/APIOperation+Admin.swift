import SalesCore

// What concerns all people.
extension APIOperation {
    static let showTotals = APIOperation(
        "showTotals",
        .admin,
        "How large the installation is, and what was told since a moment.",
        query: [.since],
        answers: [
            .json(
                200,
                "The numbers.",
                .object([
                    .must("since", .moment), .must("people", .count), .must("verified_people", .count),
                    .must("products", .count), .must("followed_products", .count),
                    .must("active_subscriptions", .count), .must("paused_subscriptions", .count),
                    .must("alerts", .alertCounts), .must("events", .count),
                ])
            )
        ]
    )

    static let listLatestChanges = APIOperation(
        "listLatestChanges",
        .admin,
        "What changed last of all products, the newest first: prices, stock, and products that are gone.",
        query: [.limit],
        answers: [
            .json(
                200,
                "The changes.",
                .object([
                    .must(
                        "changes",
                        .list(
                            .object([
                                .must("product", .whole(1...Int.max)), .must("name", .text()), .must("url", .text()),
                                .must("at", .moment), .may("before", .money), .may("after", .money),
                                .must("availability", .availability), .must("is_gone", .flag),
                                .must("is_unusually_low", .flag),
                            ])
                        )
                    )
                ])
            )
        ]
    )

    static let listPopularProducts = APIOperation(
        "listPopularProducts",
        .admin,
        "Products that are followed, those with the most followers first.",
        query: APIParameter.paging,
        answers: [.json(200, "A page of products.", .rankedProducts)]
    )

    static let listFailingProducts = APIOperation(
        "listFailingProducts",
        .admin,
        "Products that cannot be read, those that failed most often in a row first.",
        query: APIParameter.paging,
        answers: [.json(200, "A page of products.", .rankedProducts)]
    )

    static let listUsers = APIOperation(
        "listUsers",
        .admin,
        "The people, in the order of their numbers.",
        query: APIParameter.paging,
        answers: [.json(200, "A page of people.", .page("Users", "users", of: .user))]
    )

    static let addUser = APIOperation(
        "addUser",
        .admin,
        "Adds a person, whose addresses get what proves them, whatever the registration is.",
        detail: "At least one of email and phone is needed.",
        body: .json(.body(PersonSchema.members, least: 1)),
        answers: [
            .json(200, "They are there already.", .addedUser), .json(201, "They are added.", .addedUser),
        ]
    )

    static let showUser = APIOperation(
        "showUser",
        .admin,
        "A person, with why their addresses are not written to.",
        path: [userID],
        answers: [.json(200, "The person.", .personForAdmins)]
    )

    static let changeUser = APIOperation(
        "changeUser",
        .admin,
        "Lets a person see and change what concerns all people, or no longer.",
        path: [userID],
        body: .json(.body([.must("is_admin", .flag)])),
        answers: [.json(200, "The person as they are now.", .user)]
    )

    static let eraseUser = APIOperation(
        "eraseUser",
        .admin,
        "Erases a person with all that names them, for good.",
        path: [userID],
        answers: [.empty("They are erased.")],
        problems: [.notErasable]
    )

    static let listDeadLetters = APIOperation(
        "listDeadLetters",
        .admin,
        "Alerts that could not be told, the newest first.",
        query: [APIParameter("product", "Only of this product.", .whole(1...Int.max))] + APIParameter.paging,
        answers: [.json(200, "A page of alerts.", .page("DeadLetters", "alerts", of: .deadLetter))]
    )

    static let retryDeadLetters = APIOperation(
        "retryDeadLetters",
        .admin,
        "Has alerts that could not be told tried again: those that are named, else those that are chosen; {} for all.",
        body: .json(
            .body([
                .may(
                    "alerts",
                    Schema.list(.text(pattern: "^[0-9a-f]{32}$"), atMost: AdminDeadLetterRoutes.mostNamed)
                        .about("Their identifiers; nothing else is named then.").orNull
                ), .may("product", Schema.whole(1...Int.max).about("Only of this product.").orNull),
                .may("channel", Schema.channel.orNull),
                .may(
                    "failure",
                    Schema.text(1...AdminDeadLetterRoutes.longestFailure)
                        .about("Only those with this in why they failed.").orNull
                ),
            ])
        ),
        answers: [.json(200, "How many are tried again.", .object([.must("retried", .count)]))]
    )

    static let listHosts = APIOperation(
        "listHosts",
        .admin,
        "How fast people are told, and what each host is, can be promised and was told, in the order of their names.",
        query: [APIParameter.since] + APIParameter.paging,
        answers: [.json(200, "The figures of all, and a page of the hosts.", .hosts)]
    )

    static let listArchiveRuns = APIOperation(
        "listArchiveRuns",
        .admin,
        "Which days of prices are archived, by what the store knows.",
        query: [
            APIParameter("from", "The first day; 31 days ago, if not given.", .askedDay),
            APIParameter("to", "The last day; all after from, if not given.", .askedDay),
        ] + APIParameter.paging,
        answers: [
            .json(
                200,
                "A page of the runs, and the days that wait.",
                .page(
                    "ArchiveRuns",
                    "runs",
                    of: .archiveRun,
                    more: [.must("waiting", .list(.day))]
                )
            )
        ]
    )

    private static let userID = APIParameter("id", "The person's number.", .number)
}

extension Schema {
    /// A person with why their addresses are not written to.
    static let personForAdmins = object(
        userMembers + [
            .may("email_suppression", words(Suppression.Kind.self)),
            .may("phone_suppression", words(Suppression.Kind.self)),
        ]
    )

    /// What adding a person gave.
    static let addedUser = named("AddedUser", object([.must("user", user), .must("is_new", flag)]))

    /// An alert that could not be told.
    static let deadLetter = named("DeadLetter", object(alertMembers))

    /// Products in an order of the admins.
    static let rankedProducts = page("RankedProducts", "products", of: rankedProduct)

    private static let rankedProduct = named(
        "RankedProduct",
        object([
            .must("id", number), .must("url", url), .must("selection", selection), .must("name", text()),
            .may("image", url), .may("price", money), .must("availability", availability), .must("is_gone", flag),
            .must("followers", count.about("How many follow it who have not paused it.")),
            .may("last_check_at", moment), .may("last_read_at", moment), .must("next_check_at", moment),
            .may("outcome", outcome), .may("reason", text()), .must("consecutive_failures", count),
            .may("broken_since", moment.about("From when on its followers know that it cannot be read.")),
        ])
    )

    /// How far the archiving of a day has come.
    static let archiveRun = named(
        "ArchiveRun",
        object([
            .must("day", day), .must("run", whole(from: 1)), .must("step", words(ArchiveRun.Step.self)),
            .must("rows", count), .may("bytes", count), .may("restored_at", moment),
        ])
    )

    /// How fast people are told.
    static let hosts = page(
        "Hosts",
        "hosts",
        of: host,
        more: [
            .must("since", moment), .must("until", moment),
            .must("promise_ms", count.about("Within how long people are to be told.")),
            .must("is_partial", flag.about("Whether there were more alerts than were looked at.")),
            .may("told", tellingFigures), .must("alerts", alertCounts), .must("held", count),
            .may("mails_halted", text().about("Why mails to new addresses are halted.")),
        ]
    )

    private static let tellingFigures = named(
        "TellingFigures",
        object([
            .must("count", count), .must("within_promise", count), .must("p50_ms", count),
            .must("p95_ms", count), .must("p99_ms", count),
            .must("worst_ms", count),
        ]).about("From when an old price was last read to when a carrier took what was told of the new one.")
    )

    private static let host = named(
        "Host",
        object([
            .must("host", text()), .must("products", count),
            .must("asked_interval_ms", count.about("How often its products are asked to be read.")),
            .must("interval_ms", count.about("How often they really are.")),
            .must("bound_ms", count.about("The longest that a drop stays untold.")), .must("is_kept", flag),
            .must("is_rate_too_low", flag), .may("told", tellingFigures),
            .must("circuit", words(HostState.Circuit.self)), .may("paused_until", moment),
            .may("pause_reason", text()), .must("consecutive_failures", count),
            .may(
                "robots",
                object([
                    .must("status", count.about("0 where there was no response.")), .must("is_unreachable", flag),
                    .must("bytes", count), .must("fetched_at", moment),
                ])
            ),
        ])
    )
}
