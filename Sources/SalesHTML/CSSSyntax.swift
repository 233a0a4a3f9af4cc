/// The parts of a CSS selector, as the parser reads and the translator writes them.
enum CSSSyntax {
    /// Compound selectors joined by combinators: `left` stands to the left of each but the first.
    struct Complex {
        var first: Compound
        var rest: [(combinator: Combinator, compound: Compound)] = []
    }

    /// Conditions that hold for one element.
    struct Compound {
        /// The element's name in lower case; nil for any.
        var type: String?
        var conditions: [Condition] = []
    }

    enum Combinator { case descendant, child, nextSibling, laterSibling }

    enum Condition {
        case id(String)
        case className(String)
        case attribute(name: String, Match)
        case nth(Nth)
        case only(ofType: Bool)
        case not(Compound)
        case empty
        case root
    }

    enum Match {
        case present
        case value(Operator, String, ignoresCase: Bool)
    }

    enum Operator: String {
        case equals = "="
        case includes = "~="
        case dash = "|="
        case prefix = "^="
        case suffix = "$="
        case contains = "*="
    }

    /// `an+b` among the siblings, counted from either end.
    struct Nth {
        var step: Int
        var offset: Int
        var fromEnd: Bool
        var ofType: Bool
    }
}
