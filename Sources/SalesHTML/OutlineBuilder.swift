/// The one pass over a page's bytes that makes an ``HTMLOutline``.
struct OutlineBuilder {
    private(set) var records: [HTMLOutline.Record] = []
    private(set) var texts: [HTMLOutline.Text] = []
    private(set) var problem: HTMLProblem?

    /// An element whose end has not come.
    struct Open {
        let place: Int
        let name: ElementName
        let traits: ElementTraits
    }

    private(set) var open: [Open] = []
    private let page: UnsafeBufferPointer<UInt8>
    private let limits: HTMLLimits
    private var hasHead = false
    private var hasBody = false
    /// How many `svg` and `math` are open: inside of them the rules of HTML do not hold.
    private var foreignDepth = 0
    private(set) var openParagraphs = 0
    /// What the next text that shows, and the next of any, will say of ``HTMLOutline/Text/isApart``.
    private var owesSpace = false
    private var owesSpaceInAll = false
    private var continuesText = false

    init(_ page: UnsafeBufferPointer<UInt8>, limits: HTMLLimits) {
        self.page = page
        self.limits = limits
        // Guesses from pages of shops, so that the lists grow once or twice at most.
        records.reserveCapacity(page.count / 64)
        texts.reserveCapacity(page.count / 128)
    }

    /// Reads the whole page.
    ///
    /// - Throws: ``HTMLError/Code/tooManyAttributes``.
    mutating func read() throws(HTMLError) {
        guard let base = page.baseAddress else { return }
        let lexer = MarkupLexer(base: base, count: page.count)
        var place = 0
        while problem == nil, let lexeme = lexer.next(from: place) {
            addText(place..<lexeme.start)
            place = lexeme.end
            guard lexeme.isComplete else {
                problem = .endsInsideMarkup
                break
            }
            switch lexeme.kind {
            case .comment: continue
            case .endTag: closeElement(named: name(lexeme.start + 2..<lexeme.nameEnd))
            case .startTag:
                guard lexeme.attributeCount <= limits.attributesPerTag else {
                    throw HTMLError.tooManyAttributes(lexeme.attributeCount, limits: limits)
                }
                place = addElement(lexeme, lexer: lexer)
            }
        }
        if problem == nil { addText(place..<page.count) }
        pop(through: 0)
    }

    private func name(_ range: Range<Int>) -> ElementName {
        ElementName(UnsafeBufferPointer(rebasing: page[range.prefix(HTMLLimits.nameLength)]))
    }

    // MARK: Elements

    /// Adds an element and, for raw-text elements, all up to and with the end tag; returns where to go on.
    private mutating func addElement(_ lexeme: MarkupLexer.Lexeme, lexer: MarkupLexer) -> Int {
        let range = lexeme.start + 1..<lexeme.nameEnd
        let name = name(range)
        let traits = ElementTraits.of(name)
        guard makeRoom(for: name, traits, at: lexeme.start) else { return lexeme.end }
        let isForeign = name == .svg || name == .math
        append(name, traits, lexeme)
        guard let kind = RawText.kind(of: UnsafeBufferPointer(rebasing: page[range])) else {
            let isClosed = traits.contains(.void) || lexeme.isSelfClosing && (foreignDepth > 0 || isForeign)
            if isClosed { pop(through: open.count - 1) } else if isForeign { foreignDepth += 1 }
            return lexeme.end
        }
        let end = lexer.endOfRawText(named: range, from: lexeme.end)
        if end == page.count { problem = .endsInsideMarkup }
        if kind == .escapable { addText(lexeme.end..<end) }
        pop(through: open.count - 1)
        guard end < page.count else { return page.count }
        // The real end tag is skipped, whatever it carries.
        return lexer.next(from: end)?.end ?? page.count
    }

    /// Does what the standard does before a start tag: ends what it ends, implies what it implies; false where the tag
    /// is to be ignored.
    private mutating func makeRoom(for name: ElementName, _ traits: ElementTraits, at place: Int) -> Bool {
        if name == .html { return records.isEmpty }
        if records.isEmpty { imply(.html, at: place) }
        if name == .head {
            guard !hasHead, !hasBody else { return false }
            hasHead = true
            return true
        }
        if name == .body {
            guard !hasBody else { return false }
            pop(through: 1)
            hasBody = true
            return true
        }
        if !hasBody, let last = open.last, last.name == .html || last.name == .head {
            if !traits.contains(.headContent) {
                implyBody(at: place)
            } else if !hasHead {
                hasHead = true
                imply(.head, at: place)
            }
        }
        if foreignDepth == 0 { endElements(before: name, traits) }
        return true
    }

    private mutating func implyBody(at place: Int) {
        if records.isEmpty { imply(.html, at: place) }
        pop(through: 1)
        hasBody = true
        imply(.body, at: place)
    }

    private mutating func imply(_ name: ElementName, at place: Int) {
        let place = Int32(place)
        push(name, .of(name), tag: (place, place, place), attributes: AttributeFilter(), isHidden: name == .head)
    }

    private mutating func append(_ name: ElementName, _ traits: ElementTraits, _ lexeme: MarkupLexer.Lexeme) {
        let attributes = TagAttributes(
            page: page,
            nameEnd: lexeme.nameEnd,
            tagEnd: lexeme.end,
            filter: lexeme.attributes
        )
        let isHidden = traits.contains(.neverShown) || attributes.hidesElement(traits)
        let tag = (Int32(lexeme.start), Int32(lexeme.nameEnd), Int32(lexeme.end))
        push(name, traits, tag: tag, attributes: lexeme.attributes, isHidden: isHidden)
    }

    private mutating func push(
        _ name: ElementName,
        _ traits: ElementTraits,
        tag: (start: Int32, nameEnd: Int32, end: Int32),
        attributes: AttributeFilter,
        isHidden: Bool
    ) {
        if records.count >= limits.elements { problem = .tooManyElements }
        if open.count > limits.depth { problem = .tooDeep }
        let around = open.last?.place
        let isInsideHidden = isHidden || around.map { records[$0].isInsideHidden } ?? false
        records.append(
            HTMLOutline.Record(
                name: name,
                attributes: attributes,
                start: tag.start,
                nameEnd: tag.nameEnd,
                tagEnd: tag.end,
                parent: Int32(around ?? -1),
                end: 0,
                firstText: Int32(texts.count),
                endText: 0,
                depth: Int32(open.count + 1),
                isHidden: isHidden,
                isInsideHidden: isInsideHidden
            )
        )
        open.append(Open(place: records.count - 1, name: name, traits: traits))
        if name == .p { openParagraphs += 1 }
        divideText(traits, isInsideHidden: isInsideHidden)
    }

    /// Ends all elements from the one at a depth inwards.
    mutating func pop(through depth: Int) {
        while open.count > depth, let last = open.popLast() {
            records[last.place].end = Int32(records.count)
            records[last.place].endText = Int32(texts.count)
            if last.name == .p { openParagraphs -= 1 }
            if last.name == .svg || last.name == .math { foreignDepth = max(0, foreignDepth - 1) }
            divideText(last.traits, isInsideHidden: records[last.place].isInsideHidden)
        }
    }

    // MARK: Text

    private mutating func divideText(_ traits: ElementTraits, isInsideHidden: Bool) {
        continuesText = false
        guard !traits.contains(.inline) else { return }
        owesSpaceInAll = true
        if !isInsideHidden { owesSpace = true }
    }

    private mutating func addText(_ range: Range<Int>) {
        guard !range.isEmpty else { return }
        guard let first = page[range].firstIndex(where: { !MarkupLexer.isSpace($0) }) else {
            owesSpaceInAll = true
            if let last = open.last, !records[last.place].isInsideHidden { owesSpace = true }
            return
        }
        if !hasBody, open.last.map({ $0.name == .html || $0.name == .head }) ?? true { implyBody(at: first) }
        guard let parent = open.last?.place else { return }
        let isHidden = records[parent].isInsideHidden
        texts.append(
            HTMLOutline.Text(
                start: Int32(range.lowerBound),
                end: Int32(range.upperBound),
                parent: Int32(parent),
                isHidden: isHidden,
                isApart: isHidden ? owesSpaceInAll : owesSpace,
                continues: continuesText
            )
        )
        owesSpaceInAll = false
        if !isHidden { owesSpace = false }
        continuesText = true
    }
}
