extension HTMLElement {
    /// Where the element stands, for a person and as a selector that finds it again in an ``HTMLDocument`` of the page:
    /// `html > body > div#main > span.price:nth-of-type(2)`.
    ///
    /// As ``HTMLNode/path``. Takes time in proportion to the siblings on the way: ask for the paths of candidates, not
    /// of all elements.
    public var path: String {
        var steps = [step]
        var around = parent
        while let element = around {
            steps.append(element.step)
            around = element.parent
        }
        return steps.reversed().joined(separator: " > ")
    }

    private var step: String {
        let (place, isOnly) = placeOfType
        return HTMLNode.step(name: name, id: attribute("id"), firstClass: firstClass, place: isOnly ? nil : place)
    }

    /// The place among the siblings of the same name, and whether it is the only one.
    private var placeOfType: (place: Int, isOnly: Bool) {
        guard let parent else { return (1, true) }
        let name = record.name
        var count = 0
        var own = 1
        var child = parent.place + 1
        while child < parent.endPlace {
            let sibling = outline.records[child]
            if sibling.name == name {
                count += 1
                if child == place { own = count }
                if child > place { return (own, false) }
            }
            child = max(Int(sibling.end), child + 1)
        }
        return (own, count == 1)
    }
}
