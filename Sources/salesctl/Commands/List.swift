import ArgumentParser
import SalesCore

/// `salesctl list`: what is tracked.
struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show the products that you follow.",
        discussion: """
            Examples:
              salesctl list
              salesctl list --all --format json
            """
    )

    @Flag(name: .long, help: "Also those that you follow no more, whose history is kept.")
    var all = false

    @OptionGroup(title: "Whose") var whose: UserOption

    @OptionGroup(title: "Global options") var options: GlobalOptions

    func run() async throws {
        try await Session.run(options, use: .reading) { session in
            let session = try await session.acting(for: whose)
            try show(await session.products(), in: session)
        }
    }

    private func show(_ products: [(product: Product, subscription: Subscription?)], in session: Session) throws {
        let rows = products.filter { all || $0.subscription != nil }
        guard session.format == .table else {
            return try session.json(rows.map { ProductJSON($0.product, $0.subscription) })
        }
        guard !rows.isEmpty else {
            return session.terminal.out("Nothing is tracked yet. Begin with `salesctl track URL`.")
        }
        var table = Table([
            .init("ID", isNumeric: true), .init("PRICE", isNumeric: true), .init("NAME"), .init("STOCK"),
            .init("RULE"), .init("STATE"),
        ])
        for (product, subscription) in rows {
            table.add([
                product.id.description,
                product.state.price.map(MoneyFormat.text) ?? "–",
                product.name,
                product.state.availability.words,
                subscription.map { RuleWords.short($0.rule) } ?? "not followed",
                session.stateWords(product, subscription),
            ])
        }
        let terminal = session.terminal
        for line in table.lines(width: terminal.width, style: { Style.dim($0, on: terminal) }) {
            terminal.out(line)
        }
    }
}

extension Session {
    /// How a product fares, in few words.
    func stateWords(_ product: Product, _ subscription: Subscription?) -> String {
        let state = product.state
        if subscription?.isPaused == true { return "paused" }
        if state.isGone { return "gone" }
        if state.quarantine != nil { return "confirming a change" }
        switch state.outcome {
        case .none: return "not checked yet"
        case .offer: return state.lastCheckAt.map { "read \(AgeWords.text(since: $0, now: now))" } ?? "ok"
        case .some(let outcome):
            let what = state.reason ?? outcome.rawValue
            return state.consecutiveFailures > 1 ? "\(what) (\(state.consecutiveFailures) times)" : what
        }
    }
}
