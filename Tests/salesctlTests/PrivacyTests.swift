import Foundation
import Testing

@testable import LocalShop

@Suite("What is never shown", .timeLimit(.minutes(15)))
struct PrivacyTests {
    // Every run of a program looks for the secret; these are the commands that come nearest to it.
    @Test(
        "No command shows a password or a webhook's path, not even with -v",
        arguments: [
            "notify list", "notify list --format json", "doctor", "doctor --format json", "list -v", "export",
            "notify test webhook", "notify test email", "notify test ntfy", "notify test apprise", "service install",
        ]
    )
    func secrets(_ command: String) async throws {
        try await Sandbox.with { home in
            let settings = [
                "SALES_NOTIFY_CHANNELS": "console,email,webhook,ntfy,apprise", "SALES_NOTIFY_SMTP_HOST": "127.0.0.1",
                "SALES_NOTIFY_SMTP_PORT": "1", "SALES_NOTIFY_SMTP_SECURITY": "none",
                "SALES_NOTIFY_WEBHOOK_URL": "http://127.0.0.1:1/\(Sandbox.secret)",
                "SALES_NOTIFY_NTFY_URL": "http://127.0.0.1:1/\(Sandbox.secret)",
                "SALES_NOTIFY_NTFY_TOKEN": "tk_\(Sandbox.secret)", "SALES_NOTIFY_APPRISE_URL": "http://127.0.0.1:1",
                "SALES_NOTIFY_APPRISE_URLS":
                    "json://\(Sandbox.secret)@127.0.0.1:1,mailto://a:\(Sandbox.secret)@b.example",
                "SALES_NOTIFY_APPRISE_USERNAME": "me", "SALES_NOTIFY_APPRISE_PASSWORD": Sandbox.secret,
            ]
            let run = try await home.salesctl(
                command.split(separator: " ").map(String.init) + ["-v"],
                environment: settings
            )
            #expect(run.status != 1 && !(run.output + run.errors).isEmpty, "\(run.errors)")
            for file in FileManager.default.enumerator(atPath: home.folder.path)?.compactMap({ $0 as? String }) ?? [] {
                let bytes = FileManager.default.contents(atPath: home.folder.path + "/" + file) ?? Data()
                #expect(bytes.range(of: Data(Sandbox.secret.utf8)) == nil, "\(file) has a secret")
            }
        }
    }

    @Test(
        "A value of a secret that is wrong is not repeated",
        arguments: [
            ("notify.webhook.url", "webhook", ["URL": "gopher://\(Sandbox.secret)"]),
            ("notify.webhook.secret", "webhook", ["URL": "http://127.0.0.1:1/", "SECRET": "whsec_\(Sandbox.secret)"]),
            ("notify.ntfy.url", "ntfy", ["URL": "https://ntfy.example/\(Sandbox.secret)/more"]),
            ("notify.ntfy.url", "ntfy", ["URL": "ntfy.example/\(Sandbox.secret)"]),
            ("notify.apprise.key", "apprise", ["URL": "http://127.0.0.1:1", "KEY": "\(Sandbox.secret)/x"]),
        ]
    )
    func wrongSecret(_ key: String, _ channel: String, _ values: [String: String]) async throws {
        try await Sandbox.with { home in
            var settings = ["SALES_NOTIFY_CHANNELS": channel]
            for (name, value) in values { settings["SALES_NOTIFY_\(channel.uppercased())_\(name)"] = value }
            for command in [["notify", "list"], ["doctor"]] {
                let run = try await home.salesctl(command, environment: settings)
                #expect(run.status == 65 && (run.errors + run.output).contains(key), "\(run.errors) \(run.output)")
            }
        }
    }
}
