import SalesCore

/// The history of a product as its page shows it: the chart and the figures of it.
///
/// Pure.
struct ProductHistory {
    let found: FollowedDetail
    let shown: ShownHistory
    let reader: Reader

    private var state: ProductState { found.product.state }

    /// What it cost, in the currency of its price, else of its last one; nil where nothing is known.
    var past: PricePast? {
        let last: Currency? =
            switch found.history {
            case .days(let days): days.last?.close.currency
            case .changes(let rows, before: let before): (rows.last ?? before)?.price.currency
            }
        return (state.price?.currency ?? last).flatMap { PricePast(found.history, in: $0) }
    }

    /// The chart, with the rule's limit and what was told.
    var chart: PriceChart {
        let subscription = found.subscription
        let end = if case .before(let moment) = shown { min(moment, reader.now) } else { reader.now }
        return PriceChart(
            of: ProductWords.name(found.product),
            history: history,
            during: begin.map { min($0, end)..<end },
            now: end,
            zone: reader.zone,
            holding: PriceHolding(gaps: state.silence(until: reader.now)),
            threshold: subscription.rule.threshold(reference: subscription.memory.reference)
                .map { PriceChart.Threshold(amount: $0) },
            alerts: found.alerts.filter { $0.status == .accepted }.map { alert in
                PriceChart.AlertMark(
                    at: alert.acceptedAt ?? alert.createdAt,
                    price: alert.facts.change.after.price,
                    words: ToldWords.text(alert.facts, for: reader)
                )
            }
        )
    }

    private var history: ChartHistory {
        switch found.history {
        case .days(let days): .days(days)
        case .changes(let rows, before: let before): .points((before.map { [$0] } ?? []) + rows)
        }
    }

    /// Where the chart begins; nil for the first price.
    private var begin: Timestamp? {
        switch (shown, found.history) {
        case (.before, .changes(let rows, before: _)): rows.first?.observedAt
        case (.newest(.week), _): reader.now - .seconds(86_400 * 7)
        default: shown.firstDay(at: reader.now).map(Timestamp.start(ofUTCDay:))
        }
    }

    /// What the chart leaves out or rolls up; nil for nothing.
    func note(on chart: PriceChart) -> String? {
        var notes: [String] = []
        if case .before(let moment) = shown { notes.append("These are the changes before \(reader.minute(moment)).") }
        if chart.isDaily { notes.append("Each day of UTC is shown by its lowest, highest and last price.") }
        if chart.leftOut > 0 {
            notes.append("\(CountedNoun.text(chart.leftOut, "price")) in another currency left out.")
        }
        return notes.isEmpty ? nil : notes.joined(separator: " ")
    }

    /// The figures of what is shown.
    func figures(_ past: PricePast?) -> [ProductView.Figure] {
        var figures = [
            ProductView.Figure(
                name: "Now",
                value: state.price.map(reader.money) ?? "—",
                note: state.price == nil ? nil : state.priceSince.map { "since \(reader.brief($0))" }
            )
        ]
        let first = shown.firstDay(at: reader.now)
        let part: PricePast? = past.flatMap { past in
            guard let first else { return past }
            return PricePast(past.days.filter { $0.day >= first }, in: past.currency)
        }
        if let part {
            figures += [
                ProductView.Figure(
                    name: "Lowest",
                    value: reader.money(part.money(part.lowest.low)),
                    note: Reader.utcDay(part.lowest.day)
                ),
                ProductView.Figure(
                    name: "Highest",
                    value: reader.money(part.money(part.highest.high)),
                    note: Reader.utcDay(part.highest.day)
                ),
                ProductView.Figure(name: "Average", value: reader.money(part.money(part.average)), note: nil),
            ]
        }
        if case .newest = shown, let month = past?.last(DealVerdict.month, until: reader.now) {
            let low = reader.money(month.money(month.lowest.low))
            figures.append(ProductView.Figure(name: "30-day low", value: low, note: Reader.utcDay(month.lowest.day)))
        }
        return figures
    }
}
