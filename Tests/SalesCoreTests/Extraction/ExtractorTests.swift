import Foundation
import Testing

@testable import SalesCore

@Suite("Reading pages")
struct ExtractorTests {
    @Test("Every saved page has its twin, and there are many")
    func fixturesAreWhole() {
        #expect(PageFixture.all.count == PageFixture.pageCount)
        #expect(PageFixture.all.count >= 40)
    }

    @Test("A page is read as its twin says", arguments: PageFixture.all)
    func reads(_ fixture: PageFixture) throws {
        let expected = fixture.expected
        let page = try fixture.page
        let report = ExtractionReport(Extractor.read(page), url: page.url)
        #expect(report.outcome == expected.outcome, "\(report.reason ?? "no reason")")
        #expect(report.price?.amount == expected.price)
        #expect(report.price?.currency?.code == expected.currency)
        if report.outcome == .offer { #expect(report.listPrice?.amount == expected.listPrice) }
        if let availability = expected.availability { #expect(report.availability == availability) }
        if let kind = expected.kind { #expect(report.kind == kind) }
        if let name = expected.name { #expect(report.name == name) }
        if let reason = expected.reason { #expect(report.reason?.contains(reason) == true, "\(report.reason ?? "")") }
        if report.outcome != .offer { #expect(report.reason?.isEmpty == false) }
    }

    @Test("The same bytes give the same answer")
    func isPure() throws {
        for fixture in PageFixture.all.prefix(20) {
            let page = try fixture.page
            #expect(Extractor.read(page).candidates == Extractor.read(page).candidates)
        }
    }

    @Test("A page that is cut anywhere never reads as a price that it does not state, and nothing crashes")
    func cuts() throws {
        for fixture in PageFixture.all where fixture.expected.outcome == .offer && fixture.body.count < 4_000 {
            let whole = Extractor.read(try fixture.page)
            // What stands behind the cut can decide between prices that the page states; no other may come up.
            let stated = whole.candidates.compactMap(\.money)
            for length in stride(from: 1, to: fixture.body.count, by: 197) {
                var page = try fixture.page
                page.body = Array(fixture.body.prefix(length))
                if let price = Extractor.read(page).reading.offer?.price, price != whole.reading.offer?.price {
                    // A cut inside visible text cannot be known from the page alone; one inside markup can.
                    let tail = String(decoding: page.body.suffix(40), as: UTF8.self)
                    #expect(
                        stated.contains(price) || tail.last?.isNumber == true || tail.contains("price"),
                        "\(fixture.name) at \(length): \(price)"
                    )
                }
            }
        }
    }

    @Test("The report writes every key, with null for what is not known")
    func reportKeys() throws {
        let report = ExtractionReport(Extractor.read(PageContent(body: Array("<html><body>".utf8))))
        let object = try JSONSerialization.jsonObject(with: JSONEncoder().encode(report)) as? [String: Any]
        let keys = [
            "url", "outcome", "reason", "kind", "name", "image", "price", "list_price", "availability", "source",
            "candidates",
            "evidence",
            "notes",
        ]
        #expect(Set(object?.keys.map { $0 } ?? []) == Set(keys))
        #expect(object?["price"] is NSNull)
    }
}
