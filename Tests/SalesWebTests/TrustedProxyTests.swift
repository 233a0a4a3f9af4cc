import HTTPTypes
import Testing

@testable import SalesWeb

@Suite("Whom a request is counted for")
struct TrustedProxyTests {
    private func proxies(
        _ networks: String...,
        field: TrustedProxies.Field = .xForwardedFor
    ) throws -> TrustedProxies {
        TrustedProxies(try networks.map { try #require(TrustedProxies.Network($0)) }, field: field)
    }

    private func forwardedFor(_ values: String...) -> HTTPFields {
        var fields = HTTPFields()
        fields[values: .xForwardedFor] = values
        return fields
    }

    @Test("is the peer where nobody is trusted, whatever 1,000 fields say")
    func nobody() throws {
        var fields = forwardedFor()
        fields[values: .xForwardedFor] = (0..<1_000).map { "198.51.\($0 / 256).\($0 % 256)" }
        fields[.forwarded] = "for=198.51.100.1"
        #expect(TrustedProxies().client(peer: "192.0.2.1", fields: fields) == "192.0.2.1")
        #expect(try proxies("10.0.0.0/8").client(peer: "192.0.2.1", fields: fields) == "192.0.2.1")
    }

    @Test("is the nearest address that is not a trusted proxy's, whatever stands before it")
    func nearest() throws {
        let proxies = try proxies("10.0.0.0/8", "2001:db8:1::/48", "192.0.2.7")
        for (fields, client) in [
            (forwardedFor("203.0.113.5"), "203.0.113.5"),
            (forwardedFor("1.1.1.1, 203.0.113.5"), "203.0.113.5"),
            (forwardedFor("nonsense, 203.0.113.5"), "203.0.113.5"),
            (forwardedFor("1.1.1.1", "203.0.113.5 , 10.9.9.9"), "203.0.113.5"),
            (forwardedFor("203.0.113.5, 192.0.2.7", "2001:db8:1::5"), "203.0.113.5"),
            (forwardedFor("203.0.113.5:4711"), "203.0.113.5"),
            (forwardedFor("[2001:db8:2:3:4::1]:4711"), "2001:db8:2:3::/64"),
            (forwardedFor("2001:db8:2:3:4::1"), "2001:db8:2:3::/64"),
            (forwardedFor("::ffff:203.0.113.5"), "203.0.113.5"),
            // All of them are ours: the farthest of them asks.
            (forwardedFor("10.0.0.3, 10.0.0.2"), "10.0.0.3"),
            (forwardedFor(), "10.0.0.1"),
        ] as [(HTTPFields, String)] {
            #expect(proxies.client(peer: "10.0.0.1", fields: fields) == client, "\(fields)")
        }
        #expect(proxies.client(peer: "::ffff:10.0.0.1", fields: forwardedFor("203.0.113.5")) == "203.0.113.5")
    }

    @Test(
        "is the peer where what a trusted proxy added cannot be read",
        arguments: [
            "", "unknown", "203.0.113", "203.0.113.5, ", "203.0.113.5, x", "203.0.113.05", "0x7f.1",
            "203.0.113.5:port", "203.0.113.5:", "203.0.113.5:123456", "[203.0.113.5]", "[2001:db8::1", "fe80::1%eth0",
            "203.0.113.5\u{600}",
        ]
    )
    func unreadable(value: String) throws {
        let fields = forwardedFor("198.51.100.1", value)
        #expect(try proxies("10.0.0.0/8").client(peer: "10.0.0.1", fields: fields) == "10.0.0.1")
    }

    @Test("is found in `Forwarded` where the proxies write that, and then nowhere else")
    func forwarded() throws {
        let proxies = try proxies("10.0.0.0/8", field: .forwarded)
        for (value, client) in [
            ("for=203.0.113.5", "203.0.113.5"),
            ("For=\"203.0.113.5:4711\";proto=https;by=10.0.0.1", "203.0.113.5"),
            ("for=1.1.1.1, proto=http; for=203.0.113.5, for=10.0.0.2", "203.0.113.5"),
            ("for=\"[2001:db8:2:3:4::1]:4711\"", "2001:db8:2:3::/64"),
            ("for=\"a, for=1.1.1.1\", for=203.0.113.5", "203.0.113.5"),
            ("for=unknown", "10.0.0.1"), ("for=_hidden", "10.0.0.1"), ("by=10.0.0.1", "10.0.0.1"),
            // A quote that a client opened swallows what the proxy added: nothing of it counts.
            ("for=\", for=203.0.113.5", "10.0.0.1"),
            ("for=\"\\\", for=203.0.113.5", "10.0.0.1"),
        ] {
            let fields: HTTPFields = [.forwarded: value, .xForwardedFor: "198.51.100.1"]
            #expect(proxies.client(peer: "10.0.0.1", fields: fields) == client, "\(value)")
        }
        let fields: HTTPFields = [.forwarded: "for=198.51.100.1", .xForwardedFor: "203.0.113.5"]
        #expect(try self.proxies("10.0.0.0/8").client(peer: "10.0.0.1", fields: fields) == "203.0.113.5")
    }

    @Test("is looked for no farther than a chain of proxies is long")
    func hops() throws {
        let chain = (1...250).map { "10.0.0.\($0)" }.joined(separator: ",")
        let most = TrustedProxies.maximumHops
        #expect(
            try proxies("10.0.0.0/8").client(peer: "10.1.1.1", fields: forwardedFor(chain)) == "10.0.0.\(251 - most)"
        )
    }

    @Test("is one for all addresses of an IPv6 connection, and for both forms of an IPv4 address")
    func counted() {
        let nobody = TrustedProxies()
        #expect(nobody.client(peer: "2001:db8:0:1:2:3:4:5", fields: [:]) == "2001:db8:0:1::/64")
        #expect(nobody.client(peer: "2001:db8:0:1::", fields: [:]) == "2001:db8:0:1::/64")
        #expect(nobody.client(peer: "::ffff:192.0.2.1", fields: [:]) == "192.0.2.1")
        #expect(nobody.client(peer: "", fields: [:]).isEmpty)
    }

    @Test("networks are told by CIDR, of either family")
    func networks() throws {
        for (text, inside, outside) in [
            ("10.0.0.0/8", "10.255.0.1", "11.0.0.1"), ("192.0.2.128/25", "192.0.2.200", "192.0.2.127"),
            ("192.0.2.1", "192.0.2.1", "192.0.2.2"), ("0.0.0.0/0", "8.8.8.8", "2001:db8::1"),
            ("2001:db8::/33", "2001:db8:7fff::1", "2001:db8:8000::1"), ("::1", "::1", "::2"),
        ] {
            let network = try #require(TrustedProxies.Network(text))
            #expect(network.contains(try #require(NetworkAddress(inside))), "\(text)")
            #expect(!network.contains(try #require(NetworkAddress(outside))), "\(text)")
        }
        for text in ["", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "10.0.0/8", "::/129", "10.0.0.0/8/8", "a/8", "/8"] {
            #expect(TrustedProxies.Network(text) == nil, "\(text)")
        }
    }
}
