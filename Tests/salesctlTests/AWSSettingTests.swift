import Foundation
import SalesCore
import SalesTesting
import Testing

@Suite("Amazon as a carrier", .timeLimit(.minutes(15)))
struct AWSSettingTests {
    private static let settings = [
        "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": Sandbox.secret, "AWS_REGION": "eu-central-1",
        "AWS_EC2_METADATA_DISABLED": "true", "SALES_NOTIFY_EMAIL_CARRIER": "ses", "SALES_NOTIFY_SMS_TO": "+4930123456",
        "SALES_NOTIFY_CHANNELS": "email,sms", "SALES_NOTIFY_WEBHOOK_URL": "",
    ]

    @Test("is listed with region and recipient, and the doctor says whose credentials it has")
    func list() async throws {
        try await Sandbox.with { home in
            for arguments in [["notify", "list"], ["doctor"]] {
                let run = try await home.salesctl(arguments, environment: Self.settings)
                #expect(run.output.contains("me@example.com through Amazon SES in eu-central-1"), "\(run.output)")
                #expect(run.output.contains("+4930123456 through Amazon SNS in eu-central-1"))
                #expect(run.output.contains("AKIDEXAMPLE") == (arguments == ["doctor"]))
            }
            var poor = Self.settings
            for name in ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"] { poor[name] = "" }
            let run = try await home.salesctl("doctor", environment: poor)
            #expect(run.status != 0 && run.output.contains("There are no credentials for AWS"), "\(run.output)")
        }
    }

    @Test("gets a message to test, and its answer is shown, also where it refuses")
    func test() async throws {
        let server = try ScriptedServer(answer: { request, connection in
            guard request.target == "/v2/email/outbound-emails" else {
                return connection.respond(
                    "400 Bad Request",
                    text: "<E><Error><Code>OptedOut</Code><Message>Not wanted</Message></Error></E>"
                )
            }
            return connection.respond(text: #"{"MessageId":"0100-a"}"#)
        })
        defer { server.stop() }
        let url = "http://127.0.0.1:\(server.origin.port)"
        try await Sandbox.with { home in
            let places = ["SALES_NOTIFY_SES_ENDPOINT": url, "SALES_NOTIFY_SNS_ENDPOINT": url]
            let settings = Self.settings.merging(places) { $1 }
            let mail = try await home.salesctl("notify", "test", "email", environment: settings)
            #expect(mail.status == 0 && mail.output.contains("email accepted the message: 200 (MessageId 0100-a)"))
            let text = try await home.salesctl("notify", "test", "sms", environment: settings)
            #expect(text.status != 0 && text.errors.contains("400 (“OptedOut: Not wanted”)"), "\(text.errors)")
            #expect(server.requests.count == 2)
            #expect(server.requests.first?.field("Authorization")?.contains("/eu-central-1/ses/") == true)
        }
    }

    @Test(
        "is refused with the key and what to do, where it cannot be used",
        arguments: [
            (["AWS_REGION": ""], "notify.ses.region is not set, nor is AWS_REGION"),
            (["SALES_NOTIFY_SES_REGION": "EU Central"], "notify.ses.region is no region of AWS"),
            (["SALES_NOTIFY_EMAIL_TO": "", "SALES_NOTIFY_SMTP_HOST": ""], "notify.email.to is not set"),
            (["SALES_NOTIFY_SES_FROM": "nobody"], "notify.ses.from cannot be used"),
            (["SALES_NOTIFY_SES_ENDPOINT": "ftp://a.example"], "notify.ses.endpoint cannot be used"),
            (["SALES_NOTIFY_SMS_TO": "030 123456"], "notify.sms.to is no telephone number"),
            (["SALES_NOTIFY_SMS_TO": ""], "names sms, but notify.sms.to is not set"),
            (["SALES_NOTIFY_SNS_SENDER_ID": "far too long a name"], "notify.sns.sender_id cannot be used"),
            (["SALES_NOTIFY_EMAIL_CARRIER": "pigeon"], "notify.email.carrier"),
        ] as [([String: String], String)]
    )
    func refused(_ values: [String: String], _ words: String) async throws {
        try await Sandbox.with { home in
            let settings = Self.settings.merging(values) { $1 }
            let run = try await home.salesctl("notify", "list", environment: settings)
            #expect(run.status == 65 && run.errors.contains(words), "\(run.errors)")
        }
    }
}
