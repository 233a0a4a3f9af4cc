/// Which tags end which elements, as the HTML standard has it, as far as it matters to what stands where.
///
/// Source: <https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inbody>. Every search goes from the innermost
/// open element outwards, so it takes no more steps than ``HTMLLimits/depth``.
extension OutlineBuilder {
    /// Ends the elements that a start tag ends.
    mutating func endElements(before name: ElementName, _ traits: ElementTraits) {
        if traits.contains(.tablePart), name != .table { return endTableParts(before: name) }
        if traits.contains(.heading), open.last?.traits.contains(.heading) ?? false { pop(through: open.count - 1) }
        switch name {
        case .li: endItem { $0 == .li }
        case .dd, .dt: endItem { $0 == .dd || $0 == .dt }
        case .option, .optgroup:
            if open.last?.name == .option { pop(through: open.count - 1) }
            if name == .optgroup, open.last?.name == .optgroup { pop(through: open.count - 1) }
        case .button:
            if let depth = innermost(until: { $0.traits.contains(.barrier) }, where: { $0.name == .button }) {
                pop(through: depth)
            }
        case .a:
            if let depth = innermost(until: { $0.traits.contains(.special) }, where: { $0.name == .a }) {
                pop(through: depth)
            }
        default: break
        }
        if traits.contains(.endsParagraph) { endParagraph() }
    }

    /// Does what an end tag does; one without a start tag does nothing.
    mutating func closeElement(named name: ElementName) {
        let traits = ElementTraits.of(name)
        switch name {
        // What follows them belongs to the body all the same.
        case .html, .body: return
        case .head:
            if open.count > 1, open[1].name == .head { pop(through: 1) }
            return
        case .p: return endParagraph()
        default: break
        }
        let depth: Int? =
            if traits.contains(.heading) {
                innermost(until: { $0.traits.contains(.barrier) }, where: { $0.traits.contains(.heading) })
            } else if traits.contains(.tablePart) {
                innermost(until: { $0.name == .table }, where: { $0.name == name })
            } else if name == .li {
                innermost(until: { !$0.traits.isDisjoint(with: [.barrier, .list]) }, where: { $0.name == name })
            } else if traits.contains(.special) {
                innermost(until: { $0.traits.contains(.barrier) }, where: { $0.name == name })
            } else {
                innermost(until: { $0.traits.contains(.special) }, where: { $0.name == name })
            }
        if let depth { pop(through: depth) }
    }

    private mutating func endParagraph() {
        guard openParagraphs > 0 else { return }
        let edge: (Open) -> Bool = { $0.traits.contains(.barrier) || $0.name == .button }
        if let depth = innermost(until: edge, where: { $0.name == .p }) { pop(through: depth) }
    }

    private mutating func endItem(_ isItem: (ElementName) -> Bool) {
        let edge: (Open) -> Bool = {
            $0.traits.contains(.special) && $0.name != .address && $0.name != .div && $0.name != .p
        }
        if let depth = innermost(until: edge, where: { isItem($0.name) }) { pop(through: depth) }
    }

    /// Before a row, cell or section of a table: ends what stands open in what is to hold it.
    private mutating func endTableParts(before name: ElementName) {
        let isCell = name == .td || name == .th
        let isHolder: (Open) -> Bool = { open in
            if open.name == .table { return true }
            return isCell ? open.name == .tr : name == .tr && open.traits.contains(.tableSection)
        }
        if let depth = innermost(until: { $0.name == .html }, where: isHolder) { pop(through: depth + 1) }
    }

    /// The depth of the innermost open element of which something holds; nil where an edge comes first.
    @inline(__always)
    private func innermost(until isEdge: (Open) -> Bool, where isWanted: (Open) -> Bool) -> Int? {
        var depth = open.count
        while depth > 0 {
            depth -= 1
            if isWanted(open[depth]) { return depth }
            if isEdge(open[depth]) { return nil }
        }
        return nil
    }
}
