import SalesHTML

/// Which of a page's prices is meant, as a person or a configuration names it.
///
/// The text form is `kind:value`:
///
/// | text | selects |
/// |---|---|
/// | `css:SELECTOR`, `css:SELECTOR@ATTRIBUTE` | elements by a CSS selector: their text, or an attribute |
/// | `xpath:EXPRESSION` | elements, attributes or texts by XPath 1.0 |
/// | `json:PATH`, `json:#ID$…` | a value of the page's embedded data (JSON-LD first), or of the script with this id |
/// | `offer:NUMBER` | an offer of the page's structured data by its place, counted from 1 |
/// | `sku:TEXT` | the offer whose sku, mpn, gtin or productID this is |
/// | `variant:ID` | the offer of this variant: its own number, or `variant=ID` in its address |
///
/// A pin is kept in a product's ``Selection``.
public struct Pin: Hashable, Sendable {
    /// How a pin selects.
    public enum Kind: String, CaseIterable, Codable, Sendable {
        /// By a CSS selector.
        case css
        /// By an XPath expression.
        case xpath
        /// By a path into embedded data.
        case json
        /// By an offer's place in structured data.
        case offer
        /// By an offer's number.
        case sku
        /// By a variant's number.
        case variant
    }

    /// Why a text is no pin, for people.
    public struct Invalid: Error, Hashable, Sendable, CustomStringConvertible {
        /// What is wrong.
        public let reason: String

        /// What is wrong.
        public init(_ reason: String) { self.reason = reason }

        /// What is wrong.
        public var description: String { reason }

        static let tooLong = Invalid("a pin has at most \(Selection.maximumLength) bytes")
    }

    /// How it selects.
    public let kind: Kind
    /// What is behind the colon.
    public let value: String

    /// Reads a pin.
    ///
    /// - Throws: ``Invalid`` that says what is wrong, and where.
    public init(_ text: String) throws(Invalid) {
        guard text.utf8.count <= Selection.maximumLength else { throw .tooLong }
        guard !text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) else {
            throw Invalid("a pin is one line without control characters")
        }
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let kind = Kind(rawValue: parts[0].lowercased()) else {
            let near = NearestName.of(String(parts[0]).lowercased(), among: Kind.allCases.map(\.rawValue))
            throw Invalid(
                "“\(text)” is no pin: it begins with \(Self.kinds)"
                    + (near.map { "; perhaps \($0): is meant" } ?? "")
            )
        }
        self.kind = kind
        value = String(parts[1].drop(while: \.isWhitespace))
        try check()
    }

    /// The pin of a selection; nil for the page's own price.
    ///
    /// - Throws: ``Invalid`` where the selection's text is none.
    public init?(_ selection: Selection) throws(Invalid) {
        guard selection != .page else { return nil }
        try self.init(selection.text)
    }

    /// The text form.
    public var text: String { "\(kind.rawValue):\(value)" }

    /// The selection that a product keeps.
    public var selection: Selection { Selection(text: text) }

    /// The kinds with their colons, as people read them.
    static let kinds = Kind.allCases.map { "\($0.rawValue):" }.joined(separator: ", ")

    private func check() throws(Invalid) {
        guard !value.isEmpty else { throw Invalid("behind “\(kind.rawValue):” nothing stands") }
        switch kind {
        case .css: _ = try cssParts()
        case .xpath:
            _ = try xpathQuery()
            try checkStart()
        case .json: _ = try jsonParts()
        case .offer:
            guard let number = Int(value), (1...SchemaReader.maximumOffers).contains(number) else {
                throw Invalid("“\(value)” is no place of an offer: it is 1 to \(SchemaReader.maximumOffers)")
            }
        case .sku, .variant: break
        }
    }
}

extension Pin {
    /// Refuses a path that leads out of the page from its beginning, where it could never select anything.
    private func checkStart() throws(Invalid) {
        let path = value.filter { !$0.isWhitespace }
        guard ["..", "/..", "parent::", "/parent::"].contains(where: path.hasPrefix) else { return }
        throw Invalid(
            "“\(value)” begins with the parent of the whole page, and there is none; //span[@class='label']/.. is the "
                + "parent of an element, which you name first"
        )
    }

    /// The selector, and the attribute behind the last `@` that stands outside of brackets.
    func cssParts() throws(Invalid) -> (selector: CSSSelector, attribute: String?) {
        var selector = Substring(value)
        var attribute: String?
        if let mark = value.lastIndex(of: "@"), !value[mark...].contains(where: { "]\"')".contains($0) }) {
            selector = value[..<mark]
            let name = value[value.index(after: mark)...]
            guard !name.isEmpty, name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-_:".contains($0)) })
            else { throw Invalid("“\(name)” is no name of an attribute") }
            attribute = name.lowercased()
        }
        do {
            return (try CSSSelector(String(selector)), attribute)
        } catch {
            throw Invalid(error.description)
        }
    }

    func xpathQuery() throws(Invalid) -> XPathQuery {
        do {
            return try XPathQuery(value)
        } catch {
            throw Invalid(error.description)
        }
    }

    /// The path, and the id of the script that it is about.
    func jsonParts() throws(Invalid) -> (script: String?, path: JSONPath) {
        guard value.hasPrefix("#") else { return (nil, try JSONPath(value)) }
        guard let start = value.firstIndex(of: "$") else {
            throw Invalid("behind the script's id stands a path that begins with $")
        }
        let id = value[..<start].dropFirst()
        guard !id.isEmpty else { throw Invalid("behind # stands the script's id") }
        return (String(id), try JSONPath(String(value[start...])))
    }
}
