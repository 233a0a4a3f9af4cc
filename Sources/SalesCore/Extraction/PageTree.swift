import SalesHTML

/// The elements of a page as a flat list, so that rules can look at neighbours without walking the tree again.
struct PageTree {
    /// One element.
    struct Element {
        let node: HTMLNode
        /// The place of the element around this one; -1 for the outermost.
        let parent: Int
        /// The place behind the last element inside this one.
        var end: Int
        let depth: Int
        /// Whether it, or an element around it, is never shown.
        let isHidden: Bool
    }

    let elements: [Element]

    init(_ document: HTMLDocument) {
        var elements: [Element] = []
        var open: [Int] = []
        for node in document.elements {
            let parent = node.parent
            while let last = open.last, elements[last].node != parent {
                elements[last].end = elements.count
                open.removeLast()
            }
            let around = open.last ?? -1
            let isHidden = (around >= 0 && elements[around].isHidden) || node.isHidden
            open.append(elements.count)
            elements.append(Element(node: node, parent: around, end: 0, depth: open.count, isHidden: isHidden))
        }
        for index in open { elements[index].end = elements.count }
        self.elements = elements
    }

    /// The place of an element; nil for a node of another document.
    ///
    /// The tree numbers its elements from 1 in the order in which they are listed here.
    func place(of node: HTMLNode) -> Int? {
        let place = node.order - 1
        return elements.indices.contains(place) && elements[place].node == node ? place : nil
    }

    /// Whether an element stands inside another, or is it.
    func contains(_ outer: Int, _ inner: Int) -> Bool {
        outer >= 0 && inner >= outer && inner < elements[outer].end
    }

    /// The nearest element around both.
    func commonAncestor(_ first: Int, _ second: Int) -> Int {
        var around = first
        while around >= 0, !contains(around, second) { around = elements[around].parent }
        return around
    }

    /// The places from the element itself outwards.
    func outwards(from place: Int) -> some Sequence<Int> {
        sequence(first: place) { place in
            let parent = elements[place].parent
            return parent >= 0 ? parent : nil
        }
    }
}
