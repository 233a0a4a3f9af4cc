internal import CLibxml2

/// One run of libxml2's HTML parser, with limits that it does not have itself.
enum TreeParser {
    /// What the callbacks of one run share; it lives on the stack of ``parse(_:limits:)``.
    private struct State {
        var elementsLeft: Int
        var depth: CInt
        var problem: HTMLProblem?
    }

    /// Parses clean UTF-8 into a tree that the caller frees.
    ///
    /// libxml2 stops silently at 256 levels, so its own limit is lifted (the parser and the freeing of trees are
    /// iterative) and ours is checked at each start tag.
    static func parse(
        _ bytes: [UInt8],
        limits: HTMLLimits
    ) throws(HTMLError) -> (tree: xmlDocPtr, problem: HTMLProblem?) {
        guard isReady, let context = htmlNewParserCtxt() else { throw failure }
        defer { htmlFreeParserCtxt(context) }
        var state = State(elementsLeft: limits.elements, depth: CInt(clamping: limits.depth))
        // libxml2 gives no tree for nothing at all; a space gives the empty one.
        let input = bytes.isEmpty ? [UInt8(ascii: " ")] : bytes
        let tree = withUnsafeMutablePointer(to: &state) { shared in
            context.pointee._private = UnsafeMutableRawPointer(shared)
            context.pointee.sax.pointee.startElement = startElement
            return input.withUnsafeBytes { raw in
                htmlCtxtReadMemory(
                    context,
                    raw.baseAddress?.assumingMemoryBound(to: CChar.self),
                    CInt(clamping: raw.count),
                    nil,
                    "UTF-8",
                    options
                )
            }
        }
        guard let tree else { throw failure }
        var problem = state.problem
        if problem == nil, context.pointee.lastError.level == XML_ERR_FATAL { problem = .fatalParserError }
        // Numbers the elements, which makes comparing and sorting positions cheap.
        xmlXPathOrderDocElems(tree)
        return (tree, problem)
    }

    private static let startElement: startElementSAXFunc = { raw, name, attributes in
        guard let raw else { return }
        let context = raw.assumingMemoryBound(to: xmlParserCtxt.self)
        if let state = context.pointee._private?.assumingMemoryBound(to: State.self) {
            state.pointee.elementsLeft -= 1
            if state.pointee.elementsLeft < 0 { state.pointee.problem = .tooManyElements }
            if context.pointee.nameNr > state.pointee.depth { state.pointee.problem = .tooDeep }
            if state.pointee.problem != nil {
                xmlStopParser(context)
                return
            }
        }
        xmlSAX2StartElement(raw, name, attributes)
        // libxml2 would call `<fb:like>` just `like`; HTML knows no prefixes, the colon is part of the name.
        if let name, xmlStrchr(name, xmlChar(UInt8(ascii: ":"))) != nil, let node = context.pointee.node {
            xmlNodeSetName(node, name)
        }
    }

    /// libxml2's one-time set-up, which must not run in two threads at once.
    private static let isReady: Bool = {
        xmlInitParser()
        return true
    }()

    /// XML_PARSE_HUGE has no name among the HTML options, but the HTML parser heeds it.
    private static let options = CInt(
        bitPattern: HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
            | HTML_PARSE_NONET.rawValue | HTML_PARSE_COMPACT.rawValue | XML_PARSE_HUGE.rawValue
    )

    private static var failure: HTMLError {
        HTMLError(.parserFailed, "The page could not be read: the HTML parser gave no tree for it.")
    }
}
