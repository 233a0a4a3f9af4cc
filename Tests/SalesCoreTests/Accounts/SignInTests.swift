import SalesTesting
import Testing

@testable import SalesCore

@Suite("Signing in", .timeLimit(.minutes(15)))
struct SignInTests {
    /// A person whose addresses are proved.
    private static func person(_ bench: AccountBench, phone: String? = nil) async throws -> User {
        let user = try await bench.signUp(phone: phone)
        for channel in [Channel.email, .sms] { _ = try await bench.accounts.confirm(user, on: channel) }
        return try #require(try await bench.store.user(user.id))
    }

    /// The secret of the link in the mail that came last.
    private static func secret(_ bench: AccountBench) throws -> String {
        let text = try #require(bench.mails.messages.last?.text)
        let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("https://alerts.example/t/s/") })
        return String(line.dropFirst("https://alerts.example/t/s/".count))
    }

    private static func ask(_ bench: AccountBench, _ address: String, on channel: Channel = .email) async throws {
        try await bench.accounts.requestSignIn(of: address, on: channel)
        try await bench.accounts.deliverLetters()
    }

    private static func isTooMany(_ answer: SignInAnswer) -> Bool {
        if case .tooMany = answer { true } else { false }
    }

    @Test("A proved address gets a link that signs in once within ten minutes, and verifies nothing")
    func link() async throws {
        let bench = try AccountBench()
        let user = try await Self.person(bench)
        try await Self.ask(bench, "Ann@Example.com")
        #expect(bench.mails.messages.last?.subject == "Your link to sign in")
        let secret = try Self.secret(bench)
        #expect(try await bench.accounts.verify(secret: secret) == nil)
        #expect(try await bench.accounts.signInToken(secret) == user.id)
        #expect(try await bench.accounts.signIn(link: secret)?.id == user.id)
        #expect(try await bench.accounts.signIn(link: secret) == nil)
        try await Self.ask(bench, AccountBench.email)
        bench.clock.advance(by: .seconds(600))
        #expect(try await bench.accounts.signIn(link: Self.secret(bench)) == nil)
    }

    @Test("A proved number gets digits that sign in once, prove nothing, and are good for no other address")
    func digits() async throws {
        let bench = try AccountBench()
        let user = try await Self.person(bench, phone: AccountBench.phone)
        try await Self.ask(bench, AccountBench.phone, on: .sms)
        let digits = try bench.digits()
        let accounts = bench.accounts
        let proof = try await accounts.verify(code: digits, user: user.id, channel: .sms)
        #expect(proof == .wrong)
        let elsewhere = try await accounts.signIn(digits: digits, address: AccountBench.email, channel: .email)
        #expect(elsewhere == .wrong)
        let answer = try await accounts.signIn(digits: digits, address: AccountBench.phone, channel: .sms)
        #expect(answer == .signedIn(user))
        let again = try await accounts.signIn(digits: digits, address: AccountBench.phone, channel: .sms)
        #expect(again == .wrong)
    }

    @Test("An address that is not proved gets what proves it, one that nobody has gets nothing")
    func unproved() async throws {
        let bench = try AccountBench()
        _ = try await bench.signUp()
        try await Self.ask(bench, AccountBench.email)
        #expect(bench.mails.messages.map(\.subject) == Array(repeating: "Please confirm your address", count: 2))
        #expect(try await bench.accounts.signIn(link: bench.secret()) == nil)
        #expect(try await bench.accounts.verify(secret: bench.secret()) != nil)
        try await Self.ask(bench, "nobody@example.com")
        #expect(bench.mails.messages.count == 2)
    }

    @Test("Digits of a number that was proved by nobody sign nobody in")
    func unprovedDigits() async throws {
        let bench = try AccountBench()
        _ = try await bench.signUp(email: nil, phone: AccountBench.phone)
        let digits = try bench.digits()
        let answer = try await bench.accounts.signIn(digits: digits, address: AccountBench.phone, channel: .sms)
        #expect(answer == .wrong)
    }

    @Test("The store is asked the same, in the same order, whoever is known")
    func equalWork() async throws {
        let bench = try AccountBench()
        _ = try await Self.person(bench)
        _ = try await bench.signUp(email: "bea@example.com")
        let recorder = RecordedSignUps(bench.store)
        let desk = SignInDesk(store: recorder, key: bench.key, settings: bench.accounts.settings)
        let guesses = DigitGuesses(store: recorder, key: bench.key, settings: bench.accounts.settings)
        var random = RandomSource.seeded(1)
        var asked: [[String]] = []
        var guessed: [[String]] = []
        for address in [AccountBench.email, "bea@example.com", "nobody@example.com"] {
            try await desk.take(address, on: .email, from: "client", at: bench.clock.now, using: &random)
            asked.append(recorder.takeCalls())
            let now = bench.clock.now
            for _ in 0..<6 {
                _ = try await guesses.take(.signIn, at: address, on: .email, from: "client \(address)", at: now)
            }
            guessed.append(recorder.takeCalls())
        }
        #expect(asked[0] == ["take", "user", "addLetter"])
        #expect(Set(asked).count == 1 && Set(guessed).count == 1, "\(asked) \(guessed)")
    }

    @Test("A client that asks too often is put off, and sign-ups are counted by themselves")
    func clients() async throws {
        let bench = try AccountBench()
        for number in 0..<20 {
            try await bench.accounts.requestSignIn(of: "a\(number)@example.com", on: .email, from: "192.0.2.1")
        }
        await #expect(throws: AccountError.tooMany(until: ManualClock.start + .seconds(3_600))) {
            try await bench.accounts.requestSignIn(of: AccountBench.email, on: .email, from: "192.0.2.1")
        }
        try await bench.accounts.requestSignIn(of: AccountBench.email, on: .email, from: "192.0.2.2")
        try await bench.accounts.signUp(SignUp(email: AccountBench.email), from: "192.0.2.1")
    }

    @Test("A thousand requests by many clients bring an address three letters an hour and five a day")
    func flood() async throws {
        let bench = try AccountBench()
        _ = try await Self.person(bench)
        let before = bench.mails.messages.count
        for hour in 0..<24 {
            for number in 0..<1_000 where hour < 3 {
                try await bench.accounts.requestSignIn(of: AccountBench.email, on: .email, from: "\(number % 100)")
            }
            try await bench.accounts.deliverLetters()
            #expect(bench.mails.messages.count - before == min(5, 3 * (hour + 1)))
            bench.clock.advance(by: .seconds(3_600))
        }
    }

    @Test("Strangers who use up the letters of an address and its guesses leave its person those of a known machine")
    func knownMachine() async throws {
        let bench = try AccountBench()
        let user = try await Self.person(bench, phone: AccountBench.phone)
        let accounts = bench.accounts
        let mark = accounts.deviceMark(of: user.id)
        for _ in 0..<10 { try await Self.ask(bench, AccountBench.email) }
        #expect(bench.mails.messages.count { $0.subject == "Your link to sign in" } == 3)
        for wrong in [nil, "", "x", accounts.deviceMark(of: .local), String(mark.dropLast())] as [String?] {
            try await accounts.requestSignIn(of: AccountBench.email, on: .email, device: wrong)
        }
        try await accounts.deliverLetters()
        #expect(bench.mails.messages.count { $0.subject == "Your link to sign in" } == 3)
        for _ in 0..<10 { try await accounts.requestSignIn(of: AccountBench.email, on: .email, device: mark) }
        try await accounts.deliverLetters()
        #expect(bench.mails.messages.count { $0.subject == "Your link to sign in" } == 6)
        #expect(try await accounts.signIn(link: Self.secret(bench))?.id == user.id)
        try await accounts.requestSignIn(of: AccountBench.phone, on: .sms, device: mark)
        try await accounts.deliverLetters()
        let digits = try bench.digits()
        for _ in 0..<5 {
            _ = try await accounts.signIn(digits: "00000000", address: AccountBench.phone, channel: .sms)
        }
        let put = try await accounts.signIn(digits: digits, address: AccountBench.phone, channel: .sms)
        #expect(Self.isTooMany(put))
        let answer = try await accounts.signIn(
            digits: digits,
            address: AccountBench.phone,
            channel: .sms,
            device: mark
        )
        #expect(answer == .signedIn(user))
    }

    @Test("A thousand strangers keep nobody from asking, whatever they ask for")
    func manyClients() async throws {
        let bench = try AccountBench()
        _ = try await Self.person(bench)
        for number in 0..<2_500 {
            let address = "a\(number)@example.com"
            try await bench.accounts.requestSignIn(of: address, on: .email, from: "\(number % 1_000)")
        }
        try await bench.accounts.requestSignIn(of: AccountBench.email, on: .email, from: "own")
    }

    @Test("After five guesses the right digits are refused, and an address that nobody has is put off the same")
    func guesses() async throws {
        let bench = try AccountBench()
        _ = try await Self.person(bench, phone: AccountBench.phone)
        try await Self.ask(bench, AccountBench.phone, on: .sms)
        let digits = try bench.digits()
        let wrong = digits == "00000000" ? "00000001" : "00000000"
        for address in [AccountBench.phone, "+442079460009"] {
            for _ in 0..<5 {
                let answer = try await bench.accounts.signIn(digits: wrong, address: address, channel: .sms)
                #expect(answer == .wrong)
            }
            let answer = try await bench.accounts.signIn(digits: digits, address: address, channel: .sms)
            #expect(answer == .tooMany(until: bench.clock.now + .seconds(600)), "\(address)")
        }
        bench.clock.advance(by: .seconds(600))
        let late = try await bench.accounts.signIn(digits: digits, address: AccountBench.phone, channel: .sms)
        #expect(late == .wrong)
    }

    @Test("A client that guesses for many addresses is put off")
    func guessingClient() async throws {
        let bench = try AccountBench()
        var answers: [Bool] = []
        for number in 0..<31 {
            let answer = try await bench.accounts.signIn(
                digits: "12345678",
                address: "a\(number)@example.com",
                channel: .email,
                from: "192.0.2.1"
            )
            answers.append(Self.isTooMany(answer))
        }
        #expect(answers == Array(repeating: false, count: 30) + [true])
        let other = try await bench.accounts.signIn(
            digits: "12345678",
            address: "a30@example.com",
            channel: .email,
            from: "192.0.2.2"
        )
        #expect(other == .wrong)
    }

    @Test("An address that its person has no more signs nobody in")
    func moved() async throws {
        let bench = try AccountBench()
        let user = try await Self.person(bench)
        try await Self.ask(bench, AccountBench.email)
        let secret = try Self.secret(bench)
        _ = try await bench.store.changeUser(user.id, UserChange(email: "new@example.com"))
        #expect(try await bench.accounts.signIn(link: secret) == nil)
        // Also not after they took it back without proving it.
        _ = try await bench.store.changeUser(user.id, UserChange(email: AccountBench.email))
        #expect(try await bench.accounts.signIn(link: secret) == nil)
    }

    @Test("A request that could not be answered within an hour is not answered at all")
    func late() async throws {
        let bench = try AccountBench()
        _ = try await Self.person(bench)
        let before = bench.mails.messages.count
        try await bench.accounts.requestSignIn(of: AccountBench.email, on: .email)
        bench.clock.advance(by: .seconds(3_601))
        try await bench.accounts.deliverLetters()
        #expect(bench.mails.messages.count == before)
    }

    @Test("What is no address, and where texts do not go, is refused in words whoever is known")
    func refused() async throws {
        let bench = try AccountBench()
        for (address, channel) in [
            ("ann", Channel.email), ("+0123456", .sms), (AccountBench.email, .sms), ("anything", .webhook),
        ] {
            await #expect(throws: AccountError.self) {
                try await bench.accounts.requestSignIn(of: address, on: channel)
            }
        }
        await #expect(throws: AccountError.texts(.country("US"))) {
            try await bench.accounts.requestSignIn(of: "+12125550123", on: .sms)
        }
    }

    @Test("An address may be proved by its digits alone, and guesses for it count with those for its person")
    func proveByAddress() async throws {
        let bench = try AccountBench()
        let user = try await bench.signUp(email: nil, phone: AccountBench.phone)
        let digits = try bench.digits()
        let wrong = digits == "00000000" ? "00000001" : "00000000"
        for _ in 0..<4 {
            let answer = try await bench.accounts.verify(code: wrong, user: user.id, channel: .sms)
            #expect(answer == .wrong)
        }
        let answer = try await bench.accounts.verify(code: digits, address: AccountBench.phone, channel: .sms)
        #expect(answer == .verified(VerifiedAddress(userID: user.id, channel: .sms)))
        let sixth = try await bench.accounts.verify(code: digits, address: AccountBench.phone, channel: .sms)
        #expect(sixth == .tooMany(until: bench.clock.now + .seconds(600)))
    }

    @Test("A browser's session ends when it lies unused or is old, a program's when it is old, and labels are harmless")
    func sessions() async throws {
        let bench = try AccountBench()
        let user = try await Self.person(bench)
        let label = "Firefox\u{202E}\r\n" + String(repeating: "x", count: 200)
        let browser = try await bench.accounts.openSession(
            for: user.id,
            kind: .browser,
            scope: .admin,
            label: label,
            in: bench.store
        )
        #expect(browser.session.label.hasPrefix("Firefox xx"))
        #expect(browser.session.label.count <= AccountSession.maximumLabelLength)
        #expect(browser.session.idleLimit == .seconds(14 * 86_400))
        #expect(browser.session.endsAt == bench.clock.now + .seconds(90 * 86_400))
        let program = try await bench.accounts.openSession(
            for: user.id,
            kind: .program,
            scope: .read,
            label: "backup",
            in: bench.store
        )
        #expect(program.session.idleLimit == nil)
        #expect(program.session.endsAt == bench.clock.now + .seconds(30 * 86_400))
        let found = try await bench.store.useSession(program.secret.hash, at: bench.clock.now)
        #expect(found == SignedIn(session: program.session, user: user))
    }
}
