import Foundation

/// What a page is about, in its own words: the names and addresses that tell its product from the others on it.
struct PageIdentity: Sendable {
    /// The names, folded: headings, og:title, and the title as a whole.
    let names: [String]
    /// Paths with queries of the page's own addresses.
    let addresses: Set<String>
    /// The address's path and query, in lower case, for finding a product's number in it.
    let addressText: String

    init(survey: PageSurvey, headings: [String], url: PageURL?) {
        let stated = headings + [survey.meta("og:title"), survey.title].compactMap { $0 }
        names = stated.map(CleanText.folded).filter { !$0.isEmpty }
        let own = [survey.canonical, survey.meta("og:url"), url?.absoluteString].compactMap { $0 }
        addresses = Set(own.compactMap(Self.key))
        addressText = own.joined(separator: " ").lowercased()
    }

    /// How well a product fits the page: 0 for not at all.
    func match(_ product: ProductFacts) -> Int {
        var score = 0
        if product.addresses.contains(where: { Self.key($0).map(addresses.contains) ?? false }) { score += 4 }
        if let name = product.name.map(CleanText.folded), !name.isEmpty { score += match(name: name) }
        if product.identifiers.contains(where: isInAddress) { score += 1 }
        return score
    }

    /// How well a folded name fits the page's: 4 for the same, 2 for one inside the other.
    func match(name: String) -> Int {
        if names.contains(name) { return 4 }
        guard name.count >= Self.shortestName else { return 0 }
        if names.contains(where: { PhraseTable.contains($0, words: name) }) { return 3 }
        return names.contains { $0.count >= Self.shortestName && PhraseTable.contains(name, words: $0) } ? 2 : 0
    }

    /// Whether a product's number stands in the page's address.
    func isInAddress(_ identifier: String) -> Bool {
        identifier.utf8.count >= 4 && addressText.contains(identifier.lowercased())
    }

    /// Path and query of an address without scheme, host, fragment and closing slash; nil for the site's root.
    static func key(_ address: String) -> String? {
        var rest = Substring(address.prefix(PageURL.maximumLength))
        if let fragment = rest.firstIndex(of: "#") { rest = rest[..<fragment] }
        if let scheme = rest.range(of: "://") {
            rest = rest[scheme.upperBound...]
            rest = rest.firstIndex(of: "/").map { rest[$0...] } ?? ""
        } else if rest.hasPrefix("//") {
            rest = rest.dropFirst(2)
            rest = rest.firstIndex(of: "/").map { rest[$0...] } ?? ""
        }
        while rest.last == "/" { rest.removeLast() }
        while rest.first == "/" { rest.removeFirst() }
        return rest.isEmpty ? nil : rest.lowercased()
    }

    private static let shortestName = 4
}
