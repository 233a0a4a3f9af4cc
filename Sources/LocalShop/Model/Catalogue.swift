/// Makes the products that a shop opens with: believable names and prices, the same for the same seed.
struct Catalogue: Sendable {
    /// The most products that a shop may have.
    static let productLimit = 10_000

    private let seed: UInt64

    init(seed: UInt64) {
        self.seed = seed
    }

    /// Products 1 to `count`, opened at `time` (milliseconds since 1970).
    func products(count: Int, at time: Int64) -> [ShopProduct] {
        guard count > 0 else { return [] }
        return (1...min(count, Self.productLimit)).map { product(id: $0, at: time) }
    }

    private func product(id: Int, at time: Int64) -> ShopProduct {
        var random = SeededRandom(seed: seed &+ UInt64(id) &* 0x9E37_79B9)
        let line = random.pick(ProductLine.all, else: ProductLine.small)
        let brand = random.pick(ProductLine.brands, else: "Aldwick")
        let item = random.pick(line.items, else: ProductLine.kettle)
        let detail = random.pick(item.details, else: line.category)
        let series = random.pick(["A", "C", "K", "M", "S", "X"], else: "A")
        let model = "\(series)\(Int.random(in: 100...999, using: &random))"
        let currency = Self.currency(of: id)
        let price = Self.price(between: line.pounds, in: currency, using: &random)
        let onSale = Int.random(in: 0..<3, using: &random) == 0
        let markUp = Int64.random(in: 110...160, using: &random)
        return ShopProduct(
            id: id,
            name: "\(brand) \(item.noun) \(model), \(detail)",
            brand: brand,
            category: line.category,
            blurb: line.blurb,
            price: price,
            listPrice: onSale ? Self.tidy(price.minor * markUp / 100, in: currency) : nil,
            availability: id.isMultiple(of: 11) ? .outOfStock : .inStock,
            changedAt: time
        )
    }

    /// Mostly pounds; 10 and the 6 page kinds share the factor 2 only, so that each currency meets several kinds.
    private static func currency(of id: Int) -> ShopCurrency {
        switch id % 10 {
        case 4: .eur
        case 7: .usd
        case 0: .jpy
        default: .gbp
        }
    }

    private static func price(
        between pounds: ClosedRange<Int64>,
        in currency: ShopCurrency,
        using random: inout SeededRandom
    ) -> ShopMoney {
        let whole = Int64.random(in: pounds, using: &random)
        guard currency != .jpy else { return ShopMoney(minor: whole * 19 * 10, currency: .jpy) }
        let ending: Int64 = random.pick([99, 99, 95, 50, 0], else: 99)
        return ShopMoney(minor: whole * 100 + ending, currency: currency)
    }

    private static func tidy(_ minor: Int64, in currency: ShopCurrency) -> ShopMoney {
        let rounded = currency == .jpy ? minor / 100 * 100 + 80 : minor / 100 * 100 + 99
        return ShopMoney(minor: rounded, currency: currency)
    }
}
