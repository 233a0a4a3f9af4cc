import SalesHTML

/// The elements of a page as a flat list, so that rules can look at neighbours without walking a tree.
struct PageTree {
    /// One element.
    struct Element {
        let node: HTMLElement
        /// The place of the element around this one; -1 for the outermost.
        let parent: Int
        /// The place behind the last element inside this one.
        let end: Int
        let depth: Int
        /// Whether it, or an element around it, is never shown.
        let isHidden: Bool
    }

    let elements: [Element]

    init(_ outline: HTMLOutline) {
        elements = outline.elements.map { node in
            Element(
                node: node,
                parent: node.parentPlace,
                end: node.endPlace,
                depth: node.depth,
                isHidden: node.isInsideHidden
            )
        }
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
