/// A page rewritten so that libxml2 can read it in one way only, and cheaply.
///
/// libxml2's HTML parser is older than the HTML standard. Where the two read markup differently a page would mean one
/// thing to people and another to us, and some inputs cost it quadratic time. So the page's tags, found by the
/// standard's rules, are written anew:
/// - Comments, doctypes and processing instructions go (an unclosed one can't hide what libxml2 would see).
/// - Attribute values are quoted, references decoded by ``HTMLEntities`` and escaped; names that libxml2 can't read
///   (`@click`, `[value]`), over which it loses the rest of the tag, are dropped; the first of equal names counts.
/// - Text in `title` and `textarea` is escaped, `iframe` and its like lose their content.
/// - `<div/>` opens an element as in browsers; only inside `svg` and `math` the slash closes.
/// - An end tag without a start tag goes: libxml2 would search all open elements for it.
/// - For ``HTMLDetail/visible``, code goes and the white space between tags becomes one space.
struct ParserInput {
    private(set) var bytes: [UInt8] = []
    private(set) var problem: HTMLProblem?

    private let limits: HTMLLimits
    private let detail: HTMLDetail
    private var openElements: [[UInt8]: Int] = [:]
    private var foreignDepth = 0

    /// Rewrites a page.
    ///
    /// - Throws: ``HTMLError/Code/tooManyAttributes``.
    init(_ source: HTMLSource, limits: HTMLLimits, detail: HTMLDetail) throws(HTMLError) {
        self.limits = limits
        self.detail = detail
        bytes.reserveCapacity(source.bytes.count + source.bytes.count / 8)
        let failure = source.bytes.withUnsafeBufferPointer { page -> HTMLError? in
            do throws(HTMLError) {
                try write(page)
                return nil
            } catch {
                return error
            }
        }
        if let failure { throw failure }
        if source.decision.encoding == .replacement { problem = .undecodable }
    }

    private mutating func write(_ page: UnsafeBufferPointer<UInt8>) throws(HTMLError) {
        guard let base = page.baseAddress else { return }
        let lexer = MarkupLexer(base: base, count: page.count)
        var place = 0
        while let lexeme = lexer.next(from: place) {
            writeText(page[place..<lexeme.start])
            place = lexeme.end
            guard lexeme.isComplete else {
                problem = .endsInsideMarkup
                break
            }
            switch lexeme.kind {
            case .comment: continue
            case .endTag: writeEndTag(cleanName(page[lexeme.start + 2..<lexeme.nameEnd]))
            case .startTag:
                guard lexeme.attributeCount <= limits.attributesPerTag else {
                    throw HTMLError.tooManyAttributes(lexeme.attributeCount, limits: limits)
                }
                place = writeElement(lexeme, page: page, lexer: lexer)
            }
        }
        writeText(page[place...])
    }

    /// Writes a start tag and, for raw-text elements, all up to and with the end tag; returns where to go on.
    private mutating func writeElement(
        _ lexeme: MarkupLexer.Lexeme,
        page: UnsafeBufferPointer<UInt8>,
        lexer: MarkupLexer
    ) -> Int {
        let nameRange = lexeme.start + 1..<lexeme.nameEnd
        let name = cleanName(page[nameRange])
        bytes.append(UInt8(ascii: "<"))
        bytes.append(contentsOf: name)
        if lexeme.attributeCount > 0 { writeAttributes(of: lexeme, page: page, lexer: lexer) }
        guard let kind = RawText.kind(of: UnsafeBufferPointer(rebasing: page[nameRange])) else {
            finishStartTag(name, isSelfClosing: lexeme.isSelfClosing)
            return lexeme.end
        }
        bytes.append(UInt8(ascii: ">"))
        let end = lexer.endOfRawText(named: nameRange, from: lexeme.end)
        if end == page.count { problem = .endsInsideMarkup }
        writeRawText(page[lexeme.end..<end], kind: kind, name: name)
        writeEndTag(name, isCertain: true)
        guard end < page.count else { return page.count }
        // The real end tag is skipped, whatever it carries.
        return lexer.next(from: end)?.end ?? page.count
    }

    private mutating func finishStartTag(_ name: [UInt8], isSelfClosing: Bool) {
        let isForeign = name == Self.svg || name == Self.math
        if isSelfClosing, foreignDepth > 0 || isForeign {
            bytes.append(contentsOf: [UInt8(ascii: "/"), UInt8(ascii: ">")])
            return
        }
        bytes.append(UInt8(ascii: ">"))
        openElements[name, default: 0] += 1
        if isForeign { foreignDepth += 1 }
    }

    private mutating func writeEndTag(_ name: [UInt8], isCertain: Bool = false) {
        if !isCertain {
            guard let open = openElements[name], open > 0 else { return }
            openElements[name] = open - 1
            if name == Self.svg || name == Self.math { foreignDepth -= 1 }
        }
        bytes.append(contentsOf: [UInt8(ascii: "<"), UInt8(ascii: "/")])
        bytes.append(contentsOf: name)
        bytes.append(UInt8(ascii: ">"))
    }

    private mutating func writeRawText(_ text: Slice<UnsafeBufferPointer<UInt8>>, kind: RawText.Kind, name: [UInt8]) {
        switch kind {
        case .escapable: writeText(text)
        case .raw where detail == .whole && (name == Self.script || name == Self.style): writeCode(text, name: name)
        case .raw: break
        }
    }

    /// Writes a script so that nothing in it looks like its end to libxml2, which ends a script at `</scriptfoo` too.
    private mutating func writeCode(_ text: Slice<UnsafeBufferPointer<UInt8>>, name: [UInt8]) {
        var rest = text
        while let slash = rest.firstIndex(of: UInt8(ascii: "/")) {
            bytes.append(contentsOf: rest[..<slash])
            let word = rest[slash...].dropFirst().prefix(name.count)
            if bytes.last == UInt8(ascii: "<"), word.map(MarkupLexer.lowercased) == name {
                bytes.append(UInt8(ascii: "\\"))
            }
            bytes.append(UInt8(ascii: "/"))
            rest = rest[(slash + 1)...]
        }
        bytes.append(contentsOf: rest)
    }

    private mutating func writeAttributes(
        of lexeme: MarkupLexer.Lexeme,
        page: UnsafeBufferPointer<UInt8>,
        lexer: MarkupLexer
    ) {
        var place = lexeme.nameEnd
        var ignored = false
        while let attribute = lexer.attribute(from: &place, selfClosing: &ignored) {
            place = attribute.end
            let name = page[attribute.name]
            guard Self.isReadable(name) else { continue }
            bytes.append(UInt8(ascii: " "))
            for byte in name { bytes.append(MarkupLexer.lowercased(byte)) }
            bytes.append(contentsOf: [UInt8(ascii: "="), UInt8(ascii: "\"")])
            writeEscaped(page[attribute.value], inAttribute: true)
            bytes.append(UInt8(ascii: "\""))
        }
    }

    private mutating func writeText(_ text: Slice<UnsafeBufferPointer<UInt8>>) {
        if detail == .visible, let first = text.first, text.allSatisfy(MarkupLexer.isSpace) {
            // Indentation; what kind of space it is makes no difference, except where preformatted text begins.
            return bytes.append(first == UInt8(ascii: "\n") ? first : UInt8(ascii: " "))
        }
        writeEscaped(text, inAttribute: false)
    }

    private mutating func writeEscaped(_ text: Slice<UnsafeBufferPointer<UInt8>>, inAttribute: Bool) {
        var isClean = true
        for byte in UnsafeBufferPointer(rebasing: text) {
            if byte == UInt8(ascii: "&") {
                return escape(HTMLEntities.decode(Array(text)[...], inAttribute: inAttribute))
            }
            if Self.needsEscape(byte) { isClean = false }
        }
        if isClean { bytes.append(contentsOf: text) } else { escape(text) }
    }

    private mutating func escape(_ text: some Sequence<UInt8>) {
        for byte in text {
            switch byte {
            case UInt8(ascii: "<"): bytes.append(contentsOf: Self.lessThan)
            case UInt8(ascii: ">"): bytes.append(contentsOf: Self.greaterThan)
            case UInt8(ascii: "&"): bytes.append(contentsOf: Self.ampersand)
            case UInt8(ascii: "\""): bytes.append(contentsOf: Self.quote)
            case 0: break
            default: bytes.append(byte)
            }
        }
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "\"")
    }

    /// A name that libxml2 reads whole: letters, digits and `:-_.`, in lower case; any other byte becomes `_`.
    private func cleanName(_ name: Slice<UnsafeBufferPointer<UInt8>>) -> [UInt8] {
        name.prefix(HTMLLimits.nameLength).map { Self.isNameByte($0) ? MarkupLexer.lowercased($0) : UInt8(ascii: "_") }
    }

    private static func isReadable(_ name: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        guard let first = name.first, name.count <= HTMLLimits.nameLength else { return false }
        let isStart = MarkupLexer.isLetter(first) || first == UInt8(ascii: "_") || first == UInt8(ascii: ":")
        return isStart && name.allSatisfy(isNameByte)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        MarkupLexer.isLetter(byte) || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: ":"))
            || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
    }

    private static let svg = Array("svg".utf8)
    private static let math = Array("math".utf8)
    private static let script = Array("script".utf8)
    private static let style = Array("style".utf8)
    private static let lessThan = Array("&lt;".utf8)
    private static let greaterThan = Array("&gt;".utf8)
    private static let ampersand = Array("&amp;".utf8)
    private static let quote = Array("&quot;".utf8)
}
