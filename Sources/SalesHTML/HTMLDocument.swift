internal import CLibxml2

/// The tree of a page, for XPath and CSS selectors.
///
/// It owns memory of libxml2 and frees it when the last ``HTMLNode`` and the document itself are gone. It is not
/// `Sendable`: parse, look and throw it away inside one synchronous function, and return values, not nodes.
///
/// The tree is libxml2's and not quite a browser's: no `tbody` is implied, content is not moved out of tables, and
/// `template` and `noscript` content are ordinary elements (``HTMLNode/visibleText`` skips both).
public final class HTMLDocument {
    /// Why the tree may not hold all of the page; nil if it does.
    public let problem: HTMLProblem?
    /// The limits that hold for this document's queries and texts.
    public let limits: HTMLLimits

    private let tree: xmlDocPtr
    private let xpath: xmlXPathContextPtr
    private var compiled: [String: xmlXPathCompExprPtr] = [:]

    /// Parses a page.
    ///
    /// - Parameters:
    ///   - source: The page.
    ///   - limits: What is read at most.
    ///   - detail: What goes into the tree.
    /// - Throws: ``HTMLError/Code/tooManyAttributes``, ``HTMLError/Code/parserFailed``. A page that is too deep, cut off
    ///   or otherwise broken does not throw: it gives the tree of what came before, and ``problem`` says so.
    public init(
        parsing source: HTMLSource,
        limits: HTMLLimits = HTMLLimits(),
        detail: HTMLDetail = .whole
    ) throws(HTMLError) {
        let input = try ParserInput(source, limits: limits, detail: detail)
        let parsed = try TreeParser.parse(input.bytes, limits: limits)
        guard let context = xmlXPathNewContext(parsed.tree) else {
            xmlFreeDoc(parsed.tree)
            throw HTMLError(.parserFailed, "There was not enough memory to read the page.")
        }
        sales_xpath_silence(context)
        context.pointee.opLimit = UInt(clamping: limits.queryOperations)
        tree = parsed.tree
        xpath = context
        self.limits = limits
        problem = parsed.problem ?? input.problem
    }

    /// Decodes and parses a page whose encoding is known.
    ///
    /// - Throws: As ``init(parsing:limits:)``, and ``HTMLError/Code/pageTooLarge``.
    public convenience init(
        parsing bytes: [UInt8],
        encoding: TextEncoding,
        limits: HTMLLimits = HTMLLimits()
    ) throws(HTMLError) {
        try self.init(parsing: HTMLSource(bytes, encoding: encoding, limits: limits), limits: limits)
    }

    /// Parses text.
    public convenience init(text: String, limits: HTMLLimits = HTMLLimits()) throws(HTMLError) {
        try self.init(parsing: HTMLSource(text: text, limits: limits), limits: limits)
    }

    deinit {
        for expression in compiled.values { xmlXPathFreeCompExpr(expression) }
        xmlXPathFreeContext(xpath)
        xmlFreeDoc(tree)
    }

    /// The outermost element, `html`; nil for a page without any element.
    public var root: HTMLNode? {
        xmlDocGetRootElement(tree).map { HTMLNode(pointer: $0, document: self) }
    }

    /// All elements in document order.
    public var elements: HTMLElements { HTMLElements(below: nil, root: root) }

    /// The nodes that an XPath selects, in document order: elements, attributes and texts.
    ///
    /// - Throws: ``HTMLError/Code/badQuery`` if the expression gives a number, a text or a truth value instead of nodes,
    ///   ``HTMLError/Code/queryTooCostly``, ``HTMLError/Code/tooManyNodes``.
    public func select(_ query: XPathQuery) throws(HTMLError) -> [HTMLNode] {
        try evaluate(query, at: UnsafeMutableRawPointer(tree).assumingMemoryBound(to: xmlNode.self))
    }

    /// The elements that a CSS selector matches, in document order.
    ///
    /// - Throws: ``HTMLError/Code/queryTooCostly``, ``HTMLError/Code/tooManyNodes``.
    public func select(_ selector: CSSSelector) throws(HTMLError) -> [HTMLNode] {
        try select(selector.query)
    }

    func evaluate(_ query: XPathQuery, at start: xmlNodePtr) throws(HTMLError) -> [HTMLNode] {
        let expression = try compile(query)
        xpath.pointee.node = start
        xpath.pointee.opCount = 0
        xmlResetError(&xpath.pointee.lastError)
        guard let result = sales_xpath_evaluate(expression, xpath) else { throw failure(of: query) }
        defer { xmlXPathFreeObject(result) }
        guard result.pointee.type == XPATH_NODESET else {
            throw HTMLError(
                .badQuery,
                "“\(query.text)” gives a value, not nodes: write the path of an element or attribute."
            )
        }
        guard let set = result.pointee.nodesetval else { return [] }
        let count = Int(set.pointee.nodeNr)
        guard count <= limits.selectedNodes else {
            throw HTMLError(
                .tooManyNodes,
                "“\(query.text)” selects \(count) nodes; at most \(limits.selectedNodes) are read. Make it narrower."
            )
        }
        xmlXPathNodeSetSort(set)
        return (0..<count).compactMap { index in
            set.pointee.nodeTab[index].flatMap { HTMLNode(selected: $0, document: self) }
        }
    }

    private func compile(_ query: XPathQuery) throws(HTMLError) -> xmlXPathCompExprPtr {
        if let known = compiled[query.text] { return known }
        guard let expression = sales_xpath_compile(xpath, query.text) else { throw XPathQuery.malformed(query.text) }
        if compiled.count >= HTMLLimits.compiledQueries {
            for expression in compiled.values { xmlXPathFreeCompExpr(expression) }
            compiled.removeAll()
        }
        compiled[query.text] = expression
        return expression
    }

    private func failure(of query: XPathQuery) -> HTMLError {
        let code = Int(xpath.pointee.lastError.code) - Int(XML_XPATH_EXPRESSION_OK.rawValue)
        if code == Int(XPATH_OP_LIMIT_EXCEEDED.rawValue) || xpath.pointee.opCount >= xpath.pointee.opLimit {
            return HTMLError(.queryTooCostly, "“\(query.text)” takes too long on this page. Make it simpler.")
        }
        return HTMLError(.badQuery, "“\(query.text)” uses a name, prefix or function that does not exist in XPath 1.0.")
    }
}
