import SalesHTML

/// Finds the element that shows the product's name.
struct PageHeading {
    /// The element; nil where none is plainly it.
    let place: Int?
    /// The place among the pieces of text.
    let run: Int?
    /// What it says.
    let text: String?
    /// All first headings, for naming the page.
    let firstHeadings: [String]

    /// - Parameters:
    ///   - stated: The names that the page's meta tags, title and structured data give its product.
    init(_ page: PageText, stated: [String]) {
        let folded = stated.map(CleanText.folded).filter { $0.count >= 3 }
        var best: (place: Int, score: Int)?
        var headings: [String] = []
        for (place, element) in page.tree.elements.enumerated() where !element.isHidden {
            var score = Self.score(element.node, place, page, folded, &headings)
            if score > 0 { score -= Self.frameCost(place, page) }
            if score > best?.score ?? 0 { best = (place, score) }
        }
        firstHeadings = headings
        place = best?.place
        run = best.map { page.span(of: $0.place).lowerBound }
        text = best.flatMap { CleanText.name(page.tree.elements[$0.place].node.visibleText) }
    }

    private static func score(
        _ node: HTMLElement,
        _ place: Int,
        _ page: PageText,
        _ stated: [String],
        _ headings: inout [String]
    ) -> Int {
        let span = page.span(of: place)
        guard !span.isEmpty, span.count <= maximumPieces else { return 0 }
        let isFirst = node.isNamed("h1")
        let isHeading = isFirst || node.isNamed("h2") || node.isNamed("h3") || node.isNamed("h4")
        let isNamed = span.count <= 3 && node.attribute("itemprop") == "name"
        // Every other element counts only if it says just what the page says of itself.
        guard isHeading || isNamed || span.count == 1 else { return 0 }
        if !isHeading, !isNamed, page.places[span.lowerBound] != place || node.isNamed("a") || node.isNamed("option") {
            return 0
        }
        guard page.length(of: place, limit: maximumLength) < maximumLength else { return 0 }
        if !isHeading, !isNamed, !CleanText.hasLetter(page.runs[span.lowerBound].text) { return 0 }
        let text = span.map { page.runs[$0].text }.joined(separator: " ")
        if isFirst, headings.count < maximumFirst { headings.append(text) }
        let words = CleanText.folded(text)
        guard words.count >= 2 else { return 0 }
        if !isHeading, !isNamed { return stated.contains(words) ? 60 : 0 }
        let match = stated.map { Self.likeness(words, $0) }.max() ?? 0
        return (isFirst ? 30 : (isHeading ? 8 : 14)) + match
    }

    /// What a heading in the page's frame loses: a menu's headings name no product, a header's may.
    private static func frameCost(_ place: Int, _ page: PageText) -> Int {
        for around in page.tree.outwards(from: place) {
            let node = page.tree.elements[around].node
            if node.isNamed("nav") || node.isNamed("footer") || node.isNamed("aside") { return 100 }
            if node.isNamed("header") { return 10 }
        }
        return 0
    }

    /// How alike two folded names are: 60 for equal, less for one inside the other by the share of it.
    private static func likeness(_ text: String, _ stated: String) -> Int {
        if text == stated { return 60 }
        let (short, long) = text.count < stated.count ? (text, stated) : (stated, text)
        guard short.count >= 4, PhraseTable.contains(long, words: short) else { return 0 }
        return 10 + 40 * short.count / max(long.count, 1)
    }

    private static let maximumPieces = 12
    /// The most first headings that name the page.
    static let maximumFirst = 5
    /// The longest heading, in bytes.
    static let maximumLength = 400
}
