import Foundation
import PythonServers
import SalesCurl
import Testing

@testable import salesctl

@Suite("What the doctor says of a mail server", .timeLimit(.minutes(15)))
struct MailDiagnosisTests {
    private struct Report: Decodable {
        struct Finding: Decodable {
            let subject: String
            let state: String
            let message: String
        }

        let findings: [Finding]
        var channel: Finding? { findings.first { $0.subject == "channel" } }
    }

    private static func look(
        _ home: Sandbox,
        at port: Int,
        user: String = "",
        password: String = ""
    ) async throws -> (status: Int32, state: String, message: String) {
        let run = try await home.salesctl(
            ["doctor", "--format", "json"],
            environment: [
                "SALES_NOTIFY_CHANNELS": "email", "SALES_NOTIFY_SMTP_HOST": "127.0.0.1",
                "SALES_NOTIFY_SMTP_PORT": "\(port)", "SALES_NOTIFY_SMTP_SECURITY": "none",
                "SALES_NOTIFY_SMTP_USERNAME": user, "SALES_NOTIFY_SMTP_PASSWORD": password,
            ]
        )
        let finding = try #require(try run.json(as: Report.self).channel)
        return (run.status, finding.state, finding.message)
    }

    @Test("It takes a password only where it offers a login and one is set; otherwise it is said what is missing")
    func login() async throws {
        let open = try await SMTPSink()
        let guarded = try await SMTPSink(["--auth", "me:\(Sandbox.secret)"])
        defer {
            open.stop()
            guarded.stop()
        }
        let words = "takes the password"
        try await Sandbox.with { home in
            let taken = try await Self.look(home, at: guarded.port, user: "me", password: Sandbox.secret)
            #expect(taken.state == "ok" && taken.message.hasSuffix("which answers and \(words)"), "\(taken)")
            let none = try await Self.look(home, at: open.port)
            #expect(none.state == "ok" && none.message.hasSuffix("no login is set"), "\(none)")
            for password in [Sandbox.secret, ""] {
                let unasked = try await Self.look(home, at: open.port, user: "me", password: password)
                #expect(unasked.status == 0 && unasked.state == "warning", "\(unasked)")
                #expect(unasked.message.contains("offers no login") && !unasked.message.contains(words), "\(unasked)")
            }
            let nobody = try await Self.look(home, at: open.port, password: Sandbox.secret)
            #expect(nobody.state == "warning" && nobody.message.contains("notify.smtp.username is not"), "\(nobody)")
            let empty = try await Self.look(home, at: guarded.port, user: "me")
            #expect(
                empty.status == 69 && empty.message.contains("No password is set: notify.smtp.password"),
                "\(empty)"
            )
            let wrong = try await Self.look(home, at: guarded.port, user: "me", password: "another")
            #expect(wrong.status == 69 && wrong.message.contains("notify.smtp.username and"), "\(wrong)")
        }
    }

    @Test("A server that is down is told with what to look at")
    func down() async throws {
        try await Sandbox.with { home in
            let down = try await Self.look(home, at: 1)
            #expect(down.status == 75 && down.state == "failed", "\(down)")
            for key in ["notify.smtp.host", "notify.smtp.port", "alerts wait"] {
                #expect(down.message.contains(key), "\(down)")
            }
        }
    }

    @Test("Every refusal is told with what to do, and a login without a password is no password that is taken")
    func refusals() throws {
        let server = try SMTPServer(host: "mail.example", user: "me", password: "p")
        let cases: [(MailError.Code, String)] = [
            (.tls, "notify.smtp.security"), (.unauthorized, "notify.smtp.username"), (.deferred, "alerts wait"),
            (.rejected, "ask whoever runs it"), (.other, "notify.smtp.host"),
        ]
        for (code, words) in cases {
            let finding = MailDiagnosis.finding("email", MailError(code, message: "It said no."), at: server)
            #expect(finding.state == .failed && finding.message.contains(words), "\(finding.message)")
        }
        let open = try SMTPServer(host: "mail.example", user: "me")
        let entry = MailEntry(reply: "250 ok", isLoggedIn: true)
        let finding = MailDiagnosis.finding("email", entry, at: open, passwordKey: "notify.smtp.password")
        #expect(finding.state == .warning && finding.message.contains("without a password"))
    }
}
