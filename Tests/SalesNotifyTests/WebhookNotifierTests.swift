import Foundation
import HTTPTypes
import SalesCore
import SalesTesting
import Testing

@testable import SalesNotify

@Suite("Web hooks")
struct WebhookNotifierTests {
    private static let secret = "/hook/s3cret-canary"

    @Test("keep every promise of a notifier", arguments: NotifierPromises.all.without(.address))
    func promise(_ promise: Promise<NotifierHarness>) async throws {
        try await promise.check(Self.harness)
    }

    @Test("get the facts as one JSON object of a fixed shape")
    func payload() throws {
        var message = Sample.message(to: Sample.user(1))
        message.facts[0].rule = .dropByShare(basisPoints: 1_250)
        message.facts[0].productName = "Kettle\r\n\u{202E}x"
        let json = String(decoding: try WebhookPayload(message).json(), as: UTF8.self)
        #expect(
            json == """
                {"alerts":[{"availability":"in_stock","confirmed_at":"2026-03-01T11:59:59.000Z","list_price":null,\
                "old_price":{"amount":"49.99","currency":"GBP"},"old_price_last_read_at":"2026-03-01T11:58:45.000Z",\
                "price":{"amount":"39.99","currency":"GBP"},\
                "product":{"name":"Kettle x","url":"https://shop.example/products/1"},\
                "rule":{"reference":{"amount":"49.99","currency":"GBP"},"text":"down 12.5% since last alert",\
                "words":"tell me when it is at least 12.5 % below £49.99 (that is £43.74 or less), \
                and then below each price I was told"},"seen_at":"2026-03-01T11:59:45.000Z","type":"drop","unusually_low":false}],\
                "id":"00000000000000000000000000000001","sent_at":"2026-03-01T12:00:00.000Z",\
                "text":"Kettle 1 is £39.99","version":2}
                """
        )
        #expect(!json.contains("person1"))
    }

    @Test("get the alert's identifier as their idempotency key, and the operator's fields")
    func fields() async throws {
        let server = try ScriptedServer(answer: { _, connection in
            connection.respond("202 Accepted", text: "queued\u{7}")
        })
        defer { server.stop() }
        let fields: HTTPFields = [.authorization: "Bearer s3cret-canary"]
        let receipt = try await Self.notifier(server, fields: fields).send(Sample.message(to: Sample.user(1)))
        let request = try #require(server.requests.first)
        #expect(request.method == "POST" && request.target == Self.secret)
        #expect(request.field("Idempotency-Key") == "00000000000000000000000000000001")
        #expect(request.field("Content-Type") == "application/json")
        #expect(request.field("Authorization") == "Bearer s3cret-canary")
        #expect(receipt == Receipt(reference: "00000000000000000000000000000001", answer: "202 (“queued”)"))
    }

    @Test(
        "are tried again exactly where that can help, as late as they ask",
        arguments: [
            ("400 Bad Request", [], .rejected, .never), ("404 Not Found", [], .rejected, .never),
            ("410 Gone", ["Retry-After: 5"], .rejected, .never), ("401 Unauthorized", [], .unauthorized, .never),
            ("403 Forbidden", [], .unauthorized, .never), ("302 Found", ["Location: /other"], .rejected, .never),
            ("408 Request Timeout", [], .throttled, .later(after: nil)),
            ("425 Too Early", [], .throttled, .later(after: nil)),
            ("429 Too Many Requests", ["Retry-After: 7"], .throttled, .later(after: .seconds(7))),
            ("429 Too Many Requests", ["Retry-After: soon"], .throttled, .later(after: nil)),
            (
                "429 Too Many Requests", ["Retry-After: Sun, 01 Mar 2026 12:01:30 GMT"], .throttled,
                .later(after: .seconds(90))
            ),
            ("503 Service Unavailable", ["Retry-After: 120"], .unavailable, .later(after: .seconds(120))),
            ("503 Service Unavailable", ["Retry-After: 999999999999"], .unavailable, .later(after: .seconds(86_400))),
            ("500 Internal Server Error", [], .unavailable, .later(after: nil)),
        ] as [(String, [String], NotifyError.Code, RetryAdvice)]
    )
    func statuses(_ status: String, _ fields: [String], _ code: NotifyError.Code, _ advice: RetryAdvice) async throws {
        let server = try ScriptedServer(answer: { _, connection in
            connection.respond(status, fields: fields, text: "words")
        })
        defer { server.stop() }
        let error = await #expect(throws: NotifyError.self) {
            try await Self.notifier(server).send(Sample.message(to: Sample.user(1)))
        }
        #expect(error?.code == code && error?.advice == advice)
        #expect(error.map { "\($0)".contains("canary") } == false)
        #expect(server.requests.count == 1)
    }

    @Test("that break off count as not known, and are tried again")
    func brokenOff() async throws {
        let server = try ScriptedServer(answer: { _, connection in
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nfew")
            return false
        })
        defer { server.stop() }
        let error = await #expect(throws: NotifyError.self) {
            try await Self.notifier(server).send(Sample.message(to: Sample.user(1)))
        }
        #expect(error?.code == .unknownOutcome && error.map { $0.advice != .never } == true)
        #expect(error.map { "\($0)".contains("canary") } == false)
    }

    @Test("that end without a word count as not known, and those that nobody listens to as not told")
    func silent() async throws {
        for isReset in [false, true] {
            let server = try ScriptedServer(answer: { _, connection in
                if isReset { connection.reset() }
                return false
            })
            let notifier = try Self.notifier(server)
            let silent = await #expect(throws: NotifyError.self) {
                try await notifier.send(Sample.message(to: Sample.user(1)))
            }
            #expect(silent?.code == .unknownOutcome)
            server.stop()
            let absent = await #expect(throws: NotifyError.self) {
                try await notifier.send(Sample.message(to: Sample.user(1)))
            }
            #expect(absent?.code == .unavailable)
        }
    }

    @Test("keep their shape whatever a text tries")
    func hostile() async throws {
        let server = try ScriptedServer(answer: { _, connection in connection.respond("204 No Content") })
        defer { server.stop() }
        let notifier = try Self.notifier(server)
        for text in ["Kettle"] + HostileTexts.all { _ = try await notifier.send(HostileTexts.message(text)) }
        let deliveries = try server.requests.map(CarrierDelivery.init)
        #expect(deliveries.count == HostileTexts.all.count + 1)
        #expect(Set(deliveries.map(\.parts)).count == 1 && Set(deliveries.map(\.recipients)).count == 1)
    }

    private static func notifier(_ server: ScriptedServer, fields: HTTPFields = [:]) throws -> WebhookNotifier {
        WebhookNotifier(url: try server.url(secret), fields: fields, client: TestClient.trusted())
    }

    private static let harness = NotifierHarness { behaviour in
        let server = try ScriptedServer.answering(behaviour)
        if behaviour == .isUnreachable { server.stop() }
        return TestedNotifier(
            try notifier(server),
            recipient: Sample.user(1),
            deliveries: { try server.requests.map(CarrierDelivery.init) },
            waitForCall: { await server.waitForRequests() },
            dispose: { server.stop() }
        )
    }
}

extension CarrierDelivery {
    /// A request as the server got it.
    fileprivate init(_ request: ScriptedServer.Request) throws {
        let object = try JSONSerialization.jsonObject(with: Data(request.body)) as? [String: Any] ?? [:]
        let product = object["product"] as? [String: Any] ?? [:]
        let names = request.lines.compactMap { $0.split(separator: ":").first.map(String.init) }
        let texts = [object["text"], product["name"]].compactMap { $0 as? String }
        let prices = (object["price"] as? [String: Any])?["amount"] as? String
        self.init(
            identifier: request.field("Idempotency-Key"),
            recipients: [request.target],
            parts: names + object.keys.sorted() + product.keys.sorted(),
            content: (texts + [prices].compactMap(\.self)).joined(separator: "\n")
        )
    }
}
