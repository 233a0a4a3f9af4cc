import Testing

@testable import SalesCore

@Suite("Texts made fit for people and for comparing")
struct CleanTextTests {
    @Test(
        "what is folded in ASCII is folded alike beside other letters",
        arguments: ["", "  ", "Nikon D750", "--a--B  c!", "3.5 mm\tJack\r\n(x2)", "ALL CAPS 99%"]
    )
    func folded(text: String) {
        // A letter outside ASCII takes the general way.
        #expect(CleanText.folded(text + " é") == (CleanText.folded(text) + " é").drop { $0 == " " })
    }

    @Test("a line keeps plain text as it is and cleans everything else")
    func line() {
        #expect(CleanText.line("plain text, 12.50", limit: 120) == "plain text, 12.50")
        #expect(CleanText.line(" a  b\tc ", limit: 120) == "a b c")
        #expect(CleanText.line("a\u{202E}b\u{7F}", limit: 120) == "ab")
        #expect(CleanText.line("abcdef", limit: 3) == "abc")
    }

    @Test("words stand in a text only as whole words, however their letters are composed")
    func words() {
        #expect(PhraseTable.contains("nikon d750 body", words: "d750"))
        #expect(!PhraseTable.contains("nikon d7500 body", words: "d750"))
        #expect(PhraseTable.contains("le caf\u{E9} noir", words: "cafe\u{301}"))
        #expect(!PhraseTable.contains("le caf\u{E9} noir", words: "cafe"))
    }

    @Test("a digit of any script is one, a superscript is none")
    func digits() {
        #expect(PriceSpotFinder.hasDigit("a 1"))
        #expect(PriceSpotFinder.hasDigit("٥"))
        #expect(!PriceSpotFinder.hasDigit("a²"))
        #expect(CleanText.hasLetter("12 kg") && CleanText.hasLetter("12 кг") && !CleanText.hasLetter("12 €"))
    }
}
