import Foundation
import Testing

@testable import LocalShop

@Suite("What is never shown", .timeLimit(.minutes(5)))
struct PrivacyTests {
    // Every run of a program looks for the secret; these are the commands that come nearest to it.
    @Test(
        "No command shows a password or a webhook's path, not even with -v",
        arguments: [
            "notify list", "notify list --format json", "doctor", "doctor --format json", "list -v", "export",
            "notify test webhook", "notify test email", "service install",
        ]
    )
    func secrets(_ command: String) async throws {
        try await Sandbox.with { home in
            let settings = [
                "SALES_NOTIFY_CHANNELS": "console,email,webhook", "SALES_NOTIFY_SMTP_HOST": "127.0.0.1",
                "SALES_NOTIFY_SMTP_PORT": "1", "SALES_NOTIFY_SMTP_SECURITY": "none",
                "SALES_NOTIFY_WEBHOOK_URL": "http://127.0.0.1:1/\(Sandbox.secret)",
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

    @Test("A value of a secret that is wrong is not repeated")
    func wrongSecret() async throws {
        try await Sandbox.with { home in
            let run = try await home.salesctl(
                ["notify", "list"],
                environment: [
                    "SALES_NOTIFY_CHANNELS": "webhook", "SALES_NOTIFY_WEBHOOK_URL": "gopher://\(Sandbox.secret)",
                ]
            )
            #expect(run.status == 65 && run.errors.contains("notify.webhook.url"))
        }
    }
}
