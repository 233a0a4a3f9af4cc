import SalesHTML

/// Reads what a page says of availability beside its product.
enum VisibleAvailability {
    /// How many pieces of text below the title are looked at.
    static let reach = 160
    private static let pickupTexts = PhraseTable([["pickup", "pick up", "click and collect", "variant sold out"]])
    /// A longer text is a sentence about something else, in bytes.
    static let longestText = 80

    static func read(_ page: PageText, heading: PageHeading, buttons: BuyButtons, best: PriceSpot?) -> Availability {
        guard let start = heading.run ?? best?.run else { return .unknown }
        let from = max(0, start - 5)
        var found: Availability = .unknown
        let canBeBought = !buttons.runs.isEmpty && buttons.isEnabled
        for index in from..<min(page.runs.count, start + reach) {
            let run = page.runs[index]
            guard run.text.utf8.count <= longestText, CleanText.hasLetter(run.text) else { continue }
            if pickupTexts.matches(CleanText.folded(run.text)) { continue }
            // "38 sold out" is one size among several.
            if run.text.first.map(\.isNumber) ?? false, !run.text.contains(":") { continue }
            let said = AvailabilityWords.phrase(run.text)
            guard said != .unknown, !isAside(page.places[index], page, heading) else { continue }
            // Themes print such words into every page and hide them by style sheets where they do not hold.
            if said.canBeOrdered == false, canBeBought, isMark(page.places[index], page) { continue }
            found = said
            break
        }
        // A button that is disabled until a script has run says nothing.
        return found == .unknown && canBeBought ? .inStock : found
    }

    /// Whether an element, or one close around it, is a badge or the label of a choice, which may well not show.
    private static func isMark(_ place: Int, _ page: PageText) -> Bool {
        page.tree.outwards(from: place).prefix(markLevels).contains { around in
            let node = page.tree.elements[around].node
            let words = page.words(at: around)
            return node.isNamed("label") || !words.isDisjoint(with: marks) || Hints.isForScreenReaders(words)
        }
    }

    /// How many elements outwards a badge is named.
    private static let markLevels = 4
    private static let marks: Set<String> = [
        "badge", "badges", "label", "labels", "tag", "flag", "sticker", "ribbon", "swatch", "swatches", "variant",
        "variants",
        "option", "options",
    ]
    /// What is said of a store that one fetches from, not of the product.
    private static let pickup: Set<String> = ["pickup", "collect", "collection", "clickandcollect", "instore"]

    private static func isAside(_ place: Int, _ page: PageText, _ heading: PageHeading) -> Bool {
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
}
