/// A CSS selector that is known to be well formed and supported.
///
/// Supported (Selectors Level 3 and a little of 4): type, `*`, `#id`, `.class`, `[a]`, `[a=v]` with `~= |= ^= $= *=`
/// and the `i` and `s` flags, the combinators descendant, `>`, `+`, `~`, lists with commas, `:first-child`,
/// `:last-child`, `:only-child`, `:first-of-type`, `:last-of-type`, `:only-of-type`, `:nth-child()`,
/// `:nth-last-child()`, `:nth-of-type()`, `:nth-last-of-type()` with `an+b`, `even`, `odd` (the `of-type` ones
/// after an element's name only), `:not()` of one compound selector, `:empty`, `:root`. Backslash escapes are read.
/// Anything else is refused with a sentence that says where. Names of elements and attributes match without regard to case, ids, classes and values with it.
///
/// A selector is translated to XPath (``xpath``) once. Source: <https://www.w3.org/TR/selectors-3/>.
public struct CSSSelector: Sendable, Hashable, CustomStringConvertible {
    /// The selector as it was written.
    public let text: String
    let query: XPathQuery

    /// Checks and translates a selector.
    ///
    /// - Throws: ``HTMLError/Code/queryTooLong``, ``HTMLError/Code/badQuery`` with what is wrong at which character.
    public init(_ text: String) throws(HTMLError) {
        guard text.unicodeScalars.count <= HTMLLimits.queryLength else {
            throw HTMLError(.queryTooLong, "The CSS selector is longer than \(HTMLLimits.queryLength) characters.")
        }
        var parser = CSSParser(text)
        let xpath = CSSTranslator.xpath(of: try parser.selectorList())
        guard xpath.utf8.count <= HTMLLimits.translatedQueryLength else {
            throw HTMLError(.queryTooLong, "The CSS selector “\(text)” is too complex. Make it simpler.")
        }
        self.text = text
        query = try XPathQuery(checking: xpath)
    }

    /// The XPath 1.0 expression that selects the same elements inside its context node.
    public var xpath: String { query.text }

    /// The selector as it was written.
    public var description: String { text }
}
