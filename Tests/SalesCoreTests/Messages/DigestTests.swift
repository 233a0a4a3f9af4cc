import SalesTesting
import Testing

@testable import SalesCore

@Suite("Several alerts in one message")
struct DigestTests {
    private static let style = MessageStyle { product in
        Sample.url("https://tracker.example/u/\(product?.rawValue ?? 0)")
    }

    private func alert(_ number: Int, product: Int64? = nil, _ edit: (inout Alert.Facts) -> Void = { _ in }) -> Alert {
        var facts = Sample.facts(number)
        edit(&facts)
        return Alert(
            id: Sample.message(number, to: Sample.user(1)).id,
            userID: .local,
            productID: ProductID(rawValue: product ?? Int64(number)),
            eventID: PriceEventID(rawValue: Int64(number)),
            channel: .email,
            facts: facts,
            nextAttemptAt: ManualClock.start,
            createdAt: ManualClock.start
        )
    }

    private func write(_ alerts: [Alert]) -> Message {
        MessageWriter.message(for: alerts, to: Sample.user(1), at: ManualClock.start, style: Self.style)
    }

    @Test("name each product with its price and its page, and where all of it stops")
    func three() {
        let message = write((1...3).map { alert($0) })
        #expect(message.subject == "3 products: Kettle 1 is £39.99 (was £49.99), and 2 more")
        #expect(
            message.text == """
                3 products: Kettle 1 is £39.99 (was £49.99), and 2 more

                Price drop: Kettle 1 is £39.99 (was £49.99)
                https://shop.example/products/1

                Price drop: Kettle 2 is £39.99 (was £49.99)
                https://shop.example/products/2

                Price drop: Kettle 3 is £39.99 (was £49.99)
                https://shop.example/products/3

                Sales Tracker wrote this because you track these products.
                Stop all messages: https://tracker.example/u/0

                """
        )
        #expect(
            message.html.contains(
                "<a href=\"https://shop.example/products/2\" rel=\"noreferrer\"><bdi>Kettle 2</bdi></a>"
            )
        )
        #expect(
            message.short
                == "Kettle 1 is £39.99 (was £49.99); Kettle 2 is £39.99 (was £49.99); Kettle 3 is £39.99 (was £49.99)"
        )
        #expect(message.facts.count == 3)
        #expect(message.unsubscribeURL == Sample.url("https://tracker.example/u/0"))
    }

    @Test("tell changes of one product as one, from the first to the last")
    func merged() {
        let later = alert(2, product: 1) {
            $0.change.before.price = Sample.pounds(3_999)
            $0.change.after.price = Sample.pounds(3_500)
        }
        let message = write([alert(1), later])
        #expect(message.subject == "Price drop: Kettle 2 is £35.00 (was £49.99)")
        #expect(message.unsubscribeURL == Sample.url("https://tracker.example/u/1"))
    }

    @Test("tell a drop as one from above, whatever was told of the product before")
    func mergedDrop() {
        let rise = alert(1) {
            $0.kind = .backInStock
            $0.change.before.price = Sample.pounds(2_500)
        }
        let drop = alert(2, product: 1) {
            $0.change.before.price = Sample.pounds(6_000)
            $0.change.after.price = Sample.pounds(4_500)
        }
        #expect(write([rise, drop]).subject == "Price drop: Kettle 2 is £45.00 (was £60.00)")
    }

    @Test("are another message where another alert is among them, and the same in any order")
    func identifiers() {
        let alerts = (1...3).map { alert($0) }
        let all = write(alerts).id
        #expect(write(alerts.reversed()).id == all)
        #expect(write(Array(alerts.dropLast())).id != all)
        #expect(write([alerts[0]]).id == alerts[0].id)
        #expect(all.rawValue.count == 32)
    }

    @Test("stay within a text message and a mail, however many and however long")
    func bounded() {
        let alerts = (1...maximumDigest).map { number in
            alert(number) {
                $0.productName = String(repeating: "Wö<&'", count: 1_000)
                $0.url = Sample.url("https://shop.example/" + String(repeating: "&", count: 4_000))
            }
        }
        let message = write(alerts)
        #expect(ShortAlphabet.length(of: message.short) <= Message.maximumShortLength)
        #expect(message.short.contains("more"))
        #expect(message.text.utf8.count + message.html.utf8.count < 102 * 1_024)
        #expect(message.text.contains("https://shop.example/\n"))
    }
}

@Suite("A message in a person's own way")
struct MessageStyleTests {
    private func message(locale: String?, _ edit: (inout Alert.Facts) -> Void = { _ in }) -> Message {
        var facts = Sample.facts()
        edit(&facts)
        let alert = Alert(
            id: Alert.ID(rawValue: "a"),
            userID: .local,
            productID: ProductID(rawValue: 7),
            eventID: PriceEventID(rawValue: 1),
            channel: .email,
            facts: facts,
            nextAttemptAt: ManualClock.start,
            createdAt: ManualClock.start
        )
        let style = MessageStyle(locale: locale) { Sample.url("https://tracker.example/u/\($0?.rawValue ?? 0)") }
        return MessageWriter.message(for: [alert], to: Sample.user(1), at: ManualClock.start, style: style)
    }

    @Test(
        "writes amounts as their locale does",
        arguments: [
            ("de-DE", "39,99\u{A0}€"), ("fr-FR", "39,99\u{A0}€"), ("en-IE", "€39.99"), ("nl-NL", "€\u{A0}39,99"),
            (nil, "€39.99"), ("en", "€39.99"),
        ] as [(String?, String)]
    )
    func locale(tag: String?, amount: String) {
        let message = message(locale: tag) {
            $0.change.before.price = Sample.money(4_999, "EUR")
            $0.change.after.price = Sample.money(3_999, "EUR")
        }
        #expect(message.text.contains("Price now:        \(amount)"), "\(message.text)")
    }

    @Test("writes every digit of the largest amount, and those of currencies without cents or with three")
    func exact() {
        #expect(MoneyFormat.text(Sample.money(.max, "EUR"), locale: "de-DE") == "92.233.720.368.547.758,07\u{A0}€")
        #expect(MoneyFormat.text(Sample.money(12_800, "JPY"), locale: "de-DE") == "12.800\u{A0}¥")
        #expect(MoneyFormat.text(Sample.money(1_234, "KWD"), locale: "de-DE") == "1,234\u{A0}KWD")
        #expect(MoneyFormat.text(Sample.money(1_234, "EUR"), locale: "no such tag").contains("12"))
    }

    @Test("tells the list price, the lowest of the month and a picture where they are known")
    func details() {
        let message = message(locale: nil) {
            $0.change.after.listPrice = Sample.pounds(5_999)
            $0.lowestOfMonth = Sample.pounds(3_500)
            $0.image = Sample.url("https://shop.example/kettle.jpg?a=1&b=2")
        }
        #expect(message.text.contains("List price:        £59.99"))
        #expect(message.text.contains("Lowest in 30 days: £35.00\n"))
        #expect(message.html.contains("<img src=\"https://shop.example/kettle.jpg?a=1&amp;b=2\" alt=\"\""))
    }

    @Test("a price now that is the lowest of the month is said to be that, and none is compared with another currency")
    func lowestNow() {
        let now = message(locale: nil) { $0.lowestOfMonth = Sample.pounds(4_500) }
        #expect(now.text.contains("Lowest in 30 days: £39.99, the price now\n"), "\(now.text)")
        let equal = message(locale: nil) { $0.lowestOfMonth = Sample.pounds(3_999) }
        #expect(equal.text.contains("Lowest in 30 days: £39.99, the price now\n"), "\(equal.text)")
        let foreign = message(locale: nil) { $0.lowestOfMonth = Sample.money(4_500, "EUR") }
        #expect(!foreign.text.contains("Lowest in 30 days"), "\(foreign.text)")
        let broken = message(locale: nil) { ($0.kind, $0.lowestOfMonth) = (.broken, Sample.pounds(4_500)) }
        #expect(broken.text.contains("Lowest in 30 days: £39.99\n"), "\(broken.text)")
    }

    @Test(
        "a rule about stock that is true already is told as what it asks, and not as a price",
        arguments: [
            (.soldOut, .outOfStock, 3_999, "is out of stock"), (.soldOut, .discontinued, nil, "is sold no more"),
            (.backInStock, .inStock, 3_999, "is in stock"), (.backInStock, .preorder, nil, "can be pre-ordered"),
            (.below(Sample.pounds(4_000)), .inStock, 3_999, "is £39.99"),
        ] as [(Rule, Availability, Int64?, String)]
    )
    func standing(rule: Rule, availability: Availability, price: Int64?, words: String) {
        let message = message(locale: nil) {
            ($0.kind, $0.rule) = (.standing, rule)
            $0.change.after = PriceEvent.Side(price: price.map(Sample.pounds), availability: availability)
        }
        #expect(message.subject == "As you asked: Kettle 1 \(words)")
        #expect(message.short.contains("\(words), as you asked"), "\(message.short)")
    }

    @Test(
        "loads no picture over plain http, and none from what may stand in the reader's own house",
        arguments: [
            "http://shop.example/kettle.jpg", "https://192.168.0.1/kettle.jpg", "https://[fe80::1]/kettle.jpg",
            "https://router/kettle.jpg", "https://shop.example:8443/kettle.jpg",
        ]
    )
    func refusedPicture(url: String) {
        let message = message(locale: nil) { $0.image = Sample.url(url) }
        #expect(!message.html.contains("<img"))
    }

    @Test("offers to stop the product's messages and all messages, in text and in HTML")
    func stops() {
        let message = message(locale: nil)
        #expect(
            message.text.hasSuffix(
                """
                Sales Tracker wrote this because you track this product.
                Stop messages about this product: https://tracker.example/u/7
                Stop all messages: https://tracker.example/u/0

                """
            )
        )
        #expect(message.html.contains("<a href=\"https://tracker.example/u/7\""))
        #expect(message.unsubscribeURL == Sample.url("https://tracker.example/u/7"))
    }

    @Test(
        "says for each kind what happened",
        arguments: [
            (.soldOut, "Sold out: Kettle 1 cannot be ordered any more"),
            (.gone, "Gone: Kettle 1 is gone from the shop"),
            (.changed, "New price: Kettle 1 is £39.99 (was £49.99)"), (.standing, "As you asked: Kettle 1 is £39.99"),
            (.broken, "Cannot be read: Kettle 1 cannot be read at present"),
            (.worksAgain, "Works again: Kettle 1 can be read again and is £39.99"),
        ] as [(Alert.Facts.Kind, String)]
    )
    func kinds(kind: Alert.Facts.Kind, subject: String) {
        let message = message(locale: nil) { $0.kind = kind }
        #expect(message.subject == subject)
        #expect(!message.short.isEmpty && message.short.contains("Kettle 1"))
    }

    @Test("says why a page cannot be read, on one line whatever the reason is")
    func reason() {
        let message = message(locale: nil) {
            $0.kind = .broken
            $0.change.trouble = .began(failures: 6, reason: "it answers 503\r\nBcc: x\u{202E}")
        }
        #expect(message.text.contains("The last 6 looks at its page gave no answer: it answers 503 Bcc: x."))
        #expect(message.text.contains("Last price:"))
    }
}
