import SalesCore
import SalesTesting
import Synchronization
import Testing

@testable import SalesCurl

@Suite("Mail over SMTP")
struct CurlMailTests {
    private let message = Array("From: a@example.com\r\nSubject: x\r\n\r\nFirst\r\n.dot\r\n".utf8)

    private func deliver(
        _ dialogue: MailDialogue,
        security: SMTPServer.Security = .none,
        from: String = "shop@example.com",
        to: [String] = ["ann@example.org"],
        user: String? = nil,
        password: String? = nil
    ) async throws -> String {
        let server = try ScriptedServer { _, connection in dialogue.serve(connection) }
        defer { server.stop() }
        let smtp = try SMTPServer(
            host: "127.0.0.1",
            port: server.origin.port,
            security: security,
            user: user,
            password: password,
            greetingName: "tracker.example"
        )
        return try await CurlMail().deliver(message, from: from, to: to, via: smtp)
    }

    @Test("hands over the envelope and the text, and returns the server's acceptance")
    func delivers() async throws {
        let dialogue = MailDialogue()
        let reply = try await deliver(dialogue, to: ["ann@example.org", "b.c+d@example.net"])
        #expect(reply == "250 2.0.0 queued as 42")
        let heard = dialogue.heard.withLock { $0 }
        #expect(heard.first == "EHLO tracker.example")
        #expect(heard.contains { $0.hasPrefix("MAIL FROM:<shop@example.com>") })
        #expect(
            heard.filter { $0.hasPrefix("RCPT TO:") } == ["RCPT TO:<ann@example.org>", "RCPT TO:<b.c+d@example.net>"]
        )
        #expect(heard.filter { $0.hasPrefix("| ") }.suffix(2) == ["| First", "| ..dot"])
    }

    @Test(
        "classifies what the server says",
        arguments: [
            (["RCPT": "550 5.1.1 no such user\r\n"], MailError.Code.noSuchAddress, RetryAdvice.never),
            (["RCPT": "554 5.7.1 relaying denied\r\n"], .badRecipient, .never),
            (["end": "550 5.1.1 no such user\r\n"], .noSuchAddress, .never),
            (["RCPT": "450 4.2.1 mailbox busy\r\n"], .deferred, .later(after: nil)),
            (["MAIL": "553 5.7.1 not your address\r\n"], .rejected, .never),
            (["DATA": "554 5.5.1 no\r\n"], .rejected, .never),
            (["end": "554 5.7.1 spam\r\n"], .rejected, .never),
            (["end": "451 4.3.0 try again\r\n"], .deferred, .later(after: nil)),
            (["end": ""], .outcomeUnknown, .later(after: nil)),
            (["greeting": "421 4.3.2 closing\r\n"], .deferred, .later(after: nil)),
            (["greeting": "554 5.7.1 go away\r\n"], .rejected, .never),
        ] as [([String: String], MailError.Code, RetryAdvice)]
    )
    func classifies(_ replies: [String: String], _ code: MailError.Code, _ advice: RetryAdvice) async throws {
        let error = await #expect(throws: MailError.self) { try await deliver(MailDialogue(replies)) }
        #expect(error?.code == code)
        #expect(error?.advice == advice)
    }

    @Test("the addresses in a server's words are left out", arguments: ["RCPT", "end", "MAIL"])
    func addressesInReplies(_ step: String) async throws {
        let words = "550 5.1.1 <Ann@Example.org>: no mailbox for ann@example.org, said shop@example.com\r\n"
        let error = await #expect(throws: MailError.self) {
            try await deliver(MailDialogue([step: words]), to: ["ann@example.org"])
        }
        for said in [error?.reply, error?.message] {
            #expect(said?.contains("550 5.1.1 <…>: no mailbox for …, said …") == true, "\(said ?? "")")
        }
    }

    @Test("a refused password is told apart and not shown")
    func refusedPassword() async throws {
        let dialogue = MailDialogue(["EHLO": "250-mail.example\r\n250 AUTH PLAIN\r\n", "AUTH": "535 5.7.8 no\r\n"])
        let error = await #expect(throws: MailError.self) {
            try await deliver(dialogue, user: "ann", password: "s3cret-canary")
        }
        #expect(error?.code == .unauthorized)
        #expect(error.map { "\($0)" }?.contains("s3cret-canary") == false)
    }

    @Test("a server without STARTTLS gets no message, no user and no password")
    func demandsStartTLS() async throws {
        let dialogue = MailDialogue(["EHLO": "250-mail.example\r\n250 AUTH PLAIN\r\n"])
        let error = await #expect(throws: MailError.self) {
            try await deliver(dialogue, security: .startTLS, user: "ann", password: "p")
        }
        #expect(error?.code == .tls)
        #expect(dialogue.heard.withLock { $0 }.allSatisfy { $0.hasPrefix("EHLO") || $0.hasPrefix("QUIT") })
    }

    @Test(
        "refuses envelope addresses in which anything could hide",
        arguments: [
            "", "ann", "@example.org", "ann@", "a@b@example.org", "ann@example.org>", "<ann@example.org",
            "a b@example.org",
            "ann@example.org\r\nRCPT TO:<eve@example.org>", "ann\n@example.org", "ann\u{0}@example.org",
            "\"a b\"@example.org",
            "ann@exa mple.org", "ann@example.org ", ".ann@example.org", "a..b@example.org", "ann@[127.0.0.1]",
            "änn@example.org", "ann@exämple.org", "ann@example..org", "ann@-x.org", "ann@example.org/x",
            "ann@example.org:25",
            String(repeating: "a", count: 65) + "@example.org",
        ]
    )
    func refusesAddresses(_ address: String) async throws {
        let dialogue = MailDialogue()
        for (sender, recipient) in [(address, "ann@example.org"), ("shop@example.com", address)] {
            let error = await #expect(throws: MailError.self) {
                try await deliver(dialogue, from: sender, to: [recipient])
            }
            #expect(error?.code == .badMessage)
        }
        #expect(dialogue.heard.withLock { $0 } == [])
    }

    @Test(
        "refuses messages that could smuggle commands or break on the way",
        arguments: [
            "", "a\nb\r\n", "a\rb\r\n", "a\r\n.\n\r\nMAIL FROM:<x@example.org>\r\n", "a\u{0}b\r\n", "ä\r\n", "a\r",
            String(repeating: "x", count: 999) + "\r\n",
        ]
    )
    func refusesMessages(_ text: String) async throws {
        let server = try SMTPServer(host: "127.0.0.1", port: 1, security: .none)
        let error = await #expect(throws: MailError.self) {
            try await CurlMail().deliver(Array(text.utf8), from: "a@example.com", to: ["b@example.com"], via: server)
        }
        #expect(error?.code == .badMessage)
    }

    @Test("takes no server without encryption but on this machine, and shows no password")
    func serverSettings() throws {
        #expect(throws: MailError.self) { try SMTPServer(host: "mail.example", security: .none) }
        #expect(throws: MailError.self) { try SMTPServer(host: "mail.example/x") }
        #expect(throws: MailError.self) { try SMTPServer(host: "mail.example", port: 0) }
        #expect(throws: MailError.self) { try SMTPServer(host: "mail.example", user: "a\r\nb") }
        _ = try SMTPServer(host: "::1", security: .none)
        let server = try SMTPServer(host: "mail.example", user: "ann", password: "s3cret-canary")
        var dumped = ""
        dump(server, to: &dumped)
        for text in ["\(server)", String(reflecting: server), dumped] { #expect(!text.contains("s3cret-canary")) }
    }

    @Test("a server that nobody runs is unavailable and worth another try")
    func unavailable() async throws {
        let server = try ScriptedServer { _, _ in }
        let port = server.origin.port
        server.stop()
        let smtp = try SMTPServer(host: "127.0.0.1", port: port, security: .none)
        let error = await #expect(throws: MailError.self) {
            try await CurlMail().deliver(message, from: "a@example.com", to: ["b@example.com"], via: smtp)
        }
        #expect(error?.code == .unavailable)
        #expect(error?.advice == .later(after: nil))
    }

    @Test("a server that gives no verdict keeps no other message waiting", .timeLimit(.minutes(15)))
    func silentServer() async throws {
        let silent = MailDialogue(["end": MailDialogue.silence])
        let silentServer = try ScriptedServer { _, connection in silent.serve(connection) }
        let server = try ScriptedServer { _, connection in MailDialogue().serve(connection) }
        // Longer than the others take on any machine.
        let patience = Duration.seconds(280)
        var patient = CurlMail()
        patient.replyTimeout = patience
        let mail = patient
        let hasEnded = Mutex(false)
        let waiting = Task { [message] in
            let smtp = try SMTPServer(host: "127.0.0.1", port: silentServer.origin.port, security: .none)
            _ = try? await mail.deliver(
                message,
                from: "a@example.com",
                to: ["b@example.org"],
                via: smtp,
                deadline: patience
            )
            hasEnded.withLock { $0 = true }
        }
        while !silent.heard.withLock({ $0.contains(MailDialogue.silence) }) { await Task.yield() }
        let smtp = try SMTPServer(host: "127.0.0.1", port: server.origin.port, security: .none)
        try await withThrowingTaskGroup { group in
            for _ in 0..<CurlMail.maximumConversations - 1 {
                group.addTask { [message] in
                    try await mail.deliver(
                        message,
                        from: "a@example.com",
                        to: ["b@example.org"],
                        via: smtp,
                        deadline: patience
                    )
                }
            }
            for try await reply in group { #expect(reply == "250 2.0.0 queued as 42") }
        }
        #expect(!hasEnded.withLock { $0 })
        silentServer.stop()
        server.stop()
        try await waiting.value
    }

    @Test("looks whether a login is taken, and sends nothing")
    func checksLogin() async throws {
        let plain = ["EHLO": "250-mail.example\r\n250 AUTH PLAIN\r\n"]
        for (replies, code) in [
            // The second line of the login is the Base64 of what is asked for here.
            (plain.merging(["AUTH": "334 \r\n", "AGFU": "235 2.7.0 welcome\r\n"]) { $1 }, nil),
            (plain.merging(["AUTH": "535 5.7.8 wrong\r\n"]) { $1 }, .unauthorized),
            // One that offers no login is entered without.
            (["EHLO": "250-mail.example\r\n250 8BITMIME\r\n"], nil),
        ] as [([String: String], MailError.Code?)] {
            let offersLogin = replies["AUTH"] != nil
            let dialogue = MailDialogue(replies)
            let server = try ScriptedServer { _, connection in dialogue.serve(connection) }
            defer { server.stop() }
            let smtp = try SMTPServer(
                host: "127.0.0.1",
                port: server.origin.port,
                security: .none,
                user: "ann",
                password: "canary"
            )
            do throws(MailError) {
                let entry = try await CurlMail().checkLogin(at: smtp)
                #expect(entry == MailEntry(reply: "250 ok", isLoggedIn: offersLogin))
                #expect(code == nil)
            } catch {
                #expect(error.code == code && !error.message.contains("canary"))
            }
            let heard = dialogue.heard.withLock { $0 }
            #expect(heard.contains("NOOP") == (code == nil))
            #expect(!heard.contains { $0.hasPrefix("MAIL") || $0.hasPrefix("DATA") })
        }
    }
}
