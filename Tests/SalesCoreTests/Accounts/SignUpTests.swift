import SalesTesting
import Testing

@testable import SalesCore

@Suite("Signing up", .timeLimit(.minutes(15)))
struct SignUpTests {
    @Test("A thousand sign-ups of one address by a hundred clients bring it three mails an hour and five a day")
    func flood() async throws {
        let bench = try AccountBench()
        for hour in 0..<24 {
            for number in 0..<1_000 where hour < 3 {
                try await bench.accounts.signUp(SignUp(email: AccountBench.email), from: "client \(number % 100)")
            }
            try await bench.accounts.deliverLetters()
            #expect(bench.mails.messages.count == min(5, 3 * (hour + 1)))
            bench.clock.advance(by: .seconds(3_600))
        }
    }

    @Test("A verified address gets as few mails, and none that could verify it")
    func known() async throws {
        let bench = try AccountBench()
        _ = try await bench.signUp()
        _ = try await bench.accounts.verify(secret: bench.secret())
        for number in 0..<100 {
            try await bench.accounts.signUp(SignUp(email: "Ann@Example.com"), from: "client \(number)")
        }
        try await bench.accounts.deliverLetters()
        #expect(bench.mails.messages.count == 3)
        #expect(bench.mails.messages[2].subject == "You have an account already")
        #expect(!bench.mails.messages[2].text.contains("/v/"))
    }

    @Test("The store is asked the same, in the same order, whoever is known")
    func equalWork() async throws {
        let bench = try AccountBench()
        let recorder = RecordedSignUps(bench.store)
        let desk = SignUpDesk(store: recorder, key: bench.key, settings: bench.accounts.settings)
        var random = RandomSource.seeded(1)
        var works: [[String]] = []
        // New; known; verified; known by one address only; of two people.
        let verified = try await bench.signUp(email: "bea@example.com", phone: "+442079460002")
        for channel in [Channel.email, .sms] { _ = try await bench.accounts.confirm(verified, on: channel) }
        let asked = [
            ("ann@example.com", "+442079460001"), ("ann@example.com", "+442079460001"),
            ("bea@example.com", "+442079460002"), ("bea@example.com", "+442079460003"),
            ("ann@example.com", "+442079460002"),
        ]
        for (email, phone) in asked {
            try await desk.take(
                SignUp(email: email, phone: phone),
                from: "client",
                at: bench.clock.now,
                using: &random
            )
            works.append(recorder.takeCalls())
        }
        #expect(
            works[0] == [
                "take", "addUser", "user", "suppression", "addLetter", "user", "suppression", "addLetter",
            ]
        )
        #expect(Set(works).count == 1, "\(works)")
    }

    @Test("A client that signs up too often is put off, and keeps nobody else from it")
    func clients() async throws {
        let bench = try AccountBench()
        for _ in 0..<20 { try await bench.accounts.signUp(SignUp(email: AccountBench.email), from: "192.0.2.1") }
        await #expect(throws: AccountError.tooMany(until: ManualClock.start + .seconds(3_600))) {
            try await bench.accounts.signUp(SignUp(email: AccountBench.email), from: "192.0.2.1")
        }
        try await bench.accounts.signUp(SignUp(email: AccountBench.email), from: "192.0.2.2")
        #expect(!bench.key.countingName("client", "192.0.2.1").contains("192"))
    }

    @Test("What cannot be an address, a number or a name is refused in words")
    func invalid() throws {
        #expect(throws: SignUp.Invalid.self) { try SignUp() }
        for email in ["ann", "ann@", "a@b.example, c@d.example", "ann@example.com\r\nBcc: x@y.example"] {
            #expect(throws: SignUp.Invalid.self, "\(email)") { try SignUp(email: email) }
        }
        for phone in ["02079460001", "+0123456", "+1", "+1234567890123456", "+44 2079460001", "+44207946000a"] {
            #expect(throws: SignUp.Invalid.self, "\(phone)") { try SignUp(phone: phone) }
        }
        #expect(throws: SignUp.Invalid.self) {
            try SignUp(email: AccountBench.email, firstName: String(repeating: "x", count: 101))
        }
        let signUp = try SignUp(email: "Ann@Example.COM", firstName: " Ann\r\n\u{202E}B ", lastName: "\n")
        #expect(signUp.email == "Ann@example.com" && signUp.firstName == "Ann B" && signUp.lastName == nil)
    }

    @Test("Nothing that was typed at a sign-up stands in its letters")
    func letters() async throws {
        let bench = try AccountBench()
        try await bench.accounts.signUp(
            SignUp(
                email: AccountBench.email,
                phone: AccountBench.phone,
                firstName: "Buy-pills.example",
                lastName: "Now"
            )
        )
        #expect(try await bench.accounts.deliverLetters() == 2)
        let message = try #require(bench.mails.messages.first)
        let all = message.subject + message.text + message.html + (bench.texts.messages.first?.short ?? "")
        #expect(!all.contains("pills") && !all.contains("Now"))
        #expect(message.text.contains("https://alerts.example/t/v/") && message.html.contains("noreferrer"))
        #expect(message.text.contains("If it was not you, ignore this message"))
        #expect(bench.texts.messages.first.map { TextBudget.parts(of: $0.short) } == 1)
    }
}
