import Foundation
import PythonServers
import SalesCore
import SalesTesting
import Testing

@testable import SalesNotify

@Suite("Apprise")
struct AppriseNotifierTests {
    @Test("keeps every promise of a notifier", arguments: NotifierPromises.all.without(.address, .identifier))
    func promise(_ promise: Promise<NotifierHarness>) async throws {
        try await promise.check(Self.harness)
    }

    @Test("hands a message through the real library to where a key leads", .timeLimit(.minutes(15)))
    func configuration() async throws {
        let (sink, other) = (try Self.sink(), try Self.sink())
        defer { for sink in [sink, other] { sink.stop() } }
        let server = try await PythonServer(
            "apprise_server.py",
            ["--config", "me=\(Self.url(of: sink))", "--config", "me=\(Self.url(of: other))"]
        )
        let notifier = try Self.notifier(server, .configuration(key: "me", tag: nil))
        let receipt = try await notifier.send(Sample.message(to: Sample.user(1)))
        for sink in [sink, other] {
            let told = try CarrierDelivery(apprise: try #require(sink.requests.first))
            #expect(told.content == "Kettle 1 is £39.99\nKettle 1 is £39.99 now; it was £49.99.")
            #expect(sink.requests.count == 1)
        }
        #expect(receipt.answer == "200 (“Notifying 2 service(s).; \(Self.note); \(Self.note)”)")
    }

    @Test("counts as told what reached somebody, so that they are not told again", .timeLimit(.minutes(15)))
    func partly() async throws {
        let (sink, broken) = (try Self.sink(), try ScriptedServer.answering(.failsForNow))
        defer { for sink in [sink, broken] { sink.stop() } }
        let server = try await PythonServer("apprise_server.py")
        let urls = [Self.url(of: sink), Self.url(of: broken)]
        let receipt = try await Self.notifier(server, .urls(urls)).send(Sample.message(to: Sample.user(1)))
        #expect(receipt.answer.hasPrefix("424 (“One or more notification could not be sent;"))
        #expect(receipt.answer.contains(Self.note))
        #expect(sink.requests.count == 1 && broken.requests.count == 1)
    }

    @Test("says so where the server knows nobody to tell, and does not try that again", .timeLimit(.minutes(15)))
    func nobody() async throws {
        let server = try await PythonServer("apprise_server.py")
        for target in [
            AppriseTarget.configuration(key: "key-canary", tag: "home"), .urls([]), .urls(["nonsense-canary"]),
        ] {
            let error = await #expect(throws: NotifyError.self) {
                try await Self.notifier(server, target).send(Sample.message(to: Sample.user(1)))
            }
            #expect(error?.code == .notConfigured && error?.advice == .never)
            #expect(error?.message.contains("knows nobody") == true && error?.message.contains("canary") == false)
        }
    }

    @Test("asks for what the API's description names, and no more")
    func request() async throws {
        let server = try ScriptedServer(answer: { _, connection in
            connection.respond(text: #"{"error": null, "details": []}"#)
        })
        defer { server.stop() }
        for (target, path, rest) in [
            (.configuration(key: "me", tag: nil), "/below/notify/me", ""),
            (.configuration(key: "me", tag: "home"), "/below/notify/me", #","tag":"home""#),
            (.urls([]), "/below/notify", ""),
            (.urls(["json://a", "json://b"]), "/below/notify", #","urls":["json://a","json://b"]"#),
        ] as [(AppriseTarget, String, String)] {
            let notifier = try AppriseNotifier(
                server: try server.url("/below"),
                target: target,
                login: .token("t"),
                client: TestClient.trusted()
            )
            #expect(try await notifier.send(Sample.message(to: Sample.user(1))).answer.hasPrefix("200"))
            let request = try #require(server.requests.last)
            #expect(request.target == path && request.field("Accept") == "application/json")
            #expect(request.field("Authorization") == "Bearer t")
            let fields = #""body":"Kettle 1 is £39.99 now; it was £49.99.","format":"text""#
            let expected =
                #"{\#(fields)\#(rest.hasPrefix(",\"tag") ? rest : ""),"title":"Kettle 1 is £39.99","type":"info""#
            #expect(
                String(decoding: request.body, as: UTF8.self)
                    == expected + (rest.hasPrefix(",\"urls") ? rest : "") + "}"
            )
        }
    }

    @Test("and its key and Apprise URLs are in no answer and no description")
    func secrets() async throws {
        let server = try ScriptedServer(answer: { request, connection in
            let echo = "\(request.target) \(String(decoding: request.body, as: UTF8.self))"
            return connection.respond("400 Bad", text: echo + (request.field("Authorization") ?? ""))
        })
        defer { server.stop() }
        for target in [
            AppriseTarget.configuration(key: "key-canary", tag: nil),
            .urls(["mailto://ann-canary:pass%20canary@mail.example?to=canary@example.org"]),
        ] {
            let error = await #expect(throws: NotifyError.self) {
                try await AppriseNotifier(
                    server: server.origin,
                    target: target,
                    login: .password(user: "ann", password: "pass-canary"),
                    client: TestClient.trusted()
                )
                .send(Sample.message(to: Sample.user(1)))
            }
            var dumped = ""
            dump(target, to: &dumped)
            for text in [error.map { "\($0)" } ?? "canary", dumped, "\(target)", String(reflecting: target)] {
                #expect(!text.contains("canary") && !text.contains("YW5uOnBhc3M"), "\(text)")
            }
        }
    }

    @Test("keeps its shape whatever a text tries", .timeLimit(.minutes(15)))
    func hostile() async throws {
        let sink = try Self.sink()
        defer { sink.stop() }
        let server = try await PythonServer("apprise_server.py")
        let notifier = try Self.notifier(server, .urls([Self.url(of: sink)]))
        for text in ["Kettle"] + HostileTexts.all { _ = try await notifier.send(HostileTexts.message(text)) }
        let deliveries = try sink.requests.map(CarrierDelivery.init(apprise:))
        #expect(deliveries.count == HostileTexts.all.count + 1)
        #expect(Set(deliveries.map(\.parts)).count == 1 && Set(deliveries.map(\.recipients)).count == 1)
    }

    @Test("keys are letters, digits, _ and -", arguments: ["", "a/b", "a b", "ä", String(repeating: "a", count: 129)])
    func keys(_ text: String) {
        #expect(!AppriseTarget.isKey(text) && AppriseTarget.isKey("My_key-1"))
    }

    // MARK: What the tests are made of

    /// What the library notes of each service that took a message.
    private static let note = "Sent JSON POST notification."

    /// Seconds the library waits for the service behind it: its own four are less than a busy machine takes to look.
    private static let patience = 300

    private static func sink() throws -> ScriptedServer { try ScriptedServer.answering(.accepts) }

    private static func url(of sink: ScriptedServer) -> String {
        "json://127.0.0.1:\(sink.origin.port)/told?cto=\(patience)&rto=\(patience)"
    }

    private static func notifier(_ server: PythonServer, _ target: AppriseTarget) throws -> AppriseNotifier {
        let url = try PageURL("http://127.0.0.1:\(server.port)/")
        return try AppriseNotifier(server: url, target: target, client: TestClient.trusted())
    }

    /// The real library where it hands something on, and a server that answers as the API does where it cannot.
    private static let harness = NotifierHarness { behaviour in
        switch behaviour {
        case .accepts, .failsForNow, .stalls:
            let sink = try ScriptedServer.answering(behaviour)
            let server = try await PythonServer("apprise_server.py")
            return TestedNotifier(
                try notifier(server, .urls([url(of: sink)])),
                recipient: Sample.user(1),
                deliveries: { try sink.requests.map(CarrierDelivery.init(apprise:)) },
                waitForCall: { await sink.waitForRequests() },
                dispose: {
                    server.stop()
                    sink.stop()
                }
            )
        default:
            let server = try ScriptedServer.answering(behaviour)
            if behaviour == .isUnreachable { server.stop() }
            return TestedNotifier(
                try AppriseNotifier(server: server.origin, target: .urls([]), client: TestClient.trusted()),
                recipient: Sample.user(1),
                deliveries: { [] },
                dispose: { server.stop() }
            )
        }
    }
}

extension CarrierDelivery {
    /// What the library's own web hook sends.
    fileprivate init(apprise request: ScriptedServer.Request) throws {
        let object = try JSONSerialization.jsonObject(with: Data(request.body)) as? [String: Any] ?? [:]
        let names = request.lines.compactMap { $0.split(separator: ":").first.map(String.init) }
        self.init(
            identifier: nil,
            recipients: [request.target],
            parts: names + object.keys.sorted(),
            content: [object["title"], object["message"]].compactMap { $0 as? String }.joined(separator: "\n")
        )
    }
}
