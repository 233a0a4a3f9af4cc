import SalesTesting
import Testing

@testable import SalesCore

@Suite("Retry-After")
struct RetryAfterTests {
    /// Sun, 06 Nov 1994 08:49:37 GMT, the example of RFC 9110 §5.6.7.
    private let example = Timestamp(milliseconds: 784_111_777_000)

    @Test(
        "a number of seconds is taken up to a day",
        arguments: [
            ("0", 0), ("1", 1), (" 120 ", 120), ("\t7", 7), ("007", 7), ("86399", 86_399), ("86400", 86_400),
            ("86401", 86_400),
            ("1000000000000", 86_400), ("99999999999999999999999999", 86_400),
        ]
    )
    func seconds(field: String, wait: Int) {
        #expect(RetryAfter.wait(field: field, at: .noon) == .seconds(wait))
    }

    @Test(
        "the three forms of a date are one moment",
        arguments: [
            "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
            "sun, 06 nov 1994 08:49:37 gmt",
        ]
    )
    func dates(field: String) {
        #expect(HTTPDate.moment(field) == example)
        #expect(RetryAfter.wait(field: field, at: example - .seconds(90)) == .seconds(90))
    }

    @Test("a date in the past asks for no wait, one far ahead for a day")
    func pastAndFuture() {
        let field = "Sun, 06 Nov 1994 08:49:37 GMT"
        #expect(RetryAfter.wait(field: field, at: .noon) == .zero)
        #expect(RetryAfter.wait(field: field, at: example) == .zero)
        #expect(RetryAfter.wait(field: "Fri, 31 Dec 9999 23:59:59 GMT", at: .noon) == .seconds(86_400))
    }

    @Test(
        "what is neither is nothing",
        arguments: [
            "", " ", "soon", "-1", "+5", "1.5", "1e3", "12 s", "٣", "５", "Sun, 06 Nov 1994",
            "Sun, 32 Nov 1994 08:49:37 GMT",
            "Sun, 31 Feb 2027 08:49:37 GMT", "Sun, 00 Nov 1994 08:49:37 GMT", "Sun, 06 Foo 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 06 Nov 1994 08:60:37 GMT", "Sun, 06 Nov 1994 08:49 GMT",
            "Sun, 06 Nov 1994 8:-1:37 GMT", "Sun, 06 Nov 99999 08:49:37 GMT", "Sun, 06 Nov 0000 08:49:37 GMT",
            "Sun, 999999999999999999 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 08:49:37 +0200", ": : : : :", "Sun Nov 6 08:49:37 1994 PST",
        ]
    )
    func malformed(field: String) {
        #expect(RetryAfter.wait(field: field, at: .noon) == nil)
    }

    @Test("a field longer than any date is not read")
    func long() {
        #expect(RetryAfter.wait(field: String(repeating: "9", count: 65), at: .noon) == nil)
    }

    @Test("random texts never trap, and never ask for more than a day")
    func noise() {
        var random = SeededRandom(seed: 13)
        let words = ["Sun", ",", " ", "06", "Nov", "-", "1994", "08:49:37", "GMT", ":", "99", "é", "0", "\u{0}"]
        for _ in 0..<3_000 {
            let field = (0..<8).compactMap { _ in words.randomElement(using: &random) }.joined()
            if let wait = RetryAfter.wait(field: field, at: .noon) {
                #expect((.zero ... .seconds(86_400)).contains(wait))
            }
        }
    }
}
