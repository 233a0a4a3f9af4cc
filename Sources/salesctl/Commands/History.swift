import ArgumentParser
import SalesCore

/// `salesctl history`: what a product has cost.
struct History: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show what a product has cost, as a chart and a list of changes.",
        discussion: """
            Examples:
              salesctl history 3
              salesctl history 3 --since 30d --format json
              salesctl history 3 --full --to file:/srv/prices
            """
    )

    @Argument(help: "The product's number, as `salesctl list` shows it.")
    var id: String

    @Option(name: .long, help: ArgumentHelp("How far back, for example 7d or 12h.", valueName: "duration"))
    var since: DurationText?

    @Flag(name: .long, help: "With the days that are archived, each read where it is.")
    var full = false

    @OptionGroup(title: "Which archive") var archive: ArchiveOptions

    @OptionGroup(title: "Global options") var options: GlobalOptions

    func validate() throws {
        guard full || archive.to == nil else { throw ValidationError("--to goes with --full.") }
    }

    func run() async throws {
        try await Session.run(options, use: .reading) { session in
            let (product, subscription) = try await session.product(id)
            let now = session.now
            let begin = since.map { now - $0.duration } ?? Timestamp(milliseconds: .min)
            let all = try await rows(of: product.id, from: begin, to: now, in: session)
            let rows = all.window(from: begin)
            if !full { try await session.warnOfArchivedDays("; `history \(product.id) --full` shows them too.") }
            switch session.format {
            case .json: try session.json(HistoryJSON(product, subscription, rows))
            case .table: session.print(product, subscription, rows, now: now)
            }
        }
    }
}

extension History {
    /// A product's rows until a moment: those in the store, and where they are asked for those in the archive from a
    /// moment on.
    private func rows(
        of product: ProductID,
        from begin: Timestamp,
        to end: Timestamp,
        in session: Session
    ) async throws -> [PricePoint] {
        let all = Timestamp(milliseconds: .min)
        guard full else { return try await session.rows(of: product, from: all, to: end) }
        // A price that held at the beginning may be older than what was asked for.
        var rows = begin > all ? try await session.rows(of: product, from: all, to: begin - .milliseconds(1)) : []
        try await session.withArchive(at: archive.to) { archive in
            rows += try await archive.prices(of: product, in: begin..<max(begin, end + .milliseconds(1)))
        }
        return rows
    }
}

/// A history for programs.
private struct HistoryJSON: Encodable {
    let product: ProductJSON
    let current: MoneyJSON?
    let lowest: MoneyJSON?
    let highest: MoneyJSON?
    let prices: [PriceJSON]

    init(_ product: Product, _ subscription: Subscription?, _ rows: [PricePoint]) {
        self.product = ProductJSON(product, subscription)
        // A product that was taken over from an archive has prices and was never read.
        let currency = product.state.price?.currency ?? rows.last?.price.currency
        let known = rows.map(\.price).filter { $0.currency == currency }
        current = product.state.price.map(MoneyJSON.init)
        lowest = known.min { $0.minorUnits < $1.minorUnits }.map(MoneyJSON.init)
        highest = known.max { $0.minorUnits < $1.minorUnits }.map(MoneyJSON.init)
        prices = rows.map { PriceJSON($0, found: product.state.origins) }
    }
}

extension [PricePoint] {
    /// The rows from a moment on, with the price that held at that moment in front.
    fileprivate func window(from begin: Timestamp) -> [PricePoint] {
        let inside = filter { $0.observedAt >= begin }
        guard var held = last(where: { $0.observedAt < begin }) else { return inside }
        held.observedAt = begin
        return [held] + inside
    }
}

extension Session {
    /// A product's rows within a time, oldest first.
    func rows(of product: ProductID, from begin: Timestamp, to end: Timestamp) async throws -> [PricePoint] {
        let times = begin..<max(begin, end + .milliseconds(1))
        return try await PagedElements { [store] (token) async throws(StoreError) in
            try await store.prices(of: product, in: times, after: token, limit: maximumPageSize)
        }.all()
    }

    fileprivate func print(_ product: Product, _ subscription: Subscription?, _ rows: [PricePoint], now: Timestamp) {
        terminal.out(Style.bold(PlainText.safe(product.name), on: terminal))
        guard let last = rows.last else { return terminal.out("No prices in this time.") }
        let currency = product.state.price?.currency ?? last.price.currency
        let known = rows.filter { $0.price.currency == currency }
        let lowest = known.map(\.price).min { $0.minorUnits < $1.minorUnits }
        let highest = known.map(\.price).max { $0.minorUnits < $1.minorUnits }
        let summary = [
            "now \(MoneyFormat.text(product.state.price ?? last.price))",
            lowest.map { "lowest \(MoneyFormat.text($0))" },
            highest.map { "highest \(MoneyFormat.text($0))" },
        ].compactMap { $0 }
        terminal.out(summary.joined(separator: " · "))
        let limit = subscription.flatMap { $0.rule.threshold(reference: $0.memory.reference) }
        if terminal.isInteractive {
            let chart = PriceChart(
                points: known.map { PriceChart.Point(at: $0.observedAt, price: $0.price) },
                limit: limit.flatMap { $0.currency == currency ? $0 : nil },
                end: now,
                clock: clock
            )
            for line in chart.lines(width: min(terminal.width, 120)) ?? [] { terminal.out(line) }
        }
        if let subscription {
            terminal.out("rule: \(RuleWords.text(subscription.rule, reference: subscription.memory.reference))")
        }
        var table = Table([
            .init("TIME"), .init("PRICE", isNumeric: true), .init("LIST", isNumeric: true), .init("STOCK"),
        ])
        for row in rows where !row.isCarriedForward {
            table.add([
                clock.row(row.observedAt),
                MoneyFormat.text(row.price),
                row.listPrice.map(MoneyFormat.text) ?? "",
                row.availability.words,
            ])
        }
        for line in table.lines(width: terminal.width, style: { Style.dim($0, on: terminal) }) { terminal.out(line) }
    }
}
