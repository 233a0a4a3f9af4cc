import Foundation
import SalesTesting
import Testing

@testable import SalesCore

@Suite("What people ask for themselves", .timeLimit(.minutes(15)))
struct WishTests {
    /// A person whose mail address is proved.
    private static func person(_ bench: AccountBench) async throws -> User {
        let user = try await bench.signUp()
        _ = try await bench.accounts.confirm(user, on: .email)
        return try #require(try await bench.store.user(user.id))
    }

    @Test("An address beside a proved one is there at once, gets a letter, and the same in other letters is no other")
    func moved() async throws {
        let bench = try AccountBench()
        let user = try await Self.person(bench)
        let same = try await bench.accounts.change(user, UserChange(email: "ANN@example.com", firstName: "Ann"))
        #expect(same.emailVerifiedAt != nil && same.firstName == "Ann")
        #expect(try await bench.accounts.deliverLetters() == 0)
        let changed = try await bench.accounts.change(
            same,
            UserChange(email: "new@example.com", phone: AccountBench.phone)
        )
        #expect(changed.phone == AccountBench.phone && changed.phoneVerifiedAt == nil)
        #expect(changed.email == "ANN@example.com" && changed.emailVerifiedAt != nil)
        #expect(try await bench.accounts.deliverLetters() == 2)
        #expect(bench.mails.messages.last?.recipient.email == "new@example.com")
        #expect(bench.texts.messages.count == 1)
    }

    @Test("A proved address gives way to one that is proved by the person who is signed in, and to no other")
    func replaced() async throws {
        let bench = try AccountBench()
        let user = try await Self.person(bench)
        let stranger = try await bench.signUp(email: "bea@example.com")
        _ = try await bench.accounts.change(user, UserChange(email: "new@example.com"))
        try await bench.accounts.deliverLetters()
        #expect(bench.mails.messages.last?.subject == "Please confirm your new address")
        let secret = try bench.secret()
        // Whoever reads a mistyped address has nothing by the link.
        for other in [nil, stranger.id] {
            let answer = try await bench.accounts.verify(secret: secret, signedIn: other)
            #expect(answer == nil)
        }
        #expect(try await bench.store.user(user.id) == user)
        #expect(try await bench.store.user(at: "new@example.com", on: .email) == nil)
        let proved = try await bench.accounts.verify(secret: secret, signedIn: user.id)
        #expect(proved == VerifiedAddress(userID: user.id, channel: .email))
        let moved = try #require(try await bench.store.user(user.id))
        #expect(moved.email == "new@example.com" && moved.emailVerifiedAt != nil)
        #expect(try await bench.accounts.verify(secret: secret, signedIn: user.id) == nil)
    }

    @Test("A proved number gives way to another by the digits that went there, typed by the person who is signed in")
    func replacedNumber() async throws {
        let bench = try AccountBench()
        let user = try await bench.signUp(email: nil, phone: AccountBench.phone)
        _ = try await bench.accounts.confirm(user, on: .sms)
        let person = try #require(try await bench.store.user(user.id))
        let other = "+442079460002"
        _ = try await bench.accounts.change(person, UserChange(phone: other))
        try await bench.accounts.deliverLetters()
        let digits = try bench.digits()
        #expect(bench.texts.messages.last?.recipient.phone == other)
        let stranger = try await bench.accounts.verify(code: digits, address: other, channel: .sms)
        #expect(stranger == .wrong)
        let own = try await bench.accounts.verify(code: digits, address: other, channel: .sms, signedIn: user.id)
        #expect(own == .verified(VerifiedAddress(userID: user.id, channel: .sms)))
        #expect(try await bench.store.user(user.id)?.phone == other)
    }

    @Test("Who wants an address that another has is told nothing of it, and the other is told by a letter")
    func wanted() async throws {
        let bench = try AccountBench()
        let user = try await Self.person(bench)
        let bea = try await bench.signUp(email: "bea@example.com")
        _ = try await bench.accounts.confirm(bea, on: .email)
        let unproved = try await bench.signUp(email: "cat@example.com")
        for (email, subject) in [
            ("free@example.com", "Please confirm your new address"), ("Bea@example.com", "You have an account already"),
            ("cat@example.com", "Please confirm your address"),
        ] {
            #expect(try await bench.accounts.change(user, UserChange(email: email)) == user)
            try await bench.accounts.deliverLetters()
            #expect(bench.mails.messages.last?.subject == subject)
            #expect(bench.mails.messages.last?.recipient.email?.lowercased() == email.lowercased())
        }
        #expect(try await bench.accounts.verify(secret: bench.secret(), signedIn: user.id)?.userID == unproved.id)
        #expect(try await bench.store.user(user.id) == user)
        // Somebody was faster.
        _ = try await bench.accounts.change(user, UserChange(email: "late@example.com"))
        try await bench.accounts.deliverLetters()
        let secret = try bench.secret()
        _ = try await bench.store.addUser(User.New(email: "late@example.com", createdAt: bench.clock.now))
        #expect(try await bench.accounts.verify(secret: secret, signedIn: user.id) == nil)
        #expect(try await bench.store.user(user.id) == user)
    }

    @Test("An address of somebody else, the last one, and a number that texts do not go to are refused")
    func refused() async throws {
        let bench = try AccountBench()
        let user = try await Self.person(bench)
        _ = try await bench.signUp(email: "bea@example.com", phone: AccountBench.phone)
        await #expect(throws: AccountError.taken(.sms)) {
            try await bench.accounts.change(user, UserChange(phone: AccountBench.phone))
        }
        await #expect(throws: AccountError.lastAddress) {
            try await bench.accounts.change(user, UserChange(email: .some(nil)))
        }
        await #expect(throws: AccountError.texts(.country("US"))) {
            try await bench.accounts.change(user, UserChange(phone: "+12125550123"))
        }
        // One that is not proved does not stand in for one that is.
        let number = "+442079460002"
        await #expect(throws: AccountError.lastAddress) {
            try await bench.accounts.change(user, UserChange(email: .some(nil), phone: number))
        }
        _ = try await bench.accounts.change(user, UserChange(phone: number))
        let both = try #require(try await bench.store.user(user.id))
        _ = try await bench.accounts.confirm(both, on: .sms)
        let proved = try #require(try await bench.store.user(user.id))
        #expect(try await bench.accounts.change(proved, UserChange(email: .some(nil))).email == nil)
        let local = try #require(try await bench.store.user(.local))
        #expect(try await bench.accounts.change(local, UserChange(email: .some(nil))).email == nil)
    }

    @Test("Nobody makes themself an admin")
    func admin() async throws {
        let bench = try AccountBench()
        let user = try await Self.person(bench)
        #expect(try await !bench.accounts.change(user, UserChange(isAdmin: true)).isAdmin)
    }

    @Test("Each thing is taken five times an hour, and is counted under a name that the person is told")
    func counted() async throws {
        let bench = try AccountBench()
        let user = try await Self.person(bench)
        let accounts = bench.accounts
        let tooMany = AccountError.tooMany(until: ManualClock.start + .seconds(3_600))
        for _ in 0..<5 {
            try await accounts.requestVerification(by: user, on: .email)
            _ = try await accounts.sendTest(to: user, over: .email, by: bench.mails)
            _ = try await accounts.export(of: user)
        }
        await #expect(throws: tooMany) { try await accounts.requestVerification(by: user, on: .email) }
        await #expect(throws: tooMany) { try await accounts.sendTest(to: user, over: .email, by: bench.mails) }
        await #expect(throws: tooMany) { try await accounts.export(of: user) }
        let counts = try await bench.store.counts(of: Quota.names(of: user.id, over: []))
        #expect(counts.filter { $0.used == 5 }.count == 3)
        for number in 0..<5 {
            _ = try? await accounts.change(user, UserChange(email: "a\(number)@example.com"))
        }
        await #expect(throws: tooMany) { try await accounts.change(user, UserChange(email: "b@example.com")) }
        #expect(try await accounts.change(user, UserChange(lastName: "Quill")).lastName == "Quill")
    }

    @Test("A test goes where an alert would, and brings back what the carrier said")
    func tests() async throws {
        let bench = try AccountBench()
        let user = try await Self.person(bench)
        let refusal = NotifyError(.rejected, message: "550 5.7.1 not wanted")
        bench.mails.script(.accept(Receipt(reference: "r1", answer: "250 taken")), .fail(refusal))
        let taken = try await bench.accounts.sendTest(to: user, over: .email, by: bench.mails)
        #expect(taken == .success(Receipt(reference: "r1", answer: "250 taken")))
        let message = try #require(bench.mails.messages.last)
        #expect(message.text.contains("A test of Sales Tracker, not a real product"))
        #expect(
            message.unsubscribeURL
                == bench.accounts.links?.unsubscribe(user.id, from: nil, on: .email, at: AccountBench.email)
        )
        let refused = try await bench.accounts.sendTest(to: user, over: .email, by: bench.mails)
        #expect(refused == .failure(refusal))
    }

    @Test("A test goes to no address that is unproved or suppressed, and over nobody's channel but to the person here")
    func untold() async throws {
        let bench = try AccountBench()
        let user = try await bench.signUp()
        let hook = RecordingNotifier(channel: .webhook)
        let accounts = bench.accounts
        await #expect(throws: AccountError.unproved(.email)) {
            try await accounts.sendTest(to: user, over: .email, by: bench.mails)
        }
        await #expect(throws: AccountError.noAddress(user.id, .sms)) {
            try await accounts.sendTest(to: user, over: .sms, by: bench.texts)
        }
        await #expect(throws: AccountError.noCarrier(.webhook)) {
            try await accounts.sendTest(to: user, over: .webhook, by: hook)
        }
        await #expect(throws: AccountError.noCarrier(.email)) {
            try await accounts.sendTest(to: user, over: .email, by: nil)
        }
        _ = try await accounts.confirm(user, on: .email)
        let bounce = Feedback(kind: .bounce, channel: .email, address: AccountBench.email, reference: "r1")
        _ = try await accounts.apply(feedback: [bounce])
        let proved = try #require(try await bench.store.user(user.id))
        await #expect(throws: AccountError.suppressed(.email, .bounce)) {
            try await accounts.sendTest(to: proved, over: .email, by: bench.mails)
        }
        #expect(hook.callCount == 0)
        let local = try #require(try await bench.store.user(.local))
        _ = try await accounts.sendTest(to: local, over: .webhook, by: hook)
        #expect(hook.callCount == 1)
    }

    @Test("A test over texts is counted with what texts may cost")
    func costs() async throws {
        let bench = try AccountBench(texts: TextBudget(countries: ["GB"], hourlyPerCountry: 1))
        let user = try await bench.signUp()
        _ = try await bench.store.changeUser(user.id, UserChange(phone: AccountBench.phone))
        let numbered = try #require(try await bench.store.user(user.id))
        _ = try await bench.accounts.confirm(numbered, on: .sms)
        let proved = try #require(try await bench.store.user(user.id))
        _ = try await bench.accounts.sendTest(to: proved, over: .sms, by: bench.texts)
        await #expect(throws: AccountError.self) {
            try await bench.accounts.sendTest(to: proved, over: .sms, by: bench.texts)
        }
        #expect(bench.texts.callCount == 1)
    }

    @Test("The export is all that is kept of the person, in snake case, and nothing of anybody else")
    func export() async throws {
        let bench = try AccountBench()
        let user = try await Self.person(bench)
        _ = try await bench.signUp(email: "somebody-else@example.com")
        let text = try await bench.accounts.export(of: user)
        let json = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(
            json.keys.sorted() == [
                "alerts", "counts", "letters", "sessions", "subscriptions", "suppressions", "tokens", "user",
            ]
        )
        #expect((json["user"] as? [String: Any])?["email_verified_at"] is String)
        #expect((json["letters"] as? [Any])?.count == 1 && !text.contains("somebody-else"))
    }
}
