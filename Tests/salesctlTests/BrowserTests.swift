import ChromeDriver
import Testing

@Suite("A browser that a test drives", .timeLimit(.minutes(15)))
struct BrowserTests {
    @Test("shows a page, clicks, types and takes pictures of it")
    func drives() async throws {
        try await OpenShop.with { shop in
            try await Browser.with { browser in
                try await browser.open(shop.page(6))
                #expect(try await !browser.title.isEmpty)
                #expect(try await browser.text().contains("£"))
                #expect(try await browser.picture().starts(with: [0x89, 0x50, 0x4E, 0x47]))
            }
        }
    }
}
