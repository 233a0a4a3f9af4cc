/// Fewer steps that look the same: of each column the lowest, the highest and the last are kept.
///
/// No drop and no peak is lost from sight, and between two columns the line is at its true height, because the last
/// price of a column is what holds until the next one.
enum ColumnThinning {
    /// At most so many of the steps; all of them where they are no more.
    ///
    /// - Parameters:
    ///   - steps: Steps in order.
    ///   - span: What is divided into columns.
    ///   - limit: How many are kept; three at least.
    static func thinned(_ steps: [PriceStep], in span: ChartSpan, atMost limit: Int) -> [PriceStep] {
        guard steps.count > limit else { return steps }
        let columns = max(1, limit / 3)
        var kept: [PriceStep] = []
        for members in grouped(steps, in: span, columns: columns) {
            var lowest = members.startIndex
            var highest = members.startIndex
            for index in members.indices {
                if members[index].low < members[lowest].low { lowest = index }
                if members[index].high > members[highest].high { highest = index }
            }
            let chosen = Set([lowest, highest, members.endIndex - 1]).sorted()
            for (place, index) in chosen.enumerated() {
                var step = members[index]
                // Within a column the line is drawn through, to be seen as one.
                if place == 0 { step.begin = members[members.startIndex].begin }
                if place + 1 < chosen.count { step.end = members[chosen[place + 1]].begin }
                kept.append(step)
            }
        }
        return kept
    }

    /// The steps that begin in the same column, column after column; columns without any are left out.
    static func grouped(_ steps: [PriceStep], in span: ChartSpan, columns: Int) -> [ArraySlice<PriceStep>] {
        var groups: [ArraySlice<PriceStep>] = []
        var rest = steps[...]
        while let first = rest.first {
            let column = span.column(of: first.begin, among: columns)
            let members = rest.prefix { span.column(of: $0.begin, among: columns) == column }
            groups.append(members)
            rest = rest.dropFirst(members.count)
        }
        return groups
    }

    /// Spans that lie nearer to each other than one of so many columns are one; so many are left at most.
    static func merged(_ spans: [ClosedRange<Int64>], in span: ChartSpan, columns: Int) -> [ClosedRange<Int64>] {
        let least = span.length / Int64(max(1, columns))
        return spans.reduce(into: []) { merged, next in
            if let last = merged.last, next.lowerBound - last.upperBound <= least {
                merged[merged.count - 1] = last.lowerBound...max(last.upperBound, next.upperBound)
            } else {
                merged.append(next)
            }
        }
    }
}
