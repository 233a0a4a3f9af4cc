import SalesCore
import SalesCurl
import SalesTesting
import Synchronization
import Testing

@Suite("Connections to mail servers")
struct MailConnectionTests {
    private static let message = Array("From: a@example.com\r\nSubject: x\r\n\r\nText\r\n".utf8)

    /// Takes ann and eve in; the second line of a login is the Base64 of what is asked for here.
    private static let login = [
        "EHLO": "250-mail.example\r\n250 AUTH PLAIN\r\n", "AUTH": "334 \r\n", "AGFU": "235 2.7.0 welcome\r\n",
        "AGV2": "235 2.7.0 welcome\r\n",
    ]

    /// A server whose connections follow a script each, the last for all that come after; what each heard.
    private final class Scenes: Sendable {
        let server: ScriptedServer
        let dialogues: [MailDialogue]

        init(_ dialogues: MailDialogue...) throws {
            self.dialogues = dialogues
            server = try ScriptedServer { _, connection in
                dialogues[min(connection.number, dialogues.count) - 1].serve(connection)
            }
        }

        func smtp(user: String? = nil, password: String? = nil) throws -> SMTPServer {
            try SMTPServer(
                host: "127.0.0.1",
                port: server.origin.port,
                security: .none,
                user: user,
                password: password
            )
        }

        /// How many messages came to their end.
        var messages: Int { dialogues.map { $0.lines("| Text").count }.reduce(0, +) }
    }

    private static func send(_ count: Int = 1, by mail: CurlMail, via server: SMTPServer) async throws {
        for _ in 0..<count {
            _ = try await mail.deliver(message, from: "a@example.com", to: ["b@example.org"], via: server)
        }
    }

    /// Longer than any test takes on a busy machine, so that a connection is kept.
    private static let long = Duration.seconds(600)

    @Test("carry one message after the other with one greeting and one login")
    func reuse() async throws {
        let dialogue = MailDialogue(Self.login)
        let scenes = try Scenes(dialogue)
        defer { scenes.server.stop() }
        try await Self.send(5, by: CurlMail(idleTime: Self.long), via: try scenes.smtp(user: "ann", password: "p"))
        #expect(scenes.server.connections == 1 && scenes.messages == 5)
        #expect(dialogue.lines("EHLO").count == 1 && dialogue.lines("AUTH").count == 1)
        #expect(dialogue.lines("MAIL").count == 5)
    }

    @Test("are never shared between two logins, and no login goes over one without")
    func logins() async throws {
        let scenes = try Scenes(MailDialogue(Self.login))
        defer { scenes.server.stop() }
        let mail = CurlMail(idleTime: Self.long)
        let servers = [
            try scenes.smtp(), try scenes.smtp(user: "ann", password: "one"),
            try scenes.smtp(user: "ann", password: "two"), try scenes.smtp(user: "eve", password: "one"),
        ]
        for server in servers + servers { try await Self.send(by: mail, via: server) }
        #expect(scenes.server.connections == servers.count && scenes.messages == 2 * servers.count)
    }

    @Test("are made anew where the server closed the kept one, and nothing is lost or told twice")
    func closedMeanwhile() async throws {
        // It ends before the next command, with a word, without one, or at the command itself.
        for reply in ["", "421 4.7.0 too many messages on this connection\r\n"] {
            let isDead = Mutex(false)
            let server = try ScriptedServer { _, connection in
                guard connection.number == 1 else { return MailDialogue().serve(connection) }
                connection.send("220 ready\r\n")
                var mails = 0
                while let line = connection.readLine() {
                    if line.hasPrefix("MAIL") { mails += 1 }
                    if mails == 2 {
                        isDead.withLock { $0 = true }
                        if !reply.isEmpty { connection.send(reply) }
                        return
                    }
                    if line == "DATA" {
                        connection.send("354 go on\r\n")
                        while let text = connection.readLine(), text != "." {}
                        connection.send("250 first\r\n")
                    } else {
                        connection.send("250 ok\r\n")
                    }
                }
            }
            defer { server.stop() }
            let smtp = try SMTPServer(host: "127.0.0.1", port: server.origin.port, security: .none)
            let mail = CurlMail()
            var answers: [String] = []
            for _ in 0..<2 {
                answers.append(
                    try await mail.deliver(Self.message, from: "a@example.com", to: ["b@example.org"], via: smtp)
                )
            }
            #expect(answers == ["250 first", "250 2.0.0 queued as 42"])
            #expect(isDead.withLock { $0 } && server.connections == 2)
        }
    }

    @Test(
        "that end after the end of a message have it sent again neither at once nor unseen",
        arguments: [("", MailError.Code.outcomeUnknown), ("421 4.3.2 closing\r\n", .deferred)]
    )
    func brokenAfterEnd(_ verdict: String, _ code: MailError.Code) async throws {
        let server = try ScriptedServer { _, connection in
            connection.send("220 ready\r\n")
            var messages = 0
            while let line = connection.readLine() {
                guard line == "DATA" else {
                    connection.send("250 ok\r\n")
                    continue
                }
                connection.send("354 go on\r\n")
                while let text = connection.readLine(), text != "." {}
                messages += 1
                if messages == 2 {
                    connection.send(verdict)
                    return
                }
                connection.send("250 first\r\n")
            }
        }
        defer { server.stop() }
        let smtp = try SMTPServer(host: "127.0.0.1", port: server.origin.port, security: .none)
        let mail = CurlMail()
        try await Self.send(by: mail, via: smtp)
        let error = await #expect(throws: MailError.self) { try await Self.send(by: mail, via: smtp) }
        #expect(error?.code == code && server.connections == 1)
    }

    @Test("on which a message was refused are not used again")
    func afterRefusal() async throws {
        let scenes = try Scenes(MailDialogue(["RCPT": "550 5.1.1 no such user\r\n"]), MailDialogue())
        defer { scenes.server.stop() }
        let mail = CurlMail()
        let smtp = try scenes.smtp()
        let error = await #expect(throws: MailError.self) { try await Self.send(by: mail, via: smtp) }
        #expect(error?.code == .noSuchAddress)
        try await Self.send(by: mail, via: smtp)
        #expect(scenes.server.connections == 2 && scenes.messages == 1)
    }

    @Test("that a server refuses at once are not tried again at once")
    func freshRefusal() async throws {
        let scenes = try Scenes(MailDialogue(["MAIL": "421 4.3.2 closing\r\n"]))
        defer { scenes.server.stop() }
        let smtp = try scenes.smtp()
        let error = await #expect(throws: MailError.self) { try await Self.send(by: CurlMail(), via: smtp) }
        #expect(error?.code == .deferred && scenes.server.connections == 1)
    }

    @Test("end after a hundred messages", .timeLimit(.minutes(15)))
    func lifetime() async throws {
        let dialogue = MailDialogue()
        let scenes = try Scenes(dialogue)
        defer { scenes.server.stop() }
        let mail = CurlMail(idleTime: Self.long)
        try await Self.send(101, by: mail, via: try scenes.smtp())
        #expect(scenes.server.connections == 2 && scenes.messages == 101)
        withExtendedLifetime(mail) { #expect(dialogue.lines("QUIT").count == 1) }
    }

    @Test("are closed with a goodbye when nothing more comes", .timeLimit(.minutes(15)))
    func idle() async throws {
        let dialogue = MailDialogue()
        let scenes = try Scenes(dialogue)
        defer { scenes.server.stop() }
        let mail = CurlMail(idleTime: .milliseconds(1))
        try await Self.send(by: mail, via: try scenes.smtp())
        while dialogue.lines("QUIT").isEmpty { await Task.yield() }
        try await Self.send(by: mail, via: try scenes.smtp())
        #expect(scenes.server.connections == 2 && scenes.messages == 2)
    }

    @Test("of a look at the login are its own", .timeLimit(.minutes(15)))
    func check() async throws {
        let dialogue = MailDialogue()
        let scenes = try Scenes(dialogue)
        defer { scenes.server.stop() }
        let mail = CurlMail(idleTime: Self.long)
        let smtp = try scenes.smtp()
        try await Self.send(by: mail, via: smtp)
        #expect(try await mail.checkLogin(at: smtp).reply == "250 ok")
        #expect(scenes.server.connections == 2)
    }
}
