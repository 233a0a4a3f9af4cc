import Foundation
import SalesCore
import SalesTesting
import Testing

@Suite("Carriers that the settings name", .timeLimit(.minutes(15)))
struct CarrierSettingTests {
    private static let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    private static let other = "whsec_" + Data(repeating: 7, count: 32).base64EncodedString()

    @Test("are listed with where they lead, and no more")
    func list() async throws {
        try await Sandbox.with { home in
            let run = try await home.salesctl(
                ["notify", "list"],
                environment: [
                    "SALES_NOTIFY_CHANNELS": "ntfy,apprise,webhook", "SALES_NOTIFY_WEBHOOK_SECRET": Self.secret,
                    "SALES_NOTIFY_NTFY_URL": "https://ntfy.example/topic", "SALES_NOTIFY_APPRISE_KEY": "kept",
                    "SALES_NOTIFY_APPRISE_URL": "http://127.0.0.1:8000",
                ]
            )
            #expect(run.status == 0)
            for words in [
                "https://hooks.example.com/…, signed", "https://ntfy.example/…",
                "http://127.0.0.1:8000/…, what it keeps under a key",
            ] { #expect(run.output.contains(words), "\(run.output)") }
            #expect(!run.output.contains("topic") && !run.output.contains("MfKQ"))
        }
    }

    @Test("get a message to test, with secrets out of files, and their answer is shown")
    func test() async throws {
        let server = try ScriptedServer(answer: { _, connection in
            connection.respond(text: #"{"id":"hwQ2YpKdmg","event":"message"}"#)
        })
        defer { server.stop() }
        let url = "http://127.0.0.1:\(server.origin.port)"
        try await Sandbox.with { home in
            let token = try home.file("token", "  tk_\(Sandbox.secret)\n")
            let secrets = try home.file("secrets", "\(Self.secret)\n\(Self.other)\n")
            let settings = [
                "SALES_NOTIFY_CHANNELS": "ntfy,apprise,webhook", "SALES_NOTIFY_NTFY_URL": url + "/\(Sandbox.secret)",
                "SALES_NOTIFY_NTFY_TOKEN_FILE": token, "SALES_NOTIFY_NTFY_PRIORITY": "5",
                "SALES_NOTIFY_APPRISE_URL": url + "/apprise", "SALES_NOTIFY_APPRISE_KEY": "kept",
                "SALES_NOTIFY_APPRISE_TAG": "home", "SALES_NOTIFY_WEBHOOK_URL": url + "/\(Sandbox.secret)",
                "SALES_NOTIFY_WEBHOOK_SECRET_FILE": secrets,
            ]
            for channel in ["ntfy", "apprise", "webhook"] {
                let run = try await home.salesctl("notify", "test", channel, environment: settings)
                #expect(run.status == 0 && run.output.contains("\(channel) accepted the message: 200"), "\(run.errors)")
            }
            let requests = server.requests
            #expect(requests.map(\.target) == ["/", "/apprise/notify/kept", "/\(Sandbox.secret)"])
            #expect(requests[0].field("Authorization") == "Bearer tk_\(Sandbox.secret)")
            #expect(String(decoding: requests[0].body, as: UTF8.self).contains(#""priority":5"#))
            #expect(String(decoding: requests[1].body, as: UTF8.self).contains(#""tag":"home""#))
            #expect(requests[2].field("webhook-signature")?.split(separator: " ").count == 2)
        }
    }

    @Test(
        "that cannot be used are refused with the key and what to do",
        arguments: [
            (["CHANNELS": "ntfy"], 65, "names ntfy, but notify.ntfy.url is not set"),
            (["CHANNELS": "apprise"], 65, "names apprise, but notify.apprise.url is not set"),
            (["CHANNELS": "pigeon"], 65, "apprise, console, desktop, email, ntfy, sms, webhook"),
            (["NTFY_URL": "https://ntfy.example/t", "NTFY_PRIORITY": "6"], 65, "from 1 to 5"),
            (["NTFY_URL": "https://ntfy.example/t", "NTFY_TOKEN": "t", "NTFY_USERNAME": "u"], 65, "only one of them"),
            (["NTFY_URL": "https://ntfy.example/t", "NTFY_PASSWORD": "p"], 65, "notify.ntfy.username is not"),
            (["APPRISE_URL": "http://127.0.0.1:1", "APPRISE_PASSWORD": "p"], 65, "notify.apprise.username is not"),
            (["WEBHOOK_URL": "", "WEBHOOK_SECRET": secret], 65, "notify.webhook.secret is set, but"),
            (["WEBHOOK_SECRET": secret, "WEBHOOK_SECRET_FILE": "/dev/null"], 65, "only one of them"),
            (["CHANNELS": "webhook", "WEBHOOK_SECRET": "short"], 65, "24 to 64 random bytes"),
            (
                ["CHANNELS": "webhook", "WEBHOOK_SECRET_FILE": "/nowhere/secret"], 66,
                "/nowhere/secret, which cannot be read"
            ),
            (["CHANNELS": "webhook", "WEBHOOK_SECRET_FILE": "/dev/null"], 65, "/dev/null, which is empty"),
            (["CHANNELS": "webhook", "WEBHOOK_SECRET_FILE": "/dev/zero"], 65, "at most 4096 bytes"),
            (
                ["CHANNELS": "email", "SMTP_PASSWORD": "", "SMTP_PASSWORD_FILE": "/nowhere/p"], 66,
                "notify.smtp.password_file"
            ),
            (
                ["APPRISE_URL": "http://127.0.0.1:1", "APPRISE_KEY": "k", "APPRISE_URLS": "json://a"], 65,
                "only one of them"
            ),
            (["APPRISE_URL": "http://127.0.0.1:1", "APPRISE_TAG": "home"], 65, "notify.apprise.key, which is not set"),
            (
                ["CHANNELS": "apprise", "APPRISE_URL": "http://127.0.0.1:1", "APPRISE_KEY": "a b"], 65,
                "letters, digits, _ and -"
            ),
            (["CHANNELS": "apprise", "APPRISE_URL": "127.0.0.1:1"], 65, "notify.apprise.url cannot be used"),
        ] as [([String: String], Int32, String)]
    )
    func refused(_ values: [String: String], _ status: Int32, _ words: String) async throws {
        try await Sandbox.with { home in
            var settings: [String: String] = [:]
            for (name, value) in values { settings["SALES_NOTIFY_\(name)"] = value }
            let run = try await home.salesctl("notify", "list", environment: settings)
            #expect(run.status == status && run.errors.contains(words), "\(run.errors)")
        }
    }
}
