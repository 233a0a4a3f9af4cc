import SalesHTML

/// The buttons of a page that put its product into the cart.
struct BuyButtons {
    /// Their places among the pieces of text, in order.
    let runs: [Int]
    /// Whether one of them stands in the product's own part of the page.
    let isBesideProduct: Bool
    /// Whether the first of those can be pressed.
    let isEnabled: Bool

    init(_ page: PageText, heading: PageHeading, cards: PriceCards) {
        var runs: [Int] = []
        var isBesideProduct = false
        var isEnabled = true
        let block = page.block(around: heading.place)
        for (place, element) in page.tree.elements.enumerated() where runs.count < Self.maximum {
            guard !element.isHidden, Self.canBePressed(element.node) else { continue }
            let run = Self.run(at: place, in: page)
            if let title = heading.run, run < title - 5, !(block?.contains(run) ?? false) { continue }
            guard Self.isNamedForBuying(element.node, place, page),
                !(cards.grid(around: place)?.isOfOthers ?? false)
            else { continue }
            if !isBesideProduct, !VisibleAvailability.isAside(place, page, heading) {
                isBesideProduct = true
                let node = element.node
                isEnabled = node.attribute("disabled") == nil && !Hints.words(of: node).contains("disabled")
            }
            runs.append(run)
        }
        self.runs = runs
        self.isBesideProduct = isBesideProduct
        self.isEnabled = isEnabled
    }

    private static func canBePressed(_ node: HTMLElement) -> Bool {
        if node.isNamed("a") || node.isNamed("button") { return true }
        guard node.isNamed("input") else { return false }
        return !["hidden", "text", "checkbox", "radio", "number"].contains(node.attribute("type")?.lowercased() ?? "")
    }

    private static func isNamedForBuying(_ node: HTMLElement, _ place: Int, _ page: PageText) -> Bool {
        let said =
            node.isNamed("input")
            ? Self.names.compactMap { node.attribute($0) }.joined(separator: " ")
            : page.span(of: place).prefix(4).map { page.runs[$0].text }.joined(separator: " ")
        let text = CleanText.folded(String(said.prefix(80)))
        if text.utf8.count <= 60, phrases.matches(text) { return true }
        // "Beli" is "buy", and "white" in other countries: a choice of colours submits nothing.
        let isSubmit = node.attribute("type")?.lowercased() == "submit"
        if isSubmit, SpotWords.wholeBuyTexts.contains(text) { return true }
        guard !node.isNamed("a") else { return false }
        let words = Hints.words(of: node)
        return words.contains("add") && !words.isDisjoint(with: ["cart", "basket", "bag"])
            || words.contains("addtocart")
    }

    /// The first piece of text at or behind an element.
    static func run(at place: Int, in page: PageText) -> Int {
        let span = page.span(of: place)
        if !span.isEmpty { return span.lowerBound }
        return page.places.partitionIndex { $0 >= place }
    }

    /// Where an input says what it does.
    private static let names: [StaticString] = ["value", "alt", "title", "aria-label"]
    private static let phrases = PhraseTable([SpotWords.buyTexts])
    private static let maximum = 20
}
