import HTTPTypes
import SalesCore
import SalesTesting
import Testing

@testable import SalesWeb

@Suite("What pages ask the store, beside who asks", .timeLimit(.minutes(15)))
struct PageQuestionTests {
    /// A page, as it is asked for.
    private struct Row {
        /// With `{id}` for a product that the person follows, `{secret}` for a secret that proves nothing, and `{token}`
        /// for a link that stops the messages about the product.
        let paths: [String]
        /// The store's roles that are asked, in their order, each time.
        let questions: [String]

        init(_ paths: [String], _ questions: [String]) { (self.paths, self.questions) = (paths, questions) }
    }

    /// Each page by its route.
    ///
    /// The person has both addresses; of whoever has one, one suppression is asked for.
    private static let rows: [String: Row] = [
        "/": Row(["/"], []),
        "/alerts": Row(["/alerts", "/alerts?status=failed"], ["alerts"]),
        "/products": Row(["/products", "/products?q=kettle&state=met&sort=price"], ["followedProducts"]),
        "/products/delete": Row(["/products/delete?id={id}"], ["followedProducts"]),
        "/products/new": Row(["/products/new", "/products/new?url=https://shop.example/kettle"], []),
        "/products/{id}": Row(
            [
                "/products/{id}", "/products/{id}?range=7d", "/products/{id}?range=all",
                "/products/{id}?before=2026-03-01T00:00:00.000Z", "/products/{id}?done=checked",
            ],
            ["followedProduct"]
        ),
        "/products/{id}/delete": Row(["/products/{id}/delete"], ["followedProduct"]),
        "/s/{secret}": Row(["/s/{secret}"], ["token"]),
        // Each proved address is looked for among those that are not written to.
        "/settings": Row(["/settings", "/settings?done=changed"], ["sessions", "suppression", "suppression"]),
        "/settings/erase": Row(["/settings/erase"], []),
        // A file and no page: all that is kept of the person, counted among what they may ask for in an hour.
        "/settings/export": Row(
            ["/settings/export"],
            [
                "take", "subscriptions", "product", "alerts", "letters", "tokens", "sessions", "suppression",
                "suppression", "counts",
            ]
        ),
        "/sign-in": Row(["/sign-in"], []),
        "/sign-in/code": Row(["/sign-in/code"], []),
        "/sign-in/sent": Row(["/sign-in/sent"], []),
        "/sign-up/sent": Row(["/sign-up/sent"], []),
        "/u/{token}": Row(["{token}"], ["user", "product"]),
        "/v/{secret}": Row(["/v/{secret}"], ["token"]),
        "/verify": Row(["/verify"], []),
        "/websites": Row(["/websites"], ["websites"]),
    ]

    @Test("is written here for each page but those of admins")
    func complete() throws {
        let bench = WebBench()
        let pages = WebService.routes(try bench.parts, bench.settings).filter {
            $0.kind == .page && $0.method == .get && $0.access != .admins
        }
        #expect(Set(pages.map(\.path)) == Set(Self.rows.keys))
    }

    @Test("is what is written here, and no question more")
    func questions() async throws {
        let people = PeopleBench()
        let web = people.web
        let accounts = try people.accounts
        let ann = try await people.person(phone: PeopleBench.phone)
        let opened = try await accounts.openSession(
            for: ann.id,
            kind: .program,
            scope: .admin,
            label: "test",
            in: people.store
        )
        let id = try await web.follow(by: opened.secret)
        let links = try #require(accounts.links)
        let urls = try #require(links.unsubscribeURLs(for: ann, about: ProductID(rawValue: id), over: .email))
        let stop = try #require(urls.product).path
        var random = RandomSource.system
        let secret = AccountSecret(using: &random).text
        var sent = HTTPFields.token(opened.secret)
        sent[.accept] = "text/html"
        let counted = CountedStore(people.store)
        let routes = WebService.routes(try web.parts(over: counted), web.settings)
        try await web.asking(routes) { [fields = sent] service in
            for path in Self.rows.values.flatMap(\.paths).sorted() {
                let place = path.replacing("{id}", with: "\(id)").replacing("{secret}", with: secret)
                    .replacing("{token}", with: stop)
                let answer = try await service.ask(.get, place, fields)
                let asked = counted.taken()
                let questions = Self.rows.values.first { $0.paths.contains(path) }?.questions
                #expect(answer.status < 500 && asked == questions, "\(path): \(asked)")
            }
        }
    }

    @Test("is nothing for a stranger, of what anybody may see")
    func strangers() async throws {
        let web = WebBench()
        let counted = CountedStore(web.store)
        let routes = WebService.routes(try web.parts(over: counted), web.settings)
        try await web.asking(routes) { service in
            for (path, row) in Self.rows where !path.contains("{secret}") && !path.contains("{token}") {
                for path in row.paths {
                    let place = path.replacing("{id}", with: "1")
                    let answer = try await service.ask(.get, place, [.accept: "text/html"])
                    let asked = counted.taken()
                    #expect([200, 303].contains(answer.status) && asked.isEmpty, "\(path): \(asked)")
                }
            }
        }
    }
}
