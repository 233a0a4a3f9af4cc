import Foundation

/// What a page is about, in its own words: the names and addresses that tell its product from the others on it.
struct PageIdentity: Sendable {
    /// The names, folded: headings, og:title, and the title as a whole.
    let names: [String]
    /// The names by which embedded state may know the product: those, and the parts of the title, to which shops add
    /// their own name.
    let stateNames: [String]
    /// Paths with queries of the page's own addresses.
    let addresses: Set<String>
    /// The address's path and query, in lower case, for finding a product's number in it.
    let addressText: String

    init(survey: PageSurvey, headings: [String], url: PageURL?) {
        let stated = headings + [survey.meta("og:title"), survey.title].compactMap { $0 }
        names = stated.map(CleanText.folded).filter { !$0.isEmpty }
        let parts = PageReader.titleParts(survey.title).map(CleanText.folded).filter { !$0.isEmpty }
        stateNames = names + parts.prefix(Self.maximumParts)
        let own = [survey.canonical, survey.meta("og:url"), url?.absoluteString].compactMap { $0 }
        addresses = Set(own.compactMap(Self.key))
        addressText = own.joined(separator: " ").lowercased()
    }

    /// What is known of an answer that is no page: its address.
    init(url: PageURL?) {
        names = []
        stateNames = []
        addresses = Set([url.flatMap { Self.key($0.absoluteString) }].compactMap { $0 })
        addressText = url?.absoluteString.lowercased() ?? ""
    }

    /// How well a product fits the page: 0 for not at all.
    func match(_ product: ProductFacts) -> Int {
        var score = 0
        if product.addresses.contains(where: isOwn) { score += 4 }
        if let name = product.name.map(CleanText.folded), !name.isEmpty { score += match(name: name) }
        if product.identifiers.contains(where: isInAddress) { score += 1 }
        return score
    }

    /// Whether an address is one of the page's own, with or without its host.
    func isOwn(_ address: String) -> Bool { Self.key(address).map(addresses.contains) ?? false }

    /// How well a folded name fits the page's: 4 for the same, 2 for one inside the other.
    func match(name: String) -> Int {
        if names.contains(name) { return 4 }
        guard name.count >= Self.shortestName else { return 0 }
        if names.contains(where: { PhraseTable.contains($0, words: name) }) { return 3 }
        return names.contains { $0.count >= Self.shortestName && PhraseTable.contains(name, words: $0) } ? 2 : 0
    }

    /// Whether a product's number stands in the page's address, not as a piece of a longer number or word.
    func isInAddress(_ identifier: String) -> Bool {
        guard (Self.shortestNumber...Self.longestNumber).contains(identifier.utf8.count) else { return false }
        let number = identifier.lowercased()
        var rest = addressText[...]
        while let found = rest.range(of: number) {
            let before = addressText[..<found.lowerBound].last
            let after = addressText[found.upperBound...].first
            if Self.isBorder(before, number.first), Self.isBorder(number.last, after) { return true }
            rest = rest[found.upperBound...]
        }
        return false
    }

    /// Whether the last step of the page's address, or a value of its query, is this name of a product, or begins or ends
    /// with this number.
    func isNamed(_ identifier: String) -> Bool {
        let name = identifier.lowercased()
        guard name.count >= Self.shortestNumber, name.count <= Self.longestNumber else { return false }
        let isNumber = name.contains(where: \.isNumber) && !name.contains("-") && name.count > Self.shortestNumber
        return steps.contains { step in
            if step == name { return true }
            guard isNumber else { return false }
            return step.hasPrefix("\(name)-") || step.hasSuffix("-\(name)") || step.hasPrefix("\(name)_")
                || step.hasSuffix("_\(name)")
        }
    }

    /// The last steps of the page's own addresses without their endings, and the values of their queries.
    private var steps: [String] {
        addresses.flatMap { address -> [String] in
            let (path, pairs) = Self.parts(of: address)
            let last = path.split(separator: "/").last.map(String.init) ?? ""
            let bare = last.hasSuffix(".html") ? String(last.dropLast(5)) : last
            return [bare] + pairs.values.map { String($0.dropFirst()) }
        }
    }

    /// Whether a word or number ends between two characters; `p123` is the number 123 behind a letter.
    private static func isBorder(_ left: Character?, _ right: Character?) -> Bool {
        guard let left, let right else { return true }
        return !(left.isNumber && right.isNumber || left.isLetter && right.isLetter)
    }

    /// How closely the page's own addresses name an offer's: by how many pairs of its query; nil where they name another.
    ///
    /// Visitors and feeds bring pairs along that name nothing, so that only what both have is compared. It must not differ,
    /// and an offer with a query is named by nothing less than one pair of it.
    func naming(_ address: String) -> Int? {
        guard let key = Self.key(address) else { return nil }
        let (path, pairs) = Self.parts(of: key)
        return addresses.compactMap { own -> Int? in
            let (ownPath, ownPairs) = Self.parts(of: own)
            guard ownPath == path else { return nil }
            let both = pairs.filter { ownPairs[$0.key] != nil }
            guard both.allSatisfy({ ownPairs[$0.key] == $0.value }), pairs.isEmpty || !both.isEmpty else { return nil }
            return both.count
        }.max()
    }

    private static func parts(of key: String) -> (path: Substring, pairs: [Substring: Substring]) {
        let parts = key.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let path = parts.first ?? ""
        let query = parts.count == 2 ? parts[1].split(separator: "&").prefix(maximumPairs) : []
        let pairs = query.map { pair in (pair.prefix { $0 != "=" }, pair.drop { $0 != "=" }) }
        return (path.last == "/" ? path.dropLast() : path, Dictionary(pairs) { first, _ in first })
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
    private static let shortestNumber = 4
    private static let longestNumber = 100
    /// The most pairs of a query that are compared.
    private static let maximumPairs = 50
    /// The most parts of a title that are names.
    private static let maximumParts = 6
}
