import ArgumentParser
import SalesCore

/// `salesctl rules`: about rules, before anybody follows by them.
struct Rules: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Try out what to be told before asking for it.",
        discussion: """
            Example:
              salesctl rules preview 3 --below 40.00
            """,
        subcommands: [RulesPreview.self]
    )
}

/// `salesctl rules preview`: what a rule would have told.
struct RulesPreview: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "preview",
        abstract: "Show how often a rule would have told you something, by the stored history of a product.",
        discussion: """
            The history is replayed as if you had asked for the rule at its beginning. A rule that would never have \
            told you anything ends with 0 as well. A digest, quiet hours and a daily cap change when you are told and \
            in how many messages, not of what; they are left out.

            Examples:
              salesctl rules preview 3 --below 40.00
              salesctl rules preview https://shop.example/kettle --when 'drop 10% or lowest in 30 days' --days 365
              salesctl rules preview 3 --any-drop --cool-down 6h
            """
    )

    @Argument(help: "The product's number, as `salesctl list` shows it, or the address of its page.")
    var product: String

    @OptionGroup(title: "What to tell") var rule: RuleOptions

    @Option(name: .long, help: ArgumentHelp("How many days back to begin.", valueName: "number"))
    var days = 90

    @Option(
        name: .long,
        help: ArgumentHelp(
            "How long after an alert not to tell again, as for track, for example 6h; none, if not given.",
            valueName: "duration"
        ),
        transform: TellingOptions.coolDown
    )
    var coolDown: Duration?

    @OptionGroup(title: "Global options") var options: GlobalOptions

    func validate() throws {
        guard (1...RuleCondition.maximumDays).contains(days) else {
            throw ValidationError("--days must be 1 to \(RuleCondition.maximumDays).")
        }
    }

    func run() async throws {
        try await Session.run(options, use: .reading) { session in
            guard let asked = try rule.request() else {
                throw CommandFailure(.usage, "Name a rule to try, for example --below 40.00 or --any-drop.")
            }
            let found = try await session.followed(product)
            try await session.warnOfArchivedDays(", and are not looked at.")
            let (rule, preview) = try await session.tracker.preview(
                asked,
                of: found.id,
                days: days,
                coolDown: coolDown
            )
            switch session.format {
            case .json: try session.json(RulePreviewJSON(found, rule, preview, days: days, coolDown: coolDown))
            case .table:
                let words = RulePreviewWords(
                    preview: preview,
                    rule: rule,
                    days: days,
                    coolDown: coolDown,
                    clock: session.clock
                )
                for line in words.lines { session.terminal.out(line) }
            }
        }
    }
}

extension Session {
    /// The product of a number or an address that a person typed.
    fileprivate func followed(_ text: String) async throws -> Product {
        guard ProductID(text) == nil, text.contains(":") else { return try await product(text).product }
        let url = try tracker.canonicalURL(text)
        let found = try await store.products(matching: ProductFilter(url: url), after: nil, limit: maximumPageSize)
        guard let product = found.elements.first(where: { $0.selection == .page }) ?? found.elements.first else {
            throw CommandFailure(
                .notFound,
                "\(url.absoluteString) is not followed, so it has no history; `salesctl track` begins one."
            )
        }
        return product
    }
}
