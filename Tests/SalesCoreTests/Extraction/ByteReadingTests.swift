import SalesHTML
import Testing

@testable import SalesCore

@Suite("Looking before reading")
struct ByteReadingTests {
    @Test(
        "every number of a text is seen with what it can mean",
        arguments: [
            ("£49.99", [["49.99"]]), ("1.299,00 €", [["1299"]]), ("1,299.50", [["1299.5"]]), ("1 299 kr", [["1299"]]),
            ("CHF 1'299.–", [["1299"]]), ("1’299.90", [["1299.9"]]), ("3.639", [["3639", "3.639"]]),
            ("12 34", [["12"], ["34"]]),
            ("007", [["7"]]), ("2 x 5,5 cm", [["2"], ["5.5"]]), ("none", []), ("5.", [["5"]]), (".5", [["5"]]),
            ("", []),
            ("1.2.3", [["12.3"]]), ("19,", [["19"]]),
        ] as [(String, [[String]])]
    )
    func numbers(text: String, expected: [[String]]) {
        #expect(NumberScan.numbers(in: text) == expected)
    }

    @Test("a text full of numbers costs no more than a few of them")
    func manyNumbers() {
        #expect(NumberScan.numbers(in: String(repeating: "1 2,", count: 10_000)).count == NumberScan.maximumNumbers)
    }

    @Test(
        "a word is found in any letter case, at either end, and only whole",
        arguments: [
            ("kettle", "a Blue KETTLE here", true), ("kettle", "kettle", true), ("kettle", "kettl", false),
            ("kettle", "kekettle", true), ("kettle", "ketttle", false), ("aab", "aaab", true), ("a", "xa", true),
            ("kettle", "", false), ("x-1", "X-1", true), ("abab", "ababab", true),
        ]
    )
    func words(word: String, text: String, isThere: Bool) {
        #expect(WordSearch(word).stands(in: Array(text.utf8)[...]) == isThere)
    }

    @Test("random words are found exactly where they stand", arguments: 0..<50)
    func randomWords(seed: Int) {
        var state = UInt64(seed) &+ 7
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(bound))
        }
        let letters = Array("abAB")
        let text = String((0..<200).map { _ in letters[next(4)] })
        let word = String((0..<(1 + next(9))).map { _ in letters[next(2)] })
        #expect(WordSearch(word).stands(in: Array(text.utf8)[...]) == text.lowercased().contains(word))
    }

    @Test(
        "a script can speak of the product only if it has the two longest neighbouring words of its name",
        arguments: [
            ("Blue Kettle", "{\"name\": \"BLUE KETTLE\"}", true), ("Blue Kettle", "{\"name\": \"Red Pan\"}", false),
            ("Blue Kettle", "{\"name\": \"Blue\\u0026Kettle\"}", true),
            ("Blue Kettle", "{\"name\": \"Blue Pan\"}", false),
            ("Big Blue Kettle, Steel", "{\"name\": \"big blue kettle steel\"}", true),
            ("Big Blue Kettle, Steel", "{\"name\": \"blue kettle\"}", false),
            ("Kettle", "{\"name\": \"KETTLE\"}", true),
            ("Blue Kettle", "{\"url\": \"/p/blue-1250\"}", false), ("Чайник", "{\"name\": \"Pan\"}", true),
            ("Blue Kettle", "blue, blue, blue \(String(repeating: ".", count: 99)) kettle blue", false),
        ]
    )
    func mention(name: String, script: String, mayStand: Bool) throws {
        let survey = PageSurvey(try HTMLSource(text: "<title>\(name)</title>"))
        let identity = PageIdentity(survey: survey, headings: [], url: try PageURL("https://shop.example/p/blue-1250"))
        #expect(ProductMention(identity).mayStand(in: Array(script.utf8)[...]) == mayStand)
    }
}
