internal import CLibxml2

/// The elements of a document or inside an element, in document order; walked without recursion.
public struct HTMLElements: Sequence {
    private let top: HTMLNode?
    private let root: HTMLNode?

    init(below top: HTMLNode?, root: HTMLNode?) {
        self.top = top
        self.root = root
    }

    /// Starts the walk.
    public func makeIterator() -> Iterator {
        if let top {
            let first = top.kind == .element ? HTMLNode.element(from: top.pointer.pointee.children) : nil
            return Iterator(document: top.document, next: first, top: top.pointer)
        }
        return Iterator(document: root?.document, next: root?.pointer, top: nil)
    }

    /// The state of a walk.
    public struct Iterator: IteratorProtocol {
        private let document: HTMLDocument?
        private var upcoming: xmlNodePtr?
        private let top: xmlNodePtr?

        init(document: HTMLDocument?, next: xmlNodePtr?, top: xmlNodePtr?) {
            self.document = document
            upcoming = next
            self.top = top
        }

        /// The next element; nil at the end.
        public mutating func next() -> HTMLNode? {
            guard let document, let current = upcoming else { return nil }
            upcoming = following(current)
            return HTMLNode(pointer: current, document: document)
        }

        private func following(_ node: xmlNodePtr) -> xmlNodePtr? {
            if let child = HTMLNode.element(from: node.pointee.children) { return child }
            var current: xmlNodePtr? = node
            while let node = current, node != top, node.pointee.type == XML_ELEMENT_NODE {
                if let sibling = HTMLNode.element(from: node.pointee.next) { return sibling }
                current = node.pointee.parent
            }
            return nil
        }
    }
}
