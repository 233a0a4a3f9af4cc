import SalesTesting
import Testing

@testable import SalesCore

@Suite("Bodies that are JSON")
struct JSONPageTests {
    @Test("A body that is cut anywhere is never an offer")
    func cuts() throws {
        for fixture in PageFixture.all where fixture.name.hasPrefix("json/") && fixture.expected.outcome == .offer {
            var page = try fixture.page
            for length in 1..<fixture.body.count {
                page.body = Array(fixture.body.prefix(length))
                #expect(Extractor.read(page).reading.offer == nil, "\(fixture.name) at \(length)")
            }
        }
    }

    private func read(_ json: String, pin: String = "") -> Extraction {
        Extractor.read(PageContent(body: Array(json.utf8), selection: Selection(text: pin)))
    }

    @Test(
        "A whole number has two meanings, unless the currency or another price of the product leaves one",
        arguments: [
            (#""price": 1999, "currency": "EUR""#, nil), (#""price": "1999", "currency": "EUR""#, nil),
            (#""price": {"amount": 1999, "currency": "EUR"}"#, nil), (#""price": 1999, "currency": "KRW""#, "1999"),
            (#""price": 1999, "old_price": 2499.5, "currency": "EUR""#, "1999.00"),
            (#""price": 1999.0, "currency": "EUR""#, "1999.00"),
            (#""price": {"amount": 1999, "currency": "EUR", "fractionDigits": 2}"#, "19.99"),
        ]
    )
    func integers(members: String, amount: String?) {
        let extraction = read(#"{"name": "Kettle", \#(members)}"#)
        #expect(extraction.reading.offer?.price.decimal == amount)
        if amount == nil { #expect(extraction.reading.outcome == .ambiguous) }
    }

    @Test("A pin selects a variant of it", arguments: ["sku:K-2", "variant:12"])
    func pins(pin: String) {
        let json = """
            {"title": "Kettle", "currency": "GBP", "variants": [{"id": 11, "sku": "K-1", "price": "19.99"},
            {"id": 12, "sku": "K-2", "price": "29.99", "available": false}]}
            """
        let offer = read(json, pin: pin).reading.offer
        #expect(offer?.price == .gbp(29_99))
        #expect(offer?.availability == .outOfStock)
    }
}
