/// What an attribute of SVG is set to.
enum SVGValue: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
    /// Any text; it is escaped.
    case text(String)
    /// A coordinate or length, written with at most one decimal.
    case number(Double)

    init(stringLiteral value: String) { self = .text(value) }

    /// As it stands between quotes.
    var written: String {
        switch self {
        case .text(let text): ChartText.escaped(text)
        case .number(let value): Self.decimal(value)
        }
    }

    /// A number with at most one decimal, the same in every locale; what is no number is 0.
    static func decimal(_ value: Double) -> String {
        guard value.isFinite else { return "0" }
        let tenths = Int(min(max(value * 10, -1e9), 1e9).rounded())
        let (whole, rest) = tenths.magnitude.quotientAndRemainder(dividingBy: 10)
        return (tenths < 0 ? "-" : "") + (rest == 0 ? "\(whole)" : "\(whole).\(rest)")
    }
}

/// Writes SVG so that it is well formed: every element is closed, every text and every value escaped.
///
/// There is no way to write a `style` attribute's value, a script or an event handler: pages forbid all of them.
struct SVGWriter {
    /// What was written.
    private(set) var text = ""

    /// Attributes in the order in which they are written.
    typealias Attributes = KeyValuePairs<StaticString, SVGValue>

    /// An element without content.
    mutating func element(_ name: StaticString, _ attributes: Attributes) {
        begin(name, attributes)
        text += "/>"
    }

    /// An element that holds a text.
    mutating func element(_ name: StaticString, _ attributes: Attributes, text content: String) {
        begin(name, attributes)
        text += ">" + ChartText.escaped(content) + "</\(name)>"
    }

    /// An element that holds others.
    mutating func element(_ name: StaticString, _ attributes: Attributes, content: (inout SVGWriter) -> Void) {
        begin(name, attributes)
        text += ">"
        content(&self)
        text += "</\(name)>"
    }

    private mutating func begin(_ name: StaticString, _ attributes: Attributes) {
        text += "<\(name)"
        for (key, value) in attributes { text += " \(key)=\"\(value.written)\"" }
    }
}
