import HTTPTypes
import SalesTesting
import Testing

@testable import SalesCore

@Suite("Steam")
struct SteamTests {
    static let app = "https://store.steampowered.com/app/620"
    static let page = "https://store.steampowered.com/app/620?cc=gb"
    static let details = "https://store.steampowered.com/api/appdetails"

    static func request(_ id: String = "620", cc: String = "&cc=gb") -> String {
        "\(details)?appids=\(id)&filters=basic,price_overview,release_date\(cc)"
    }

    static func data(_ price: String, free: Bool = false, coming: Bool = false, age: String = "0") -> String {
        """
        {"620":{"success":true,"data":{"type":"game","name":"Portal 2","header_image":"https://cdn.example/620.jpg","steam_appid":620,"required_age":\(age),
        "is_free":\(free),"release_date":{"coming_soon":\(coming),"date":"18 Apr, 2011"}\(price)}}}
        """
    }

    static func price(_ final: Int, initial: Int, currency: String, _ text: String) -> String {
        """
        ,"price_overview":{"currency":"\(currency)","initial":\(initial),"final":\(final),"discount_percent":80,
        "initial_formatted":"","final_formatted":"\(text)"}
        """
    }

    private func read(_ body: String) async throws -> Look {
        let bench = AdapterBench()
        bench.answer(Self.request(), body)
        bench.answer(Self.page, Self.html)
        return try await bench.look(Self.page)
    }

    static let html = """
        <html lang="en"><head><title>Portal 2 on Steam</title></head><body><h1>Portal 2</h1>
        <div itemprop="offers" itemscope itemtype="http://schema.org/Offer"><meta itemprop="priceCurrency" content="GBP">
        <meta itemprop="price" content="8.50"></div><div class="game_purchase_price price" data-price-final="850">£8.50</div>
        </body></html>
        """

    @Test(
        "Amounts are hundredths in every currency, checked against their own text",
        arguments: [
            ("GBP", 199, 999, "£1.99", "1.99", "9.99"), ("JPY", 19_800, 98_000, "¥ 198", "198", "980"),
            ("KRW", 2_150_000, 2_150_000, "₩ 21,500", "21500", nil), ("KWD", 150, 300, "1.50 KD", "1.500", "3.000"),
            ("EUR", 0, 999, "", "0.00", "9.99"),
        ]
    )
    func prices(currency: String, final: Int, initial: Int, text: String, price: String, list: String?) async throws {
        let look = try await read(Self.data(Self.price(final, initial: initial, currency: currency, text)))
        let offer = try #require(look.reading.offer, "\(look.reading)")
        #expect(offer.price.description == "\(price) \(currency)")
        #expect(offer.listPrice?.decimal == list)
        #expect(offer.name == "Portal 2")
        #expect(offer.availability == .inStock)
        #expect(offer.source == "the interface of Steam $.620.data.price_overview.final")
        #expect(look.extraction?.image?.absoluteString == "https://cdn.example/620.jpg")
        #expect(look.extraction?.candidates.first?.source == .api)
    }

    @Test("An app for adults is read like any other; its page opens with the cookies of the age gate")
    func ageGate() async throws {
        let look = try await read(Self.data(Self.price(199, initial: 199, currency: "GBP", "£1.99"), age: "\"18\""))
        #expect(look.reading.offer?.price == .gbp(1_99))
        let cookie = Steam().page(of: Sample.url(Self.page)).request.fields[.cookie]
        #expect(cookie?.contains("birthtime=0") == true)
        #expect(cookie?.contains("wants_mature_content=1") == true)
    }

    @Test("A free app has no price but can be had; one that is not released or not sold by itself cannot")
    func withoutPrice() async throws {
        #expect(try await read(Self.data("", free: true)).reading == .noPrice(availability: .inStock))
        let coming = try await read(Self.data("", coming: true))
        #expect(coming.reading == .noPrice(availability: .outOfStock))
        #expect(coming.extraction?.notes.contains { $0.contains("not released") } == true)
        #expect(try await read(Self.data("", free: true, coming: true)).reading == .noPrice(availability: .outOfStock))
        #expect(try await read(Self.data("")).reading == .noPrice(availability: .outOfStock))
        let early = try await read(Self.data(Self.price(199, initial: 199, currency: "GBP", "£1.99"), coming: true))
        #expect(early.reading.offer?.availability == .preorder)
    }

    @Test("An app that was removed, or is not sold in the region, is gone, and the reason names the region")
    func gone() async throws {
        let look = try await read(#"{"620":{"success":false}}"#)
        #expect(look.reading.outcome == .gone)
        #expect(look.reading.reason?.contains("region GB") == true)
    }

    @Test(
        "Where the interface answers otherwise, the page is read, and the notes say so",
        arguments: [
            ("null", HTTPResponse.Status.ok), ("{\"620\":", .ok), ("<html>no</html>", .ok), ("[]", .ok), ("{}", .ok),
            (#"{"620":{"success":true,"data":[]}}"#, .ok), ("null", .badRequest), ("", .forbidden), ("", .notFound),
            ("", .internalServerError), (data(price(199, initial: 199, currency: "GBP", "£19.90")), .ok),
            (data(price(199, initial: 199, currency: "XXX", "")), .ok),
            (data(price(199, initial: 199, currency: "JPY", "¥ 2")), .ok),
        ]
    )
    func fallsBack(body: String, status: HTTPResponse.Status) async throws {
        let bench = AdapterBench()
        bench.answer(Self.request(), body, status: status)
        bench.answer(Self.page, Self.html)
        let look = try await bench.look(Self.page)
        #expect(look.reading.offer?.price == .gbp(8_50), "\(look.reading)")
        #expect(look.extraction?.notes.contains { $0.hasPrefix("The interface of Steam") } == true)
        #expect(bench.shop.requests.count == 2)
    }

    @Test("A store that asks for time gets it: the page is not asked either")
    func tooMany() async throws {
        let bench = AdapterBench()
        bench.answer(Self.request(), "null", status: .tooManyRequests, fields: [.retryAfter: "60"])
        bench.answer(Self.page, Self.html)
        let look = try await bench.look(Self.page)
        #expect(look.reading.outcome == .failed)
        #expect(look.retryAfter == .seconds(60))
        #expect(look.signal == .asked(wait: .seconds(60)))
        #expect(bench.shop.requests.count == 1)
    }

    @Test("Packages and bundles are no apps: their pages are read", arguments: ["sub/7", "bundle/7"])
    func packages(path: String) async throws {
        let bench = AdapterBench()
        let url = "https://store.steampowered.com/\(path)"
        bench.answer(url, Self.html)
        #expect(try await bench.look(url + "/Name/").reading.offer?.price == .gbp(8_50))
        #expect(bench.asked() == ["/\(path)"])
    }

    @Test(
        "An app's URL has one spelling, which keeps the region alone",
        arguments: [
            ("https://store.steampowered.com/app/620/Portal_2/?snr=1_7&curator_clanid=3", app),
            ("https://store.steampowered.com/app/620/Portal_2/?l=german&cc=DE", "\(app)?cc=de"),
            ("https://store.steampowered.com/app/620?cc=%3Cx", app), ("https://store.steampowered.com/app/620", app),
        ]
    )
    func canonical(written: String, expected: String) throws {
        #expect(try AdapterBench().tracker.canonicalURL(written).absoluteString == expected)
    }

    @Test("The published rate holds, unless the operator asks for a lower one")
    func rate() throws {
        let published = try #require(Steam().about.limits["store.steampowered.com"])
        #expect(published.spacing >= .milliseconds(1_500))
        let adapters = WebsiteAdapters()
        #expect(adapters.policy(over: HostPolicy()).limits(for: "store.steampowered.com") == published)
        let slow = HostPolicy(named: ["store.steampowered.com": HostLimits(rate: 0.1, burst: 9, connections: 9)])
        let limits = adapters.policy(over: slow).limits(for: "store.steampowered.com")
        #expect(limits == HostLimits(rate: 0.1, burst: 2, connections: 1))
        #expect(AdapterBench().tracker.settings.hosts.limits(for: "store.steampowered.com") == published)
    }

    @Test("After an answer, the check is conditional; after a fall back, the interface rests until another day")
    func conditional() async throws {
        let bench = AdapterBench()
        let body = Self.data(Self.price(199, initial: 199, currency: "GBP", "£1.99"))
        bench.answer(Self.request(), body, fields: [.eTag: "\"a\""])
        bench.answer(Self.page, Self.html, fields: [.eTag: "\"p\""])
        _ = try await bench.track(Self.page)
        #expect(try await bench.round().first?.look?.isUnchanged == true)
        #expect(bench.shop.requests.last?.validators.etag == "\"a\"")
        bench.answer(Self.request(), "no", status: .notFound)
        let report = try #require(try await bench.round().first)
        #expect(report.look?.reading.offer?.price == .gbp(8_50))
        let asked = bench.shop.requests.suffix(2)
        #expect(asked.map(\.validators.etag) == ["\"a\"", nil])
        let count = bench.shop.requests.count
        try await bench.round()
        #expect(bench.asked(since: count) == ["/app/620?cc=gb"])
        bench.clock.advance(by: .seconds(86_400))
        let next = bench.shop.requests.count
        try await bench.round()
        #expect(bench.asked(since: next).first?.hasPrefix("/api/appdetails") == true)
    }
}
