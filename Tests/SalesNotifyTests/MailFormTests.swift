import Foundation
import PythonServers
import SalesCore
import SalesTesting
import Testing

@testable import SalesNotify

@Suite("The form of mails")
struct MailFormTests {
    @Test("is faultless in a thousand of them", .timeLimit(.minutes(15)))
    func thousand() async throws {
        let sink = try await SMTPSink()
        let notifier = SMTPNotifierTests.notifier(try sink.server())
        var random = SeededRandom(seed: 8_058)
        let messages = try (1...1_000).map { try Self.message($0, &random) }
        try await withThrowingTaskGroup { group in
            for (number, message) in messages.enumerated() {
                group.addTask { _ = try await notifier.send(message) }
                if number >= 7 { try await group.next() }
            }
            try await group.waitForAll()
        }
        let mails = try sink.mails()
        #expect(mails.count == messages.count)
        #expect(Set(mails.map { $0.field("Message-ID") }).count == messages.count)
        let expected = Dictionary(uniqueKeysWithValues: messages.map { ("<\($0.id)@tracker.example>", $0) })
        for mail in mails {
            let message = try #require(expected[mail.field("Message-ID") ?? ""])
            #expect(mail.faults == [], "\(mail.fields)")
            #expect(mail.field("List-Unsubscribe") == message.unsubscribeURL.map { "<\($0)>" })
            #expect(mail.field("List-Unsubscribe-Post") == "List-Unsubscribe=One-Click")
            #expect(mail.part("text/plain") == message.text && mail.part("text/html") == message.html)
        }
    }

    @Test("offers one click over https only, the address over http as well, and nothing where there is none")
    func unsubscribing() throws {
        for (text, expected) in [
            (nil, []),
            ("http://127.0.0.1:8080/stop/abc", ["List-Unsubscribe: <http://127.0.0.1:8080/stop/abc>"]),
            (
                "https://tracker.example/stop/abc",
                [
                    "List-Unsubscribe: <https://tracker.example/stop/abc>",
                    "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
                ]
            ),
            // Longer than a line may be, or an encoded word to those who read it: the mail goes without.
            ("https://tracker.example/stop/\(String(repeating: "a", count: 1_000))", []),
            ("https://tracker.example/stop/=?utf-8?q?x=0d=0aBcc:_eve@evil.example?=", []),
        ] as [(String?, [String])] {
            let lines = try Self.fieldLines { $0.unsubscribeURL = try text.map { try PageURL($0) } }
            #expect(lines.filter { $0.hasPrefix("List-") } == expected)
        }
    }

    @Test("keeps a long address whole")
    func longAddress() throws {
        let url = "https://tracker.example/stop/\(String(repeating: "a", count: 900))"
        let lines = try Self.fieldLines { $0.unsubscribeURL = try PageURL(url) }
        #expect(lines.contains("List-Unsubscribe: <\(url)>"))
    }

    @Test("asks programs of absent people not to answer, and servers to tell what bounced")
    func automatic() throws {
        let lines = try Self.fieldLines { _ in }
        #expect(lines.contains("Auto-Submitted: auto-generated"))
        #expect(lines.contains("X-Auto-Response-Suppress: OOF, AutoReply"))
    }

    /// The lines before the first empty one.
    private static func fieldLines(_ edit: (inout Message) throws -> Void) throws -> [String] {
        var message = SMTPNotifierTests.message()
        try edit(&message)
        let mime = MIMEMessage(message, from: SMTPNotifierTests.sender, to: try MailAddress("ann@example.org"))
        let lines = String(decoding: mime.bytes, as: UTF8.self).components(separatedBy: "\r\n")
        return Array(lines.prefix { !$0.isEmpty })
    }

    /// A message about anything, to somebody of any name.
    private static func message(_ number: Int, _ random: inout SeededRandom) throws -> Message {
        let change = Sample.change(&random)
        let rules = Sample.drafts(to: ProductID(rawValue: 1), at: ManualClock.start).map(\.rule)
        let rule = rules[Int(random.next() % UInt64(rules.count))]
        let name = Sample.texts[Int(random.next() % UInt64(Sample.texts.count))]
        let kinds: [Alert.Facts.Kind] = [.drop, .backInStock, .currencyChanged]
        let kind = kinds[Int(random.next() % 3)]
        var message = SMTPNotifierTests.message(number) { facts in
            facts.change = change
            facts.rule = rule
            facts.kind = kind
            facts.productName = "\(name) \(number)"
        }
        message.recipient.firstName = name
        let token = String(repeating: "\(number)", count: 1 + number % 60)
        message.unsubscribeURL = try PageURL("https://tracker.example/unsubscribe/\(token)")
        return message
    }
}
