import SalesCore
import Testing

@Suite("Foreign text")
struct ForeignTextTests {
    @Test(
        "becomes one harmless line",
        arguments: [
            ("Kettle", "Kettle"), ("  a \t b\r\n\r\nc  ", "a b c"), ("a\u{0}b\u{7}c", "a b c"),
            ("a\u{85}b\u{2028}c\u{2029}d", "a b c d"), ("\u{202E}gnp.exe\u{202C}", "gnp.exe"),
            ("\u{2066}a\u{2069}\u{200F}b\u{200B}c\u{FEFF}", "abc"), ("\u{1B}[31mred", "[31mred"), ("e\u{301}", "é"),
            ("a\u{A0}b\u{3000}c", "a b c"), ("\u{F8FF}a\u{FFFD}\u{FFFE}", "a"), ("\u{E0041}\u{E0042}x", "x"),
            ("👩‍👩‍👧", "👩‍👩‍👧"), ("", ""), ("\r\n", ""), ("<b>&", "<b>&"),
        ]
    )
    func line(text: String, expected: String) {
        #expect(ForeignText.line(text, limit: 100) == expected)
    }

    @Test("is cut to the limit, whole characters only, and says so")
    func cut() {
        #expect(ForeignText.line("abcdef", limit: 6) == "abcdef")
        #expect(ForeignText.line("abcdefg", limit: 6) == "abcde…")
        #expect(ForeignText.line("abcd efg", limit: 6) == "abcd…")
        #expect(ForeignText.line("ab👩‍👩‍👧cd", limit: 6) == "ab…")
        #expect(ForeignText.line("abc", limit: 0).isEmpty)
        #expect(ForeignText.line("abc", limit: .min).isEmpty)
        #expect(ForeignText.line("abc", limit: .max) == "abc")
    }

    @Test("builds no towers of marks, and costs no more than its limit")
    func bounded() {
        let tower = ForeignText.line("a" + String(repeating: "\u{300}", count: 100_000) + "b", limit: 100)
        #expect(tower.unicodeScalars.count <= 9)
        let long = ForeignText.line(String(repeating: "x\u{202E}", count: 1_000_000), limit: 300)
        #expect(long.unicodeScalars.count == 300)
    }
}
