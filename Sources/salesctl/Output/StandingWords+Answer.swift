import SalesCore

/// What somebody is told at the terminal who asks for what is so already.
extension StandingWords {
    /// What is true already of what somebody just asked for, and what happens next; nil where that is nothing.
    ///
    /// - Parameter isToldNow: whether they wanted to be told at once.
    func answer(isToldNow: Bool) -> String? {
        guard let standing else { return nil }
        if isToldNow { return "It \(standing) already; `salesctl watch` or `check` tells it now." }
        return "It \(standing) already. You will be told when that becomes so again; \(instead).\(rest)"
    }

    /// What somebody may rather want who asked for what is so already.
    private var instead: String {
        switch rule.conditions.count == 1 ? rule.conditions.first : nil {
        case .soldOut, .gone: "--back-in-stock tells you when it can be had again"
        case .backInStock: "--sold-out tells you when it is sold out"
        case .below: "name a lower amount, or add --tell-now to be told at once"
        default: "add --tell-now to be told at once"
        }
    }
}
