import Testing

@testable import LocalShop

@Suite("The shop's state")
struct ShopTests {
    @Test("The same seed gives the same shop, another seed another one")
    func seeds() {
        let first = Shop(count: 40, seed: 7) { 1_000 }
        let again = Shop(count: 40, seed: 7) { 1_000 }
        let other = Shop(count: 40, seed: 8) { 1_000 }
        #expect(first.products == again.products)
        #expect(first.products != other.products)
        #expect(Set(first.products.map(\.name)).count == 40)
    }

    @Test("Twenty products show every page kind, every currency and mostly pounds")
    func variety() {
        let products = Shop(count: 20, seed: 1) { 0 }.products
        #expect(Set(products.map(\.kind)) == Set(PageKind.allCases))
        #expect(Set(products.map(\.price.currency)) == Set(ShopCurrency.allCases))
        #expect(products.filter { $0.price.currency == .gbp }.count > 10)
        #expect(products.contains { $0.listPrice != nil })
        #expect(products.allSatisfy { $0.price.minor > 0 && ($0.listPrice?.minor ?? .max) > $0.price.minor })
    }

    @Test("A counted fault is used up by as many visits, an uncounted one stays")
    func faults() {
        let shop = Shop(count: 2, seed: 1) { 0 }
        #expect(shop.setFault(Fault(kind: .zero, remaining: 2), of: 1))
        #expect(shop.setFault(Fault(kind: .empty), of: 2))
        #expect((0..<3).map { _ in shop.visit(1)?.fault?.kind } == [.zero, .zero, nil])
        #expect((0..<3).map { _ in shop.visit(2)?.fault?.kind } == [.empty, .empty, .empty])
        #expect(!shop.setFault(Fault(kind: .empty), of: 3))
    }

    @Test("A reset brings back the opening, whatever was changed")
    func reset() throws {
        let shop = Shop(count: 3, seed: 1) { 0 }
        _ = shop.change(1) { _ in Shop.Change(name: "Other", availability: .outOfStock) }
        _ = shop.setFault(Fault(kind: .empty), of: 2)
        shop.setRefusal(.init(status: 500))
        #expect(shop.products != shop.opening)
        shop.reset()
        #expect(shop.products == shop.opening)
        #expect(shop.fault(of: 2) == nil)
        #expect(
            shop.receive { WebhookSink.Post(time: 0, path: "/sink", headers: [:], status: $0?.status ?? 200) } == nil
        )
    }
}

@Suite("Prices")
struct ShopMoneyTests {
    @Test(
        "A plain decimal is read exactly",
        arguments: [("39.99", 3_999), ("40", 4_000), ("0.5", 50), ("0", 0), ("1299.00", 129_900)]
    )
    func reads(text: String, minor: Int64) {
        #expect(ShopMoney(text: text, currency: .gbp)?.minor == minor)
    }

    @Test(
        "Anything else is no price",
        arguments: [
            "", ".", "1.", ".5", "-1", "+1", "1,99", "1.999", "£1", "1e3", " 1", "٣", "999999999999.99", "1.2.3",
        ]
    )
    func refuses(text: String) {
        #expect(ShopMoney(text: text, currency: .gbp) == nil)
    }

    @Test("Each currency is written in its own way, and for machines as a decimal")
    func writes() {
        let prices = ShopCurrency.allCases.map { ShopMoney(minor: 1_234_506, currency: $0) }
        #expect(prices.map(\.display) == ["£12,345.06", "12.345,06 €", "$12,345.06", "1,234,506円"])
        #expect(prices.map(\.decimal) == ["12345.06", "12345.06", "12345.06", "1234506"])
        #expect(ShopMoney(text: "1.5", currency: .jpy) == nil)
    }
}
