import ArgumentParser
import SalesCore

/// `salesctl track`: follow a product.
struct Track: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Follow a product: look at its page now, and remember what to tell you.",
        discussion: """
            Examples:
              salesctl track https://shop.example/kettle --below 40.00
              salesctl track https://shop.example/kettle --drop 10% --every 5m
              salesctl track https://shop.example/console --back-in-stock
              salesctl track https://shop.example/kettle --any-drop --cool-down 6h --in-digest
              salesctl track https://shop.example/kettle --pin css:.member-price
            """
    )

    @Argument(help: "The address of the product's page.")
    var url: String

    @OptionGroup(title: "What to tell") var rule: RuleOptions

    @Option(
        name: .long,
        help: ArgumentHelp(
            "How often to check: a number with ms, s, m, h, d or w, for example 60s or 5m.",
            valueName: "duration"
        )
    )
    var every: DurationText?

    @Option(
        name: .long,
        help: ArgumentHelp("Over which channels to tell; all that are set up, if not given.", valueName: "channel")
    )
    var via: [String] = []

    @OptionGroup(title: "When to tell it") var telling: TellingOptions

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Which of the page's prices is meant: css:SELECTOR, xpath:…, json:PATH, offer:NUMBER, sku:… or variant:ID.",
            valueName: "pin"
        )
    )
    var pin: String?

    @Flag(name: .long, help: "Track it even though the page gives no price now.")
    var anyway = false

    @OptionGroup(title: "Whose") var whose: UserOption

    @OptionGroup(title: "Global options") var options: GlobalOptions

    func run() async throws {
        try await Session.run(options, use: .working) { session in
            let session = try await session.acting(for: whose)
            let asked = try rule.request()
            try telling.check(with: asked)
            let tracked: Tracked
            do {
                tracked = try await session.tracker.track(
                    TrackRequest(
                        url: url,
                        selection: try pin.map(PinOption.selection) ?? .page,
                        rule: asked,
                        interval: every?.duration,
                        channels: try session.channels(via),
                        coolDown: telling.coolDown,
                        isInDigest: telling.inDigest,
                        tellsStanding: telling.tellNow,
                        userID: session.userID,
                        isInsisting: anyway
                    )
                )
            } catch TrackingError.noAnswer(let look) {
                if session.format == .json { try session.json(UntrackedJSON(look)) }
                throw CommandFailure(session.exitStatus(of: look), session.words(for: look))
            }
            switch session.format {
            case .json: try session.json(TrackJSON(tracked))
            case .table: session.print(tracked, isToldNow: telling.tellNow)
            }
        }
    }
}

/// What tracking gave, for programs.
private struct TrackJSON: Encodable {
    let product: ProductJSON
    let isNew: Bool
    let isAlreadyMet: Bool

    init(_ tracked: Tracked) {
        product = ProductJSON(tracked.product, tracked.subscription)
        isNew = tracked.isNewProduct
        isAlreadyMet = tracked.isAlreadyMet
    }
}

/// Why nothing was tracked, for programs.
private struct UntrackedJSON: Encodable {
    let outcome: String
    let reason: String?
    let retryAfterSeconds: Int64?

    init(_ look: Look) {
        outcome = look.reading.outcome.rawValue
        reason = look.reading.reason
        retryAfterSeconds = look.askedWait?.components.seconds
    }
}

extension Look {
    /// A longer wait is shown as this one: a year.
    private static var longestWait: Duration { .seconds(31_557_600) }

    /// How long the shop itself asked to wait (Retry-After), in whole seconds.
    fileprivate var askedWait: Duration? {
        guard failure == nil, let retryAfter, retryAfter > .zero else { return nil }
        return .seconds((min(retryAfter, Self.longestWait).wholeMilliseconds + 999) / 1_000)
    }
}

extension Session {
    /// The channels that a person named, each of which must be set up.
    func channels(_ names: [String]) throws -> [Channel] {
        let known = tracker.notifiers.keys.sorted()
        return try names.map { name in
            let channel = Channel(rawValue: name.lowercased())
            guard !settings.idle.contains(channel) else {
                throw CommandFailure(
                    .usage,
                    "The channel “\(name)” is set up, but not used: add \(channel) to notify.channels."
                )
            }
            guard known.contains(channel) else {
                let list = known.map(\.rawValue).joined(separator: ", ")
                let all = AppSettings.channelNames
                let question = all.contains(channel.rawValue) ? "" : NearestName.question(name, among: all)
                throw CommandFailure(
                    .usage,
                    "The channel “\(name)” is not set up.\(question) Those that are: \(list.isEmpty ? "none" : list)."
                )
            }
            return channel
        }
    }

    /// Why a page gave nothing to track, and what can be done.
    func words(for look: Look) -> String {
        let reason = look.reading.reason ?? "the page gave no answer"
        switch look.reading.outcome {
        case .blocked:
            return "Not tracked: \(reason). The shop keeps programs out; it may let a browser in."
        case .ambiguous:
            return "Not tracked: \(reason). `salesctl extract` shows what was found."
        case .noPrice:
            return "Not tracked: \(reason). To be told when it is sold again use --back-in-stock, or --anyway."
        case .gone, .failed, .offer:
            let stop = reason.hasSuffix(".") ? "" : "."
            let wait = look.askedWait.map { " It asks to wait \(DurationText.text($0))." } ?? ""
            return "Not tracked: \(reason)\(stop)\(wait)"
        }
    }

    fileprivate func print(_ tracked: Tracked, isToldNow: Bool) {
        let product = tracked.product
        let state = product.state
        terminal.out(headline(tracked))
        if let price = state.price {
            var line = "  price         \(MoneyFormat.text(price)) (\(price.currency.code))"
            if let list = state.listPrice { line += ", list price \(MoneyFormat.text(list))" }
            terminal.out(line)
        } else {
            terminal.out("  price         none yet")
        }
        terminal.out("  availability  \(state.availability.words)")
        terminal.out("  page          \(product.url)")
        if product.selection != .page { terminal.out("  pin           \(PlainText.safe(product.selection.text))") }
        if let held = state.quarantine { terminal.out("  held back     \(PlainText.safe(held.words))") }
        terminal.out("  rule          \(sentence(tracked.subscription, on: state))")
        if let previous = tracked.previous, previous.rule != tracked.subscription.rule {
            terminal.out("  before        \(RuleWords.text(previous.rule, reference: previous.memory.reference))")
        }
        let telling = tracked.subscription.tellingWords
        if !telling.isEmpty { terminal.out("  told          \(telling.joined(separator: ", "))") }
        let words = StandingWords(tracked.subscription, rearmAfter: settings.rules.policy.rearmAfter)
        if tracked.previous?.memory == tracked.subscription.memory {
            if let told = words.state { terminal.out("  rule is       \(told)") }
        } else if let answer = words.answer(isToldNow: isToldNow) {
            terminal.out(Style.yellow("  \(answer)", on: terminal))
        }
        terminal.out(
            "`salesctl watch` checks it every \(DurationText.text(product.interval(default: settings.pace.interval))) and tells you."
        )
    }

    /// What tracking changed: a new product, one that others follow, or one that this person follows already.
    private func headline(_ tracked: Tracked) -> String {
        let id = tracked.product.id
        let name = Style.bold(PlainText.safe(tracked.product.name), on: terminal)
        guard let previous = tracked.previous else {
            return tracked.isNewProduct
                ? "Tracking \(name) as product \(id)" : "Now following \(name), which is known here as product \(id)"
        }
        if previous.rule != tracked.subscription.rule {
            return "You follow \(name) already, as product \(id); its rule is replaced"
        }
        let begun = previous.memory == tracked.subscription.memory ? "" : ", which begins anew"
        return
            "You follow \(name) already, as product \(id), by the same rule\(begun); `salesctl edit \(id)` changes it"
    }

    /// The rule in words, with what it asks about as it is now.
    func sentence(_ subscription: Subscription, on state: ProductState) -> String {
        let rule = RuleWords.text(subscription.rule, reference: subscription.memory.reference)
        return [rule, state.present(for: subscription.rule)].compactMap(\.self).joined(separator: "; ")
    }
}
