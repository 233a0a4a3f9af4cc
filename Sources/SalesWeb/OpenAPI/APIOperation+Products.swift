import SalesCore

// What products cost, and what can be done with them at once.
extension APIOperation {
    static let listWebsites = APIOperation(
        "listWebsites",
        .tracking,
        "The websites and platforms that are known, and how each is read; any other page is read all the same.",
        answers: [.json(200, "All of them.", .object([.must("websites", .list(.websiteAbout))]))]
    )

    static let listProducts = APIOperation(
        "listProducts",
        .tracking,
        "The products that the person follows, with what each cost on the last 30 days.",
        query: [
            APIParameter(
                "q",
                "Only those with this in their name or address, ASCII letters in either case.",
                .text(1...FollowedFilter.maximumTextLength)
            ),
            APIParameter("website", "Only those of the website of this host.", .text(1...ProductRoutes.longestHost)),
            APIParameter("state", "Only those that stand so.", .words(FollowedFilter.State.self)),
            APIParameter("order", "How they stand; newest, if not given.", .words(FollowedOrder.self)),
        ] + APIParameter.paging,
        answers: [.json(200, "A page of products.", .page("Products", "products", of: .followedProduct))]
    )

    static let showProduct = APIOperation(
        "showProduct",
        .tracking,
        "A product that the person follows, with what it cost and what was told of it.",
        path: [.productID],
        answers: [.json(200, "The product.", .followedProduct)]
    )

    static let listPrices = APIOperation(
        "listPrices",
        .tracking,
        "What a product cost: each change in pages, or day by day.",
        path: [.productID],
        query: [
            APIParameter(
                "resolution",
                "Each change, or the days with what a product cost first, least, most and last; change, if not given.",
                .words(ProductRoutes.Resolution.self)
            ),
            APIParameter("from", "From when on; 90 days before to, if not given.", .askedMoment),
            APIParameter("to", "Until when, and not then; now, if not given.", .askedMoment),
        ] + APIParameter.paging,
        answers: [
            .json(
                200,
                "A page of changes, or all days with a price.",
                .named(
                    "Prices",
                    .object([
                        .must("from", .moment), .must("to", .moment),
                        .may("prices", Schema.list(.price).about("The changes, of the resolution change.")),
                        .may("days", Schema.list(.dailyPrices).about("The days, of the resolution day.")),
                        .may("next", .text().about("Given as after, it asks for the next page of changes.")),
                    ])
                )
            )
        ]
    )

    static let checkProduct = APIOperation(
        "checkProduct",
        .tracking,
        "Looks at a product now, and answers what came of it.",
        detail: "Where its shop asks for time or another look is under way it is not looked at, as the message says.",
        path: [.productID],
        answers: [
            .json(200, "What came of it.", .object([.must("check", .check), .must("product", .product)]))
        ],
        problems: [.shopSlow, .tooManyAdds]
    )

    static let previewRule = APIOperation(
        "previewRule",
        .tracking,
        "What a rule would have told of a product that the person follows.",
        path: [.productID],
        body: .json(
            .body([
                .must("rule", .askedRule),
                .may(
                    "days",
                    Schema.whole(1...RuleCondition.maximumDays).about("How far back; 90, if not given.").orNull
                ),
                .may("cool_down_seconds", Schema.askedCoolDown.orNull),
            ])
        ),
        answers: [.json(200, "What it would have told.", .rulePreview)]
    )

    static let extract = APIOperation(
        "extract",
        .tracking,
        "What would be read from a page, and why; nothing of it is kept.",
        body: .json(.body([.must("url", .askedURL), .may("selection", Schema.selection.orNull)])),
        answers: [.json(200, "What was read, whether there is a price or not.", .extraction)],
        problems: [.tooManyAdds, .shopSlow]
    )
}

extension Schema {
    /// A product, whoever follows it.
    static let product = named(
        "Product",
        object([
            .must("id", number), .must("url", url), .must("selection", selection), .must("name", text()),
            .may("image", url), .may("price", money), .may("list_price", money), .may("lowest_price", money),
            .must("availability", availability),
            .must("is_gone", flag.about("Whether its page says that there is no such product any more.")),
            .may("price_since", moment), .may("last_check_at", moment),
            .may("last_read_at", moment.about("When its page last gave an answer.")), .must("next_check_at", moment),
            .may("outcome", outcome), .may("reason", text().about("Why the last look gave no price.")),
            .must("is_confirming", flag.about("Whether a change is held back until it is confirmed.")),
        ])
    )

    /// A product that a person follows.
    static let followedProduct = named(
        "FollowedProduct",
        object([
            .must("product", product), .must("subscription", subscription),
            .must("website", object([.must("host", text()), .must("name", text())])),
            .must(
                "pace",
                object([
                    .must("interval_seconds", amount.about("How often those who follow it ask for.")),
                    .may("host_interval_seconds", amount.about("How often its host allows, once that is known.")),
                ])
            ), .must("recent", list(dailyPrices).about("Of the last 30 days, those with a price.")),
            .may("alerts", list(alert).about("The newest of it; only where one product is asked for.")),
        ])
    )

    /// A change of a price.
    static let price = named(
        "Price",
        object([
            .must("at", moment), .must("price", money), .may("list_price", money), .must("availability", availability),
            .must("is_carried_forward", flag.about("Whether it opens a day, and is no change.")),
            .may("source", text().about("Where on the page the price was found, where that is known still.")),
        ])
    )

    /// The prices of a day.
    static let dailyPrices = named(
        "DailyPrices",
        object([
            .must("day", day.about("In UTC.")), .must("open", money), .must("low", money), .must("high", money),
            .must("close", money),
        ])
    )

    /// What came of a look.
    static let check = named(
        "Check",
        object([
            .must("id", number), .must("name", text()), .may("outcome", outcome), .may("price", money),
            .must("availability", availability), .must("is_confirming", flag), .must("is_changed", flag),
            .must("message", text().about("What came of it, in words.")), .may("next_check_at", moment),
        ])
    )

    /// What a rule would have told.
    static let rulePreview = named(
        "RulePreview",
        object([
            .must("product_id", number), .must("rule", text()), .must("days", count), .may("cool_down_seconds", amount),
            .may("begin", moment.about("From when on prices are known.")), .must("changes", count),
            .must("firing_count", count.about("How often it would have told.")),
            .must("firings", list(firing, atMost: RulePreviewJSON.maximumFirings).about("The newest, oldest first.")),
            .may("lowest", money), .may("lowest_at", moment),
            .may("enough", money.about("A price that would have been low enough.")),
        ])
    )

    private static let firing = object([
        .must("at", moment), .may("not_before", moment), .must("kind", alertKind), .may("price", money),
        .may("old_price", money),
    ])

    /// How a known website is read.
    static let websiteAbout = named(
        "Website",
        object([
            .must("name", text()), .must("title", text()), .must("serves", text()), .must("interface", text()),
            .must("reads", list(text())),
            .may("requests_per_minute", count.about("What it allows, where that is published.")),
            .must("limit", text()), .must("verification", text()), .must("sources", list(text())),
        ])
    )

    /// What was read from a page.
    static let extraction = named(
        "Extraction",
        object([
            .must("url", url.orNull), .must("outcome", outcome), .must("reason", text().orNull),
            .must("kind", words(["product", "listing", "wall", "script_shell", "error", "other"])),
            .must("name", text().orNull), .must("image", url.orNull), .must("price", statedPrice.orNull),
            .must("list_price", statedPrice.orNull), .must("availability", availability),
            .must("source", text().orNull),
            .must("candidates", list(candidate).about("Every price that was seen, the one taken first.")),
            .must("evidence", words(["enough", "all"])), .must("notes", list(text())),
        ])
    )

    /// An amount that a page states.
    private static let statedPrice = named(
        "StatedPrice",
        object([
            .must("amount", decimal), .must("currency", currency.about("Null where the page does not tell it.").orNull),
        ])
    )

    /// One of a page's prices.
    static let candidate = named(
        "Candidate",
        object([
            .must("price", statedPrice), .must("kind", words(Candidate.Kind.self)),
            .must("source", words(Candidate.Source.self)), .must("path", text()), .must("text", text()),
            .must("confidence", whole(0...100)), .must("verdict", text().about("Why it was taken or not.")),
            .must("selection", text().about("What names it when something is followed.").orNull),
        ])
    )
}
