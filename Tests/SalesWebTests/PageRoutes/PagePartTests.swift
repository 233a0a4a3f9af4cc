import HTTPTypes
import SalesCore
import SalesTesting
import Testing

@testable import SalesWeb

@Suite("The parts of pages about people")
struct PagePartTests {
    @Test(
        "A browser is called what its person calls it",
        arguments: [
            ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 "
                    + "Safari/537.36 Edg/140.0.0.0", "Edge on Windows"
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
                    + "Version/18.5 Mobile/15E148 Safari/604.1", "Safari on iPhone"
            ),
            (
                "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile "
                    + "Safari/537.36", "Chrome on Android"
            ),
            ("curl/8.14.1", "A browser"), ("", "A browser"), (nil, "A browser"),
        ] as [(String?, String)]
    )
    func browserNames(field: String?, name: String) {
        #expect(BrowserName.text(field) == name)
    }

    @Test(
        "A cookie brings back what was kept in it, and nothing that could end it",
        arguments: ["+442079460001", "a;b,c\"d\\e f=g", "/products?a=%20b", "é\u{1F600}", "\r\nSet-Cookie: a=b"]
    )
    func cookies(text: String) throws {
        let cookie = PassingCookie.address(beside: SessionCookie(isSecure: true))
        let field = cookie.field(text)
        let pair = try #require(field.value.split(separator: ";").first)
        #expect(pair.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"\",\\".utf8.contains($0) })
        #expect(field.value.hasSuffix("; Path=/; Max-Age=600; Secure; HttpOnly; SameSite=Strict"))
        #expect(cookie.text(in: [.cookie: "a=b; \(pair)"]) == text)
        #expect(PassingCookie.next(beside: SessionCookie(isSecure: true)).text(in: [.cookie: "\(pair)"]) == nil)
        #expect(!PassingCookie.address(beside: SessionCookie(isSecure: false)).field(text).value.contains("Secure"))
    }

    @Test("A cookie that nobody could have kept is none", arguments: ["", "%zz", String(repeating: "a", count: 3_001)])
    func wrongCookies(value: String) {
        let cookie = PassingCookie.address(beside: SessionCookie(isSecure: false))
        #expect(cookie.text(in: [.cookie: "sales-address=\(value)"]) == nil)
        #expect(cookie.text(in: [.cookie: "sales-address=a"]) == "a")
    }

    @Test(
        "One field takes an address or a number, as people write them",
        arguments: [
            ("Ann@Example.com", true, Channel.email, "Ann@example.com"),
            ("+44 20 7946-0001", true, .sms, "+442079460001"), ("+44 (0)20 7946 0001", true, nil, ""),
            ("ann", true, nil, ""), ("ann", false, nil, ""),
            ("+442079460001", false, nil, ""), (nil, true, nil, ""),
        ] as [(String?, Bool, Channel?, String)]
    )
    func addresses(text: String?, hasTexts: Bool, channel: Channel?, address: String) {
        let typed = try? TypedAddress(text, hasTexts: hasTexts)
        #expect(typed?.channel == channel)
        #expect(typed?.address ?? "" == address)
    }

    @Test(
        "A time of the day is two digits and two, of a day's",
        arguments: [
            ("00:00", 0), ("23:59", 1_439), ("08:30:00", 510), ("24:00", nil), ("8:30", nil), ("08:60", nil),
            ("x", nil), ("08:30 ", 510), ("٠٨:٣٠", nil),
        ] as [(String, Int?)]
    )
    func times(text: String, minute: Int?) throws {
        let form = try #require(FormFields(Array("digest_at=\(text.replacing(" ", with: "+"))".utf8)))
        let read = TellingForm(form)
        #expect(read.settings?.digestAt == minute)
        #expect((read.faults["digest_at"] == nil) == (minute != nil))
    }

    @Test("An archive that nobody uses is no bad news, and one that falls behind is")
    func archive() {
        typealias Archive = AdminView.Overview.Archive
        let day = ArchiveDay(number: 20_000)
        #expect(Archive(waiting: [day, day], runs: []).tone == .quiet)
        #expect(Archive(waiting: [], runs: []).facts.isEmpty)
    }
}
