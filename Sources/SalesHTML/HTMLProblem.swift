/// Why a tree may not hold all of its page.
///
/// What is missing from a page with a problem proves nothing: such a page must never be read as "no price".
public enum HTMLProblem: String, Sendable, Hashable, CaseIterable {
    /// Nesting went past ``HTMLLimits/depth``; the rest of the page was dropped.
    case tooDeep
    /// There were more elements than ``HTMLLimits/elements``; the rest of the page was dropped.
    case tooManyElements
    /// The page ends inside a tag, a comment, a script or the like: it was probably cut off.
    case endsInsideMarkup
    /// libxml2 reported a fatal error.
    case fatalParserError
    /// The page's encoding is one that the Encoding Standard refuses to decode (ISO-2022-KR, HZ and the like).
    case undecodable
}
