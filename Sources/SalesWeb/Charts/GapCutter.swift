import SalesCore

/// Takes times without a price out of steps that come in order.
struct GapCutter {
    private let gaps: [Range<Int64>]
    private var position = 0

    /// Gaps in any order; those that touch are one.
    init(_ gaps: [Range<Timestamp>]) {
        let spans = gaps.map { $0.lowerBound.milliseconds..<$0.upperBound.milliseconds }
        let sorted = spans.filter { !$0.isEmpty }.sorted { $0.lowerBound < $1.lowerBound }
        self.gaps = sorted.reduce(into: []) { merged, gap in
            if let last = merged.last, last.upperBound >= gap.lowerBound {
                merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, gap.upperBound)
            } else {
                merged.append(gap)
            }
        }
    }

    /// What is left of a step; steps must come in the order of their beginnings.
    mutating func parts(of step: PriceStep) -> [PriceStep] {
        while position < gaps.count, gaps[position].upperBound <= step.begin { position += 1 }
        var parts: [PriceStep] = []
        var begin = step.begin
        for gap in gaps[position...] {
            guard gap.lowerBound < step.end || gap.contains(begin) else { break }
            if gap.lowerBound > begin { parts.append(Self.part(of: step, begin, gap.lowerBound)) }
            begin = gap.upperBound
        }
        // A step that is a moment only is kept as one.
        let isUncut = begin == step.begin
        if begin < step.end || isUncut { parts.append(Self.part(of: step, begin, step.end)) }
        return parts
    }

    private static func part(of step: PriceStep, _ begin: Int64, _ end: Int64) -> PriceStep {
        var part = step
        part.begin = begin
        part.end = end
        return part
    }
}
