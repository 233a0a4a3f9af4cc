import SalesTesting
import Testing

@testable import SalesCore

@Suite("One URL for one product")
struct CanonicalURLTests {
    @Test(
        "what tells where a visitor came from is dropped, all else keeps its order and spelling",
        arguments: [
            ("https://shop.example/p?utm_source=a&utm_medium=b", "https://shop.example/p"),
            ("https://shop.example/p?id=7&utm_source=a&color=Red", "https://shop.example/p?id=7&color=Red"),
            ("https://shop.example/p?gclid=x&b=2&a=1&fbclid=y", "https://shop.example/p?b=2&a=1"),
            ("https://shop.example/p?UTM_Source=a&GCLID=b&Id=7", "https://shop.example/p?Id=7"),
            ("https://shop.example/p?utm_source", "https://shop.example/p"),
            ("https://shop.example/p?a=%2F&msclkid=1&a=+", "https://shop.example/p?a=%2F&a=+"),
            ("https://shop.example/p?", "https://shop.example/p"),
            ("https://shop.example/p?&&a=1&", "https://shop.example/p?a=1"),
            ("https://shop.example/p#reviews", "https://shop.example/p"),
            ("https://shop.example", "https://shop.example/"),
            ("HTTPS://Shop.Example:443/P?q=1", "https://shop.example/P?q=1"),
            ("https://shop.example/p?a&b=&=c", "https://shop.example/p?a&b=&=c"),
        ]
    )
    func canonical(written: String, expected: String) {
        let url = WebsiteAdapters().adapter(for: Sample.url(written)).canonical(Sample.url(written))
        #expect(url.absoluteString == expected)
    }

    @Test(
        "keys that only look alike may select a product, and stay",
        arguments: [
            "utm", "autm_source", "my_gclid", "gclids", "source", "ref", "variant", "tag", "fb", "ga", "sku",
            "utm-source", "mc", "id",
        ]
    )
    func kept(key: String) {
        let url = Sample.url("https://shop.example/p?\(key)=1")
        #expect(GenericWebsite().canonical(url) == url)
    }

    @Test("a canonical URL is its own canonical URL, for 1,000 random queries")
    func idempotent() {
        var random = SeededRandom(seed: 29)
        let keys = ["utm_a", "id", "gclid", "", "v", "pk_x", "%67clid", "a=b", "&", "=", "?"]
        for _ in 0..<1_000 {
            let query = (0..<6).compactMap { _ in keys.randomElement(using: &random) }.joined(separator: "&")
            let once = GenericWebsite().canonical(Sample.url("https://shop.example/p?\(query)"))
            #expect(GenericWebsite().canonical(once) == once)
            #expect(once.query?.contains("utm_a") != true)
            #expect(Sample.url(once.absoluteString) == once)
        }
    }

    @Test("a listed name is in lower case, or it would never be met")
    func listed() {
        for name in TrackingParameters.names {
            #expect(name == name.lowercased() && TrackingParameters.isIdle(name.uppercased()))
        }
        for prefix in TrackingParameters.prefixes { #expect(TrackingParameters.isIdle(prefix + "x")) }
    }

    @Test("the first adapter that serves a URL is asked, else the generic one")
    func adapters() {
        struct Adapter: WebsiteAdapter {
            let name: String
            var about: WebsiteAbout {
                WebsiteAbout(name: name, title: "", serves: "", interface: "", reads: [], verification: "")
            }
            func serves(_ url: PageURL) -> Bool { url.host == "shop.example" }
            func canonical(_ url: PageURL) -> PageURL { url }
            func page(of url: PageURL) -> WebsitePage { .plain(url) }
        }
        let adapters = WebsiteAdapters([Adapter(name: "first"), Adapter(name: "second")])
        #expect(adapters.adapter(for: Sample.url("https://shop.example/p")).about.name == "first")
        #expect(adapters.adapter(for: Sample.url("https://other.example/p")).about.name == "generic")
    }
}
