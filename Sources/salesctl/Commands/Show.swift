import ArgumentParser
import SalesCore

/// `salesctl show`: everything about one product.
struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show all that is known of one product.",
        discussion: """
            Example:
              salesctl show 3
            """
    )

    @Argument(help: "The product's number, as `salesctl list` shows it.")
    var id: String

    @OptionGroup(title: "Global options") var options: GlobalOptions

    func run() async throws {
        try await Session.run(options, use: .reading) { session in
            let (product, subscription) = try await session.product(id)
            guard session.format == .table else { return try session.json(ProductJSON(product, subscription)) }
            let terminal = session.terminal
            terminal.out(Style.bold(PlainText.safe(product.name), on: terminal))
            terminal.out(session.facts(product, subscription))
        }
    }
}

extension Session {
    fileprivate func facts(_ product: Product, _ subscription: Subscription?) -> [(label: String, value: String)] {
        let state = product.state
        var facts: [(String, String)] = [("number", product.id.description), ("page", product.url.absoluteString)]
        if !product.selection.text.isEmpty { facts.append(("pinned to", product.selection.text)) }
        if let image = state.image { facts.append(("picture", image.absoluteString)) }
        facts.append(("price", state.price.map { "\(MoneyFormat.text($0)) (\($0.currency.code))" } ?? "not known"))
        if let list = state.listPrice { facts.append(("list price", MoneyFormat.text(list))) }
        if let since = state.priceSince { facts.append(("since", clock.text(since))) }
        facts.append(("availability", state.availability.words))
        facts.append(("rule", subscription.map { sentence($0, on: state) } ?? "not followed"))
        let standing = subscription.flatMap { StandingWords($0, rearmAfter: settings.rules.policy.rearmAfter).state }
        if let standing { facts.append(("rule is", standing)) }
        if let subscription, !subscription.channels.isEmpty {
            facts.append(("told over", subscription.channels.map(\.rawValue).joined(separator: ", ")))
        }
        if let telling = subscription?.tellingWords, !telling.isEmpty {
            facts.append(("told", telling.joined(separator: ", ")))
        }
        facts.append(("checked every", DurationText.text(product.interval(default: settings.pace.interval))))
        facts.append(("state", stateWords(product, subscription)))
        if let quarantine = state.quarantine { facts.append(("held back", quarantine.words)) }
        if let last = state.lastCheckAt {
            facts.append(("last check", "\(clock.text(last)) (\(AgeWords.text(since: last, now: now)))"))
        }
        facts.append(("next check", clock.text(product.nextCheckAt)))
        return facts
    }
}

extension String {
    /// The text with spaces behind it up to a width.
    func padding(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
