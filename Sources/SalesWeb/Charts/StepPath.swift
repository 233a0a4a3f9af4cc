/// Outlines of steps, as the `d` of a path.
enum StepPath {
    /// The line along the last price of each step, where it is wanted; it rises and falls where one step meets the next.
    static func line(
        _ steps: [PriceStep],
        _ time: TimeScale,
        _ price: PriceScale,
        where isWanted: (PriceStep) -> Bool = { _ in true }
    ) -> String {
        var path = ""
        var isDrawing = false
        for (index, step) in steps.enumerated() {
            guard isWanted(step) else {
                isDrawing = false
                continue
            }
            let x = number(time.x(step.begin))
            let y = number(price.y(step.last))
            let previous = index > 0 && steps[index - 1].end >= step.begin ? steps[index - 1] : nil
            if let previous {
                let before = number(price.y(previous.last))
                if !isDrawing { path += "M\(x) \(before)" }
                if before != y { path += "V\(y)" }
            } else {
                path += "M\(x) \(y)"
            }
            path += "H\(number(time.x(step.end)))"
            isDrawing = true
        }
        return path
    }

    /// The area between an upper and a lower edge of each step, closed wherever there is a gap.
    static func area(
        _ steps: [PriceStep],
        _ time: TimeScale,
        upper: (PriceStep) -> Double,
        lower: (PriceStep) -> Double
    ) -> String {
        var path = ""
        for run in runs(steps) {
            guard let first = run.first else { continue }
            path += "M\(number(time.x(first.begin))) \(number(upper(first)))"
            for step in run { path += "V\(number(upper(step)))H\(number(time.x(step.end)))" }
            for step in run.reversed() { path += "V\(number(lower(step)))H\(number(time.x(step.begin)))" }
            path += "Z"
        }
        return path
    }

    /// The steps between gaps.
    private static func runs(_ steps: [PriceStep]) -> [ArraySlice<PriceStep>] {
        var runs: [ArraySlice<PriceStep>] = []
        var begin = steps.startIndex
        for index in steps.indices.dropFirst() where steps[index].begin > steps[index - 1].end {
            runs.append(steps[begin..<index])
            begin = index
        }
        if begin < steps.endIndex { runs.append(steps[begin...]) }
        return runs
    }

    private static func number(_ value: Double) -> String { SVGValue.decimal(value) }
}
