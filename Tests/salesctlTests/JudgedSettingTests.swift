import Foundation
import Testing

@testable import salesctl

@Suite("A configuration that cannot be used", .timeLimit(.minutes(15)))
struct JudgedSettingTests {
    /// Those that read the configuration, each in a way of its own.
    private static let commands = [
        ["list"], ["websites"], ["export"], ["notify", "list"], ["service", "install"], ["migrate"], ["doctor"],
    ]

    @Test(
        "is refused alike by all commands, with the setting's name, whether they need the setting or not",
        arguments: [
            ("LINKS_BASE_URL", "nowhere", "links.base_url"), ("USER_AGENT", "Kürbis/1", "user_agent"),
            ("CONTACT", "mailto:jürgen@example.com", "contact"), ("ACCEPT_LANGUAGE", "dé", "accept_language"),
            ("CHECKS_CONFIRM_AFTER", "5m", "checks.confirm_after"), ("PROXY", "nowhere", "proxy"),
            ("NOTIFY_WEBHOOK_URL", "hooks.example", "notify.webhook.url"),
            ("NOTIFY_WEBHOOK_SECRET", "short", "notify.webhook.secret"),
            ("NOTIFY_NTFY_URL", "https://ntfy.example/", "notify.ntfy.url"),
            ("NOTIFY_APPRISE_URL", "ftp://a.example", "notify.apprise.url"),
            ("NOTIFY_SMTP_FROM", "nobody", "notify.smtp.from"), ("NOTIFY_EMAIL_TO", "nobody", "notify.email.to"),
            ("NOTIFY_CHANNELS", "sms", "notify.channels"), ("ALLOW_ADDRESSES", "shop.example", "allow_addresses"),
            ("LINKS_SECRET", "short", "links.secret"), ("TEXTS_COUNTRIES", "GB,Narnia", "texts.countries"),
            ("ARCHIVE_TO", "ftp://x.example/y", "archive.to"), ("ARCHIVE_SCHEDULE", "24:00", "archive.schedule"),
            ("ARCHIVE_SCHEDULE", "00:05", "archive.schedule"), ("WEB_ORIGIN", "nowhere", "web.origin"),
            ("WEB_ORIGIN", "https://sales.example/x", "web.origin"), ("WEB_PORT", "65536", "web.port"),
            ("WEB_REGISTRATION", "some", "web.registration"), ("FEEDBACK_TOPICS", "arn:aws:sns", "feedback.topics"),
            ("WEB_TRUSTED_PROXIES", "127.0.0.1,proxy", "web.trusted_proxies"),
        ]
    )
    func refused(_ variable: String, _ value: String, _ key: String) async throws {
        try await Sandbox.with { home in
            for command in Self.commands {
                let run = try await home.salesctl(command, environment: ["SALES_" + variable: value])
                let said = run.errors + (command == ["doctor"] ? run.output : "")
                #expect(run.status == 65, "\(command): \(run.status)")
                #expect(said.contains("SALES_\(variable): \(key) "), "\(command): \(said)")
                #expect(command == ["doctor"] || run.output.isEmpty, "\(command): \(run.output)")
            }
            #expect(!FileManager.default.fileExists(atPath: home.folder.path + "/config/systemd"))
        }
    }

    @Test("names the place in the file where the value stands")
    func place() async throws {
        try await Sandbox.with { home in
            let file = try home.file("c.yaml", "user_agent: Kürbis\nlinks:\n  base_url: nowhere\n")
            let first = try await home.salesctl("list", "--config", file)
            #expect(first.status == 65 && first.errors.contains("line 1 column 13: user_agent is “Kürbis”"))
            let host = try home.file("h.yaml", "hosts: {shop.example: {user_agent: Kürbis}}\n")
            let second = try await home.salesctl("list", "--config", host)
            #expect(second.status == 65 && second.errors.contains("hosts.shop.example.user_agent"), "\(second.errors)")
            let links = try home.file("l.yaml", "links:\n  base_url: nowhere\n")
            let third = try await home.salesctl("list", "--config", links)
            #expect(third.status == 65 && third.errors.contains("line 2 column 13: links.base_url"), "\(third.errors)")
        }
    }

    @Test("says of a web hook's URL what is wrong, in words that hold nothing of it but its scheme and port")
    func hook() async throws {
        let secret = Sandbox.secret
        let cases = [
            ("hooks.example/\(secret)", "no whole URL"), ("ftp://hooks.example/\(secret)", "begins with “ftp:”"),
            ("https://hooks.example/\(secret) x", "a space in it"), ("https://\(secret)..x/", "no name of a server"),
            ("https://u:\(secret)@hooks.example/", "before @"), ("https:///\(secret)", "no name of a server"),
            ("https://hooks.example:99999/\(secret)", "“99999”"),
            ("https://ann:\(secret)#x@hooks.example/", "what stands behind the server's name is no port"),
            ("https://ann:123456?x@hooks.example/", "what stands behind the server's name is no port"),
            ("\(secret)://hooks.example/", "cannot be used: only https:// and http:// are spoken"),
        ]
        try await Sandbox.with { home in
            for (url, words) in cases {
                let run = try await home.salesctl(["list"], environment: ["SALES_NOTIFY_WEBHOOK_URL": url])
                #expect(run.status == 65 && run.errors.contains("notify.webhook.url cannot be used: "), "\(run.errors)")
                #expect(run.errors.contains(words) && !run.errors.contains("tracked"), "\(run.errors)")
                #expect(!run.errors.contains("canary") && !run.errors.contains("1234"), "\(run.errors)")
            }
            let proxy = ["SALES_PROXY": "http://ann:abc#123@proxy:3128"]
            let run = try await home.salesctl(["list"], environment: proxy)
            #expect(run.status == 65 && run.errors.contains("what stands behind") && !run.errors.contains("abc"))
        }
    }

    @Test("is not one whose files this shell may not read: the service that is installed may")
    func files() async throws {
        try await Sandbox.with { home in
            let file = try home.file("c.yaml", "links: {secret_file: /run/credentials/nowhere}\n")
            let run = try await home.salesctl("service", "install", "--config", file)
            #expect(run.status == 0, "\(run.errors)")
        }
    }
}
