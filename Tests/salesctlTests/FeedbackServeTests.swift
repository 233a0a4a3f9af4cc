import Foundation
import GRDB
import SalesCore
import SalesTesting
import Testing

@Suite("Reports to a service that runs (M6)", .timeLimit(.minutes(15)))
struct FeedbackServeTests {
    private static let topic = "arn:aws:sns:eu-central-1:123456789012:sales-feedback"
    private static let host = "sns.eu-central-1.amazonaws.com"
    private static let certificate = "https://\(host)/SimpleNotificationService-0a1b2c3d.pem"

    /// A letter of the right form whose signature nobody made.
    private static let letter = [
        "Type": "Notification", "MessageId": "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324", "TopicArn": topic,
        "Message": """
        {"eventType":"Bounce","bounce":{"bounceType":"Permanent",\
        "bouncedRecipients":[{"emailAddress":"ann@example.org"}]}}
        """,
        "Timestamp": "2026-03-01T12:00:00.000Z", "SigningCertURL": certificate, "SignatureVersion": "2",
        "Signature": Data(count: 256).base64EncodedString(),
    ]

    /// The parts of a letter that is refused before anything is asked for, whoever signed it: what each is in place of
    /// what it should be, nil where it is not there.
    private static let changes: KeyValuePairs<String, [String?]> = [
        "SigningCertURL": certificates, "TopicArn": topics,
        "Type": [nil, "", "notification", "Alarm", "SubscriptionConfirmation", "UnsubscribeConfirmation"],
        "SignatureVersion": [nil, "", "0", "3", "1.0", "two"],
        "Signature": [
            nil, "", "***", "AAAA", Data(count: 127).base64EncodedString(), Data(count: 513).base64EncodedString(),
        ],
        "MessageId": [nil, "", "a\nSubject\nb", "a\u{0}b"], "Timestamp": [nil, "a\nTopicArn\nb"],
        "Subject": ["a\nTimestamp\nb"], "Token": ["2336412f37fb687f"], "Message": [nil],
    ]

    private static let forgeries = changes.flatMap { part, values in values.map { (part: part, value: $0) } }

    private static let certificates: [String?] = [
        nil, "", "http://\(host)/SimpleNotificationService-0a1b2c3d.pem", "https://\(host)/evil.pem",
        "https://\(host).evil.example/SimpleNotificationService-0a1b2c3d.pem",
        "https://\(host)@evil.example/SimpleNotificationService-0a1b2c3d.pem",
        "https://evil.example@\(host)/SimpleNotificationService-0a1b2c3d.pem",
        "https://\(host):8443/SimpleNotificationService-0a1b2c3d.pem",
        "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0a1b2c3d.pem",
        "https://evil.s3.eu-central-1.amazonaws.com/SimpleNotificationService-0a1b2c3d.pem",
        "https://\(host)/evil/SimpleNotificationService-0a1b2c3d.pem",
        "https://\(host)/../SimpleNotificationService-0a1b2c3d.pem",
        "https://\(host)/SimpleNotificationService-../evil.pem",
        "https://\(host)/SimpleNotificationService-%2e%2e.pem",
        "https://\(host)/SimpleNotificationService-0a1b2c3d.pem?x", "https://\(host)/SimpleNotificationService-.pem",
        "https://\(host)/SimpleNotificationService-0a1b2c3d.pem#x",
        "https://\(host)\\@evil.example/SimpleNotificationService-0a1b2c3d.pem",
        "https://127.0.0.1/SimpleNotificationService-0a1b2c3d.pem", "file:///etc/ssl/cert.pem",
        "https://169.254.169.254/SimpleNotificationService-0a1b2c3d.pem", "//\(host)/SimpleNotificationService-0.pem",
    ]

    private static let topics: [String?] = [
        nil, "", topic + "2", topic.uppercased(), topic + " ", topic + "\n",
        "arn:aws:sns:eu-central-1:210987654321:sales-feedback", "arn:aws:sns:us-east-1:123456789012:sales-feedback",
        "arn:aws-cn:sns:eu-central-1:123456789012:sales-feedback",
        "arn:aws:sqs:eu-central-1:123456789012:sales-feedback",
        "arn:aws:sns:evil.example/:123456789012:sales-feedback",
    ]

    /// Posts a body as Amazon does, from an address of its own, and answers the status.
    private static func post(_ body: String, number: Int, to port: Int) async throws -> Int {
        let connection = try PlainConnection(port: port)
        connection.send(
            "POST /api/v1/feedback/sns HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n"
                + "X-Forwarded-For: 198.51.\(number / 250).\(number % 250)\r\n"
                + "Content-Type: text/plain; charset=UTF-8\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
        )
        let answer = try await connection.answer()
        return try #require(
            answer.dropFirst("HTTP/1.1 ".count).split(separator: " ").first.flatMap { Int($0) },
            "\(answer)"
        )
    }

    /// All rows that a report could change.
    private static func rows(at path: String) throws -> [String] {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        return try queue.read { db in
            let tables = ["suppressions", "suppression_reports", "dated_reports", "users", "letters", "alerts"]
            return try tables.flatMap { table -> [String] in
                guard try db.tableExists(table) else { return [] }
                return try Row.fetchAll(db, sql: "SELECT * FROM \(table)").map { "\(table) \($0)" }
            }
        }
    }

    @Test("that are forged, in fifty ways and more, are refused without a connection to anywhere, and change no row")
    func forged() async throws {
        #expect(Self.forgeries.count >= 50)
        // All that the service asks for would come through here.
        let proxy = try ScriptedServer(answer: { _, connection in connection.respond("502 Bad Gateway") })
        defer { proxy.stop() }
        let settings = [
            "SALES_FEEDBACK_TOPICS": Self.topic, "SALES_PROXY": "http://127.0.0.1:\(proxy.origin.port)",
            "SALES_WEB_TRUSTED_PROXIES": "127.0.0.1",
        ]
        try await Sandbox.with { home in
            let arguments = ["serve", "--no-watch", "--port", "0", "--log-format", "json"]
            let program = try await home.start(arguments, environment: settings)
            let found = try await ServedHome.found { () -> Int? in
                if program.hasEnded { return 0 }
                return program.output.firstMatch(of: /"address":"127\.0\.0\.1:(\d+)"/).flatMap { Int($0.output.1) }
            }
            let port = try #require(found)
            let before = try Self.rows(at: home.storePath)
            var number = 0
            for (part, value) in Self.forgeries {
                var letter = Self.letter
                letter[part] = value
                let body = String(decoding: try JSONEncoder().encode(letter), as: UTF8.self)
                number += 1
                let status = try await Self.post(body, number: number, to: port)
                #expect(status == 403, "\(part) \(value ?? "not there"): \(status)")
            }
            for (body, expected) in [
                ("", 403), ("[]", 403), ("null", 403), ("{", 403), ("Type=Notification", 403),
                (String(repeating: "x", count: 100_000), 413),
            ] {
                number += 1
                let status = try await Self.post(body, number: number, to: port)
                #expect(status == expected, "\(body.prefix(20)): \(status)")
            }
            #expect(proxy.requests.isEmpty, "\(proxy.requests.map(\.target))")
            // One of the right form makes it ask Amazon for the certificate, and nobody else: so it would be seen here.
            let whole = String(decoding: try JSONEncoder().encode(Self.letter), as: UTF8.self)
            let status = try await Self.post(whole, number: number + 1, to: port)
            #expect(status == 503)
            #expect(Set(proxy.requests.map(\.target)) == ["\(Self.host):443"])
            let after = try Self.rows(at: home.storePath)
            #expect(before == after)
            program.send(SIGTERM)
            let run = try await program.end()
            #expect(run.status == 0 && !(run.output + run.errors).contains("ann@"), "\(run.errors)")
        }
    }
}
