import ArgumentParser
import SalesCore

/// `salesctl edit`: change what a product is followed for.
struct EditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract: "Change the rule, the interval, the channels or the times of a product that you follow.",
        discussion: """
            Examples:
              salesctl edit 3 --below 35.00
              salesctl edit 3 --every 10m
              salesctl edit 3 --cool-down none --no-in-digest
              salesctl edit 3 --below 35.00 --tell-now
              salesctl edit 3 --pin css:.member-price
              salesctl edit 3 --pin none
            """
    )

    @Argument(help: "The product's number, as `salesctl list` shows it.")
    var id: String

    @OptionGroup(title: "What to tell") var rule: RuleOptions

    @Option(
        name: .long,
        help: ArgumentHelp(
            "How often to check: a number with ms, s, m, h, d or w, for example 60s or 5m.",
            valueName: "duration"
        )
    )
    var every: DurationText?

    @Option(name: .long, help: ArgumentHelp("Over which channels to tell.", valueName: "channel"))
    var via: [String] = []

    @OptionGroup(title: "When to tell it") var telling: TellingOptions

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Which of the page's prices is meant, as for track, or none; it makes another product of the same page.",
            valueName: "pin"
        )
    )
    var pin: String?

    @OptionGroup(title: "Whose") var whose: UserOption

    @OptionGroup(title: "Global options") var options: GlobalOptions

    func run() async throws {
        try await Session.run(options) { session in
            let session = try await session.acting(for: whose)
            let edit = Tracker.Edit(
                rule: try rule.request(),
                interval: every.map { .some($0.duration) },
                channels: via.isEmpty ? nil : try session.channels(via),
                coolDown: telling.coolDown.map(Optional.some),
                isInDigest: telling.inDigest,
                tellsStanding: telling.tellNow
            )
            try telling.check(with: edit.rule)
            let isEdit = edit.rule != nil || every != nil || !via.isEmpty || telling.isGiven
            guard isEdit || pin != nil else {
                let options = "--every, --via, --cool-down, --in-digest or --pin"
                throw CommandFailure(.usage, "Say what to change: a rule such as --below 35.00, \(options).")
            }
            var id = id
            if let pin { id = try await session.pin(id, pin) }
            try await session.edit([id], edit) { product, subscription in
                session.summary(of: subscription, to: product)
            }
        }
    }
}

/// `salesctl pause`: check a product no more for a while.
struct Pause: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Stop checking products until they are resumed.",
        discussion: """
            With --format json it prints the product, or a list of them where several are named.
            Example:
              salesctl pause 3 4
            """
    )

    @Argument(help: "The products' numbers, as `salesctl list` shows them.")
    var ids: [String]

    @OptionGroup(title: "Whose") var whose: UserOption

    @OptionGroup(title: "Global options") var options: GlobalOptions

    func run() async throws {
        try await Session.run(options) { session in
            let session = try await session.acting(for: whose)
            try await session.edit(ids, Tracker.Edit(isPaused: true)) { product, _ in
                "Product \(product.id) is paused."
            }
        }
    }
}

/// `salesctl resume`: check a paused product again.
struct Resume: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check paused products again; their rules begin anew at the present price.",
        discussion: """
            With --format json it prints the product, or a list of them where several are named.
            Example:
              salesctl resume 3 4
            """
    )

    @Argument(help: "The products' numbers, as `salesctl list` shows them.")
    var ids: [String]

    @OptionGroup(title: "Whose") var whose: UserOption

    @OptionGroup(title: "Global options") var options: GlobalOptions

    func run() async throws {
        try await Session.run(options) { session in
            let session = try await session.acting(for: whose)
            try await session.edit(ids, Tracker.Edit(isPaused: false)) { product, subscription in
                "Product \(product.id) is checked again: \(session.sentence(subscription, on: product.state))."
            }
        }
    }
}

/// `salesctl untrack`: follow a product no more.
struct Untrack: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Follow products no more; their history stays unless it is to be forgotten.",
        discussion: """
            With --format json it prints the product, or a list of them where several are named.
            Examples:
              salesctl untrack 3
              salesctl untrack 3 --forget
            """
    )

    @Argument(help: "The products' numbers, as `salesctl list` shows them.")
    var ids: [String]

    @Flag(name: .long, help: "Forget the product with its whole history.")
    var forget = false

    @OptionGroup(title: "Whose") var whose: UserOption

    @OptionGroup(title: "Global options") var options: GlobalOptions

    func run() async throws {
        try await Session.run(options) { session in
            let session = try await session.acting(for: whose)
            var records: [ProductJSON] = []
            for id in ids {
                let (product, _) = try await session.product(id)
                try await session.tracker.untrack(product.id, of: session.userID, forgetting: forget)
                records.append(ProductJSON(product, nil))
                let kept = forget ? " and forgotten" : "; its history is kept (`salesctl list --all`)"
                if session.format == .table {
                    session.terminal.out("Product \(product.id) is followed no more\(kept).")
                }
            }
            try session.json(of: records)
        }
    }
}

extension Session {
    /// What a person follows a product for, in one line.
    fileprivate func summary(of subscription: Subscription, to product: Product) -> String {
        let interval = DurationText.text(subscription.interval ?? settings.pace.interval)
        let channels =
            subscription.channels.isEmpty
            ? "every channel" : subscription.channels.map(\.rawValue).joined(separator: ", ")
        let rule = sentence(subscription, on: product.state)
        let told = (["told over \(channels)"] + subscription.tellingWords).joined(separator: ", ")
        return "Product \(product.id): \(rule). Checked every \(interval), \(told)."
    }

    /// Moves a preference to another pin, and answers the number of the product that it is for now.
    fileprivate func pin(_ id: String, _ pin: String) async throws -> String {
        let (product, _) = try await product(id)
        let selection = pin.lowercased() == "none" ? .page : try PinOption.selection(pin)
        do {
            return try await tracker.pin(product.id, to: selection, of: userID).product.id.description
        } catch {
            guard case .noAnswer(let look) = error else { throw error }
            let reason = look.reading.reason ?? "the page gave no answer"
            throw CommandFailure(look.exitStatus, "Nothing was changed: \(reason).")
        }
    }

    /// Changes subscriptions and shows them: in JSON as one document, a list where several were named.
    ///
    /// Those before one that fails are changed, and not shown in JSON.
    func edit(
        _ ids: [String],
        _ edit: Tracker.Edit,
        words: (Product, Subscription) -> String
    ) async throws {
        var records: [ProductJSON] = []
        for id in ids {
            let (product, _) = try await product(id)
            let subscription = try await tracker.edit(product.id, of: userID, edit)
            records.append(ProductJSON(product, subscription))
            if format == .table { terminal.out(words(product, subscription)) }
        }
        try json(of: records)
    }

    /// One product as it is, several as a list; nothing where a table is wanted.
    fileprivate func json(of records: [ProductJSON]) throws {
        guard format == .json else { return }
        if records.count == 1 { try json(records[0]) } else { try json(records) }
    }
}
