import SalesHTML

/// Finds the cards of a grid: brothers of one kind, each with a price, a link, and a picture or heading.
final class PriceCards {
    /// The most elements of a card that are searched for a link and picture.
    static let searched = 400

    private let page: PageText
    private let heading: PageHeading
    /// The places of all prices, in document order.
    private let places: [Int]
    /// The key of the page's own address.
    private let ownKey: String?
    /// How many cards of each kind stand in an element.
    private var known: [Int: [String: Int]] = [:]
    /// How the links of each card lead to other pages.
    private var linked: [Int: Links] = [:]
    /// How many elements outwards the card of one product reaches.
    private static let loneLevels = 6
    /// How many elements into a link its picture stands.
    private static let pictureReach = 6
    /// A shorter text of a link names no product, in bytes.
    private static let shortestName = 15
    /// The most of a link's address that is read, in bytes.
    private static let longestAddress = 2_000

    init(page: PageText, heading: PageHeading, places: [Int], ownKey: String?) {
        self.ownKey = ownKey
        self.page = page
        self.heading = heading
        self.places = places.sorted()
    }

    /// A number of cards alike.
    struct Grid {
        let count: Int
        /// Whether the card in question is plainly another product's: its picture and its name lead to another page.
        let isOfOthers: Bool
    }

    /// The grid that an element's card is one of; nil where it stands in none.
    ///
    /// Two cards are a grid only where they are plainly other products'.
    func grid(around place: Int) -> Grid? {
        var most = 0
        var isOfOthers = false
        for around in page.tree.outwards(from: place) {
            if let title = heading.place, page.tree.contains(around, title) { break }
            let parent = page.tree.elements[around].parent
            guard parent >= 0 else { break }
            let count = kinds(in: parent)[signature(around)] ?? 0
            if count >= 2, !isOfOthers, page.tree.elements[around].end - around <= Self.searched {
                isOfOthers = links(around).isNamedByPicture
            }
            most = max(most, count)
        }
        return most >= 3 || most == 2 && isOfOthers ? Grid(count: most, isOfOthers: isOfOthers) : nil
    }

    /// Whether a price stands with a picture and a name that both link to the same other page: another product's card that
    /// stands alone.
    func isOfOtherProduct(_ place: Int) -> Bool {
        for around in page.tree.outwards(from: place).prefix(Self.loneLevels) {
            if let title = heading.place, page.tree.contains(around, title) { return false }
            let end = page.tree.elements[around].end
            guard end - around <= Self.searched else { return false }
            if links(around).isTwice { return true }
        }
        return false
    }

    /// How a card's links lead to another page.
    private struct Links {
        /// Whether a picture and a name both do, to the same.
        var isTwice = false
        /// Whether one link holds both.
        var isNamedByPicture = false
    }

    private func links(_ place: Int) -> Links {
        if let known = linked[place] { return known }
        var pictured: Set<String> = []
        var named: Set<String> = []
        var links = Links()
        for inner in place..<page.tree.elements[place].end {
            let node = page.tree.elements[inner].node
            guard node.isNamed("a"), let target = node.attribute("href", limit: Self.longestAddress),
                SpotMeaning.leadsElsewhere(target, ownKey)
            else { continue }
            let inside = inner..<page.tree.elements[inner].end
            let isNamed = page.length(of: inner, limit: Self.shortestName) > Self.shortestName
            if inside.prefix(Self.pictureReach).contains(where: { page.tree.elements[$0].node.isNamed("img") }) {
                pictured.insert(target)
                links.isNamedByPicture = links.isNamedByPicture || isNamed
            } else if isNamed {
                named.insert(target)
            }
        }
        links.isTwice = !pictured.isDisjoint(with: named)
        links.isNamedByPicture = links.isNamedByPicture || links.isTwice
        linked[place] = links
        return links
    }

    private func kinds(in parent: Int) -> [String: Int] {
        if let kinds = known[parent] { return kinds }
        var kinds: [String: Int] = [:]
        var child = parent + 1
        while child < page.tree.elements[parent].end {
            if hasPrice(child), isCard(child) { kinds[signature(child), default: 0] += 1 }
            child = max(page.tree.elements[child].end, child + 1)
        }
        known[parent] = kinds
        return kinds
    }

    private func hasPrice(_ place: Int) -> Bool {
        let next = places.partitionIndex { $0 >= place }
        return next < places.count && places[next] < page.tree.elements[place].end
    }

    private func isCard(_ place: Int) -> Bool {
        let end = min(page.tree.elements[place].end, place + Self.searched)
        var hasLink = false
        var hasPicture = false
        for inner in place..<end {
            let node = page.tree.elements[inner].node
            if node.isNamed("img") || node.isNamed("picture") { hasPicture = true }
            if node.isNamed("a"), node.attribute("href") != nil { hasLink = true }
            if hasLink, hasPicture || page.tree.elements[place].node.isNamed("li") { return true }
        }
        return hasLink && hasHeading(place, end)
    }

    private func hasHeading(_ place: Int, _ end: Int) -> Bool {
        (place..<end).contains { inner in
            let node = page.tree.elements[inner].node
            return node.isNamed("h2") || node.isNamed("h3") || node.isNamed("h4") || node.isNamed("h5")
        }
    }

    private func signature(_ place: Int) -> String {
        let node = page.tree.elements[place].node
        return "\(node.name).\(node.firstClass ?? "")"
    }
}
