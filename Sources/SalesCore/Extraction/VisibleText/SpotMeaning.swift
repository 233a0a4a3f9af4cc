import SalesHTML

/// Tells what a price on the page means from the elements around it.
struct SpotMeaning {
    let page: PageText
    /// The places of all prices, in document order.
    let places: [Int]
    let heading: PageHeading
    /// The key of the page's own address.
    let ownKey: String?

    init(page: PageText, places: [Int], heading: PageHeading, address: PageURL?) {
        self.page = page
        self.places = places.sorted()
        self.heading = heading
        ownKey = address.flatMap { PageIdentity.key($0.absoluteString) }
    }

    func apply(to spot: inout PriceSpot) {
        if isTitle(spot.place) {
            spot.isAside = true
            return spot.add(-40, "stands in the title's own words")
        }
        var steps = 0
        var isNamed = false
        var isKnown = spot.value.isKindStated && spot.kind != .current
        for place in page.tree.outwards(from: spot.place) {
            if let title = heading.place, page.tree.contains(place, title) { break }
            let node = page.tree.elements[place].node
            if node.isNamed("body") { break }
            let words = page.words(at: place)
            steps += 1
            if Self.isAside(node, words, ownKey: ownKey) {
                spot.isAside = true
                spot.add(-40, "stands in “\(Self.label(node, words))”")
                break
            }
            if page.isStruck(at: place) {
                spot.isStruck = true
                if spot.kind == .current || spot.kind == .from { spot.kind = .list }
            }
            // What holds several prices says nothing of one of them.
            guard steps <= 6, count(in: place) <= 1 else { continue }
            if !isNamed, !words.isDisjoint(with: SpotWords.price) {
                isNamed = true
                spot.isNamed = true
                spot.add(20, "is named a price")
            }
            if steps <= 4, !words.isDisjoint(with: SpotWords.current) { spot.add(4, "is named current") }
            if node.attribute("itemprop") == "price" { spot.add(10, "has itemprop price") }
            if !isKnown, let kind = Self.kind(words, node) {
                isKnown = true
                take(kind, for: &spot)
            }
        }
        if !isKnown { takeLabel(of: &spot) }
    }

    /// Whether a price is a part of what the product or the page is called: "Gifts under $50".
    ///
    /// One in an element of its own that is named a price is none, even where the page puts that into the heading.
    private func isTitle(_ place: Int) -> Bool {
        guard let title = heading.place, page.tree.contains(title, place) else { return false }
        return place == title || page.words(at: place).isDisjoint(with: SpotWords.price)
    }

    private func take(_ meaning: Meaning, for spot: inout PriceSpot) {
        switch meaning {
        case .kind(let kind): spot.kind = kind
        case .softList: spot.isSoftList = true
        case .saving:
            spot.kind = .other
            spot.add(-30, "is named a saving")
        case .conversion:
            spot.kind = .other
            spot.add(-30, "is named a conversion")
        }
    }

    /// The piece of text right before a price may name it: "RRP", "You save", "Shipping".
    private func takeLabel(of spot: inout PriceSpot) {
        let first = page.span(of: spot.place).lowerBound
        guard first > 0 else { return }
        let label = page.runs[first - 1].text
        guard label.utf8.count <= 40, !PriceSpotFinder.hasDigit(label) else { return }
        let words = CleanText.folded(label)
        let reading = PriceText.read("\(label) 100 \(spot.value.currency?.code ?? "EUR")")
        guard let value = reading.values.first else {
            // "You save 100 EUR" is no price.
            if !words.isEmpty, label.last == ":" || words.split(separator: " ").count <= 3 {
                spot.kind = .other
                spot.add(-30, "is labelled “\(CleanText.line(label, limit: 40))”")
            }
            return
        }
        guard value.isKindStated, value.kind != .current else { return }
        spot.kind = value.kind
    }

    /// How many prices stand inside an element.
    private func count(in place: Int) -> Int {
        lowerBound(page.tree.elements[place].end) - lowerBound(place)
    }

    private func lowerBound(_ place: Int) -> Int { places.partitionIndex { $0 >= place } }

    private enum Meaning {
        case kind(Candidate.Kind)
        case softList
        case saving
        case conversion
    }

    private static func kind(_ words: Set<String>, _ node: HTMLElement) -> Meaning? {
        if !words.isDisjoint(with: SpotWords.list) { return .kind(.list) }
        if words.contains("per"), !words.isDisjoint(with: ["measure", "kilo", "kg", "weight", "litre", "liter"]) {
            return .kind(.unit)
        }
        if !words.isDisjoint(with: SpotWords.unit) { return .kind(.unit) }
        if !words.isDisjoint(with: SpotWords.shipping) { return .kind(.shipping) }
        if !words.isDisjoint(with: SpotWords.instalment) { return .kind(.instalment) }
        if !words.isDisjoint(with: SpotWords.conversion) { return .conversion }
        // A "discount price" is what is left to pay.
        let isReduced = words.contains("discount") && namesDiscountPrice(node)
        if !words.intersection(SpotWords.saving).subtracting(isReduced ? ["discount"] : []).isEmpty { return .saving }
        if !words.isDisjoint(with: SpotWords.member) { return .kind(.member) }
        if !words.isDisjoint(with: SpotWords.softList) { return .softList }
        return nil
    }

    /// Whether one name puts both words together: `discountPrice`, not `price__discount`.
    private static func namesDiscountPrice(_ node: HTMLElement) -> Bool {
        let names = node.attribute("class", limit: longestStyle)?.lowercased() ?? ""
        return ["discountprice", "discount-price", "discount_price"].contains(where: names.contains)
    }

    /// The most of a `style` attribute that is read, in bytes.
    private static let longestStyle = 500

    static func isStruck(_ node: HTMLElement) -> Bool {
        if node.isNamed("del") || node.isNamed("s") || node.isNamed("strike") { return true }
        return node.attribute("style", limit: longestStyle)?.lowercased().contains("line-through") ?? false
    }

    /// Whether an element is no part of the page's product: the page's frame, other products, a link to another page.
    static func isAside(_ node: HTMLElement, _ words: Set<String>, ownKey: String?) -> Bool {
        if node.isNamed("nav") || node.isNamed("footer") || node.isNamed("aside") || node.isNamed("header") {
            return true
        }
        if node.isNamed("a"), let target = node.attribute("href"), leadsElsewhere(target, ownKey) { return true }
        if node.isNamed("option") { return true }
        // The price's own element may sit in a slider; what is named a price is no part of the page.
        guard words.isDisjoint(with: SpotWords.price) else { return false }
        if !words.isDisjoint(with: SpotWords.cart), !words.isDisjoint(with: SpotWords.cartParts) { return true }
        if words.contains("header"), !words.isDisjoint(with: ["product", "item", "detail", "details", "pdp"]) {
            return false
        }
        return !words.isDisjoint(with: SpotWords.aside)
    }

    /// Whether a link leads to another page: a price inside it belongs to what is there.
    static func leadsElsewhere(_ target: String, _ ownKey: String?) -> Bool {
        guard !target.hasPrefix("#"), !target.isEmpty, !target.lowercased().hasPrefix("javascript:") else {
            return false
        }
        guard let key = PageIdentity.key(target), key != "#" else { return false }
        return key != ownKey && !key.hasPrefix("\(ownKey ?? "?")?")
    }

    private static func label(_ node: HTMLElement, _ words: Set<String>) -> String {
        words.intersection(SpotWords.aside).min() ?? node.name
    }
}
