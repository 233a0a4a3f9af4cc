/// What is known of elements by their names alone.
///
/// Source: <https://html.spec.whatwg.org/multipage/parsing.html>, whose words these are where they have one.
struct ElementTraits: OptionSet, Sendable {
    let rawValue: UInt16

    /// Has no content and no end tag.
    static let void = ElementTraits(rawValue: 1 << 0)
    /// Is never shown.
    static let neverShown = ElementTraits(rawValue: 1 << 1)
    /// Does not break a line of text.
    ///
    /// Unknown elements (custom ones) don't either in browsers, but shops build blocks of them, so they break.
    static let inline = ElementTraits(rawValue: 1 << 2)
    /// One of the elements that an end tag of an ordinary element does not reach through.
    static let special = ElementTraits(rawValue: 1 << 3)
    /// One of the elements that the end tag of a block does not reach through.
    static let barrier = ElementTraits(rawValue: 1 << 4)
    /// Its start tag ends an open paragraph.
    static let endsParagraph = ElementTraits(rawValue: 1 << 5)
    /// `h1` to `h6`.
    static let heading = ElementTraits(rawValue: 1 << 6)
    /// May stand in `head`.
    static let headContent = ElementTraits(rawValue: 1 << 7)
    /// `ol` and `ul`, which the end tag of an item does not reach through.
    static let list = ElementTraits(rawValue: 1 << 8)
    /// `tbody`, `thead` and `tfoot`.
    static let tableSection = ElementTraits(rawValue: 1 << 9)
    /// A part of a table, whose end tag reaches through everything but a table.
    static let tablePart = ElementTraits(rawValue: 1 << 10)
    /// A part of a line of text, which people see whatever `aria-hidden` says: that hides it from screen readers only, and
    /// shops put it on prices that are told to those in other words.
    ///
    /// On blocks the same attribute marks what is not open yet: menus, dialogues, drawers.
    static let shownDespiteARIA = ElementTraits(rawValue: 1 << 11)

    /// The traits of the element with a name.
    @inline(__always)
    static func of(_ name: ElementName) -> ElementTraits { table[name] }

    private static let table = ElementTable([
        (.void, "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr"),
        (
            .neverShown,
            """
            script style template noscript head title meta link base datalist iframe object svg math audio video canvas \
            textarea noembed noframes
            """
        ),
        (
            .inline,
            """
            a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strike \
            strong sub sup time tt u var wbr
            """
        ),
        (
            .special,
            """
            address applet area article aside base basefont bgsound blockquote body br button caption center col colgroup \
            dd details dir div dl dt embed fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head \
            header hgroup hr html iframe img input keygen li link listing main marquee menu meta nav noembed noframes \
            noscript object ol p param plaintext pre script search section select source style summary table tbody td \
            template textarea tfoot th thead title tr track ul wbr xmp
            """
        ),
        (.shownDespiteARIA, "b bdi data del ins s span strike strong"),
        (.barrier, "applet caption html table td th marquee object template"),
        (
            .endsParagraph,
            """
            address article aside blockquote center details dialog dir div dl dd dt li fieldset figcaption figure footer \
            form h1 h2 h3 h4 h5 h6 header hgroup hr main menu nav ol p pre listing search section summary table ul \
            plaintext xmp
            """
        ),
        (.heading, "h1 h2 h3 h4 h5 h6"),
        (.headContent, "base basefont bgsound link meta noframes noscript script style template title"),
        (.list, "ol ul"),
        (.tableSection, "tbody thead tfoot"),
        (.tablePart, "table tbody thead tfoot caption colgroup tr td th"),
    ])
}

/// A small hash table: names are looked up once for every tag of a page.
private struct ElementTable: Sendable {
    private var slots: [(name: ElementName?, traits: ElementTraits)]
    private static let bits = 9

    init(_ lists: [(traits: ElementTraits, names: String)]) {
        slots = Array(repeating: (nil, []), count: 1 << Self.bits)
        for (traits, names) in lists {
            for name in names.split(separator: " ") {
                let slot = slot(of: ElementName(String(name)))
                slots[slot] = (ElementName(String(name)), slots[slot].traits.union(traits))
            }
        }
    }

    @inline(__always)
    subscript(name: ElementName) -> ElementTraits { slots[slot(of: name)].traits }

    /// Where a name stands, or the free place where it would: the table is never full.
    @inline(__always)
    private func slot(of name: ElementName) -> Int {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: (name.code &* 0x9E37_79B9_7F4A_7C15) >> UInt64(64 - Self.bits))
        while let known = slots[slot].name, known != name { slot = (slot + 1) & mask }
        return slot
    }
}
