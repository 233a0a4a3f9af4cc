import SalesCore

/// A history as steps: in the order of time, of one currency, within the time that is shown, with its gaps.
struct PriceSteps {
    /// The steps, in order; where one ends before the next begins, no price was known.
    private(set) var steps: [PriceStep] = []
    /// The currency of the newest price; nil where there is none.
    let currency: Currency?
    /// How many of the given prices are of other currencies, and so not drawn.
    let leftOut: Int

    /// The steps of a history.
    init(_ history: ChartHistory, in span: ChartSpan, holding: PriceHolding) {
        let source =
            switch history {
            case .points(let points): Source(points, until: span.end)
            case .days(let days): Source(days, until: span.end)
            }
        currency = source.currency
        leftOut = source.leftOut
        var gaps = GapCutter(holding.gaps)
        let longest = holding.longest.map { max(0, $0.wholeMilliseconds) } ?? .max
        for (index, entry) in source.entries.enumerated() {
            guard let steps = entry.steps else { continue }
            let next = index + 1 < source.entries.count ? source.entries[index + 1].at : span.end
            for step in steps.closed(next: next, longest: longest) {
                for part in gaps.parts(of: step) { append(part, in: span) }
            }
        }
    }

    private mutating func append(_ step: PriceStep, in span: ChartSpan) {
        var step = step
        step.end = min(step.end, span.end)
        guard step.begin <= step.end, step.end > span.lower || step.begin >= span.lower else { return }
        step.begin = max(step.begin, span.lower)
        if let previous = steps.last, previous.isContinued(by: step) {
            steps[steps.count - 1].end = max(previous.end, step.end)
        } else {
            steps.append(step)
        }
    }

    /// The lowest and the highest price; nil where there is none.
    var range: PriceRange? {
        guard let first = steps.first else { return nil }
        return steps.reduce(into: PriceRange(first.low, first.high)) { range, step in
            range.include(step.low)
            range.include(step.high)
        }
    }

    /// The list prices as steps of their own.
    var lists: [PriceStep] {
        steps.reduce(into: []) { lists, step in
            guard let list = step.list else { return }
            var own = PriceStep(at: step.begin, price: list)
            own.end = step.end
            if let previous = lists.last, previous.isContinued(by: own) {
                lists[lists.count - 1].end = own.end
            } else {
                lists.append(own)
            }
        }
    }

    /// When it could not be bought: spans that do not touch.
    var outOfStock: [ClosedRange<Int64>] {
        steps.reduce(into: []) { spans, step in
            guard step.isOutOfStock else { return }
            if let previous = spans.last, previous.upperBound >= step.begin {
                spans[spans.count - 1] = previous.lowerBound...step.end
            } else {
                spans.append(step.begin...step.end)
            }
        }
    }

    /// The step that holds at a moment; nil within a gap.
    func step(at moment: Int64) -> PriceStep? {
        var low = 0
        var high = steps.count
        while low < high {
            let middle = low + (high - low) / 2
            if steps[middle].begin <= moment { low = middle + 1 } else { high = middle }
        }
        guard low > 0, steps[low - 1].end >= moment else { return nil }
        return steps[low - 1]
    }
}
