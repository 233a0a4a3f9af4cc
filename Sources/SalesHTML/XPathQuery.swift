internal import CLibxml2

/// An XPath 1.0 expression that is known to be well formed.
///
/// It selects elements, attributes or texts. HTML's names are in lower case and have no namespace; `fb:like` is
/// written `*[name()='fb:like']`. Source: <https://www.w3.org/TR/1999/REC-xpath-19991116/>.
public struct XPathQuery: Sendable, Hashable, CustomStringConvertible {
    /// The expression.
    public let text: String

    /// Checks and keeps an expression.
    ///
    /// - Throws: ``HTMLError/Code/queryTooLong``, ``HTMLError/Code/badQuery``.
    public init(_ text: String) throws(HTMLError) {
        guard text.unicodeScalars.count <= HTMLLimits.queryLength else {
            throw HTMLError(.queryTooLong, "The XPath is longer than \(HTMLLimits.queryLength) characters.")
        }
        try self.init(checking: text)
    }

    /// For expressions of ``CSSSelector``, which may be longer than a person's.
    init(checking text: String) throws(HTMLError) {
        guard !text.utf8.contains(0), Self.isWellFormed(text) else { throw Self.malformed(text) }
        self.text = text
    }

    /// The expression.
    public var description: String { text }

    static func malformed(_ text: String) -> HTMLError {
        HTMLError(.badQuery, "“\(text)” is not a well-formed XPath 1.0 expression.")
    }

    private static func isWellFormed(_ text: String) -> Bool {
        guard let context = xmlXPathNewContext(nil) else { return false }
        defer { xmlXPathFreeContext(context) }
        sales_xpath_silence(context)
        guard let expression = sales_xpath_compile(context, text) else { return false }
        xmlXPathFreeCompExpr(expression)
        return true
    }
}
