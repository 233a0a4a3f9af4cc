import Foundation
import SalesCore
import SalesTesting
import Testing

@testable import SalesNotify

@Suite("ntfy")
struct NtfyNotifierTests {
    @Test("keeps every promise of a notifier", arguments: NotifierPromises.all.without(.address))
    func promise(_ promise: Promise<NotifierHarness>) async throws {
        try await promise.check(Self.harness)
    }

    @Test("gets the message as the JSON that its manual describes, on the server's root")
    func publication() async throws {
        let server = try Self.server()
        defer { server.stop() }
        let receipt = try await Self.notifier(server, login: .token("tk_canary"), priority: 4)
            .send(Sample.message(to: Sample.user(1)))
        let request = try #require(server.requests.first)
        #expect(request.method == "POST" && request.target == "/")
        #expect(request.field("Content-Type") == "application/json")
        #expect(request.field("Authorization") == "Bearer tk_canary")
        #expect(
            String(decoding: request.body, as: UTF8.self) == """
                {"click":"https://shop.example/products/1","message":"Kettle 1 is £39.99 now; it was £49.99.",\
                "priority":4,"sequence_id":"00000000000000000000000000000001","tags":["chart_with_downwards_trend"],\
                "title":"Kettle 1 is £39.99","topic":"topic-canary"}
                """
        )
        #expect(receipt == Receipt(reference: "hwQ2YpKdmg", answer: "200 (“message hwQ2YpKdmg”)"))
    }

    @Test(
        "the server's name of a message is one line of bounded length, whatever it says",
        arguments: [
            (#""a\u001b[2J\nb\u202ec""#, "a [2J bc"), (#""\n""#, nil), ("null", nil),
            ("\"\(String(repeating: "x", count: 60_000))\"", String(repeating: "x", count: 199) + "…"),
        ] as [(String, String?)]
    )
    func reference(_ id: String, expected: String?) async throws {
        let server = try ScriptedServer(answer: { _, connection in connection.respond(text: "{\"id\":\(id)}") })
        defer { server.stop() }
        let receipt = try await Self.notifier(server).send(Sample.message(to: Sample.user(1)))
        #expect(receipt.reference == expected)
    }

    @Test("gets a user name and password where there is no token")
    func password() async throws {
        let server = try Self.server()
        defer { server.stop() }
        let login = ServiceLogin.password(user: "phil", password: "mypass")
        _ = try await Self.notifier(server, login: login).send(Sample.message(to: Sample.user(1)))
        // RFC 7617 in the manual's own example.
        #expect(server.requests.first?.field("Authorization") == "Basic cGhpbDpteXBhc3M=")
    }

    @Test("gets no more text than it keeps as a text, whole characters only, and never none")
    func lengths() throws {
        var message = Sample.message(to: Sample.user(1))
        for (text, expected) in [
            (String(repeating: "ß", count: 3_000), 4_095), (String(repeating: "👩‍👩‍👧", count: 300), 4_089), ("", 19),
            ("\u{2028}\r\n", 19),
        ] {
            message.text = text
            let publication = try Self.object(message)
            #expect((publication["message"] as? String)?.utf8.count == expected)
        }
        message.subject = ""
        #expect(try Self.object(message)["message"] as? String == "Sales Tracker")
    }

    @Test("shows words about an account without a product")
    func account() throws {
        var message = Sample.message(to: Sample.user(1))
        message.facts = []
        let publication = try Self.object(message)
        #expect(publication["click"] == nil && publication["tags"] as? [String] == [])
    }

    @Test(
        "answers in JSON are told in words, and apart",
        arguments: [
            (
                "429 Too Many Requests", 42_901, "limit reached: too many requests", NotifyError.Code.throttled,
                RetryAdvice.later(after: nil)
            ),
            (
                "429 Too Many Requests", 42_908, "limit reached: daily message quota reached", .throttled,
                .later(after: nil)
            ),
            ("401 Unauthorized", 40_101, "unauthorized", .unauthorized, .never),
            ("403 Forbidden", 40_301, "forbidden", .unauthorized, .never),
            ("400 Bad Request", 40_009, "invalid request: topic invalid", .rejected, .never),
            ("413 Request Entity Too Large", 41_303, "JSON body too large", .rejected, .never),
            ("500 Internal Server Error", 50_001, "internal server error", .unavailable, .later(after: nil)),
        ]
    )
    func errors(_ status: String, _ number: Int, _ words: String, _ code: NotifyError.Code, _ advice: RetryAdvice)
        async throws
    {
        let server = try ScriptedServer(answer: { _, connection in
            connection.respond(
                status,
                text:
                    #"{"code":\#(number),"http":\#(status.prefix(3)),"error":"\#(words)","link":"https://ntfy.example/"}"#
            )
        })
        defer { server.stop() }
        let error = await #expect(throws: NotifyError.self) {
            try await Self.notifier(server).send(Sample.message(to: Sample.user(1)))
        }
        #expect(error?.code == code && error?.advice == advice)
        #expect(error?.message.contains("\(status.prefix(3)) (“\(words), error \(number)”)") == true)
    }

    @Test("and its topic, token and password are in no answer and no description")
    func secrets() async throws {
        let server = try ScriptedServer(answer: { request, connection in
            let echo = String(decoding: request.body, as: UTF8.self) + (request.field("Authorization") ?? "")
            return connection.respond("400 Bad Request", text: echo)
        })
        defer { server.stop() }
        for login in [ServiceLogin.token("tk_canary"), .password(user: "ann", password: "pass-canary")] {
            let error = await #expect(throws: NotifyError.self) {
                try await Self.notifier(server, login: login).send(Sample.message(to: Sample.user(1)))
            }
            var dumped = ""
            dump(login, to: &dumped)
            dump(try Self.topic(server), to: &dumped)
            for text in ["\(error.map { "\($0)" } ?? "canary")", dumped, "\(login)", String(reflecting: login)] {
                #expect(!text.contains("canary") && !text.contains("YW5uOnBhc3M"), "\(text)")
            }
        }
    }

    @Test("keeps its shape whatever a text tries")
    func hostile() async throws {
        let server = try Self.server()
        defer { server.stop() }
        let notifier = try Self.notifier(server)
        for text in ["Kettle"] + HostileTexts.all { _ = try await notifier.send(HostileTexts.message(text)) }
        let deliveries = try server.requests.map(CarrierDelivery.init(ntfy:))
        #expect(deliveries.count == HostileTexts.all.count + 1)
        #expect(Set(deliveries.map(\.parts)).count == 1 && Set(deliveries.map(\.recipients)).count == 1)
    }

    @Test(
        "topics are one name behind the server's",
        arguments: [
            "https://ntfy.sh/", "https://ntfy.sh/a/b", "https://ntfy.sh/a/", "https://ntfy.sh/a?x=1",
            "https://ntfy.sh/a.b",
            "https://ntfy.sh/a%20b", "https://ntfy.sh/\(String(repeating: "a", count: 65))",
        ]
    )
    func topics(_ text: String) throws {
        #expect(throws: NtfyTopic.Invalid.self) { try NtfyTopic(try PageURL(text)) }
        #expect(try NtfyTopic(try PageURL("https://ntfy.sh/my_Topic-1")).name == "my_Topic-1")
    }

    // MARK: What the tests are made of

    private static func object(_ message: Message) throws -> [String: Any] {
        let json = try NtfyPublication(message, topic: "t", priority: 3).json()
        return try JSONSerialization.jsonObject(with: Data(json)) as? [String: Any] ?? [:]
    }

    /// A server that keeps what it gets and answers as ntfy does.
    private static func server() throws -> ScriptedServer {
        try ScriptedServer(answer: { _, connection in
            connection.respond(
                fields: ["Content-Type: application/json"],
                text:
                    #"{"id":"hwQ2YpKdmg","time":1635528741,"expires":1635571941,"event":"message","topic":"topic-canary"}"#
            )
        })
    }

    private static func topic(_ server: ScriptedServer) throws -> NtfyTopic {
        try NtfyTopic(try server.url("/topic-canary"))
    }

    private static func notifier(
        _ server: ScriptedServer,
        login: ServiceLogin = .none,
        priority: Int = NtfyNotifier.standardPriority
    ) throws -> NtfyNotifier {
        NtfyNotifier(topic: try topic(server), login: login, priority: priority, client: TestClient.trusted())
    }

    private static let harness = NotifierHarness { behaviour in
        let server =
            switch behaviour {
            case .accepts, .isUnreachable: try server()
            default: try ScriptedServer.answering(behaviour)
            }
        if behaviour == .isUnreachable { server.stop() }
        return TestedNotifier(
            try notifier(server),
            recipient: Sample.user(1),
            deliveries: { try server.requests.map(CarrierDelivery.init(ntfy:)) },
            waitForCall: { await server.waitForRequests() },
            dispose: { server.stop() }
        )
    }
}

extension CarrierDelivery {
    /// A publication as the server got it.
    fileprivate init(ntfy request: ScriptedServer.Request) throws {
        let object = try JSONSerialization.jsonObject(with: Data(request.body)) as? [String: Any] ?? [:]
        let names = request.lines.compactMap { $0.split(separator: ":").first.map(String.init) }
        self.init(
            identifier: object["sequence_id"] as? String,
            recipients: [request.target, object["topic"]].compactMap { $0 as? String },
            parts: names + object.keys.sorted(),
            content: [object["title"], object["message"]].compactMap { $0 as? String }.joined(separator: "\n")
        )
        // The server and its topic are one place.
        recipients = [recipients.joined()]
    }
}
