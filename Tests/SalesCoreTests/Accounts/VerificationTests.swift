import SalesTesting
import Testing

@testable import SalesCore

@Suite("Proving addresses", .timeLimit(.minutes(15)))
struct VerificationTests {
    @Test("A link verifies its address once, and a look at it uses nothing up")
    func link() async throws {
        let bench = try AccountBench()
        let user = try await bench.signUp()
        let secret = try bench.secret()
        let expected = VerifiedAddress(userID: user.id, channel: .email)
        for _ in 0..<3 { #expect(try await bench.accounts.token(secret) == expected) }
        #expect(try await bench.store.user(user.id)?.emailVerifiedAt == nil)
        #expect(try await bench.accounts.verify(secret: secret) == expected)
        #expect(try await bench.store.user(user.id)?.emailVerifiedAt == bench.clock.now)
        #expect(try await bench.accounts.verify(secret: secret) == nil)
        #expect(try await bench.accounts.token(secret) == nil)
    }

    @Test("A link that was cut, changed or has ended, or whose address has changed, verifies nothing")
    func wrongLinks() async throws {
        let bench = try AccountBench()
        let user = try await bench.signUp()
        let secret = try bench.secret()
        let swapped = String(secret.map { $0.isUppercase ? Character($0.lowercased()) : Character($0.uppercased()) })
        for wrong in [String(secret.dropLast()), swapped, secret.uppercased(), "", secret + secret] {
            #expect(try await bench.accounts.verify(secret: wrong) == nil)
        }
        let hash = try #require(AccountSecret(secret)).hash
        #expect(try await bench.store.useToken(hash, for: .signIn, at: bench.clock.now) == nil)
        bench.clock.advance(by: .seconds(86_400))
        #expect(try await bench.accounts.verify(secret: secret) == nil)
        try await bench.accounts.requestVerification(of: user, on: .email)
        try await bench.accounts.deliverLetters()
        _ = try await bench.store.changeUser(user.id, UserChange(email: "new@example.com"))
        #expect(try await bench.accounts.verify(secret: bench.secret()) == nil)
        #expect(try await bench.store.user(user.id)?.emailVerifiedAt == nil)
    }

    @Test("Digits verify their person's number once, and nobody else's")
    func digits() async throws {
        let bench = try AccountBench()
        let user = try await bench.signUp(email: nil, phone: AccountBench.phone)
        let digits = try bench.digits()
        let other = try await bench.signUp(email: nil, phone: "+442079460002")
        let accounts = bench.accounts
        #expect(try await accounts.verify(code: digits, user: other.id, channel: .sms) == .wrong)
        #expect(try await accounts.verify(code: digits, user: user.id, channel: .email) == .wrong)
        let expected = VerifiedAddress(userID: user.id, channel: .sms)
        #expect(try await accounts.verify(code: digits, user: user.id, channel: .sms) == .verified(expected))
        #expect(try await accounts.verify(code: digits, user: user.id, channel: .sms) == .wrong)
        #expect(try await bench.store.user(user.id)?.phoneVerifiedAt == bench.clock.now)
    }

    @Test("After five guesses the right digits are refused too")
    func guesses() async throws {
        let bench = try AccountBench()
        let user = try await bench.signUp(email: nil, phone: AccountBench.phone)
        let digits = try bench.digits()
        let wrong = digits == "00000000" ? "00000001" : "00000000"
        for _ in 0..<5 {
            #expect(try await bench.accounts.verify(code: wrong, user: user.id, channel: .sms) == .wrong)
        }
        guard case .tooMany = try await bench.accounts.verify(code: digits, user: user.id, channel: .sms) else {
            Issue.record("a sixth guess was taken")
            return
        }
        bench.clock.advance(by: .seconds(600))
        #expect(try await bench.accounts.verify(code: digits, user: user.id, channel: .sms) == .wrong)
    }

    @Test("Guesses are counted for nobody who is not there, and over no channel that proves nothing")
    func strayGuesses() async throws {
        let bench = try AccountBench()
        let user = try await bench.signUp()
        let ever = Timestamp(milliseconds: .max)
        #expect(try await bench.store.removeQuotas(endedBefore: ever) > 0)
        let stranger = UserID(rawValue: user.id.rawValue + 1)
        let channels = [Channel.sms, .webhook, Channel(rawValue: "anything")].map { (user.id, $0) }
        for (id, channel) in channels + [(stranger, .email)] {
            for _ in 0..<6 {
                let answer = try await bench.accounts.verify(code: "12345678", user: id, channel: channel)
                #expect(answer == .wrong)
            }
        }
        #expect(try await bench.store.removeQuotas(endedBefore: ever) == 0)
    }

    @Test("Without an address for links a mail carries digits")
    func mailDigits() async throws {
        let bench = try AccountBench(base: nil)
        let user = try await bench.signUp()
        let text = try #require(bench.mails.messages.last?.text)
        let digits = try #require(text.split { !$0.isNumber }.first { $0.count == 8 })
        let answer = try await bench.accounts.verify(code: String(digits), user: user.id, channel: .email)
        #expect(answer == .verified(VerifiedAddress(userID: user.id, channel: .email)))
    }

    @Test("A letter that a mail server puts off goes out later, with a secret of its own")
    func retried() async throws {
        let bench = try AccountBench()
        let busy = NotifyError(.unavailable, advice: .later(after: nil), message: "busy")
        bench.mails.script(.fail(busy), .fail(busy), .fail(busy), .fail(busy), .fail(busy), .fail(busy))
        try await bench.accounts.signUp(SignUp(email: AccountBench.email))
        for _ in 0..<7 {
            try await bench.accounts.deliverLetters()
            bench.clock.advance(by: .seconds(200))
        }
        #expect(bench.mails.callCount == 7 && bench.mails.messages.count == 1)
        #expect(try await bench.accounts.verify(secret: bench.secret()) != nil)
    }

    @Test("Who typed somebody's mail address beside a number of their own is not told what that person follows")
    func hijacked() async throws {
        let bench = try AccountBench()
        let stranger = try await bench.signUp(phone: AccountBench.phone)
        let digits = try bench.digits()
        let answer = try await bench.accounts.verify(code: digits, user: stranger.id, channel: .sms)
        #expect(answer == .verified(VerifiedAddress(userID: stranger.id, channel: .sms)))
        let proved = try #require(try await bench.accounts.verify(secret: bench.secret()))
        #expect(proved.userID != stranger.id && proved.channel == .email)
        let ann = try #require(try await bench.store.user(proved.userID))
        #expect(ann.email == AccountBench.email && ann.emailVerifiedAt != nil && ann.phone == nil)
        let left = try #require(try await bench.store.user(stranger.id))
        #expect(left.email == nil && left.phone == AccountBench.phone && left.phoneVerifiedAt != nil)
    }

    @Test("Who proves both addresses while signed in is one person, and so is who proves one twice")
    func bothProved() async throws {
        let bench = try AccountBench()
        let user = try await bench.signUp(phone: AccountBench.phone)
        _ = try await bench.accounts.verify(code: bench.digits(), user: user.id, channel: .sms)
        let proved = try await bench.accounts.verify(secret: bench.secret(), signedIn: user.id)
        #expect(proved == VerifiedAddress(userID: user.id, channel: .email))
        let whole = try #require(try await bench.store.user(user.id))
        #expect(whole.emailVerifiedAt != nil && whole.phoneVerifiedAt != nil)
        try await bench.accounts.requestVerification(of: whole, on: .email)
        try await bench.accounts.deliverLetters()
        #expect(try await bench.accounts.verify(secret: bench.secret())?.userID == user.id)
    }

    @Test("A letter that is refused because its address does not exist is no report that could halt alerts to others")
    func deadAddress() async throws {
        let bench = try AccountBench()
        bench.mails.script(.fail(NotifyError(.noSuchAddress, message: "550 5.1.1 no such user")))
        _ = try await bench.signUp(email: AccountBench.email)
        #expect(try await bench.store.suppression(of: AccountBench.email, on: .email) == nil)
        let reports = try await bench.store.reportCounts(on: .email, since: bench.clock.now - .seconds(86_400))
        #expect(reports.isEmpty)
    }

    @Test("A letter that a mail server refuses is not sent again")
    func refused() async throws {
        let bench = try AccountBench()
        bench.mails.script(.fail(NotifyError(.badRecipient, message: "no such user")))
        try await bench.accounts.signUp(SignUp(email: AccountBench.email))
        for _ in 0..<3 {
            try await bench.accounts.deliverLetters()
            bench.clock.advance(by: .seconds(3_600))
        }
        #expect(bench.mails.callCount == 1)
    }
}
