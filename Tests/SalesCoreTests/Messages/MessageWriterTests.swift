import SalesTesting
import Testing

@testable import SalesCore

@Suite("What a message says")
struct MessageWriterTests {
    @Test("tells a drop with both prices, the drop, the rule and when it was seen")
    func drop() {
        let message = write()
        #expect(message.subject == "Price drop: Kettle is £39.99 (was £49.99)")
        #expect(
            message.text == """
                Price drop: Kettle is £39.99 (was £49.99)

                Price now:        £39.99
                Price before:     £49.99
                Drop:             £10.00 (about 20 %)
                Availability:     in stock
                You asked:        tell me when it costs less than £40.00
                Seen:             1 Mar 2026, 11:59:45 UTC
                Last read before: 1 minute earlier (the old price)

                https://shop.example/products/1

                Sales Tracker wrote this because you track this product.

                """
        )
        #expect(message.short == "Kettle is £39.99 (was £49.99) https://shop.example/products/1")
        #expect(message.id == Self.id && message.recipient == Sample.user(1) && message.createdAt == ManualClock.start)
    }

    @Test("says in HTML what it says in text")
    func html() {
        let message = write { $0.change.isUnusuallyLow = true }
        for piece in ["£39.99", "£49.99", "£10.00 (about 20 %)", "in stock", "unusually low, please check"] {
            #expect(message.html.contains(piece))
        }
        #expect(message.html.contains("<a href=\"https://shop.example/products/1\" rel=\"noreferrer\">"))
        #expect(!message.html.contains("src="))
    }

    @Test("asks to check a price that is unusually low, everywhere")
    func unusuallyLow() {
        let message = write { $0.change.isUnusuallyLow = true }
        #expect(message.subject == "Price drop: Kettle is £39.99 (was £49.99), unusually low, please check")
        for part in [message.text, message.html, message.short] {
            #expect(part.contains("unusually low, please check"))
        }
    }

    @Test("says when a cheaper product cannot be had")
    func outOfStock() {
        let message = write { $0.change.after.availability = .outOfStock }
        #expect(message.text.contains("It cannot be ordered now: the page says out of stock."))
        #expect(message.short.contains("out of stock"))
    }

    @Test("tells that a product is back in stock")
    func backInStock() {
        let message = write {
            $0.kind = .backInStock
            $0.rule = .backInStock
            $0.change.before = .init(price: nil, isGone: true)
        }
        #expect(message.subject == "Back in stock: Kettle can be ordered again for £39.99")
        #expect(message.text.contains("1 minute earlier (that it could not be ordered)"))
        #expect(!message.text.contains("Drop"))
    }

    @Test("tells of a product that is gone its last price, and nothing that only a page can say")
    func gone() {
        let message = write {
            $0.kind = .gone
            $0.rule = .gone
            $0.reference = Sample.pounds(5_999)
            $0.change.after.isGone = true
        }
        #expect(message.subject == "Gone: Kettle is gone from the shop")
        #expect(message.text.contains("Last price:       £39.99\n"))
        #expect(message.text.contains("1 minute earlier (that it was there)"))
        for label in ["Price now", "Price before", "Availability", "Drop", "Below"] {
            #expect(!message.text.contains("\(label)"))
        }
    }

    @Test("asks for a new rule where the currency changed, and computes no drop")
    func currencyChanged() {
        let message = write {
            $0.kind = .currencyChanged
            $0.change.after.price = Sample.money(3_000, "EUR")
        }
        #expect(message.subject == "New currency: Kettle is €30.00 (was £49.99)")
        #expect(message.text.contains("Please set the rule anew."))
        #expect(message.short.contains("please set your rule anew"))
        #expect(!message.text.contains("%"))
    }

    @Test("says how far it is below the price that the rule measures from where that is not the last one")
    func reference() {
        let message = write {
            $0.rule = .dropByShare(basisPoints: 1_000)
            $0.reference = Sample.pounds(5_999)
        }
        #expect(message.text.contains("Below £59.99:     by £20.00 (about 33.3 %)"))
    }

    @Test("names the website where the page has no name")
    func nameless() {
        let message = write { $0.productName = " \u{202E}\r\n" }
        #expect(message.subject == "Price drop: A product at shop.example is £39.99 (was £49.99)")
    }

    @Test("keeps the URL of a short text whole and cuts the name", arguments: ["Kettle ", "Käffchen ☕️ ", "€[x]~ "])
    func shortCutsTheName(word: String) {
        let url = "https://shop.example/" + String(repeating: "long-path/", count: 6)
        let message = write {
            $0.productName = String(repeating: word, count: 200)
            $0.url = Sample.url(url)
        }
        #expect(TextBudget.parts(of: message.short) == Message.maximumShortParts)
        #expect(TextBudget.parts(of: message.short + String(repeating: "x", count: 12)) > Message.maximumShortParts)
        #expect(message.short.hasSuffix("... is £39.99 (was £49.99) \(url)"))
    }

    @Test("names the website in a short text that has no room for the URL")
    func shortWithoutRoom() {
        let message = write { $0.url = Sample.url("https://shop.example/" + String(repeating: "x", count: 400)) }
        #expect(message.short == "Kettle is £39.99 (was £49.99) shop.example")
    }

    @Test("is of bounded length whatever the page says")
    func bounded() {
        let message = write {
            $0.productName = String(repeating: "W\u{300}\u{301}&<'", count: 100_000)
            $0.url = Sample.url("https://shop.example/" + String(repeating: "&", count: 4_000))
        }
        #expect(message.subject.count <= 200)
        #expect(message.html.utf8.count + message.text.utf8.count < 102 * 1_024)
        #expect(TextBudget.parts(of: message.short) <= Message.maximumShortParts)
    }

    @Test("bears the largest and smallest amounts and moments")
    func extremes() {
        for units in [Int64.min, -1, 0, .max] {
            let message = write {
                $0.change.after.price = Sample.pounds(units)
                $0.change.before.price = Sample.pounds(.max)
                $0.change.oldLastReadAt = Timestamp(milliseconds: .min)
                $0.change.seenAt = Timestamp(milliseconds: .max)
                $0.reference = Sample.pounds(.min)
                $0.rule = .dropByAmount(Sample.pounds(.max))
            }
            #expect(TextBudget.parts(of: message.short) <= Message.maximumShortParts)
        }
    }

    @Test("lets no hostile name break out of the subject's line or of the HTML", arguments: hostileNames.indices)
    func hostile(number: Int) {
        let name = Self.hostileNames[number]
        let message = write { $0.productName = name }
        let plain = write()
        let forbidden = message.subject.unicodeScalars.contains { scalar in
            scalar.properties.generalCategory == .control || (0x202A...0x202E).contains(scalar.value)
                || (0x2066...0x2069).contains(scalar.value) || (0x2028...0x2029).contains(scalar.value)
        }
        #expect(!forbidden)
        #expect(
            message.text.split(separator: "\n", omittingEmptySubsequences: false).count
                == plain.text.split(separator: "\n", omittingEmptySubsequences: false).count
        )
        // The same tags in the same places as in a plain message: nothing foreign became markup.
        #expect(message.html.count { $0 == "<" } == plain.html.count { $0 == "<" })
        #expect(message.html.count { $0 == "\"" } == plain.html.count { $0 == "\"" })
    }

    private static let id = Alert.ID(rawValue: "00112233445566778899aabbccddeeff")

    private static let hostileNames: [String] = {
        let pieces = [
            "\r\nBcc: x@evil.example", "\nSubject: other", "\r", "\u{0}", "\u{85}", "\u{2028}", "\u{2029}", "\n.\n",
            "\u{202E}",
            "\u{2066}", "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='x",
            "</title><style>*{}</style>", "&lt;b&gt;", "<!--", "]]>", "<\u{300}b>", "javascript:alert(1)",
        ]
        return pieces.flatMap { [$0, "Kettle\($0)", "\($0)Kettle", "Ke\($0)ttle\($0)"] }
    }()

    private func write(_ edit: (inout Alert.Facts) -> Void = { _ in }) -> Message {
        var facts = Alert.Facts(
            kind: .drop,
            productName: "Kettle",
            url: Sample.url("https://shop.example/products/1"),
            rule: .below(Sample.pounds(4_000)),
            reference: Sample.pounds(4_999),
            change: Sample.change(at: ManualClock.start)
        )
        edit(&facts)
        let alert = Alert(
            id: Self.id,
            userID: .local,
            productID: ProductID(rawValue: 1),
            eventID: PriceEventID(rawValue: 1),
            channel: .email,
            facts: facts,
            nextAttemptAt: ManualClock.start,
            createdAt: ManualClock.start
        )
        return MessageWriter.message(for: alert, to: Sample.user(1), at: ManualClock.start)
    }
}
