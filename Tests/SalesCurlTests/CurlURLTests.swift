import Foundation
import SalesTesting
import Testing

@testable import SalesCore
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

    /// What our parser never makes, put together by hand: the second reading must not rest on the first.
    @Test(
        "differ where a host hides another, is spelt in a short form or is none",
        arguments: [
            "example.com@127.0.0.1", "example.com\\@127.0.0.1", "127.1", "0x7f000001", "example.com/", "a b", "",
        ]
    )
    func differ(_ host: String) {
        #expect(!CurlURL.agrees(with: PageURL(scheme: .http, host: host, port: 80, path: "/", query: nil)))
    }

    /// How many URLs are made up, and from which seed: a few here, a million in the campaign `urls`.
    private static let environment = ProcessInfo.processInfo.environment
    private static let count = environment["SALES_TEST_URLS"].flatMap { Int($0) } ?? 20_000
    private static let seed = environment["SALES_TEST_SEED"].flatMap { UInt64($0) } ?? 20_261_124

    private static let pieces = [
        "http", "https", "://", ":", "/", "//", "\\", "@", "#", "?", "%00", "%2f", "%40", "example.com", "127.0.0.1",
        "127.1", "0x7f.1", "0177", "2130706433", "localhost", "[::1]", "[", "]", "::", ".", "..", "①", "bücher",
        "\u{AD}", "\u{301}", "\u{3002}", "80", "99999", "user", "a", "-", "_", "~", "\t", "\r\n", " ", "&", ";", "=",
        "|", "xn--", "%", "é",
    ]

    @Test(
        "never differ on a URL that we accept, whatever strange text it came from; nor does Foundation (RELIABILITY S5)"
    )
    func differential() throws {
        var random = SeededRandom(seed: Self.seed)
        var accepted = 0
        for _ in 0..<Self.count {
            var text = random.next() % 4 == 0 ? "" : "http://"
            for _ in 0..<(1 + random.next() % 8) {
                text += Self.pieces[Int(random.next() % UInt64(Self.pieces.count))]
            }
            guard let url = try? PageURL(text) else { continue }
            accepted += 1
            // Said only of what fails: a million passed expectations are slow.
            if !CurlURL.agrees(with: url) { Issue.record("libcurl: \(text.debugDescription) → \(url)") }
            if (try? PageURL(url.absoluteString)) != url { Issue.record("again: \(text.debugDescription) → \(url)") }
            if Self.foundationHost(of: url) != url.host {
                Issue.record("Foundation: \(text.debugDescription) → \(url)")
            }
        }
        print("urls: seed \(Self.seed), \(Self.count) made up, \(accepted) accepted")
        #expect(accepted > Self.count / 40)
    }

    /// The host that Foundation connects to, with the brackets of an IPv6 address as ours has them.
    private static func foundationHost(of url: PageURL) -> String? {
        guard let host = URL(string: url.absoluteString)?.host(percentEncoded: true) else { return nil }
        return host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host
    }
}
