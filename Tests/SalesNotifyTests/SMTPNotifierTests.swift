import Foundation
import PythonServers
import RunningPrograms
import SalesCore
import SalesCurl
import SalesTesting
import Testing

@testable import SalesNotify

@Suite("Mail")
struct SMTPNotifierTests {
    @Test("keeps every promise of a notifier", arguments: NotifierPromises.all)
    func promise(_ promise: Promise<NotifierHarness>) async throws {
        try await promise.check(Self.harness)
    }

    @Test("arrives with both texts, names, date and an identifier of its own")
    func arrives() async throws {
        let sink = try await SMTPSink()
        let message = Self.message { $0.productName = "Wasserkocher „Größe 1“" }
        let receipt = try await Self.notifier(try sink.server()).send(message)
        let mail = try #require(try sink.mails().first)
        #expect(mail.faults == [])
        #expect(mail.from == "alerts@tracker.example" && mail.recipients == ["person1@example.com"])
        #expect(mail.headerFrom == ["alerts@tracker.example"] && mail.headerTo == ["person1@example.com"])
        #expect(mail.field("From") == "Preise, günstig <alerts@tracker.example>")
        #expect(mail.field("Subject") == message.subject)
        #expect(mail.field("Date") == "Sun, 01 Mar 2026 12:00:00 +0000")
        #expect(mail.field("Message-ID") == "<\(message.id)@tracker.example>")
        #expect(mail.field("Auto-Submitted") == "auto-generated")
        #expect(mail.parts.map(\.first) == ["multipart/alternative", "text/plain", "text/html"])
        #expect(mail.part("text/plain") == message.text)
        #expect(mail.part("text/html") == message.html)
        #expect(mail.size < 102 * 1_024)
        #expect(receipt.reference == "\(message.id)@tracker.example")
        #expect(receipt.answer == "250 2.0.0 queued")
    }

    @Test("no hostile text adds a field, a recipient, a part or a message")
    func injection() async throws {
        #expect(Set(HostileTexts.all).count >= 200)
        let sink = try await SMTPSink()
        let notifier = Self.notifier(try sink.server())
        _ = try await notifier.send(Self.message())
        let plain = try #require(try sink.mails().first)
        try await withThrowingTaskGroup { group in
            for (number, text) in HostileTexts.all.enumerated() {
                group.addTask { _ = try await notifier.send(Self.hostileMessage(text, number)) }
                if number >= 7 { try await group.next() }
            }
            try await group.waitForAll()
        }
        let mails = try sink.mails().dropFirst()
        #expect(mails.count == HostileTexts.all.count)
        for mail in mails {
            #expect(mail.faults == [], "\(mail.fields)")
            #expect(mail.recipients == plain.recipients && mail.headerTo == plain.headerTo)
            #expect(mail.from == plain.from && mail.headerFrom == plain.headerFrom)
            #expect(mail.fields.map(\.first) == plain.fields.map(\.first))
            #expect(mail.parts.map(\.first) == plain.parts.map(\.first))
        }
    }

    @Test("hostile addresses reach nobody")
    func hostileAddresses() async throws {
        let sink = try await SMTPSink()
        let notifier = Self.notifier(try sink.server())
        for text in HostileTexts.all {
            for address in [
                text, "ann@example.org\(text)", "ann\(text)@example.org", "\(text)@example.org", "ann@\(text)",
            ] {
                guard (try? MailAddress(address)) == nil else {
                    #expect(
                        address.utf8.allSatisfy { (0x21...0x7E).contains($0) } && !address.contains(","),
                        "\(address)"
                    )
                    continue
                }
                var message = Self.message()
                message.recipient.email = address
                let error = await #expect(throws: NotifyError.self) { try await notifier.send(message) }
                #expect(error?.code == .badRecipient && error?.advice == .never)
            }
        }
        #expect(try sink.mails().isEmpty)
    }

    @Test("a dead address is told apart from a recipient whom the server refuses, and both from a refused message")
    func refusedRecipient() async throws {
        for (reply, code) in [
            ("550 5.1.1 no such user", NotifyErrorCode.noSuchAddress), ("550 5.7.1 relaying denied", .badRecipient),
        ] {
            let sink = try await SMTPSink(["--reject-recipient", reply])
            let error = await #expect(throws: NotifyError.self) {
                try await Self.notifier(try sink.server()).send(Self.message())
            }
            #expect(error?.code == code && error?.advice == .never)
        }
    }

    @Test("goes over STARTTLS with a login, to a server that proves who it is and to no other")
    func startTLS() async throws {
        let folder = try TemporaryFolder()
        let (certificate, key) = (folder.path("cert.pem"), folder.path("key.pem"))
        let openssl = try await FinishedProgram.run(
            URL(fileURLWithPath: "/usr/bin/openssl"),
            ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
                + ["-subj", "/CN=sink", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate]
        )
        #expect(openssl.status == 0, "\(openssl.errors)")
        let sink = try await SMTPSink([
            "--starttls", "--cert", certificate, "--key", key, "--auth", "ann:s3cret-canary",
        ])
        let server = try sink.server(security: .startTLS, user: "ann", password: "s3cret-canary")
        let known = CurlMail(authorities: CertificateAuthorities(file: certificate))
        _ = try await Self.notifier(server, mail: known).send(Self.message())
        let mail = try #require(try sink.mails().first)
        #expect(mail.tls && mail.user == "ann" && mail.faults == [])
        let error = await #expect(throws: NotifyError.self) { try await Self.notifier(server).send(Self.message()) }
        #expect(error?.code == .notConfigured)
        #expect(error.map { "\($0)".contains("s3cret-canary") } == false)
        #expect(try sink.mails().count == 1)
    }

    @Test("that is sent in full and gets no verdict is of unknown outcome; one that was not is not")
    func unknownOutcome() async throws {
        for (last, code) in [("DATA", NotifyError.Code.unknownOutcome), ("RCPT", .unavailable)] {
            let server = try ScriptedServer { _, connection in
                connection.send("220 ready\r\n")
                while let line = connection.readLine() {
                    let isLast = line.hasPrefix(last)
                    if line == "DATA" {
                        connection.send("354 go on\r\n")
                        while let text = connection.readLine(), text != "." {}
                    }
                    if isLast { return }
                    connection.send("250 ok\r\n")
                }
            }
            defer { server.stop() }
            let smtp = try SMTPServer(host: "127.0.0.1", port: server.origin.port, security: .none)
            let error = await #expect(throws: NotifyError.self) { try await Self.notifier(smtp).send(Self.message()) }
            #expect(error?.code == code && error.map { $0.advice != .never } == true)
        }
    }

    // MARK: What the tests are made of

    private static let harness = NotifierHarness { behaviour in
        let sink = try await SMTPSink(options(for: behaviour))
        if behaviour == .isUnreachable {
            let gone = try ScriptedServer { _, _ in }
            gone.stop()
            let server = try SMTPServer(host: "127.0.0.1", port: gone.origin.port, security: .none)
            return TestedNotifier(
                notifier(server),
                recipient: Sample.user(1),
                deliveries: { withExtendedLifetime(gone) { [] } }
            )
        }
        let server = try sink.server(user: behaviour == .refusesCredentials ? "ann" : nil, password: "wrong")
        return TestedNotifier(
            notifier(server),
            recipient: Sample.user(1),
            deliveries: { try sink.mails().map(CarrierDelivery.init) },
            waitForCall: { try await sink.waitForStall() },
            dispose: { sink.stop() }
        )
    }

    private static func options(for behaviour: CarrierBehaviour) -> [String] {
        switch behaviour {
        case .accepts, .isUnreachable: []
        case .stalls: ["--stall"]
        case .failsForNow: ["--reject", "451 4.3.0 try again"]
        case .throttles: ["--reject", "421 4.7.0 too many"]
        case .refusesMessage: ["--reject", "554 5.7.1 not this one"]
        case .refusesCredentials: ["--auth", "ann:right"]
        }
    }

    static func notifier(_ server: SMTPServer, mail: CurlMail = CurlMail()) -> SMTPNotifier {
        SMTPNotifier(server: server, from: sender, mail: mail)
    }

    static let sender: MailAddress = {
        do {
            return try MailAddress("alerts@tracker.example", name: "Preise, günstig")
        } catch {
            preconditionFailure("\(error)")
        }
    }()

    static func message(_ number: Int = 1, _ edit: (inout Alert.Facts) -> Void = { _ in }) -> Message {
        var facts = Sample.facts(number)
        edit(&facts)
        let id = Sample.message(number, to: Sample.user(1)).id
        let alert = Alert(
            id: id,
            userID: .local,
            productID: ProductID(rawValue: 1),
            eventID: PriceEventID(rawValue: 1),
            channel: .email,
            facts: facts,
            nextAttemptAt: ManualClock.start,
            createdAt: ManualClock.start
        )
        var message = MessageWriter.message(for: alert, to: Sample.user(1), at: ManualClock.start)
        message.unsubscribeURL = Sample.url("https://tracker.example/stop")
        return message
    }

    /// A text in the name, the URL and the person's names as the writer takes them; in every second message also in all
    /// that the writer made, as if it had let everything through.
    private static func hostileMessage(_ text: String, _ number: Int) -> Message {
        let path = text.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? ""
        let url = (try? PageURL("https://shop.example/\(text)")) ?? (try? PageURL("https://shop.example/\(path)"))
        var message = message(number) { facts in
            facts.productName = text
            if let url { facts.url = url }
        }
        message.recipient.firstName = text
        message.recipient.lastName = text
        // One that cannot stand in a field is left out of the mail.
        if let url, MIMEField(name: .listUnsubscribe, url: url) != nil { message.unsubscribeURL = url }
        if number.isMultiple(of: 2) {
            message.subject = text
            message.text = text
            message.html = text
            message.short = text
        }
        return message
    }
}

extension CarrierDelivery {
    /// A mail as the sink took it.
    init(_ mail: SMTPSink.Mail) {
        self.init(
            identifier: mail.field("Message-ID"),
            recipients: mail.recipients,
            parts: mail.fields.compactMap(\.first) + mail.parts.compactMap(\.first) + mail.faults,
            content: ([mail.field("Subject") ?? ""] + mail.parts.compactMap(\.last)).joined(separator: "\n")
        )
    }
}
