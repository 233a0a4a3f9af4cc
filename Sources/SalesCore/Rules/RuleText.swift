/// A rule as text: `below 40.00 GBP and back in stock or lowest in 30 days`.
///
/// | condition | text |
/// |---|---|
/// | drop | `any drop` |
/// | change | `any change` |
/// | below | `below 40.00 GBP` |
/// | lower by a share or an amount | `down 10% since last alert`, `down 5.00 GBP since asked`, `… since highest in 30 days` |
/// | lowest | `lowest in 30 days`, `lowest ever` |
/// | stock and page | `back in stock`, `sold out`, `gone` |
///
/// `and` binds closer than `or`. This is the form in which a rule is stored, exported and sent.
extension Rule: CustomStringConvertible {
    /// The rule as text, which ``init(text:)`` reads.
    public var text: String {
        alternatives.map { $0.map(\.text).joined(separator: " and ") }.joined(separator: " or ")
    }

    /// The same as ``text``.
    public var description: String { text }

    /// Reads a rule whose amounts name their currencies.
    ///
    /// - Throws: ``RuleRequest/Invalid`` with what is wrong.
    public init(text: some StringProtocol) throws(RuleRequest.Invalid) {
        self = try RuleRequest(text: text).resolved(in: nil)
    }
}

extension RuleCondition {
    /// The condition as text.
    var text: String {
        switch self {
        case .drop: "any drop"
        case .change: "any change"
        case .below(let limit): "below \(limit)"
        case .lowerByShare(let basisPoints, let baseline):
            "down \(RuleWords.percent(basisPoints: basisPoints))% since \(baseline.text)"
        case .lowerByAmount(let amount, let baseline): "down \(amount) since \(baseline.text)"
        case .lowest(let days): days.map { "lowest in \($0) days" } ?? "lowest ever"
        case .backInStock: "back in stock"
        case .soldOut: "sold out"
        case .gone: "gone"
        }
    }
}

extension RuleCondition.Baseline {
    /// The baseline as text.
    var text: String {
        switch self {
        case .asked: "asked"
        case .lastAlert: "last alert"
        case .highest(let days): "highest in \(days) days"
        }
    }
}

extension Rule: Codable {
    /// Reads the text of a rule.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let former = try? container.decode(FormerRule.self) {
            self = former.rule
            return
        }
        let text = try container.decode(String.self)
        do {
            try self.init(text: text)
        } catch {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: error.description)
        }
    }

    /// Writes the text of the rule.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

/// A rule as it was written before rules had alternatives: it stands in alerts that were told then.
private enum FormerRule: Decodable {
    case anyDrop
    case below(Money)
    case dropByShare(basisPoints: Int)
    case dropByAmount(Money)
    case backInStock

    var rule: Rule {
        switch self {
        case .anyDrop: .anyDrop
        case .below(let limit): .below(limit)
        case .dropByShare(let basisPoints): .dropByShare(basisPoints: basisPoints)
        case .dropByAmount(let amount): .dropByAmount(amount)
        case .backInStock: .backInStock
        }
    }
}
