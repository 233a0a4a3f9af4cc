import Foundation
import Testing

@testable import LocalShop

@Suite("Extraction from the command line", .timeLimit(.minutes(15)))
struct ExtractTests {
    private struct Answer: Decodable, Equatable {
        let id: Int
        let outcome: String
        let amount: String?
        let currency: String?
        let readings: [String]
    }

    private static let page = """
        <html><head><title>Kettle</title><script type="application/ld+json">
        {"@context":"https://schema.org","@type":"Product","name":"Kettle","offers":{"@type":"Offer",
        "price":"129.99","priceCurrency":"GBP","availability":"https://schema.org/InStock"}}
        </script></head><body><h1>Kettle</h1><p class="price">£129.99</p></body></html>
        """

    @Test("A file is read without a request, a store or a configuration")
    func file() async throws {
        try await OpenShop.with { shop in
            try await Sandbox.with(allowing: shop) { home in
                let file = try home.file("page.html", Self.page)
                let run = try await home.salesctl("extract", file, "--url", shop.page(6), "--format", "json")
                #expect(run.status == 0 && run.errors.isEmpty)
                let record = try run.json(as: OutcomeRecord.self)
                #expect(record.outcome == "offer" && record.price == AmountRecord(amount: "129.99", currency: "GBP"))
                #expect(shop.shop.log.isEmpty)
                #expect(try home.hasUntouchedStore())
                let table = try await home.salesctl("extract", file)
                #expect(table.status == 0 && table.output.contains("£129.99"))
            }
        }
    }

    @Test("A file without a price ends with 69 and says so in JSON; a wrong --url is a usage error")
    func noPrice() async throws {
        try await Sandbox.with { home in
            let file = try home.file("page.html", "<html><body><h1>About us</h1><p>We sell kettles.</p></body></html>")
            let run = try await home.salesctl("extract", file, "--format", "json")
            #expect(run.status == 69)
            #expect(try run.json(as: OutcomeRecord.self).outcome == "no_price")
            let wrong = try await home.salesctl("extract", file, "--url", "kettle")
            #expect(wrong.status == 64 && wrong.errors.contains("--url"))
        }
    }

    @Test("A price of an unknown currency, or of none, is no offer", arguments: ["XQZ", ""])
    func currency(_ code: String) async throws {
        try await Sandbox.with { home in
            let page = Self.page.replacingOccurrences(of: "GBP", with: code).replacingOccurrences(of: "£", with: "")
            let run = try await home.salesctl("extract", try home.file("page.html", page), "--format", "json")
            #expect(run.status == 69)
            let record = try run.json(as: OutcomeRecord.self)
            #expect(record.outcome == "ambiguous" && record.price?.currency == nil && record.reason?.isEmpty == false)
        }
    }

    @Test("A page is looked at without being tracked")
    func address() async throws {
        try await OpenShop.with { shop in
            shop.setPrice(49_99, of: 6)
            try await Sandbox.with(allowing: shop) { home in
                let run = try await home.salesctl("extract", shop.page(6), "--format", "json")
                #expect(try run.json(as: OutcomeRecord.self).price?.amount == "49.99")
                try await home.expectNothingTracked()
            }
        }
    }

    @Test("Each line of price texts gets one line of JSON, and a wrong line is named")
    func texts() async throws {
        try await Sandbox.with { home in
            let lines = """
                {"id":1,"text":"£40","currency_hint":null,"decimal_hint":null}
                {"id":2,"text":"1.234,56 €"}

                {"id":3,"text":"sold out"}

                """
            let run = try await home.salesctl("extract", "--text", input: lines)
            #expect(run.status == 0 && run.errors.isEmpty)
            let expected = [
                Answer(id: 1, outcome: "offer", amount: "40", currency: "GBP", readings: []),
                Answer(id: 2, outcome: "offer", amount: "1234.56", currency: "EUR", readings: []),
                Answer(id: 3, outcome: "no_price", amount: nil, currency: nil, readings: []),
            ]
            #expect(try run.jsonLines(as: Answer.self) == expected)
            let wrong = try await home.salesctl("extract", "--text", input: lines + "£40\n")
            #expect(wrong.status == 65 && wrong.errors.contains("line 5"))
            #expect(try wrong.jsonLines(as: Answer.self) == expected)
        }
    }
}
