import SalesCore

// What a person wants to be told, and what they were told.
extension APIOperation {
    static let listSubscriptions = APIOperation(
        "listSubscriptions",
        .tracking,
        "What the person wants to be told.",
        query: APIParameter.paging,
        answers: [
            .json(200, "A page of subscriptions.", .page("Subscriptions", "subscriptions", of: .subscription))
        ]
    )

    static let follow = APIOperation(
        "follow",
        .tracking,
        "Follows a product, whose page is looked at at once, or changes how it is followed.",
        detail: """
            Where the page states several prices the problem ambiguous has them as candidates: send the selection of \
            the one that is meant.
            """,
        body: .json(.body(page + wish)),
        answers: [
            .json(200, "It was followed already, and is now as asked for.", .followed),
            .json(
                201,
                "It is followed.",
                .followed,
                fields: [APIParameter("Location", "The subscription.", .text())]
            ),
        ],
        problems: shopProblems + [.tooManyProducts, .tooManyAdds]
    )

    static let showSubscription = APIOperation(
        "showSubscription",
        .tracking,
        "What the person wants to be told of a product.",
        path: [.productID],
        answers: [.json(200, "The subscription.", .subscription)]
    )

    static let changeSubscription = APIOperation(
        "changeSubscription",
        .tracking,
        "Changes how a product is followed, and looks at it: what is not named stays.",
        detail: """
            null takes an interval or a time between alerts back. Another selection moves the subscription to the \
            product of that price, and comes without a rule.
            """,
        path: [.productID],
        body: .json(.body(change + wish, least: 1)),
        answers: [
            .json(
                200,
                "It is followed so.",
                .object([
                    .must("subscription", .subscription), .must("product", .product),
                    .may("reading", Schema.extraction.about("What the page said, where another price was chosen.")),
                    .may("check", Schema.check.about("What came of looking at it, where its shop answered in time.")),
                ])
            )
        ],
        problems: shopProblems + [.tooManyAdds]
    )

    static let unfollow = APIOperation(
        "unfollow",
        .tracking,
        "Follows a product no more.",
        path: [.productID],
        answers: [.empty("It is not followed.")]
    )

    static let listAlerts = APIOperation(
        "listAlerts",
        .alerts,
        "What the person was told and is to be told, the newest first.",
        detail: "A page may have fewer than its limit, and a next one all the same.",
        query: [
            APIParameter("product", "Only of this product.", .whole(1...Int.max)),
            APIParameter("since", "Only those that were made then or later.", .askedMoment),
            APIParameter("status", "Only those that have come so far.", .alertStatus, isRepeated: true),
            APIParameter("kind", "Only those of this kind.", .alertKind, isRepeated: true),
            APIParameter("channel", "Only those over this channel.", .channel, isRepeated: true),
        ] + APIParameter.paging,
        answers: [.json(200, "A page of alerts.", .page("Alerts", "alerts", of: .alert))]
    )

    /// Why a page gave nothing that can be followed.
    private static let shopProblems: [Problem.Kind] = [
        .ambiguous, .noPrice, .shopBlocked, .shopFailed, .shopBusy, .shopSlow,
    ]

    /// What is followed.
    private static let page: [Schema.Member] = [
        .must("url", Schema.askedURL), .may("selection", Schema.selection.orNull),
        .may("insist", Schema.flag.about("Whether to follow it although its page states no price.").orNull),
    ]

    /// What can be changed that is not asked for at first.
    private static let change: [Schema.Member] = [
        .may("selection", Schema.selection.orNull), .may("paused", Schema.flag.orNull),
    ]

    /// How somebody wants to be told.
    private static let wish: [Schema.Member] = [
        .may("rule", Schema.askedRule.orNull),
        .may(
            "interval_seconds",
            Schema.whole(1...Int(FollowingDesk.longestInterval.components.seconds))
                .about("How often to look; an installation may allow no less than so much, a minute unless it says so.")
                .orNull
        ),
        .may("channels", Schema.list(.channel, atMost: FollowingDesk.maximumChannels, isSet: true).orNull),
        .may("cool_down_seconds", Schema.askedCoolDown.orNull),
        .may("in_digest", Schema.flag.about("Whether to tell it together with others, once a day.").orNull),
        .may(
            "tells_standing",
            Schema.flag.about("Whether to tell at once if the rule that is given with it is true already.").orNull
        ),
    ]
}

extension Schema {
    /// A rule as a body has it.
    static let askedRule = body([
        .must(
            "text",
            text(1...RuleRequest.maximumTextLength)
                .about("Conditions with and and or between them: below 40.00 and back in stock or gone.")
                .example("below 40.00")
        )
    ])

    /// The time between two alerts as a body has it.
    static let askedCoolDown = whole(0...Int(Subscription.maximumCoolDown.components.seconds))
        .about("How long to be silent after an alert; 0 for not at all.")

    /// A rule.
    static let rule = named(
        "Rule",
        object([
            .must("text", text().about("As a body would ask for it.").example("below 40.00 GBP")),
            .may("reference", money.about("The price that it is measured from.")),
            .may("threshold", money.about("The price that would be low enough.")), .must("words", text()),
        ])
    )

    /// What a person wants of a product.
    static let subscription = named(
        "Subscription",
        object([
            .must("product_id", number), .must("rule", rule), .must("is_met", flag.about("Whether the rule is true.")),
            .must("is_paused", flag), .may("interval_seconds", amount), .must("channels", list(text())),
            .may("cool_down_seconds", amount), .must("is_in_digest", flag), .must("created_at", moment),
        ])
    )

    /// What following a product gave.
    static let followed = named(
        "Followed",
        object([
            .must("subscription", subscription), .must("product", product), .must("reading", extraction),
            .must(
                "is_already_met",
                flag.about("Whether the rule is true already, so that the next alert comes only after it was untrue.")
            ),
        ])
    )

    /// What a person was told.
    static let alert = named(
        "Alert",
        object(
            alertMembers + [
                .may("accepted_at", moment), .may("seconds_to_tell", amount), .may("receipt", text()),
            ]
        )
    )

    /// What is told of an alert, to whomever.
    static let alertMembers: [Member] = [
        .must("id", text(pattern: "^[0-9a-f]{32}$")), .must("user_id", number), .must("product_id", number),
        .must("channel", text()), .must("status", alertStatus), .must("kind", alertKind), .must("name", text()),
        .must("url", url), .may("price", money), .may("old_price", money), .must("is_unusually_low", flag),
        .must("attempts", count), .must("old_price_last_read_at", moment), .must("seen_at", moment),
        .must("confirmed_at", moment), .must("created_at", moment), .may("sent_at", moment), .may("failure", text()),
        .may("trace", text()),
    ]
}
