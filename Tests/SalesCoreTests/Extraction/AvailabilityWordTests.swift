import Testing

@testable import SalesCore

@Suite("Words of availability")
struct AvailabilityWordTests {
    @Test(
        "say what a shop's words mean, in its language",
        arguments: [
            ("Sold out", .outOfStock), ("Nicht mehr lieferbar", .discontinued),
            ("Derzeit nicht verfügbar", .outOfStock),
            ("Sofort lieferbar", .inStock), ("Jetzt vorbestellen", .preorder), ("Rupture de stock", .outOfStock),
            ("Plus que 3 en stock", .inStock), ("Agotado", .outOfStock), ("Bajo pedido", .backorder),
            ("Non disponibile", .outOfStock), ("Produkt niedostępny", .outOfStock), ("Skladem > 5 ks", .inStock),
            ("Není skladem", .outOfStock), ("Нет в наличии", .outOfStock), ("Есть в наличии", .inStock),
            ("Няма в наличност", .outOfStock), ("Stokta yok", .outOfStock), ("在庫あり", .inStock), ("在庫なし", .outOfStock),
            ("売り切れ", .outOfStock), ("予約受付中", .preorder), ("품절", .outOfStock), ("已售完", .outOfStock),
            ("现货", .inStock), ("Hết hàng", .outOfStock), ("Stok habis", .outOfStock), ("สินค้าหมด", .outOfStock),
            ("غير متوفر", .outOfStock), ("Εξαντλήθηκε", .outOfStock), ("Currently on backorder", .backorder),
            ("Utgått", .discontinued), ("Udsolgt", .outOfStock), ("Loppuunmyyty", .outOfStock),
        ] as [(String, Availability)]
    )
    func words(text: String, expected: Availability) {
        #expect(AvailabilityWords.phrase(text) == expected)
    }

    @Test(
        "say nothing where they are about orders, alarms, or what is to come",
        arguments: [
            "Бесплатная доставка на заказ от 3000 ₽", "Sleva na objednávku", "Rabat na zamówienie",
            "Korting op bestelling",
            "Special order items cannot be returned", "Get notified when the price drops",
            "Det finns inte några recensioner",
            "售完即止", "再入荷しました", "Поступит в продажу 12 мая", "Wkrótce w sprzedaży", "Uskoro dostupno", "Segera tersedia",
            "Thông báo khi có hàng", "Ожидается на складе", "Order now and we'll ship today", "来店のご予約はこちら",
        ]
    )
    func innocent(text: String) {
        #expect(AvailabilityWords.phrase(text) == .unknown)
    }

    @Test("no phrase stands there twice")
    func unique() {
        let all = AvailabilityWords.table.flatMap { $0.1.map(CleanText.folded) }
        let twice = Dictionary(grouping: all) { $0 }.filter { $0.value.count > 1 }.keys.sorted()
        #expect(twice == [])
    }
}
