import HTTPTypes
import SalesCore
import SalesTesting
import Testing

@testable import SalesWeb

@Suite("Stopping messages by one click", .timeLimit(.minutes(15)))
struct UnsubscribeRouteTests {
    /// The path of a person's link.
    private static func path(_ bench: PeopleBench, _ user: User, about product: ProductID? = nil) throws -> String {
        let links = try #require(try bench.accounts.links)
        let urls = try #require(links.unsubscribeURLs(for: user, about: product, over: .email))
        return (product == nil ? urls.all : urls.product ?? urls.all).path
    }

    /// Lets a person follow a product, and a drop of it lie in the outbox for them.
    private static func queued(_ bench: PeopleBench, _ user: User) async throws -> ProductID {
        let product = try await bench.store.addProduct(Sample.product(1)).product.id
        var draft = Sample.draft(of: user.id, to: product)
        draft.channels = [.email]
        _ = try await bench.store.save(draft, expectedVersion: 0, dueAt: bench.clock.now)
        bench.clock.advance(by: .seconds(60))
        try await bench.store.addEvent(Sample.change(at: bench.clock.now), of: product)
        try await bench.parts.tracker.expandEvents()
        return product
    }

    @Test(
        "takes a form, a multipart form, any other body or none, and sends nobody elsewhere",
        arguments: [
            ("application/x-www-form-urlencoded", "List-Unsubscribe=One-Click"),
            (
                "multipart/form-data; boundary=x",
                "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n"
            ), ("text/plain", "anything"), (nil, nil),
        ] as [(String?, String?)]
    )
    func bodies(type: String?, body: String?) async throws {
        let bench = PeopleBench()
        let user = try await bench.person()
        var fields: HTTPFields = [:]
        if let type { fields[.contentType] = type }
        let path = try Self.path(bench, user)
        for _ in 0..<2 {
            let answer = try await bench.ask(.post, path, fields, body: body)
            #expect(answer.status == 200 && answer.fields[.setCookie] == nil && answer.fields[.location] == nil)
            #expect(answer.body == "Nothing more is sent to this address.\n")
        }
        #expect(try await bench.store.suppression(of: PeopleBench.email, on: .email)?.kind == .stop)
    }

    @Test("holds back what lies in the outbox already, of all or of one product", arguments: [false, true])
    func queued(isOfProduct: Bool) async throws {
        let bench = PeopleBench()
        let user = try await bench.person()
        let product = try await Self.queued(bench, user)
        let path = try Self.path(bench, user, about: isOfProduct ? product : nil)
        #expect(try await bench.ask(.post, path).status == 200)
        #expect(try await bench.parts.tracker.deliverAlerts() == 0)
        #expect(bench.web.mail.messages.isEmpty)
    }

    @Test("without a click is told: the drop that lies in the outbox")
    func unstopped() async throws {
        let bench = PeopleBench()
        _ = try await Self.queued(bench, try await bench.person())
        #expect(try await bench.parts.tracker.deliverAlerts() == 1)
    }

    @Test("by a link that is none of ours answers as where there is nothing")
    func wrong() async throws {
        let bench = PeopleBench()
        let user = try await bench.person()
        let path = try Self.path(bench, user)
        let nothing = try await bench.ask(.get, "/api/v1/nothing")
        for wrong in ["/u/x", String(path.dropLast()), path + "A", "/u/" + String(repeating: "A", count: 2_000)] {
            for method in [HTTPRequest.Method.get, .post] {
                let answer = try await bench.ask(method, wrong)
                #expect(answer.status == 404 && answer.body == nothing.body, "\(method) \(wrong)")
            }
        }
        #expect(try await bench.store.suppression(of: PeopleBench.email, on: .email) == nil)
    }

    @Test("is not done by whoever only looks: a thousand looks at links change no row")
    func prefetch() async throws {
        let bench = PeopleBench()
        let user = try await bench.person()
        try await bench.accounts.requestVerification(of: user, on: .email)
        let proof = try await bench.secret(of: "v")
        try await bench.accounts.requestSignIn(of: PeopleBench.email, on: .email)
        let secret = try await bench.secret(of: "s")
        let product = try await Self.queued(bench, user)
        let before = try await bench.rows(of: user)
        let links = [
            "/v/\(proof)", "/s/\(secret)", try Self.path(bench, user), try Self.path(bench, user, about: product),
        ]
        for number in 0..<1_000 {
            let method = [HTTPRequest.Method.get, .head, .options][number % 3]
            let answer = try await bench.ask(method, links[number / 3 % links.count])
            #expect(answer.status != 500 && answer.fields[.setCookie] == nil)
        }
        let after = try await bench.rows(of: user)
        #expect(before == after)
        #expect(try await bench.send("/api/v1/verifications", #"{"secret": "\#(proof)"}"#).status == 200)
        #expect(try await bench.send("/api/v1/sessions", #"{"secret": "\#(secret)"}"#).status == 201)
        #expect(try await bench.ask(.get, links[2]).body.contains("A POST to this address stops all messages"))
    }
}
