import SalesCore
import Testing

@Suite("Counted nouns")
struct CountedNounTests {
    @Test(
        "one is one, and none are several",
        arguments: [(0, "0 products"), (1, "1 product"), (2, "2 products"), (-1, "-1 products")]
    )
    func count(count: Int, words: String) {
        #expect(CountedNoun.text(count, "product") == words)
    }

    @Test("a plural of its own is taken")
    func plural() {
        #expect(CountedNoun.text(1, "line was", "lines were") == "1 line was")
        #expect(CountedNoun.text(3, "line was", "lines were") == "3 lines were")
    }
}
