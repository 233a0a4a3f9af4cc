/// A walk over the start tags of a page, in their order, without building a tree.
///
/// This is the fast path beside ``HTMLDocument``: linear time, one pass, nothing allocated but what is asked for. It
/// sees what a browser's tokenizer sees: comments are skipped, `<` and `>` in quoted attribute values are text, the
/// contents of `script`, `style`, `title`, `textarea`, `iframe`, `noembed`, `noframes` and `xmp` are text. It knows
/// nothing of nesting; `template` and `noscript` are ordinary tags. Of the standard's rules for scripts, the odd
/// "double escaped" state is left out: the first `</script>` ends a script.
///
/// ```swift
/// let source = try HTMLSource(body, charset: charset)
/// for tag in HTMLScanner(source) {
///     if tag.isNamed("script"), tag.attribute("type") == "application/ld+json", let json = tag.content {
///         read(source.bytes[json])
///     }
/// }
/// ```
///
/// To know whether the page was cut off, iterate with `var iterator = scanner.makeIterator()` and look at
/// ``Iterator/problem`` when it has ended.
public struct HTMLScanner: Sequence, Sendable {
    let bytes: [UInt8]

    /// A walk over a page.
    public init(_ source: HTMLSource) { bytes = source.bytes }

    /// A walk over bytes in an encoding that contains ASCII, for looking at a page before its encoding is known.
    init(bytes: [UInt8]) { self.bytes = bytes }

    /// Starts the walk.
    public func makeIterator() -> Iterator { Iterator(bytes: bytes) }

    /// The state of a walk.
    public struct Iterator: IteratorProtocol, Sendable {
        private let bytes: [UInt8]
        private var place = 0
        /// Set once the page has ended inside a tag, a comment or a raw-text element: it was probably cut off.
        public private(set) var problem: HTMLProblem?

        init(bytes: [UInt8]) { self.bytes = bytes }

        /// The next start tag; nil at the end.
        ///
        /// A tag that the page's end cuts is not returned.
        public mutating func next() -> HTMLTag? {
            guard let (lexeme, content) = nextTag() else { return nil }
            return HTMLTag(
                bytes: bytes,
                range: lexeme.start..<lexeme.end,
                nameEnd: lexeme.nameEnd,
                filter: lexeme.attributes,
                content: content
            )
        }

        private mutating func nextTag() -> (MarkupLexer.Lexeme, Range<Int>?)? {
            let from = place
            var place = from
            var isCut = false
            let found = bytes.withUnsafeBufferPointer { buffer -> (MarkupLexer.Lexeme, Range<Int>?)? in
                guard let base = buffer.baseAddress else { return nil }
                let lexer = MarkupLexer(base: base, count: buffer.count)
                while let lexeme = lexer.next(from: place) {
                    place = lexeme.end
                    if !lexeme.isComplete { isCut = true }
                    guard lexeme.kind == .startTag, lexeme.isComplete else { continue }
                    let name = lexeme.start + 1..<lexeme.nameEnd
                    guard RawText.kind(of: UnsafeBufferPointer(rebasing: buffer[name])) != nil else {
                        return (lexeme, nil)
                    }
                    let end = lexer.endOfRawText(named: name, from: place)
                    if end == buffer.count { isCut = true }
                    defer { place = end }
                    return (lexeme, place..<end)
                }
                place = buffer.count
                return nil
            }
            self.place = place
            if isCut { problem = .endsInsideMarkup }
            return found
        }
    }
}
