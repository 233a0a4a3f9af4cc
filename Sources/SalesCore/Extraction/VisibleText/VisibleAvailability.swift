import SalesHTML

/// Reads what a page says of availability beside its product.
enum VisibleAvailability {
    /// How many pieces of text below the title are looked at.
    static let reach = 160
    /// A longer text is a sentence about something else, in bytes.
    static let longestText = 80

    static func read(_ page: PageText, heading: PageHeading, buttons: BuyButtons, best: PriceSpot?) -> Availability {
        guard let start = heading.run ?? best?.run else { return .unknown }
        let from = max(0, start - 5)
        var found: Availability = .unknown
        for index in from..<min(page.runs.count, start + reach) {
            let run = page.runs[index]
            guard run.text.utf8.count <= longestText, CleanText.hasLetter(run.text) else { continue }
            // "38 sold out" is one size among several.
            if run.text.first.map(\.isNumber) ?? false, !run.text.contains(":") { continue }
            let said = AvailabilityWords.phrase(run.text)
            guard said != .unknown, !isAside(page.places[index], page, heading) else { continue }
            found = said
            break
        }
        if found == .unknown, !buttons.runs.isEmpty { return buttons.isEnabled ? .inStock : .outOfStock }
        return found
    }

    private static func isAside(_ place: Int, _ page: PageText, _ heading: PageHeading) -> Bool {
        for around in page.tree.outwards(from: place) {
            if let title = heading.place, page.tree.contains(around, title) { return false }
            let node = page.tree.elements[around].node
            if node.isNamed("option") || node.isNamed("nav") || node.isNamed("footer") || node.isNamed("aside") {
                return true
            }
            if !page.words(at: around).isDisjoint(with: SpotWords.aside) { return true }
        }
        return false
    }
}
