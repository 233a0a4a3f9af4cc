/// Picks, among the products that a source describes, the one that the page is about.
enum ProductChoice {
    /// The result of the choice.
    enum Result {
        case one(ProductFacts)
        /// Many products, none of which is the page's.
        case listing(Int)
        case none
    }

    static func choose(_ products: [ProductFacts], identity: PageIdentity) -> Result {
        let stated = products.filter { product in
            product.offers.contains { !$0.prices.isEmpty || $0.availability != .unknown }
                || product.availability != .unknown
        }
        let main = stated.filter { !$0.isAside }
        let typed = main.filter(\.isProductType)
        let candidates = typed.isEmpty ? main : typed
        guard let first = candidates.first else { return stated.count > 2 ? .listing(stated.count) : .none }
        if candidates.count == 1 { return .one(first) }
        let scores = candidates.map(identity.match)
        let best = scores.max() ?? 0
        let winners = candidates.indices.filter { scores[$0] == best }.map { candidates[$0] }
        if winners.count == 1 || (best > 0 && isOneProduct(winners)) { return .one(merged(winners)) }
        if isOneProduct(candidates) { return .one(merged(candidates)) }
        if best >= 4, let winner = winners.first { return .one(winner) }
        return .listing(candidates.count)
    }

    /// Whether all have one name: the same product told several times, or its variants.
    private static func isOneProduct(_ products: [ProductFacts]) -> Bool {
        Set(products.map { CleanText.folded($0.name ?? "") }.filter { !$0.isEmpty }).count <= 1
    }

    private static func merged(_ products: [ProductFacts]) -> ProductFacts {
        guard var first = products.first else { return ProductFacts(source: .jsonLD, path: "$") }
        for product in products.dropFirst() {
            first.offers += product.offers.prefix(max(0, SchemaReader.maximumOffers - first.offers.count))
            first.name = first.name ?? product.name
            if first.pictures.isEmpty { first.pictures = product.pictures }
        }
        return first
    }
}
