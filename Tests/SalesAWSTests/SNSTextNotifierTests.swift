import Foundation
import SalesCore
import SalesCurl
import SalesTesting
import Testing

@testable import SalesAWS

@Suite("Text messages through Amazon SNS", .timeLimit(.minutes(15)))
struct SNSTextNotifierTests {
    /// SNS has no place for an idempotency key of texts to numbers.
    @Test("keep every promise of a notifier", arguments: NotifierPromises.all.without(.identifier))
    func promise(_ promise: Promise<NotifierHarness>) async throws {
        try await promise.check(Self.harness)
    }

    @Test("arrive at the person's number, and SNS's name for them is given back")
    func arrives() async throws {
        let server = try await AWSServer.shared()
        let message = Sample.message(to: AWSPerson.next())
        let receipt = try await Self.notifier(server.url).send(message)
        let text = try #require(try await server.texts(to: message.recipient).first)
        #expect(text.text == message.short)
        #expect(receipt == Receipt(reference: text.id, answer: "200 (MessageId \(text.id))"))
    }

    @Test("are transactional, with the operator's name and price beside, and signed")
    func request() async throws {
        let server = try ScriptedServer(answer: { _, connection in
            connection.respond(text: "<a><PublishResult><MessageId>m&amp;1</MessageId></PublishResult></a>")
        })
        defer { server.stop() }
        var message = Sample.message(to: AWSPerson.next())
        message.short = "Kettle: 1 £ & more=less\r\n+x"
        let options = try #require(SNSTextNotifier.Options(senderID: "Sales1", maximumPriceCents: 5))
        let receipt = try await Self.notifier(server.origin, options: options).send(message)
        #expect(receipt.reference == "m&1")
        let request = try #require(server.requests.first)
        let number = message.recipient.phone?.dropFirst() ?? ""
        #expect(
            String(decoding: request.body, as: UTF8.self)
                == "Action=Publish&Version=2010-03-31&PhoneNumber=%2B\(number)"
                + "&Message=Kettle%3A%201%20%C2%A3%20%26%20more%3Dless%20%2Bx"
                + "&MessageAttributes.entry.1.Name=AWS.SNS.SMS.SMSType&MessageAttributes.entry.1.Value.DataType=String"
                + "&MessageAttributes.entry.1.Value.StringValue=Transactional"
                + "&MessageAttributes.entry.2.Name=AWS.SNS.SMS.SenderID&MessageAttributes.entry.2.Value.DataType=String"
                + "&MessageAttributes.entry.2.Value.StringValue=Sales1"
                + "&MessageAttributes.entry.3.Name=AWS.SNS.SMS.MaxPrice&MessageAttributes.entry.3.Value.DataType=Number"
                + "&MessageAttributes.entry.3.Value.StringValue=0.05"
        )
        #expect(request.field("Content-Type") == "application/x-www-form-urlencoded; charset=utf-8")
        #expect(request.field("Authorization")?.contains("/eu-central-1/sns/aws4_request,") == true)
    }

    @Test(
        "say in SNS's words what it refuses, and whether another try can help",
        arguments: [
            ("400 Bad Request", "OptedOut", "Not wanted", .noSuchAddress, .never),
            (
                "400 Bad Request", "InvalidParameter", "Invalid parameter: PhoneNumber Reason: @@", .noSuchAddress,
                .never
            ),
            ("400 Bad Request", "InvalidParameter", "Invalid parameter: Message", .rejected, .never),
            ("400 Bad Request", "KMSDisabled", "no key", .rejected, .never),
            ("400 Bad Request", "KMSThrottling", "wait", .throttled, .later(after: nil)),
            ("400 Bad Request", "Throttling", "Rate exceeded", .throttled, .later(after: nil)),
            ("429 Too Many Requests", "Throttled", "Rate exceeded", .throttled, .later(after: nil)),
            ("403 Forbidden", "InvalidClientTokenId", "who", .unauthorized, .never),
            ("403 Forbidden", "AuthorizationError", "not allowed", .unauthorized, .never),
            ("403 Forbidden", "ExpiredToken", "old", .unauthorized, .later(after: nil)),
            ("500 Internal Server Error", "InternalError", "oops", .unavailable, .later(after: nil)),
        ] as [(String, String, String, NotifyError.Code, RetryAdvice)]
    )
    func answers(
        _ status: String,
        _ code: String,
        _ words: String,
        _ expected: NotifyError.Code,
        _ advice: RetryAdvice
    ) async throws {
        let person = AWSPerson.next()
        let phone = person.phone ?? ""
        let server = try ScriptedServer(answer: { _, connection in
            connection.respond(status, text: ScriptedAnswer.xml(code, words.replacing("@@", with: phone)))
        })
        defer { server.stop() }
        let error = await #expect(throws: NotifyError.self) {
            try await Self.notifier(server.origin).send(Sample.message(to: person))
        }
        #expect(error?.code == expected && error?.advice == advice)
        #expect(error?.message.contains("\(code): \(words.replacing("@@", with: "…"))") == true)
        #expect(error?.message.contains(phone.dropFirst()) == false && error?.message.contains("canary") == false)
        #expect(server.requests.count == 1)
    }

    @Test("count as not known, where SNS gave no name for them")
    func unknownOutcome() async throws {
        let server = try ScriptedServer(answer: { _, connection in connection.respond(text: "<a>ok</a>") })
        defer { server.stop() }
        let error = await #expect(throws: NotifyError.self) {
            try await Self.notifier(server.origin).send(Sample.message(to: AWSPerson.next()))
        }
        #expect(error?.code == .unknownOutcome && error?.advice == .later(after: .seconds(90)))
    }

    @Test(
        "go to numbers in E.164 only",
        arguments: [
            "", "+", "+1", "4930123456", "+0301234567", "+49 30 1234567", "+4930123456\n", "+49301234567890123", "+49a",
            "+٤٩٣٠١", "tel:+4930123456", "+4930123456,+4930123457",
        ]
    )
    func numbers(_ phone: String) async throws {
        let server = try ScriptedServer(answer: { _, connection in connection.respond() })
        defer { server.stop() }
        var person = AWSPerson.next()
        person.phone = phone
        let message = Sample.message(to: person)
        let error = await #expect(throws: NotifyError.self) { try await Self.notifier(server.origin).send(message) }
        #expect(error?.code == .badRecipient && error?.advice == .never)
        #expect(server.requests.isEmpty)
    }

    @Test("have options that can be right only")
    func options() {
        #expect(SNSTextNotifier.Options(senderID: "Sales") != nil)
        for sender in ["", "ab", "123456", "Sales Tracker", "abcdefghijkl", "Sa-les", "Säles"] {
            #expect(SNSTextNotifier.Options(senderID: sender) == nil)
        }
        #expect(SNSTextNotifier.Options(maximumPriceCents: 0) == nil)
        #expect(SNSTextNotifier.Options(maximumPriceCents: 10_001) == nil)
    }

    // MARK: What the tests are made of

    private static let harness = NotifierHarness { behaviour in
        let person = AWSPerson.next()
        guard behaviour == .accepts else {
            let server = try ScriptedAnswer.text(behaviour)
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
            deliveries: {
                try await server.texts(to: person).map {
                    CarrierDelivery(identifier: nil, recipients: [$0.to], parts: ["text"], content: $0.text)
                }
            }
        )
    }

    private static func notifier(_ url: PageURL, options: SNSTextNotifier.Options? = nil) throws -> SNSTextNotifier {
        SNSTextNotifier(
            service: try #require(AWSService.notifications(in: AWSServer.region, endpoint: url)),
            options: options,
            client: AWSServer.client()
        )
    }
}

extension AWSServer {
    /// What went to a person, in order.
    func texts(to person: User) async throws -> [Text] {
        try await sent().texts.filter { $0.to == person.phone }
    }
}
