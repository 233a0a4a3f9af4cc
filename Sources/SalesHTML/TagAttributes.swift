/// The attributes of a tag on borrowed memory, used inside one `withUnsafeBufferPointer` only.
struct TagAttributes {
    let page: UnsafeBufferPointer<UInt8>
    let nameEnd: Int
    let tagEnd: Int
    let filter: AttributeFilter

    /// Where the value of the first attribute of a name stands; nil if there is none.
    ///
    /// - Parameter name: In lower case and ASCII.
    func range(of name: StaticString) -> Range<Int>? {
        guard filter.mayHold(name), let base = page.baseAddress else { return nil }
        let lexer = MarkupLexer(base: base, count: tagEnd)
        var place = nameEnd
        var selfClosing = false
        while let attribute = lexer.attribute(from: &place, selfClosing: &selfClosing) {
            if RawText.matches(UnsafeBufferPointer(rebasing: page[attribute.name]), name) { return attribute.value }
            place = attribute.end
        }
        return nil
    }

    /// Visits the names and values of all attributes in their order.
    func forEach(_ visit: (_ name: Range<Int>, _ value: Range<Int>) -> Void) {
        guard let base = page.baseAddress else { return }
        let lexer = MarkupLexer(base: base, count: tagEnd)
        var place = nameEnd
        var selfClosing = false
        while let attribute = lexer.attribute(from: &place, selfClosing: &selfClosing) {
            visit(attribute.name, attribute.value)
            place = attribute.end
        }
    }

    /// Whether an attribute hides an element: `hidden`, a `style` that does, or `aria-hidden="true"` unless the element
    /// is ``ElementTraits/shownDespiteARIA``.
    func hidesElement(_ traits: ElementTraits) -> Bool {
        if range(of: "hidden") != nil { return true }
        if !traits.contains(.shownDespiteARIA), let value = range(of: "aria-hidden"),
            RawText.matches(UnsafeBufferPointer(rebasing: page[value]), "true")
        {
            return true
        }
        guard let value = range(of: "style"), mayHide(UnsafeBufferPointer(rebasing: page[value])) else { return false }
        return ElementKind.hides(style: HTMLEntities.decodeAttribute(Array(page[value.prefix(Self.longestStyle)])[...]))
    }

    /// Whether a style has one of the words that hide, or an entity: nearly all set sizes and colours only.
    private func mayHide(_ style: UnsafeBufferPointer<UInt8>) -> Bool {
        var last: UInt32 = 0
        for byte in style {
            last = last << 8 | UInt32(byte | 0x20)
            // "none", "hidd", "coll"
            if last == 0x6E6F_6E65 || last == 0x6869_6464 || last == 0x636F_6C6C || byte == UInt8(ascii: "&") {
                return true
            }
        }
        return false
    }

    /// The most of a `style` attribute that is read, in bytes.
    static let longestStyle = 4_096
}
