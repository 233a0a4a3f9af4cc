import SalesHTML

/// What a page says of availability beside its product: in words, and by its buttons.
struct VisibleAvailability {
    /// What words say.
    private(set) var said: Availability = .unknown
    /// Whether those words are plain enough to contradict structured data: a button's own, or where the stock is told.
    private(set) var isPlain = false
    /// Whether a button that can be pressed puts the product into the cart.
    let canBeBought: Bool
    /// Whether there is such a button at all; one that is disabled until a script has run says nothing.
    let hasButton: Bool

    /// What words say, else what the button does.
    var availability: Availability { said == .unknown && canBeBought ? .inStock : said }

    init(_ page: PageText, heading: PageHeading, buttons: BuyButtons, best: PriceSpot?) {
        canBeBought = buttons.isBesideProduct && buttons.isEnabled
        hasButton = buttons.isBesideProduct
        guard let start = heading.run ?? best?.run else { return }
        let below = max(0, start - Self.above)..<min(page.runs.count, start + Self.reach)
        said = said(in: below, page, heading)
        // Some shops put the box to buy from beside the title, where it stands before it in the page's text.
        guard said == .unknown, let beside = page.block(around: heading.place), beside.lowerBound < below.lowerBound
        else { return }
        said = said(in: beside.lowerBound..<below.lowerBound, page, heading)
    }

    private mutating func said(in runs: Range<Int>, _ page: PageText, _ heading: PageHeading) -> Availability {
        for index in runs {
            let run = page.runs[index]
            guard run.text.utf8.count <= Self.longestNote, CleanText.hasLetter(run.text) else { continue }
            // "38 sold out" is one size among several.
            if run.text.first.map(\.isNumber) ?? false, !run.text.contains(":") { continue }
            let said = AvailabilityWords.phrase(run.text)
            guard said != .unknown else { continue }
            let place = page.places[index]
            if run.text.utf8.count > Self.longestText, !Self.isNamedStock(place, page) { continue }
            if Self.pickupTexts.matches(CleanText.folded(run.text)) || Self.isAside(place, page, heading) { continue }
            // Themes print such words into every page and hide them by style sheets where they do not hold.
            let isMark = Self.isMark(place, page)
            if said.canBeOrdered == false, canBeBought, isMark { continue }
            isPlain =
                Self.isNamedStock(place, page) || Self.isOnButton(place, page)
                || !isMark && run.text.utf8.count <= Self.shortText
            return said
        }
        return .unknown
    }

    /// Whether an element, or one close around it, is named as the place where the stock is told.
    private static func isNamedStock(_ place: Int, _ page: PageText) -> Bool {
        page.tree.outwards(from: place).prefix(2).contains { !page.words(at: $0).isDisjoint(with: stockNames) }
    }

    /// Whether it is what a button says.
    private static func isOnButton(_ place: Int, _ page: PageText) -> Bool {
        page.tree.outwards(from: place).prefix(3).contains { page.tree.elements[$0].node.isNamed("button") }
    }

    /// Whether an element, or one close around it, is a badge or the label of a choice, which may well not show.
    private static func isMark(_ place: Int, _ page: PageText) -> Bool {
        page.tree.outwards(from: place).prefix(markLevels).contains { around in
            let node = page.tree.elements[around].node
            let words = page.words(at: around)
            return node.isNamed("label") || !words.isDisjoint(with: marks) || Hints.isForScreenReaders(words)
        }
    }

    /// Whether an element is no part of what the page says of its product.
    static func isAside(_ place: Int, _ page: PageText, _ heading: PageHeading) -> Bool {
        for around in page.tree.outwards(from: place) {
            if let title = heading.place, page.tree.contains(around, title) { return false }
            let node = page.tree.elements[around].node
            if node.isNamed("option") || node.isNamed("nav") || node.isNamed("footer") || node.isNamed("aside") {
                return true
            }
            let words = page.words(at: around)
            if !words.isDisjoint(with: SpotWords.aside) || !words.isDisjoint(with: pickup) { return true }
        }
        return false
    }

    /// How many pieces of text above and below the title are looked at.
    private static let above = 5
    private static let reach = 160
    /// A longer text is a sentence about something else, in bytes; where the stock is told, it may be a whole sentence.
    private static let longestText = 80
    /// A text of two or three words says nothing else, in bytes.
    private static let shortText = 24
    static let longestNote = 200
    /// How many elements outwards a badge is named.
    private static let markLevels = 4
    private static let stockNames: Set<String> = [
        "stock", "availability", "available", "inventory", "backorder", "preorder",
    ]
    private static let marks: Set<String> = [
        "badge", "badges", "label", "labels", "tag", "flag", "sticker", "ribbon", "swatch", "swatches", "variant",
        "variants", "option", "options",
    ]
    private static let pickupTexts = PhraseTable([["pickup", "pick up", "click and collect", "variant sold out"]])
    /// What is said of a store that one fetches from, not of the product.
    private static let pickup: Set<String> = ["pickup", "collect", "collection", "clickandcollect", "instore"]
}
