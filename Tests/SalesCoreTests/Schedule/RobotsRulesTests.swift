import SalesTesting
import Testing

@testable import SalesCore

/// The groups of Google's robotstxt tests, each with files of our own, and what RFC 9309 says beside them.
@Suite("robots.txt rules")
struct RobotsRulesTests {
    private func isAllowed(_ path: String, _ text: String, agent: String = "kettlebot") -> Bool {
        RobotsRules(text: text, agent: agent).verdict(onPath: path) == .allowed
    }

    @Test("1: an empty file or an unnamed program forbids nothing, and a group for the program holds for every path")
    func system() {
        let text = "user-agent: KettleBot\ndisallow: /\n"
        #expect(isAllowed("/", ""))
        #expect(isAllowed("/", text, agent: ""))
        #expect(!isAllowed("/", text))
        #expect(!isAllowed("/?q=1", text))
    }

    @Test("2: a forgotten colon is put up with where there are two words, unknown names mean nothing")
    func lineSyntax() {
        #expect(!isAllowed("/p/1", "user-agent kettlebot\ndisallow /\n"))
        #expect(isAllowed("/p/1", "user-agent kettlebot\ndisallow / now\n"))
        #expect(isAllowed("/p/1", "robot: kettlebot\nforbid: /\n"))
    }

    @Test(
        "3: groups end at the next program's name, those of one program are one, and rules outside groups mean nothing"
    )
    func groups() {
        let text = """
            allow: /outside/
            user-agent: kettlebot
            disallow: /
            allow: /a/
            user-agent: teabot
            disallow: /
            allow: /b/

            allow: /c/
            user-agent: cupbot

            user-agent: kettlebot
            allow: /d/
            """
        for path in ["/a/1", "/d/1"] { #expect(isAllowed(path, text), "\(path)") }
        for path in ["/b/1", "/c/1", "/outside/1"] { #expect(!isAllowed(path, text), "\(path)") }
        for path in ["/b/1", "/c/1"] { #expect(isAllowed(path, text, agent: "teabot"), "\(path)") }
        #expect(!isAllowed("/d/1", text, agent: "teabot"))
        #expect(isAllowed("/d/1", text, agent: "cupbot"))
        #expect(isAllowed("/zzz", text, agent: "cupbot"))
    }

    @Test(
        "4: names of lines are read in any letter case",
        arguments: [
            "USER-AGENT: kettlebot\nALLOW: /a/\nDISALLOW: /", "UsEr-AgEnT: kettlebot\naLLoW: /a/\nDisAlloW: /",
        ]
    )
    func fieldCase(text: String) {
        #expect(isAllowed("/a/1", text))
        #expect(!isAllowed("/b/1", text))
    }

    @Test(
        "5: a product token is letters, hyphens and underscores at the start of a name",
        arguments: [
            ("kettlebot", "kettlebot"), ("Kettle-Bot", "kettle-bot"),
            ("Kettle_Bot/2.1 (+https://example.com)", "kettle_bot"),
            ("kettle bot", "kettle"), ("", ""), ("ツ", ""), ("*", ""),
        ]
    )
    func productToken(written: String, token: String) {
        #expect(RobotsRules.productToken(Array(written.utf8)[...]) == Array(token.utf8))
    }

    @Test("6: programs are named in any letter case", arguments: ["KETTLEBOT", "kettlebot", "KettleBot"])
    func agentCase(agent: String) {
        let text = "User-Agent: KeTTleBot\nAllow: /a/\nDisallow: /"
        #expect(isAllowed("/a/1", text, agent: agent))
        #expect(!isAllowed("/b/1", text, agent: agent))
    }

    @Test("7: what stands behind the product token on a line does not matter; a longer token is another program")
    func agentUpToSpace() {
        let text = "User-Agent: *\nDisallow: /\nUser-Agent: Kettlebot Images/2.0\nAllow: /a/\nDisallow: /"
        #expect(isAllowed("/a/1", text))
        #expect(!isAllowed("/a/1", text, agent: "kettlebot-images"))
        #expect(!isAllowed("/a/1", text, agent: "kettle"))
    }

    @Test("8: the group for all holds only where no group names the program, and an empty own group is a group")
    func globalGroup() {
        let general = "user-agent: *\ndisallow: /\nuser-agent: teabot\nallow: /"
        #expect(!isAllowed("/p", general))
        #expect(isAllowed("/p", general, agent: "teabot"))
        #expect(isAllowed("/p", "user-agent: teabot\ndisallow: /"))
        #expect(isAllowed("/p", "user-agent: kettlebot\n\nuser-agent: *\ndisallow:\nuser-agent: *\ndisallow: /q"))
        #expect(isAllowed("/p", "user-agent: *\ndisallow: /\nuser-agent: kettlebot\ndisallow:"))
    }

    @Test("8b: several groups for all are one")
    func generalGroupsMerge() {
        let text = "user-agent: *\ndisallow: /a\nuser-agent: x\ndisallow: /\nuser-agent: *\ndisallow: /b"
        for path in ["/a", "/b"] { #expect(!isAllowed(path, text), "\(path)") }
        #expect(isAllowed("/c", text))
    }

    @Test("9: paths are compared with their letter case")
    func pathCase() {
        #expect(!isAllowed("/p/1", "user-agent: kettlebot\ndisallow: /p/"))
        #expect(isAllowed("/p/1", "user-agent: kettlebot\ndisallow: /P/"))
    }

    @Test(
        "10: the longest match decides, and of two equal ones that which allows",
        arguments: [
            ("disallow: /p/kettle\nallow: /p/", "/p/kettle", false),
            ("allow: /p/kettle\ndisallow: /p/", "/p/kettle", true),
            ("allow: /p/kettle\ndisallow: /p/", "/p/", false),
            ("disallow:\nallow:", "/p/kettle", true),
            ("disallow: /\nallow: /", "/p/kettle", true),
            ("disallow: /p\nallow: /p/", "/p", false),
            ("disallow: /p\nallow: /p/", "/p/", true),
            ("allow: /page\ndisallow: /*.html", "/page.html", false),
            ("allow: /page\ndisallow: /*.html", "/page", true),
            ("allow: /p/page.\ndisallow: /*.html", "/p/page.html", true),
            ("allow: /p/page.\ndisallow: /*.html", "/p/other.html", false),
        ]
    )
    func longestMatch(rules: String, path: String, isAllowed expected: Bool) {
        #expect(isAllowed(path, "user-agent: kettlebot\n" + rules) == expected)
    }

    @Test(
        "11: percent-encoding makes no difference (the table of RFC 9309 §2.2.2, and case)",
        arguments: [
            ("/a?b=c&d=https://x.example?e&f", "/a?b=c&d=https://x.example?e&f"),
            ("/a?d=https://x.example", "/a?d=https%3A%2F%2Fx.example"),
            ("/a/ツ", "/a/%E3%83%84"), ("/a/%E3%83%84", "/a/%e3%83%84"), ("/a/%62%61%7A", "/a/baz"),
            ("/a/baz", "/a/%62a%7a"),
            ("/a b", "/a%20b"), ("/100%", "/100%25"), ("/a%2", "/a%2"), ("/a%zz", "/a%zz"),
        ]
    )
    func encoding(rule: String, path: String) {
        let text = "user-agent: kettlebot\nallow: \(rule)\ndisallow: /"
        #expect(isAllowed(path, text))
        #expect(!isAllowed("/other", text))
    }

    @Test("11b: an encoded percent sign is not undone twice")
    func encodedOnce() {
        #expect(isAllowed("/a%2562", "user-agent: *\ndisallow: /ab"))
        #expect(!isAllowed("/a%2562", "user-agent: *\ndisallow: /a%2562"))
    }

    @Test(
        "12: a star stands for any octets, a dollar for the end, a number sign begins a comment",
        arguments: [
            ("/p/*/q", "/p/a/q", true), ("/p/*/q", "/p//q", true), ("/p/*/q", "/p/q", false),
            ("/p/*/q", "/p/a/b/q/r", true),
            ("/p$", "/p", true), ("/p$", "/p/", false), ("/p$", "/p?a", false), ("/p$a", "/p$ab", true),
            ("/p#q", "/p", true), ("/p #q", "/pq", true), ("*", "/", true), ("*.gif$", "/a.gif", true),
            ("*.gif$", "/a.gif?b", false), ("/*a*b*c", "/xxaxxbxxc", true), ("/*a*b*c", "/xxcxxbxxa", false),
            ("/a*a$", "/a", false), ("/a*a$", "/aa", true), ("/**$", "/", true), ("/a%2Ab", "/a*b", true),
            ("/a%2Ab", "/axb", false), ("/a%24", "/a$b", true), ("/*ab*ab$", "/abab", true),
            ("/*ab*ab$", "/aab", false),
            ("/*aab", "/aaab", true), ("/*abac", "/ababac", true), ("admin", "/admin", false), ("/$", "/", true),
            ("$", "/", false),
        ]
    )
    func special(rule: String, path: String, matches: Bool) {
        #expect(isAllowed(path, "user-agent: kettlebot\ndisallow: \(rule)") == !matches)
    }

    @Test("13: an allowed index.html allows its directory and nothing else")
    func indexFile() {
        let text = "user-agent: *\nallow: /shop/index.html\ndisallow: /"
        #expect(isAllowed("/shop/", text))
        #expect(isAllowed("/shop/index.html", text))
        for path in ["/shop/index.htm", "/shop", "/shop/x", "/other"] { #expect(!isAllowed(path, text), "\(path)") }
    }

    @Test("14: a line is cut after its limit and still counts")
    func longLine() {
        let long = "/p/" + String(repeating: "a", count: RobotsLine.maximumLength - 13)
        let text = "user-agent: kettlebot\ndisallow: \(long)/cut off here"
        #expect(isAllowed("/p/", text))
        #expect(!isAllowed(long + "/else", text))
    }

    @Test(
        "15: the examples of Google's documentation",
        arguments: [
            (
                "/fish", ["/fish", "/fish.html", "/fish/salmon.html", "/fishheads", "/fish.php?id=x"],
                ["/Fish.asp", "/catfish", "/?id=fish"]
            ),
            ("/fish*", ["/fish", "/fishheads/yummy.html"], ["/Fish", "/catfish"]),
            ("/fish/", ["/fish/", "/fish/?id=x", "/fish/salmon.htm"], ["/fish", "/fish.html", "/Fish/"]),
            (
                "/*.php", ["/a.php", "/d/a.php", "/d/a.php?b", "/d/a.php.html", "/a.php/"],
                ["/", "/php/", "/windows.PHP"]
            ),
            ("/*.php$", ["/a.php", "/d/a.php"], ["/a.php?b", "/a.php/", "/a.php5", "/aphpb"]),
            ("/fish*.php", ["/fish.php", "/fishheads/catfish.php?b"], ["/Fish.PHP"]),
        ]
    )
    func documentation(rule: String, matching: [String], others: [String]) {
        let text = "user-agent: kettlebot\nallow: \(rule)\ndisallow: /"
        for path in matching { #expect(isAllowed(path, text), "\(path)") }
        for path in others { #expect(!isAllowed(path, text), "\(path)") }
    }

    @Test(
        "15b: the documentation's order of precedence",
        arguments: [
            ("allow: /p\ndisallow: /", "/page", true), ("allow: /folder\ndisallow: /folder", "/folder/page", true),
            ("allow: /page\ndisallow: /*.htm", "/page.htm", false), ("allow: /$\ndisallow: /", "/", true),
            ("allow: /$\ndisallow: /", "/page.htm", false), ("allow: /page\ndisallow: /*.ph", "/page.php5", true),
        ]
    )
    func precedence(rules: String, path: String, isAllowed expected: Bool) {
        #expect(isAllowed(path, "user-agent: kettlebot\n" + rules) == expected)
    }

    @Test(
        "16: lines end with LF, CR or CRLF, mixed or not at all, and are counted alike",
        arguments: ["\n", "\r", "\r\n"]
    )
    func lineEnds(end: String) {
        let lines = ["user-agent: teabot", "allow: /a", "user-agent: kettlebot", "", "", "disallow: /"]
        for tail in ["", end] {
            let verdict = RobotsRules(text: lines.joined(separator: end) + tail, agent: "kettlebot").verdict(
                onPath: "/p"
            )
            #expect(verdict == .disallowed(line: 6, rule: "Disallow: /"))
        }
        let mixed = "user-agent: kettlebot\r\r\n\n\(end)disallow: /b"
        #expect(
            RobotsRules(text: mixed, agent: "kettlebot").verdict(onPath: "/b")
                == .disallowed(line: 5, rule: "Disallow: /b")
        )
    }

    @Test(
        "17: a byte order mark, also one cut short, is passed over at the start only",
        arguments: [
            ([0xEF, 0xBB, 0xBF], false), ([0xEF, 0xBB], false), ([0xEF], false), ([0xEF, 0x11, 0xBF], true),
        ] as [([UInt8], Bool)]
    )
    func byteOrderMark(mark: [UInt8], isAllowed expected: Bool) {
        let record = RobotsRecord(
            status: 200,
            body: mark + Array("user-agent: kettlebot\ndisallow: /".utf8),
            fetchedAt: .noon
        )
        #expect((RobotsRules(record, agent: "kettlebot").verdict(onPath: "/p") == .allowed) == expected)
    }

    @Test("17b: a byte order mark further on spoils its line only")
    func markInside() {
        #expect(isAllowed("/p", "user-agent: kettlebot\n\u{FEFF}disallow: /\ndisallow: /q"))
        #expect(!isAllowed("/q", "user-agent: kettlebot\n\u{FEFF}disallow: /\ndisallow: /q"))
    }

    @Test(
        "18: other lines, such as Sitemap and Crawl-delay, neither end a group nor mean anything",
        arguments: [
            "Sitemap: https://shop.example/sitemap.xml", "Crawl-delay: 10", "Host: shop.example", "<html>", ":",
            "a:b:c",
        ]
    )
    func otherLines(line: String) {
        let text = "user-agent: kettlebot\n\(line)\nuser-agent: teabot\n\(line)\ndisallow: /p\n\(line)\ndisallow: /q"
        for agent in ["kettlebot", "teabot"] {
            for path in ["/p", "/q"] { #expect(!isAllowed(path, text, agent: agent), "\(path)") }
            #expect(isAllowed("/r", text, agent: agent))
        }
    }

    @Test(
        "19: a URL is judged by its path and query, never by its host or fragment",
        arguments: [
            ("https://x.example", "/$"), ("https://x.example/p", "/p$"), ("https://x.example/p?a=b#c", "/p?a=b$"),
            ("https://x.example/p?c=https://d.example/", "/p?c=https://d.example/$"), ("https://x.example?a", "/?a$"),
            ("https://x.example/a;b#c", "/a;b$"),
        ]
    )
    func urlParts(url: String, rule: String) {
        let rules = RobotsRules(text: "user-agent: *\ndisallow: \(rule)", agent: "kettlebot")
        #expect(rules.verdict(on: Sample.url(url)) != .allowed)
    }

    @Test(
        "20: a rule is shown in normal percent-encoding",
        arguments: [
            ("/a/b", "/a/b"), ("/á", "/%C3%A1"), ("/%aa", "/%AA"), ("/%62*$", "/b*$"), ("/a%2ab", "/a%2Ab"),
            ("/a b", "/a%20b"),
        ]
    )
    func description(written: String, shown: String) {
        #expect(RobotsPattern(written.utf8)?.description == shown)
    }

    @Test(
        "21: common misspellings of disallow and user-agent count",
        arguments: [
            "dissallow", "dissalow", "disalow", "diasllow", "disallaw",
        ]
    )
    func misspelled(name: String) {
        #expect(!isAllowed("/p", "useragent: kettlebot\n\(name): /p"))
        #expect(!isAllowed("/p", "user agent: kettlebot\n\(name): /p"))
    }

    @Test("the robots.txt itself may always be fetched")
    func itself() {
        #expect(isAllowed("/robots.txt", "user-agent: *\ndisallow: /"))
        #expect(!isAllowed("/robots.txt.bak", "user-agent: *\ndisallow: /"))
    }

    @Test("a message holds no more than the beginning of a long rule, and nothing unprintable")
    func shownRule() {
        let rules = RobotsRules(
            text: "user-agent: *\ndisallow: /\u{1B}[2J" + String(repeating: "x", count: 5_000),
            agent: "k"
        )
        guard case .disallowed(2, let rule) = rules.verdict(onPath: "/%1B[2J" + String(repeating: "x", count: 5_000))
        else {
            Issue.record("not forbidden")
            return
        }
        #expect(rule.count <= 100)
        #expect(rule.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F })
    }
}
