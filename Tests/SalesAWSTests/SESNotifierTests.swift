import Foundation
import SalesCore
import SalesCurl
import SalesTesting
import Testing

@testable import SalesAWS

@Suite("Mail through Amazon SES", .timeLimit(.minutes(15)))
struct SESNotifierTests {
    @Test("keeps every promise of a notifier", arguments: NotifierPromises.all)
    func promise(_ promise: Promise<NotifierHarness>) async throws {
        try await promise.check(Self.harness)
    }

    @Test("arrives as it was written, and SES's name for it is given back")
    func arrives() async throws {
        let server = try await AWSServer.shared()
        var message = Sample.message(to: AWSPerson.next())
        message.unsubscribeURL = try PageURL("https://tracker.example/stop/abc")
        let receipt = try await Self.notifier(server.url).send(message)
        let mail = try #require(try await server.mails(to: message.recipient).first)
        #expect(receipt.reference == mail.id && receipt.answer == "200 (MessageId \(mail.id))")
        #expect(mail.from == "alerts@tracker.example" && mail.recipients == [message.recipient.email])
        #expect(mail.faults == [])
        #expect(mail.field("From") == "Preise, günstig <alerts@tracker.example>")
        #expect(mail.field("Subject") == message.subject)
        #expect(mail.field("Message-ID") == "<\(message.id)@tracker.example>")
        #expect(mail.field("List-Unsubscribe") == "<https://tracker.example/stop/abc>")
        #expect(mail.field("List-Unsubscribe-Post") == "List-Unsubscribe=One-Click")
        #expect(mail.part("text/plain") == "\(message.text)\n" && mail.part("text/html") == "\(message.html)\n")
    }

    @Test("carries the message's identifier as a tag, its configuration set, and a signature")
    func request() async throws {
        let server = try ScriptedServer(answer: { _, connection in
            connection.respond(fields: ["Content-Type: application/json"], text: "{\"MessageId\":\"0100-a\"}")
        })
        defer { server.stop() }
        let message = Sample.message(to: AWSPerson.next())
        let receipt = try await Self.notifier(server.origin, configurationSet: "alerts").send(message)
        #expect(receipt == Receipt(reference: "0100-a", answer: "200 (MessageId 0100-a)"))
        let request = try #require(server.requests.first)
        #expect(request.method == "POST" && request.target == "/v2/email/outbound-emails")
        #expect(request.field("Content-Type") == "application/json")
        #expect(request.field("X-Amz-Security-Token") == "t0ken-canary")
        let start =
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260301/eu-central-1/ses/aws4_request, "
            + "SignedHeaders=content-type;host;x-amz-date;x-amz-security-token, Signature="
        #expect(request.field("Authorization")?.hasPrefix(start) == true)
        let object = try JSONSerialization.jsonObject(with: Data(request.body)) as? [String: Any] ?? [:]
        #expect(
            object.keys.sorted() == [
                "ConfigurationSetName", "Content", "Destination", "EmailTags", "FromEmailAddress",
            ]
        )
        #expect(object["ConfigurationSetName"] as? String == "alerts")
        #expect(
            object["EmailTags"] as? [[String: String]] == [
                ["Name": "sales-tracker-id", "Value": message.id.rawValue]
            ]
        )
        #expect(object["Destination"] as? [String: [String]] == ["ToAddresses": [message.recipient.email ?? ""]])
    }

    @Test(
        "says in its own words what SES refuses, and whether another try can help",
        arguments: [
            ("429 Too Many Requests", "TooManyRequestsException", .throttled, .later(after: .seconds(7))),
            ("400 Bad Request", "LimitExceededException", .throttled, .later(after: .seconds(7))),
            ("400 Bad Request", "SendingPausedException", .throttled, .later(after: .seconds(7))),
            ("400 Bad Request", "ThrottlingException", .throttled, .later(after: .seconds(7))),
            ("400 Bad Request", "AccountSuspendedException", .rejected, .never),
            ("400 Bad Request", "MailFromDomainNotVerifiedException", .rejected, .never),
            ("403 Forbidden", "AccountSuspendedException", .rejected, .never),
            ("404 Not Found", "NotFoundException", .rejected, .never),
            ("400 Bad Request", "BadRequestException", .rejected, .never),
            ("400 Bad Request", "MessageRejected", .rejected, .never),
            ("403 Forbidden", "SignatureDoesNotMatch", .unauthorized, .never),
            ("403 Forbidden", "AccessDeniedException", .unauthorized, .never),
            ("403 Forbidden", "UnrecognizedClientException", .unauthorized, .never),
            ("403 Forbidden", "ExpiredTokenException", .unauthorized, .later(after: .seconds(7))),
            ("403 Forbidden", "RequestExpired", .unauthorized, .later(after: .seconds(7))),
            ("500 Internal Server Error", "InternalFailure", .unavailable, .later(after: .seconds(7))),
            ("503 Service Unavailable", "ServiceUnavailable", .unavailable, .later(after: .seconds(7))),
        ] as [(String, String, NotifyError.Code, RetryAdvice)]
    )
    func answers(_ status: String, _ code: String, _ expected: NotifyError.Code, _ advice: RetryAdvice) async throws {
        let person = AWSPerson.next()
        let words = "Not this\u{7} one, \(person.email ?? "")."
        let server = try ScriptedServer(answer: { _, connection in
            connection.respond(
                status,
                fields: ["x-amzn-ErrorType: \(code)", "Retry-After: 7"],
                text: String(decoding: (try? JSONEncoder().encode(["message": words])) ?? Data(), as: UTF8.self)
            )
        })
        defer { server.stop() }
        let error = await #expect(throws: NotifyError.self) {
            try await Self.notifier(server.origin).send(Sample.message(to: person))
        }
        #expect(error?.code == expected && error?.advice == advice)
        #expect(error?.message.contains("Not this one, ….") == true, "\(String(describing: error))")
        #expect(error?.message.contains(code.replacing("Exception", with: "")) == true)
        #expect(error.map { "\($0)".contains("canary") } == false)
        #expect(server.requests.count == 1)
    }

    @Test(
        "counts as not known, where SES gave no answer that can be read",
        arguments: [
            "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nfew", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", "?",
        ]
    )
    func unknownOutcome(_ answer: String) async throws {
        let server = try ScriptedServer(answer: { _, connection in
            connection.send(answer)
            return false
        })
        defer { server.stop() }
        let error = await #expect(throws: NotifyError.self) {
            try await Self.notifier(server.origin).send(Sample.message(to: AWSPerson.next()))
        }
        #expect(error?.code == .unknownOutcome && error?.advice == .later(after: .seconds(90)))
    }

    @Test("no hostile text adds a field, a recipient, a part or a mail")
    func injection() async throws {
        let server = try await AWSServer.shared()
        let notifier = try Self.notifier(server.url)
        let person = AWSPerson.next()
        _ = try await notifier.send(Sample.message(to: person))
        let texts = Self.hostileTexts
        #expect(Set(texts).count >= 200)
        for (number, text) in texts.enumerated() {
            var message = Sample.message(number + 2, to: person)
            message.subject = text
            message.text = text
            message.html = text
            message.recipient.firstName = text
            message.facts[0].productName = text
            _ = try await notifier.send(message)
        }
        let sent = try await server.sent().mails
        #expect(!sent.contains { $0.recipients.contains { $0.contains("victim") || $0.contains("@example.org") } })
        let mails = sent.filter { $0.recipients.contains(person.email ?? "") }
        #expect(mails.count == texts.count + 1)
        for mail in mails {
            #expect(mail.faults == [] && mail.recipients == [person.email])
            #expect(mail.fields.map(\.first) == mails[0].fields.map(\.first))
            #expect(mail.parts.map(\.first) == mails[0].parts.map(\.first))
        }
    }

    @Test("goes to nobody whose address is none")
    func hostileAddresses() async throws {
        let server = try ScriptedServer(answer: { _, connection in connection.respond() })
        defer { server.stop() }
        let notifier = try Self.notifier(server.origin)
        for text in ["a@b.example, eve@evil.example", "a@b.example\r\nBcc: eve@evil.example", "a", "\"a b\"@c.example"]
        {
            var person = AWSPerson.next()
            person.email = text
            let message = Sample.message(to: person)
            let error = await #expect(throws: NotifyError.self) { try await notifier.send(message) }
            #expect(error?.code == .badRecipient && error?.advice == .never)
            #expect(error?.message.contains("eve") == false)
        }
        #expect(server.requests.isEmpty)
    }

    // MARK: What the tests are made of

    /// Each piece that tries to be more than text, in each place.
    private static let hostileTexts: [String] = {
        let pieces =
            Sample.hostileTexts + [
                "\n", "\r\n", "\u{85}Cc: victim@example.org", "\n.\n", "\"victim@example.org\"@people.example",
                "a@people.example, victim@example.org", "=?utf-8?B?DQpCY2M6IHZpY3RpbUBleGFtcGxlLm9yZw==?=",
                "\r\nContent-Type: text/html\r\n\r\n<b>", "\r\n--=_sales-tracker_alternative--\r\n", "\u{0}",
            ]
        return ["@@", "Kettle@@", "@@Kettle", "Ket@@tle@@", "Käffchen @@ ☕", "@@\r\n\r\n@@", "\r@@", "@@\n", "@@@@"]
            .flatMap { place in pieces.map { place.replacing("@@", with: $0) } }
    }()

    private static let harness = NotifierHarness { behaviour in
        let person = AWSPerson.next()
        guard behaviour == .accepts else {
            let server = try ScriptedAnswer.mail(behaviour)
            return TestedNotifier(
                try notifier(server.origin),
                recipient: person,
                deliveries: { [] },
                waitForCall: { await server.waitForRequests() },
                dispose: { server.stop() }
            )
        }
        let server = try await AWSServer.shared()
        return TestedNotifier(
            try notifier(server.url),
            recipient: person,
            deliveries: { try await server.mails(to: person).map(CarrierDelivery.init) }
        )
    }

    private static func notifier(_ url: PageURL, configurationSet: String? = nil) throws -> SESNotifier {
        SESNotifier(
            service: try #require(AWSService.mail(in: AWSServer.region, endpoint: url)),
            from: try MailAddress("alerts@tracker.example", name: "Preise, günstig"),
            configurationSet: configurationSet,
            client: AWSServer.client()
        )
    }
}

extension AWSServer {
    /// What went to a person, in order.
    func mails(to person: User) async throws -> [Mail] {
        try await sent().mails.filter { $0.recipients.contains(person.email ?? "") }
    }
}

extension CarrierDelivery {
    /// A mail as SES took it; the tag that carries the identifier is not kept by the tests' server.
    fileprivate init(_ mail: AWSServer.Mail) {
        self.init(
            identifier: mail.field("Message-ID"),
            recipients: mail.recipients,
            parts: mail.fields.compactMap(\.first) + mail.parts.compactMap(\.first) + mail.faults,
            content: ([mail.field("Subject") ?? ""] + mail.parts.compactMap(\.last)).joined(separator: "\n")
        )
    }
}
