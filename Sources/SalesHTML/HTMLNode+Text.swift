internal import CLibxml2

extension HTMLNode {
    /// All text inside the node, white space and scripts included, as in the DOM; at most ``HTMLLimits/textLength``
    /// bytes of UTF-8 (and up to three more, so that no character is cut).
    public var textContent: String {
        if kind == .attribute {
            return pointer.withMemoryRebound(to: xmlAttr.self, capacity: 1) {
                Self.value(of: $0, limit: document.limits.textLength)
            }
        }
        var text = BoundedText(limit: document.limits.textLength)
        walk(skipsHidden: false) { event in
            if case .text(_, let content) = event { text.append(Self.bytes(of: content)) }
            return !text.isFull
        }
        return text.value
    }

    /// The text that a person would see: without script, style, template, noscript and other elements that are never
    /// shown, without what `hidden`, `display: none` or `visibility: hidden` in a `style` attribute, or `aria-hidden` on
    /// a block hide; each run of white space is one space; block elements are apart from their neighbours.
    ///
    /// Style sheets are not read. Bounded as ``textContent``.
    public var visibleText: String {
        if kind == .attribute { return textContent }
        var text = BoundedText(limit: document.limits.textLength, collapsesSpace: true)
        walk(skipsHidden: true) { event in
            switch event {
            case .text(_, let content): text.append(Self.bytes(of: content))
            case .enter(let element), .leave(let element):
                if ElementKind.breaksText(element) { text.separate() }
            }
            return !text.isFull
        }
        return text.value
    }

    /// Whether the element itself is one that people don't see, see ``visibleText``; not whether one around it is.
    public var isHidden: Bool { kind == .element && ElementKind.isHidden(pointer) }

    /// Whether this element or one around it is hidden, see ``visibleText``.
    public var isInsideHidden: Bool { closest { $0.isHidden } != nil }

    static func bytes(of text: UnsafePointer<xmlChar>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: text, count: Int(xmlStrlen(text)))
    }

    private enum Event {
        case enter(xmlNodePtr)
        case text(parent: xmlNodePtr, UnsafePointer<xmlChar>)
        case leave(xmlNodePtr)
    }

    /// Walks the node and all inside it without recursion until the visitor says false.
    private func walk(skipsHidden: Bool, _ visit: (Event) -> Bool) {
        var current = pointer
        while true {
            var child: xmlNodePtr?
            switch current.pointee.type {
            case XML_TEXT_NODE, XML_CDATA_SECTION_NODE:
                if let content = current.pointee.content, let parent = current.pointee.parent,
                    !visit(.text(parent: parent, content))
                {
                    return
                }
            case XML_ELEMENT_NODE where !(skipsHidden && ElementKind.isHidden(current)):
                if !visit(.enter(current)) { return }
                child = current.pointee.children
                if child == nil, !visit(.leave(current)) { return }
            default: break
            }
            if let child {
                current = child
                continue
            }
            while current != pointer, current.pointee.next == nil, let parent = current.pointee.parent {
                current = parent
                if !visit(.leave(current)) { return }
            }
            guard current != pointer, let next = current.pointee.next else { return }
            current = next
        }
    }
}
