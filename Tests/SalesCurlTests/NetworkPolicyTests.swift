import SalesCore
import Testing

@testable import SalesCurl

@Suite("Which addresses may be contacted")
struct NetworkPolicyTests {
    private let policy = NetworkPolicy.publicInternet(own: [])

    /// First and last address of each block of IANA's special-purpose registries and of what came from them, and what
    /// carries a private IPv4 address inside.
    private static let special = [
        "0.0.0.0", "0.255.255.255", "10.0.0.0", "10.255.255.255", "100.64.0.0", "100.127.255.255", "127.0.0.0",
        "127.0.0.1", "127.127.127.127", "127.255.255.255", "168.63.129.16", "169.254.0.0", "169.254.169.254",
        "169.254.255.255", "172.16.0.0", "172.31.255.255", "192.0.0.0", "192.0.0.192", "192.0.0.255", "192.0.2.0",
        "192.0.2.255", "192.31.196.1", "192.52.193.1", "192.88.99.0", "192.88.99.255", "192.168.0.0",
        "192.168.255.255", "192.175.48.1", "198.18.0.0", "198.19.255.255", "198.51.100.0", "198.51.100.255",
        "203.0.113.0", "203.0.113.255", "224.0.0.0", "239.255.255.255", "240.0.0.0", "255.255.255.255",
        "::", "::1", "::7f00:1", "::ffff", "::127.0.0.1", "::8.8.8.8", "::ffff:127.0.0.1", "::ffff:7f00:1",
        "::ffff:8.8.8.8", "::ffff:0:127.0.0.1", "::ffff:0:808:808", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
        "64:ff9b::808:808", "64:ff9b:1::", "64:ff9b:1::7f00:1", "64:ff9b:1:ffff:ffff:ffff:ffff:ffff", "100::",
        "100::ffff:ffff:ffff:ffff", "100:0:0:1::1", "2001::", "2001::7f00:1", "2001:0:ffff::1", "2001:1::1",
        "2001:2::1",
        "2001:3::1", "2001:4:112::1", "2001:10::1", "2001:20::1", "2001:30::1", "2001:1ff:ffff::", "2001:db8::1",
        "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "2002:7f00:1::1", "2002:a9fe:a9fe::", "2002:808:808::1",
        "2620:4f:8000::1", "3ffe::1", "3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff", "5f00::", "5f00:ffff::1",
        "fc00::", "fd00:ec2::254", "fdff:ffff::1", "fe80::1", "febf::1", "fec0::1", "feff::1", "ff00::", "ff02::1",
        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "4000::1", "8000::1", "1::1", "1fff::1", "e000::1",
    ]

    /// Neighbours of the blocks, and addresses that people use.
    private static let open = [
        "1.0.0.0", "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0", "168.63.129.15", "168.63.129.17", "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0",
        "191.255.255.255", "192.0.1.0", "192.0.3.0", "192.88.98.255", "192.88.100.0", "192.167.255.255", "192.169.0.0",
        "198.17.255.255", "198.20.0.0", "198.51.99.255", "198.51.101.0", "203.0.112.255", "203.0.114.0",
        "223.255.255.255", "2000::1", "2001:200::1", "2001:4860:4860::8888", "2001:db7:ffff::1", "2001:db9::1",
        "2003::1", "2400:cb00::1", "2606:4700::1111", "2620:4f:7fff::1", "2620:4f:8001::1", "2a00:1450::1", "3ffd::1",
        "3fff:1000::1",
    ]

    @Test("refuses every special address", arguments: special)
    func refusesSpecial(_ text: String) throws {
        let address = try #require(IPAddress(text))
        for port in [80, 443, 8_443] { #expect(policy.refusal(of: address, port: port) == .notPublic) }
    }

    @Test("lets every public address through, up to the edge of the special ones", arguments: open)
    func allowsPublic(_ text: String) throws {
        let address = try #require(IPAddress(text))
        for port in [80, 443, 8_443] { #expect(policy.refusal(of: address, port: port) == nil) }
    }

    @Test("every row of the tables is well formed and means its own first address")
    func tables() {
        for block in SpecialAddresses.version4 { #expect(block.prefix.count == 4 && (1...32).contains(block.bits)) }
        for block in SpecialAddresses.version6 { #expect(block.prefix.count == 16 && (1...128).contains(block.bits)) }
        for block in SpecialAddresses.version4 + SpecialAddresses.version6 {
            #expect(IPAddress(bytes: block.prefix).flatMap(SpecialAddresses.meaning(of:)) != nil)
        }
    }

    @Test(
        "keeps away from ports that are not the web's",
        arguments: [
            0, 1, 21, 22, 25, 53, 110, 143, 465, 587, 993, 1_433, 2_375, 3_306, 5_432, 6_379, 9_200, 11_211, 27_017,
            65_536,
        ]
    )
    func refusesPorts(_ port: Int) throws {
        let address = try #require(IPAddress("8.8.8.8"))
        #expect(policy.refusal(of: address, port: port) == .port(port))
    }

    @Test("an exception opens its address and port and nothing else")
    func exceptions() throws {
        let local = try #require(IPAddress("127.0.0.1"))
        let one = try #require(AllowedAddress("127.0.0.1:6379"))
        let policy = NetworkPolicy.publicInternet(allowing: [one], own: [local])
        #expect(policy.refusal(of: local, port: 6_379) == nil)
        #expect(!policy.refusesItself(remote: local, local: local, port: 6_379))
        #expect(policy.refusal(of: local, port: 6_380) == .notPublic)
        #expect(policy.refusesItself(remote: local, local: local, port: 80))
        for text in ["127.0.0.2", "::1", "::ffff:127.0.0.1", "::127.0.0.1", "10.0.0.1"] {
            #expect(policy.refusal(of: try #require(IPAddress(text)), port: 6_379) == .notPublic)
        }
        let all = NetworkPolicy.publicInternet(allowing: [try #require(AllowedAddress("[fd00::1]"))], own: [])
        #expect(all.refusal(of: try #require(IPAddress("fd00::1")), port: 25) == nil)
    }

    @Test("this machine's own public addresses are refused")
    func own() throws {
        let address = try #require(IPAddress("8.8.4.4"))
        let policy = NetworkPolicy.publicInternet(own: [address])
        #expect(policy.refusal(of: address, port: 443) == .thisMachine)
        #expect(LocalInterfaces.addresses().contains(try #require(IPAddress("127.0.0.1"))))
    }

    @Test("a trusted engine reaches everything; one for a proxy only the proxy's port")
    func otherReaches() throws {
        let local = try #require(IPAddress("127.0.0.1"))
        #expect(NetworkPolicy.trusted.refusal(of: local, port: 25) == nil)
        #expect(NetworkPolicy.proxy(port: 3_128).refusal(of: local, port: 3_128) == nil)
        #expect(NetworkPolicy.proxy(port: 3_128).refusal(of: local, port: 80) == .port(80))
    }

    @Test(
        "reads exceptions in one form only",
        arguments: [
            ("127.0.0.1", "127.0.0.1"), ("127.0.0.1:8080", "127.0.0.1:8080"), ("::1", "::1"), ("[::1]", "::1"),
            ("[::1]:80", "[::1]:80"), ("0:0:0:0:0:0:0:1", "::1"),
        ]
    )
    func readsExceptions(_ text: String, _ normal: String) {
        #expect(AllowedAddress(text)?.description == normal)
    }

    @Test(
        "reads nothing else as an exception",
        arguments: [
            "", ":80", "localhost", "localhost:80", "127.1", "2130706433", "0x7f.0.0.1", "127.0.0.1:", "127.0.0.1:0",
            "127.0.0.1:65536", "127.0.0.1:+80", "127.0.0.1:8 0", "127.0.0.1/8", "::1:80:", "[::1]80", "[::1", "[::1]:",
            "fe80::1%lo", "127.0.0.1\u{0}", "127.0.0.1:80:80", "١٢٧.0.0.1", "127.0.0.1:٨٠",
        ]
    )
    func refusesExceptions(_ text: String) {
        #expect(AllowedAddress(text) == nil)
    }
}
