import SalesCore
import SalesTesting
import Testing

@testable import SalesWeb

@Suite("What shops and people write, on the pages about products")
struct HostileMarkupTests {
    private static let pages = PageMaker(settings: WebSettings())

    @Test("is a hundred texts, which are alive where nothing escapes them")
    func texts() {
        #expect(HostileMarkup.all.count == 100 && Set(HostileMarkup.all).count == 100)
        let alive = HostileMarkup.all.filter { HostileMarkup.isAlive(in: "<p title=\"\($0)\">\($0)</p>") }
        #expect(alive.count >= 60)
    }

    private func text(_ template: PageTemplate, _ view: some Sendable) -> String {
        String(decoding: Self.pages.page(template, view).body, as: UTF8.self)
    }

    /// Checks a page that shows a text.
    private func check(_ page: String, _ text: String) {
        #expect(page.contains("</html>"), "\(text)")
        #expect(!HostileMarkup.isAlive(in: page), "\(text)")
    }

    private func facts(_ text: String) -> Alert.Facts {
        var facts = Sample.facts()
        facts.productName = text
        return facts
    }

    private func detail(_ text: String) -> FollowedDetail {
        var state = FollowedSample.state
        state.reason = text
        state.consecutiveFailures = 3
        state.learned = "interface \(text.filter { $0 != " " }) 20000"
        let product = Product(
            id: FollowedSample.id,
            websiteID: WebsiteID(rawValue: 1),
            url: Sample.url("https://shop.example/kettle"),
            selection: Selection(text: text),
            name: text,
            activeFollowers: 1,
            nextCheckAt: FollowedSample.now,
            createdAt: FollowedSample.now,
            state: state
        )
        var alert = FollowedSample.alert(facts(text), .dead)
        alert.failure = text
        return FollowedSample.detail(
            product,
            website: FollowedSample.website(text),
            history: .days([FollowedSample.day(1, 100), FollowedSample.day(0, 200)]),
            alerts: [alert, FollowedSample.alert(facts(text))]
        )
    }

    @Test("is text on the page of a product, in its chart, its rule and its alerts")
    func product() throws {
        for payload in HostileMarkup.all {
            let body = "rule=words&channel=email"
            var fields = RuleFields(try #require(FormFields(Array(body.utf8))))
            fields.words = payload
            fields.below = payload
            fields.share = payload
            fields.days = payload
            let page = text(.product, FollowedSample.view(detail(payload), fields: fields))
            check(page, payload)
            // A combining mark behind it makes another character of its end.
            #expect(page.utf8.split(separator: UInt8(ascii: "q")).contains { $0.starts(with: "91".utf8) })
        }
    }

    @Test("is text in the list, its search and its pictures")
    func list() {
        for payload in HostileMarkup.all {
            let found = detail(payload)
            let row = FollowedProduct(
                product: found.product,
                subscription: found.subscription,
                website: found.website,
                recent: [FollowedSample.day(1, 100), FollowedSample.day(0, 200)]
            )
            let view = ProductsView(
                Page(elements: [row], next: PageToken(text: payload)),
                of: ProductsQuery { $0 == "q" ? payload : nil },
                isFirst: true,
                pace: { _ in payload },
                page: FollowedSample.frame,
                for: FollowedSample.reader
            )
            check(text(.products, view), payload)
        }
    }

    @Test("is text among alerts, and where something is to be deleted")
    func alerts() {
        for payload in HostileMarkup.all {
            var dead = FollowedSample.alert(facts(payload), .dead)
            dead.failure = payload
            let view = AlertsView(
                Page(elements: [dead, FollowedSample.alert(facts(payload))], next: nil),
                of: .all,
                isFirst: true,
                page: FollowedSample.frame,
                for: FollowedSample.reader
            )
            check(text(.alerts, view), payload)
            let asking = ConfirmView.delete(FollowedSample.frame, products: [("1", payload)], cancel: "/products")
            check(text(.confirm, asking), payload)
        }
    }

    @Test("is text where a page was read: its name, its prices, their currency, and where they stand")
    func reading() throws {
        for payload in HostileMarkup.all {
            let candidates = [Candidate.Kind.current, .variant].map { kind in
                Candidate(
                    money: kind == .current ? Sample.pounds(100) : nil,
                    amount: payload,
                    kind: kind,
                    source: .text,
                    path: payload,
                    text: payload,
                    confidence: 50,
                    verdict: payload,
                    selection: Selection(text: payload)
                )
            }
            let offer = Offer(price: Sample.pounds(100), name: payload, source: payload)
            for reading in [Reading.offer(offer), .ambiguous(reason: payload), .noPrice(availability: .unknown)] {
                let extraction = Extraction(
                    reading: reading,
                    kind: .product,
                    name: payload,
                    candidates: candidates,
                    notes: [payload]
                )
                let look = Look(reading: reading, extraction: extraction)
                let url = Sample.url("https://shop.example/kettle")
                let found = NewProductView.Found(
                    look,
                    at: url,
                    chosen: nil,
                    fault: payload,
                    for: FollowedSample.reader
                )
                let view = NewProductView(
                    page: FollowedSample.frame,
                    url: PageField(value: payload, error: payload),
                    isBlank: false,
                    trouble: NewProductView.Trouble(Look(reading: .blocked(reason: payload))),
                    found: found,
                    rule: RuleForm(RuleFields(channels: []), FollowedSample.offers)
                )
                check(text(.newProduct, view), payload)
            }
        }
    }
}
