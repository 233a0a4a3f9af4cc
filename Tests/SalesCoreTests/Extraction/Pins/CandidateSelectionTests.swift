import Testing

@testable import SalesCore

@Suite("Selections of candidates")
struct CandidateSelectionTests {
    private func selections(_ page: PageContent) -> Extraction {
        PinnedPage.withSelections(Extractor.read(page), of: page)
    }

    private func page(offers: String) -> PageContent {
        let html = """
            <html lang="en"><head><title>Kettle</title><script type="application/ld+json">
            {"@type": "Product", "name": "Kettle", "offers": [\(offers)]}
            </script></head><body><h1>Kettle</h1></body></html>
            """
        return PageContent(body: Array(html.utf8))
    }

    @Test("A selection gives the price of its candidate, on every saved page, and there are many")
    func everyPage() throws {
        var given = 0
        for fixture in PageFixture.all {
            var page = try fixture.page
            for candidate in selections(page).candidates.prefix(4) {
                guard let selection = candidate.selection else { continue }
                page.selection = selection
                let read = Extractor.read(page)
                #expect(read.reading.offer?.price == candidate.money, "\(fixture.name): \(selection.text)")
                given += 1
            }
        }
        #expect(given >= 80, "\(given)")
    }

    @Test("Nothing else of what was read changes")
    func changesNothing() throws {
        for fixture in PageFixture.all.prefix(30) {
            let page = try fixture.page
            let (before, after) = (Extractor.read(page), selections(page))
            #expect(before.reading == after.reading && before.kind == after.kind && before.notes == after.notes)
            #expect(before.candidates.map(\.path) == after.candidates.map(\.path))
        }
    }

    @Test("An offer of several currencies is named by its place, where each one before it states a price")
    func places() {
        let dollars = #"{"@type": "Offer", "price": "10.00", "priceCurrency": "USD"}"#
        let euros = #"{"@type": "Offer", "price": "9.00", "priceCurrency": "EUR"}"#
        let both = selections(page(offers: "\(dollars), \(euros)")).candidates
        #expect(both.map { $0.selection?.text } == ["offer:1", "offer:2"])
        let gap = selections(page(offers: #"{"@type": "Offer", "url": "x"}, \#(dollars), \#(euros)"#)).candidates
        #expect(gap.count == 2 && gap.allSatisfy { $0.selection == nil })
    }

    @Test("A price made of pieces that a selector reads as another has none")
    func pieces() {
        let html = """
            <html lang="en"><head><title>Kettle</title></head><body><main><h1>Kettle</h1>
            <div class="price"><span>£19</span><span>99</span></div><button>Add to cart</button></main></body></html>
            """
        let page = PageContent(body: Array(html.utf8))
        for candidate in selections(page).candidates {
            guard let selection = candidate.selection else { continue }
            var pinned = page
            pinned.selection = selection
            #expect(Extractor.read(pinned).reading.offer?.price == candidate.money)
        }
    }

    @Test("A candidate whose currency is not known has none")
    func withoutCurrency() {
        let html = """
            <html lang="en"><head><title>Kettle</title></head><body><main><h1>Kettle</h1>
            <p class="price">24.50</p><button>Add to cart</button></main></body></html>
            """
        let candidates = selections(PageContent(body: Array(html.utf8))).candidates
        #expect(candidates.allSatisfy { $0.selection == nil })
    }
}
