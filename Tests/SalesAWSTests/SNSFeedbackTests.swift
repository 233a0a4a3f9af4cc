import CryptoExtras
import Foundation
import HTTPTypes
import SalesCore
import SalesTesting
import Testing

@testable import SalesAWS

@Suite("Reports through Amazon SNS", .timeLimit(.minutes(15)))
struct SNSFeedbackTests {
    static let bounce = """
        {"eventType":"Bounce","bounce":{"feedbackId":"0100","bounceType":"Permanent","bounceSubType":"General",\
        "bouncedRecipients":[{"emailAddress":"Ann <ann@Example.org>","action":"failed","status":"5.1.1"},\
        {"emailAddress":"bob@example.org"}],"timestamp":"2026-03-01T12:00:00.000Z"},\
        "mail":{"messageId":"0100-a","destination":["ann@example.org"],"tags":{"sales-tracker-id":["00"]}}}
        """
    private static let reference = "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324"

    @Test(
        "are believed with a signature of either version, with and without a subject",
        arguments: SNSLetter.Version.allCases
    )
    func genuine(_ version: SNSLetter.Version) async throws {
        let bed = try SNSBed()
        for subject in [nil, "Amazon SES Email Event Notification"] {
            let letter = try SNSLetter.notification(Self.bounce, subject: subject).signed(by: bed.key, version)
            #expect(
                try await bed.effect(of: letter.body) == [
                    Feedback(kind: .bounce, channel: .email, address: "ann@example.org", reference: Self.reference),
                    Feedback(kind: .bounce, channel: .email, address: "bob@example.org", reference: Self.reference),
                ]
            )
        }
        #expect(bed.fetcher.requests.count == 1)
        #expect(bed.fetcher.requests.first?.followsRedirects == false)
    }

    @Test(
        "say of a mail whom it concerns",
        arguments: [
            (#"{"notificationType":"Bounce","bounce":{"bounceType":"Permanent","bouncedRecipients":[@]}}"#, .bounce),
            (#"{"eventType":"Bounce","bounce":{"bounceType":"Transient","bouncedRecipients":[@]}}"#, nil),
            (#"{"eventType":"Bounce","bounce":{"bounceType":"Undetermined","bouncedRecipients":[@]}}"#, nil),
            (#"{"eventType":"Complaint","complaint":{"complainedRecipients":[@]}}"#, .complaint),
            (
                #"{"notificationType":"Complaint","complaint":{"complaintFeedbackType":"abuse","complainedRecipients":[@]}}"#,
                .complaint
            ),
            (
                #"{"eventType":"Complaint","complaint":{"complaintFeedbackType":"not-spam","complainedRecipients":[@]}}"#,
                nil
            ),
            (#"{"eventType":"Delivery","delivery":{"recipients":["ann@example.org"]}}"#, nil),
            (#"{"eventType":"Complaint","bounce":{"bounceType":"Permanent","bouncedRecipients":[@]}}"#, nil),
            (#"{"eventType":"Bounce","complaint":{"complainedRecipients":[@]}}"#, nil),
            ("Successfully validated SNS topic for Amazon SES event publishing.", nil), ("{}", nil), ("", nil),
            ("[1]", nil),
        ] as [(String, Feedback.Kind?)]
    )
    func mails(_ text: String, _ kind: Feedback.Kind?) async throws {
        let bed = try SNSBed()
        let filled = text.replacing("@", with: #"{"emailAddress":"ann@example.org"}"#)
        let letter = try SNSLetter.notification(filled).signed(by: bed.key)
        let expected = kind.map {
            [Feedback(kind: $0, channel: .email, address: "ann@example.org", reference: Self.reference)]
        }
        #expect(try await bed.effect(of: letter.body) == expected ?? [])
    }

    @Test(
        "name no address that is none",
        arguments: ["ann@example.org, bob@example.org", "x\r\ny@z.example", "ann", ""]
    )
    func strangeAddresses(_ address: String) async throws {
        let text = String(
            decoding: try JSONSerialization.data(withJSONObject: [
                "eventType": "Bounce",
                "bounce": ["bounceType": "Permanent", "bouncedRecipients": [["emailAddress": address]]],
            ]),
            as: UTF8.self
        )
        #expect(CarrierReport.feedback(text, reference: "r") == [])
    }

    @Test(
        "take a text that says nothing but STOP for a wish to stop",
        arguments: [
            ("STOP", true), (" stop. ", true), ("Stop!", true), ("ARRET", true), ("opt-out", true),
            ("Unsubscribe", true),
            ("td", true), ("please stop", false), ("stopper", false), ("don't STOP", false), ("", false),
            ("YES", false),
            ("STOP " + String(repeating: "!", count: 200), false),
        ]
    )
    func replies(_ text: String, _ isStop: Bool) async throws {
        let body: [String: String] = [
            "originationNumber": "+4930123456", "destinationNumber": "+12125550101", "messageKeyword": "JOIN",
            "messageBody": text, "inboundMessageId": "cae173d2",
        ]
        let json = String(decoding: try JSONEncoder().encode(body), as: UTF8.self)
        let bed = try SNSBed()
        let letter = try SNSLetter.notification(json).signed(by: bed.key)
        let expected = Feedback(kind: .stop, channel: .sms, address: "+4930123456", reference: Self.reference)
        #expect(try await bed.effect(of: letter.body) == (isStop ? [expected] : []))
    }

    @Test(
        "take numbers that opted out or do not exist from the log of texts, and no other failure",
        arguments: [
            ("Phone number is opted out", "FAILURE", .stop), ("Invalid phone number", "FAILURE", .bounce),
            ("Phone is currently unreachable/unavailable", "FAILURE", nil),
            ("Phone number is opted out", "SUCCESS", nil),
        ] as [(String, String, Feedback.Kind?)]
    )
    func deliveries(_ response: String, _ status: String, _ kind: Feedback.Kind?) {
        let json = """
            {"notification":{"messageId":"1077257a"},"delivery":{"destination":"+4930123456","smsType":"Transactional",\
            "providerResponse":"\(response)"},"status":"\(status)"}
            """
        let found = CarrierReport.feedback(json, reference: "r")
        #expect(
            found == (kind.map { [Feedback(kind: $0, channel: .sms, address: "+4930123456", reference: "r")] } ?? [])
        )
    }

    @Test("hand on the wish of an allowed topic to report here, and follow nothing that was posted")
    func subscription() async throws {
        let bed = try SNSBed()
        let letter = try SNSLetter.confirmation(token: "a+b/c&d").with("SubscribeURL", "http://127.0.0.1:1/x")
            .signed(by: bed.key)
        #expect(try await bed.effect(of: letter.body) == [])
        let subscription = try #require(bed.subscriptions.all.first)
        #expect(subscription.topic.arn == SNSLetter.topic)
        let url = try #require(subscription.confirmationURL)
        #expect(
            url.absoluteString == "https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription&"
                + "TopicArn=arn%3Aaws%3Asns%3Aeu-central-1%3A123456789012%3Asales-feedback&Token=a%2Bb%2Fc%26d"
        )
        #expect(bed.fetcher.requests.map(\.url.absoluteString) == [SNSLetter.certificate])
        bed.fetcher.script(url, .page("<ok/>", at: url))
        try await subscription.confirm(with: bed.fetcher)
        bed.fetcher.script(url, .page("no such token", at: url, status: .badRequest))
        let error = await #expect(throws: FeedbackError.self) { try await subscription.confirm(with: bed.fetcher) }
        #expect(error?.message.contains("no such token") == true && error?.message.contains("a+b") == false)
    }

    @Test("tell that a topic does not report here any more, and confirm nothing")
    func ended() async throws {
        let bed = try SNSBed()
        let letter = try SNSLetter.confirmation("UnsubscribeConfirmation").signed(by: bed.key)
        #expect(try await bed.reader.report(letter.body) == .ended(try #require(SNSTopic(arn: SNSLetter.topic))))
        #expect(try await bed.effect(of: letter.body) == [] && bed.subscriptions.all.isEmpty)
    }
}
