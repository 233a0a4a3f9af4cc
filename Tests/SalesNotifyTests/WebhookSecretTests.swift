import Foundation
import HTTPTypes
import PythonServers
import SalesCore
import SalesCurl
import SalesTesting
import Testing

@testable import SalesNotify

@Suite("Signed web hooks")
struct WebhookSecretTests {
    private static let text = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    private static let other = "whsec_" + Data(repeating: 7, count: 32).base64EncodedString()

    @Test("have the signature of the specification's own example")
    func vector() throws {
        for secret in [Self.text, String(Self.text.dropFirst(6))] {
            let signature = try WebhookSecret(secret).signature(
                id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
                at: Timestamp(milliseconds: 1_614_265_330_999),
                body: Array(#"{"test": 2432232314}"#.utf8)
            )
            #expect(signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
        }
    }

    @Test(
        "take 24 to 64 random bytes in Base64 as a secret, and say so without repeating it",
        arguments: [
            "", "whsec_", "canary", "whsec_canary!", "whsec_" + Data(count: 23).base64EncodedString(),
            "whsec_" + Data(count: 65).base64EncodedString(), "WHSEC_" + Data(count: 32).base64EncodedString(),
        ]
    )
    func invalid(_ text: String) throws {
        let error = #expect(throws: WebhookSecret.Invalid.self) { try WebhookSecret(text) }
        #expect(error?.description.contains("24 to 64") == true && error?.description.contains("canary") == false)
    }

    @Test("show no secret")
    func hidden() throws {
        let secret = try WebhookSecret(Self.text)
        var dumped = ""
        dump(secret, to: &dumped)
        for text in ["\(secret)", String(reflecting: secret), dumped] { #expect(!text.contains("MfKQ")) }
    }

    @Test("are signed over the bytes that are sent, once for each secret")
    func signed() async throws {
        let server = try ScriptedServer(answer: { _, connection in connection.respond("204 No Content") })
        defer { server.stop() }
        let secrets = [try WebhookSecret(Self.text), try WebhookSecret(Self.other)]
        let message = Sample.message(to: Sample.user(1))
        _ = try await Self.notifier(try server.url("/hook"), secrets).send(message)
        let request = try #require(server.requests.first)
        #expect(request.field("webhook-id") == message.id.rawValue)
        #expect(request.field("webhook-timestamp") == "\(message.createdAt.milliseconds / 1_000)")
        let expected = secrets.map {
            $0.signature(id: message.id.rawValue, at: message.createdAt, body: request.body)
        }
        #expect(request.field("webhook-signature") == expected.joined(separator: " "))
        #expect(Set(expected).count == 2)
    }

    @Test("carry nothing that looks like a signature where there is no secret")
    func unsigned() async throws {
        let server = try ScriptedServer(answer: { _, connection in connection.respond("204 No Content") })
        defer { server.stop() }
        _ = try await Self.notifier(try server.url("/hook"), []).send(Sample.message(to: Sample.user(1)))
        #expect(server.requests.first?.lines.contains { $0.lowercased().hasPrefix("webhook-") } == false)
    }

    @Test("are believed by the receiver of the manual, which believes no others", .timeLimit(.minutes(15)))
    func receiver() async throws {
        let receiver = try await PythonServer(
            path: "Docs/Examples/webhook_receiver.py",
            ["0"],
            environment: ["SECRET": Self.text]
        ) { line in Int(line.filter(\.isNumber)) }
        let url = try PageURL("http://127.0.0.1:\(receiver.port)/")
        let now = Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000))
        let (right, wrong) = (try WebhookSecret(Self.text), try WebhookSecret(Self.other))
        for (secrets, moment, status) in [
            ([right], now, 204), ([wrong, right], now, 204), ([wrong], now, 401), ([], now, 401),
            ([right], now - .seconds(3_600), 401), ([right], now + .seconds(3_600), 401),
        ] as [([WebhookSecret], Timestamp, Int)] {
            var message = Sample.message(to: Sample.user(1))
            message.facts[0].productName = "Bügeleisen “Größe 1” 🫖"
            message.createdAt = moment
            do throws(NotifyError) {
                #expect(try await Self.notifier(url, secrets).send(message).answer == "\(status)")
            } catch {
                #expect(status == 401 && error.code == .unauthorized, "\(error)")
            }
        }
    }

    private static func notifier(_ url: PageURL, _ secrets: [WebhookSecret]) -> WebhookNotifier {
        WebhookNotifier(url: url, secrets: secrets, client: TestClient.trusted())
    }
}
