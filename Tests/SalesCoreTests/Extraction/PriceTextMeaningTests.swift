import Foundation
import SalesCore
import Testing

@Suite("What a price text says of its prices")
struct PriceTextMeaningTests {
    @Test("Every price carries the kind that the words around it state")
    func statesKinds() {
        let reading = PriceText.read("UVP 129,99 € jetzt ab 99,99 € zzgl. 4,99 € Versand, 9,90 €/kg")
        #expect(reading.values.map(\.kind) == [.list, .from, .shipping, .unit])
        #expect(reading.values.map(\.isKindStated) == [true, true, true, true])
    }

    @Test("A list price alone is a price of that kind")
    func keepsLoneListPrice() throws {
        let pounds = try #require(Currency(code: "GBP"))
        let price = PriceText.read("RRP £49.99").price
        #expect(price?.kind == .list)
        #expect(price?.money == Money(minorUnits: 4999, currency: pounds))
    }

    @Test("A bare dollar sign says which currencies it can be and decides none")
    func leavesDollarOpen() throws {
        let price = try #require(PriceText.read("$5").price)
        #expect(price.currency == nil)
        #expect(price.money == nil)
        #expect(price.possibleCurrencies.first?.code == "USD")
        #expect(price.possibleCurrencies.map(\.code).contains("CAD"))
        #expect(price.token == "$")
    }

    @Test("A value says where its digits stand")
    func saysWhere() throws {
        let value = try #require(PriceText.read("ab 1.299,00 € pro Stück").values.first)
        #expect(value.range == 3..<11)
    }

    @Test(
        "The currency of a text is found next to a price or alone, and not where two are named",
        arguments: [
            ("Kč", "CZK"), ("ab 19,99 €", "EUR"), ("Price", nil), ("$", nil), ("€ 5 / $6", nil), ("SKU:", nil),
            ("р.", "RUB"),
            ("Rp", "IDR"), ("GBP", "GBP"), ("R", "ZAR"), ("Model R and Q", nil), ("169,00 zł brutto", "PLN"),
        ] as [(String, String?)]
    )
    func findsCurrency(text: String, code: String?) {
        #expect(PriceText.currency(in: text)?.code == code)
    }

    @Test("A question is read from JSON and its answer written with every key")
    func answersInJSON() throws {
        let line = #"{"id": 7, "text": "1.299", "currency_hint": "Price", "decimal_hint": "€"}"#
        let question = try JSONDecoder().decode(PriceTextQuestion.self, from: Data(line.utf8))
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let open = String(decoding: try encoder.encode(question.answer), as: UTF8.self)
        #expect(open == #"{"amount":null,"currency":null,"id":7,"outcome":"ambiguous","readings":["1299","1.299"]}"#)
        let closed = PriceTextQuestion(id: 8, text: "1.299", currencyHint: "€ 5", decimalHint: nil).answer
        #expect(closed.outcome == .offer)
        #expect(closed.amount == "1299")
        #expect(closed.currency?.code == "EUR")
        #expect(PriceTextQuestion(id: 9, text: nil).answer.outcome == .noPrice)
    }
}
