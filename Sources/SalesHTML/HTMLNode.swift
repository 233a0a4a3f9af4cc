internal import CLibxml2

/// An element, attribute or text of an ``HTMLDocument``, which it keeps alive.
///
/// Two nodes are equal if they are the same place of the same document.
public struct HTMLNode {
    /// What a node is.
    public enum Kind: Sendable, Hashable {
        /// An element; nearly all nodes are.
        case element
        /// An attribute that an XPath selected.
        case attribute
        /// A piece of text that an XPath selected.
        case text
    }

    let pointer: xmlNodePtr
    let document: HTMLDocument
    /// What the node is.
    public let kind: Kind

    init(pointer: xmlNodePtr, document: HTMLDocument) {
        self.pointer = pointer
        self.document = document
        kind = .element
    }

    /// A node of a query's result; nil for comments, namespaces and the document itself.
    init?(selected pointer: xmlNodePtr, document: HTMLDocument) {
        switch pointer.pointee.type {
        case XML_ELEMENT_NODE: kind = .element
        case XML_ATTRIBUTE_NODE: kind = .attribute
        case XML_TEXT_NODE, XML_CDATA_SECTION_NODE: kind = .text
        default: return nil
        }
        self.pointer = pointer
        self.document = document
    }

    /// The name in lower case; `text` for a text.
    public var name: String { pointer.pointee.name.map { String(cString: $0) } ?? "" }

    /// Whether the element or attribute has this name (lower-case ASCII); cheaper than ``name``.
    public func isNamed(_ name: StaticString) -> Bool {
        xmlStrcmp(pointer.pointee.name, name.utf8Start) == 0
    }

    /// The value of an attribute, empty for an attribute without one; nil if the element has no such attribute.
    ///
    /// - Parameter name: In lower case.
    public func attribute(_ name: String) -> String? {
        guard kind == .element, let attribute = xmlHasProp(pointer, name) else { return nil }
        return Self.value(of: attribute, limit: document.limits.textLength)
    }

    /// The first word of the attribute `class`; nil where there is none.
    public var firstClass: String? {
        guard let list = attribute("class") else { return nil }
        let word = list.utf8.drop(while: MarkupLexer.isSpace).prefix { !MarkupLexer.isSpace($0) }
        return word.isEmpty ? nil : String(Substring(word))
    }

    /// All attributes in their order.
    public var attributes: [(name: String, value: String)] {
        guard kind == .element else { return [] }
        var attributes: [(name: String, value: String)] = []
        var next = pointer.pointee.properties
        while let attribute = next {
            if let name = attribute.pointee.name {
                let value = Self.value(of: attribute, limit: document.limits.textLength)
                attributes.append((String(cString: name), value))
            }
            next = attribute.pointee.next
        }
        return attributes
    }

    /// The element that holds the node; nil for the outermost.
    public var parent: HTMLNode? {
        guard let parent = pointer.pointee.parent, parent.pointee.type == XML_ELEMENT_NODE else { return nil }
        return HTMLNode(pointer: parent, document: document)
    }

    /// The elements right inside this one.
    public var children: [HTMLNode] {
        guard kind == .element else { return [] }
        var children: [HTMLNode] = []
        var next = Self.element(from: pointer.pointee.children)
        while let child = next {
            children.append(HTMLNode(pointer: child, document: document))
            next = Self.element(from: child.pointee.next)
        }
        return children
    }

    /// The next element of the same parent.
    public var nextSibling: HTMLNode? {
        guard kind != .attribute else { return nil }
        return Self.element(from: pointer.pointee.next).map { HTMLNode(pointer: $0, document: document) }
    }

    /// The previous element of the same parent.
    public var previousSibling: HTMLNode? {
        guard kind != .attribute else { return nil }
        var next = pointer.pointee.prev
        while let node = next, node.pointee.type != XML_ELEMENT_NODE { next = node.pointee.prev }
        return next.map { HTMLNode(pointer: $0, document: document) }
    }

    /// All elements inside this one, in document order.
    public var descendants: HTMLElements { HTMLElements(below: self, root: nil) }

    /// The elements around this node, from the nearest to the outermost; at most ``HTMLLimits/depth`` many.
    public var ancestors: some Sequence<HTMLNode> {
        sequence(state: self) { node -> HTMLNode? in
            guard let parent = node.parent else { return nil }
            node = parent
            return parent
        }
    }

    /// The nearest element, this one first and then outwards, of which something holds.
    public func closest(where isWanted: (HTMLNode) throws -> Bool) rethrows -> HTMLNode? {
        if kind == .element, try isWanted(self) { return self }
        return try ancestors.first(where: isWanted)
    }

    /// The place of an element in the document: 1 for the outermost, growing in document order.
    ///
    /// Attributes and texts have the place of the element that holds them.
    public var order: Int {
        guard kind == .element else { return parent?.order ?? 0 }
        // libxml2 keeps the negative of the place in a pointer that elements don't need.
        return -Int(bitPattern: pointer.pointee.content)
    }

    /// The nodes inside this element that an XPath selects, for instance `.//span` (a path that begins with a slash
    /// begins at the document).
    ///
    /// - Throws: As ``HTMLDocument/select(_:)-(XPathQuery)``.
    public func select(_ query: XPathQuery) throws(HTMLError) -> [HTMLNode] {
        try document.evaluate(query, at: pointer)
    }

    /// The elements inside this one that a CSS selector matches; as in browsers the selector may name elements around
    /// this one.
    public func select(_ selector: CSSSelector) throws(HTMLError) -> [HTMLNode] {
        try document.evaluate(selector.query, at: pointer)
    }

    static func element(from node: xmlNodePtr?) -> xmlNodePtr? {
        var next = node
        while let node = next, node.pointee.type != XML_ELEMENT_NODE { next = node.pointee.next }
        return next
    }

    static func value(of attribute: xmlAttrPtr, limit: Int) -> String {
        guard let first = attribute.pointee.children else { return "" }
        if first.pointee.next == nil, let content = first.pointee.content, bytes(of: content).count <= limit {
            return String(cString: content)
        }
        var text = BoundedText(limit: limit)
        var next: xmlNodePtr? = first
        while let node = next {
            if let content = node.pointee.content { text.append(bytes(of: content)) }
            next = node.pointee.next
        }
        return text.value
    }
}

extension HTMLNode: Hashable {
    /// Whether both are the same place of the same document.
    public static func == (left: HTMLNode, right: HTMLNode) -> Bool { left.pointer == right.pointer }

    /// Hashes the place.
    public func hash(into hasher: inout Hasher) { hasher.combine(pointer) }
}
