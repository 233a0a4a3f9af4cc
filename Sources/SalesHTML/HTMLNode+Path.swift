internal import CLibxml2

extension HTMLNode {
    /// Where the node stands, for a person and as a selector that finds it again on the same page:
    /// `html > body > div#main > span.price:nth-of-type(2)`.
    ///
    /// The place among siblings is named where there is more than one of the element's name. Ids and classes are
    /// shown where they are plain words. An attribute ends the path with `@name`, a text with nothing.
    /// Takes time in proportion to the siblings on the way: ask for the paths of candidates, not of all elements.
    public var path: String {
        var steps = ancestors.map(\.step)
        if kind == .element { steps.insert(step, at: 0) }
        let path = steps.reversed().joined(separator: " > ")
        return kind == .attribute ? path + " @" + name : path
    }

    private var step: String {
        let (place, isOnly) = placeOfType
        return Self.step(name: name, id: attribute("id"), firstClass: firstClass, place: isOnly ? nil : place)
    }

    /// One element of a path.
    ///
    /// - Parameter place: The place among the siblings of its name, nil where it is the only one.
    static func step(name: String, id: String?, firstClass: String?, place: Int?) -> String {
        let isPlainName = isPlain(name)
        var step = isPlainName ? name : "*"
        if let id, isPlain(id) {
            step += "#" + id
        } else if let firstClass, isPlain(firstClass) {
            step += "." + firstClass
        }
        guard let place, isPlainName else { return step }
        return step + ":nth-of-type(\(place))"
    }

    /// The place among the siblings of the same name, and whether it is the only one.
    private var placeOfType: (place: Int, isOnly: Bool) {
        var place = 1
        var sibling = previousSibling
        while let node = sibling {
            if xmlStrEqual(node.pointer.pointee.name, pointer.pointee.name) == 1 { place += 1 }
            sibling = node.previousSibling
        }
        guard place == 1 else { return (place, false) }
        sibling = nextSibling
        while let node = sibling {
            if xmlStrEqual(node.pointer.pointee.name, pointer.pointee.name) == 1 { return (1, false) }
            sibling = node.nextSibling
        }
        return (1, true)
    }

    private static func isPlain(_ word: some StringProtocol) -> Bool {
        guard let first = word.utf8.first, MarkupLexer.isLetter(first), word.utf8.count <= longestWord else {
            return false
        }
        return word.utf8.allSatisfy {
            MarkupLexer.isLetter($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
        }
    }

    private static let longestWord = 64
}
