/// Why a page could not be parsed or a query could not be run.
public struct HTMLError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of failure it is; act on this, never on the text.
    public struct Code: Sendable, Hashable {
        let name: String

        /// The page is larger than ``HTMLLimits/bytes``.
        public static let pageTooLarge = Code(name: "pageTooLarge")
        /// A tag has more attributes than ``HTMLLimits/attributesPerTag``.
        public static let tooManyAttributes = Code(name: "tooManyAttributes")
        /// There was not enough memory, or libxml2 gave no tree.
        public static let parserFailed = Code(name: "parserFailed")
        /// The XPath or CSS text is longer than ``HTMLLimits/queryLength``.
        public static let queryTooLong = Code(name: "queryTooLong")
        /// The XPath or CSS text is not well formed, or uses what is not supported.
        public static let badQuery = Code(name: "badQuery")
        /// The query took more steps than ``HTMLLimits/queryOperations``.
        public static let queryTooCostly = Code(name: "queryTooCostly")
        /// The query selected more nodes than ``HTMLLimits/selectedNodes``.
        public static let tooManyNodes = Code(name: "tooManyNodes")
    }

    /// What kind of failure it is.
    public let code: Code
    /// A sentence for a person: what happened and what to do.
    public let description: String

    init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}

extension HTMLError {
    static func tooManyAttributes(_ count: Int, limits: HTMLLimits) -> HTMLError {
        HTMLError(
            .tooManyAttributes,
            """
            A tag of the page has \(count) attributes; pages with more than \(limits.attributesPerTag) in one tag are \
            not read.
            """
        )
    }
}
