import SalesCore
import SalesTesting
import Testing

@testable import SalesCurl

@Suite("Our reading of a URL and libcurl's")
struct CurlURLTests {
    @Test(
        "agree on every URL that people have",
        arguments: [
            "http://example.com/", "https://example.com:8443/a?b=c", "http://127.0.0.1:8080/", "http://[::1]:80/",
            "http://[::ffff:127.0.0.1]/", "https://bücher.example/é", "http://xn--bcher-kva.example/",
            "http://a_b.example/",
            "http://example.com/%2F/../x?y=//z@w:1", "http://localhost/", "http://example.com/{x}|y^?q={z}",
        ]
    )
    func agree(_ text: String) throws {
        #expect(CurlURL.agrees(with: try PageURL(text)))
    }

    @Test("never differ on a URL that we accept, whatever strange text it came from (RELIABILITY S5, short form)")
    func differential() throws {
        var random = SeededRandom(seed: 20_261_124)
        let pieces = [
            "http", "https", "://", ":", "/", "//", "\\", "@", "#", "?", "%00", "%2f", "%40", "example.com",
            "127.0.0.1", "127.1",
            "0x7f.1", "0177", "2130706433", "localhost", "[::1]", "[", "]", "::", ".", "..", "①", "bücher", "\u{AD}",
            "\u{301}",
            "\u{3002}", "80", "99999", "user", "a", "-", "_", "~", "\t", "\r\n", " ", "&", ";", "=", "|", "xn--", "%",
            "é",
        ]
        var accepted = 0
        for _ in 0..<20_000 {
            var text = random.next() % 4 == 0 ? "" : "http://"
            for _ in 0..<(1 + random.next() % 8) { text += pieces[Int(random.next() % UInt64(pieces.count))] }
            guard let url = try? PageURL(text) else { continue }
            accepted += 1
            #expect(CurlURL.agrees(with: url), "\(text.debugDescription) → \(url)")
            #expect((try? PageURL(url.absoluteString)) == url, "\(text.debugDescription)")
        }
        #expect(accepted > 500)
    }
}
