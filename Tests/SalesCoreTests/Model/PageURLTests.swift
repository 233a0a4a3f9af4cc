import SalesCore
import Testing

@Suite("URLs of pages")
struct PageURLTests {
    @Test(
        "refuses a host that others could read as another",
        arguments: [
            // Numbers that resolvers take for 127.0.0.1 and its like.
            "127.1", "127.0.1", "0", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001",
            "127.000.000.001",
            "00000127.0.0.1", "2852039166", "0xa9fea9fe", "127.0.0.1.", "256.0.0.1", "127.0.0.0x1", "127.0.0.01",
            "1.2.3",
            "1.2.3.4.5", "example.1", "example.0x1f", "0x", "4294967295", "0xffffffff", "037777777777",
            "255.255.255.0377",
            "0xff.0xff.0xff.0xff", "255.255.65535", "255.16777215", "0xff.16777215", "0XFFFFFFFF",
            // Letters and digits that only look like others, and characters that are not seen.
            "①②⑦.0.0.1", "ⓛocalhost", "ⓛocalhost.bücher.example", "１２７.0.0.1", "127。0。0。1", "١٢٧.0.0.1", "ｅxample.com",
            "exa\u{AD}mple.com", "exa\u{200B}mple.com", "exa\u{200D}mple.com", "\u{FEFF}example.com",
            "bü\u{2060}cher.example",
            "example.com\u{3002}", "bücher\u{FF0E}example",
            // Brackets, zones, escapes and other punctuation.
            "[example.com]", "[127.0.0.1]", "[::1%25lo]", "[::1%lo]", "[::1", "::1", "[]", "[:]", "[::1]x", "[::g]",
            "[1::2::3]",
            "[00000::1]", "[::00001]", "exa%6dple.com", "example.com%00.evil.example", "a%2fb", "a%40b", "a%23b",
            "a_b!", "a,b", "a;b",
            "a$b", "a'b", "a(b)", "a*b", "a+b", "a=b", "a&b", "a|b", "a^b", "a`b", "a{b}", "a~b", "\"a\"", "<a>",
            "", ".", "..", ".example.com", "example..com", "example.com..", "-example.com", "example-.com", "a.-b.c",
            String(repeating: "a", count: 64) + ".example", String(repeating: "a.", count: 127) + "ab",
        ]
    )
    func refusesHost(_ host: String) {
        #expect(throws: PageURL.Invalid.self) { try PageURL("http://\(host)/") }
        #expect(throws: PageURL.Invalid.self) { try PageURL("https://\(host)") }
    }

    @Test(
        "refuses texts that are no http or https URL, or hide where they lead",
        arguments: [
            "", " ", "example.com", "example.com:80/x", "www.example.com/x", "/x", "//127.0.0.1/", "?x", "#x", "http",
            "http:",
            "http:/", "http://", "http:///127.0.0.1/", "http:127.0.0.1/", "http:/127.0.0.1/", "http:\\\\127.0.0.1\\",
            "file:///etc/passwd", "file:/etc/passwd", "FILE:///etc/passwd", "FiLe:/etc/passwd", " file:///etc/passwd",
            "gopher://127.0.0.1:6379/_x", "dict://127.0.0.1:11211/", "ftp://127.0.0.1/", "ldap://127.0.0.1/",
            "jar:http://example.com!/", "data:text/html,x", "http+unix://%2fvar%2frun%2fdocker.sock/",
            "javascript:alert(1)",
            "source:http://127.0.0.1/", "view-source:http://127.0.0.1/", "blob:http://example.com/",
            "ws://example.com/",
            "http://user:pw@example.com/", "http://example.com@127.0.0.1/", "http://a@b@c/", "http://@example.com/",
            "http://127.1.1.1:80\\@127.2.2.2:80/", "http://example.com#\\@127.0.0.1/",
            "http://1.1.1.1 &@2.2.2.2# @3.3.3.3/",
            "http://example.com\\@127.0.0.1/", "http://exam ple.com/", "http://example.com/a b",
            "http://example.com/\t",
            "http://example.com/\r\nHost: evil", "http://exa\nmple.com/", "http://exa\tmple.com/",
            "http://example.com\u{0}/",
            "http://example.com/\u{0}", "http://example.com/\u{7F}", " http://example.com/", "http://example.com/ ",
            "http://example.com:0/", "http://example.com:99999/", "http://example.com:65536/", "http://example.com:-1/",
            "http://example.com:+80/", "http://example.com:80a/", "http://example.com:8 0/",
            "http://example.com:80:80/",
            "http://example.com:٨٠/", "http://example.com:0000080/", "http://example.com:0x50/", "http://[::1]:x/",
            "http://good.example/\u{301}@127.0.0.1\\",
        ]
    )
    func refusesText(_ text: String) {
        #expect(throws: PageURL.Invalid.self) { try PageURL(text) }
    }

    @Test(
        "brings the spellings of one URL to one form",
        arguments: [
            ("http://example.com", "http://example.com/"),
            ("HTTP://EXAMPLE.com:80", "http://example.com/"),
            ("https://example.com:443/x", "https://example.com/x"),
            ("https://example.com:8443/x", "https://example.com:8443/x"),
            ("http://example.com:443/x", "http://example.com:443/x"),
            ("http://example.com:/x", "http://example.com/x"),
            ("http://example.com./x", "http://example.com/x"),
            ("http://example.com?x=1", "http://example.com/?x=1"),
            ("http://example.com#top", "http://example.com/"),
            ("http://example.com/x?#top", "http://example.com/x"),
            ("http://example.com/a?b#c?d#e", "http://example.com/a?b"),
            ("http://example.com/%7euser/%c3%a9", "http://example.com/~user/%C3%A9"),
            ("http://example.com/é?q=é", "http://example.com/%C3%A9?q=%C3%A9"),
            ("http://example.com/100%", "http://example.com/100%25"),
            ("http://example.com/%%34%31", "http://example.com/%2541"),
            ("http://example.com/%2541", "http://example.com/%2541"),
            ("http://example.com/a/./b/../c", "http://example.com/a/c"),
            ("http://example.com/a/%2e%2E/%2e/c/..", "http://example.com/"),
            ("http://example.com/../../x", "http://example.com/x"),
            ("http://example.com/a//b/", "http://example.com/a//b/"),
            ("http://example.com/x?a=../b&c=%2f", "http://example.com/x?a=../b&c=%2F"),
            ("http://example.com/x;y=1/(z)!$&'*+,=:@", "http://example.com/x;y=1/(z)!$&'*+,=:@"),
            ("http://example.com/{x}|y^", "http://example.com/%7Bx%7D|y%5E"),
            ("http://example.com/?q='<>\"{}", "http://example.com/?q=%27%3C%3E%22{}"),
            ("http://example.com/\u{301}x", "http://example.com/%CC%81x"),
            ("http://bücher.example/", "http://xn--bcher-kva.example/"),
            ("http://BÜCHER.Example/", "http://xn--bcher-kva.example/"),
            ("http://xn--bcher-kva.example/", "http://xn--bcher-kva.example/"),
            ("http://日本語.example/", "http://xn--wgv71a119e.example/"),
            ("http://127.0.0.1:8080/", "http://127.0.0.1:8080/"),
            ("http://[::1]/", "http://[::1]/"),
            ("http://[0000:0:0::0001]:80/", "http://[::1]/"),
            ("http://[::FFFF:127.0.0.1]/", "http://[::ffff:127.0.0.1]/"),
            ("http://[2001:DB8::A]:8080/", "http://[2001:db8::a]:8080/"),
            ("http://a_b.example/", "http://a_b.example/"),
            ("http://r3---sn-x.example/", "http://r3---sn-x.example/"),
            ("http://127.0.0.1.example/", "http://127.0.0.1.example/"),
            ("http://localhost:1/", "http://localhost:1/"),
        ]
    )
    func normalises(_ text: String, _ normal: String) throws {
        let url = try PageURL(text)
        #expect(url.absoluteString == normal)
        #expect(try PageURL(url.absoluteString) == url)
    }

    @Test(
        "resolves references as RFC 3986 asks",
        arguments: [
            // RFC 3986 §5.4, without what its fragments and other schemes add.
            ("g", "http://a.example/b/c/g"), ("./g", "http://a.example/b/c/g"), ("g/", "http://a.example/b/c/g/"),
            ("/g", "http://a.example/g"), ("//g.example", "http://g.example/"), ("?y", "http://a.example/b/c/d;p?y"),
            ("g?y", "http://a.example/b/c/g?y"), ("#s", "http://a.example/b/c/d;p?q"),
            ("g#s", "http://a.example/b/c/g"),
            (";x", "http://a.example/b/c/;x"), ("", "http://a.example/b/c/d;p?q"), (".", "http://a.example/b/c/"),
            ("..", "http://a.example/b/"), ("../g", "http://a.example/b/g"), ("../../g", "http://a.example/g"),
            ("../../../g", "http://a.example/g"), ("/./g", "http://a.example/g"), ("g..", "http://a.example/b/c/g.."),
            ("g;x=1/../y", "http://a.example/b/c/y"), ("g?y/./x", "http://a.example/b/c/g?y/./x"),
            ("https://b.example:8443/x", "https://b.example:8443/x"), (" /a b ", "http://a.example/a%20b"),
            ("?u=http://b.example/", "http://a.example/b/c/d;p?u=http://b.example/"),
            ("/x:y", "http://a.example/x:y"), ("/é", "http://a.example/%C3%A9"),
        ]
    )
    func resolves(_ reference: String, _ expected: String) throws {
        let base = try PageURL("http://a.example/b/c/d;p?q#f")
        #expect(try base.resolving(reference).absoluteString == expected)
    }

    @Test(
        "refuses references that lead nowhere that can be fetched",
        arguments: [
            "file:///etc/passwd", "FILE:/x", "javascript:x", "data:,x", "http:g", "//user@b.example/", "//127.1/",
            "//[x]/",
            "http://b.example:0/", "\\\\b.example\\", "/a\r\nb", "/a\u{0}b", "//b.example\u{200B}/", "x:y",
            String(repeating: "a", count: PageURL.maximumLength + 1),
        ]
    )
    func refusesReference(_ reference: String) throws {
        let base = try PageURL("http://a.example/b/c")
        #expect(throws: PageURL.Invalid.self) { try base.resolving(reference) }
    }

    @Test("reads URLs up to the limit and no longer, also where escapes make them longer")
    func length() throws {
        let stem = "http://example.com/"
        let longest = stem + String(repeating: "a", count: PageURL.maximumLength - stem.utf8.count)
        #expect(try PageURL(longest).absoluteString == longest)
        #expect(throws: PageURL.Invalid.self) { try PageURL(longest + "a") }
        #expect(throws: PageURL.Invalid.self) { try PageURL(stem + String(repeating: "é", count: 1_000)) }
    }
}
