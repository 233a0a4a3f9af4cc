import SalesCore
import Testing

@Suite("Values that stores of accounts are given")
struct AccountValueTests {
    @Test("a hash is read back from its digits, and from no other text")
    func hash() throws {
        let hash = try #require(SecretHash(bytes: Array(0..<32)))
        #expect(hash.hex == "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")
        #expect(SecretHash(hex: hash.hex) == hash)
        for text in [
            "", hash.hex.uppercased(), String(hash.hex.dropLast()), hash.hex + "00", hash.hex.dropLast() + "g",
        ] {
            #expect(SecretHash(hex: text) == nil, "\(text)")
        }
        #expect(SecretHash(bytes: Array(0..<31)) == nil)
    }

    @Test("a session holds until its end, or until it is idle for too long, whichever comes first")
    func sessionEnds() throws {
        var session = try session(idleLimit: nil)
        #expect(session.holdsUntil == Timestamp(milliseconds: 3_600_000))
        session.idleLimit = .seconds(600)
        #expect(session.holdsUntil == Timestamp(milliseconds: 600_000))
        session.lastUsedAt = Timestamp(milliseconds: 3_500_000)
        #expect(session.holdsUntil == session.endsAt)
        #expect(session.used(at: session.endsAt) == nil)
        #expect(session.used(at: session.endsAt - .milliseconds(1)) != nil)
    }

    @Test("each scope of a session holds those before it")
    func scopes() {
        for (number, scope) in AccountSession.Scope.allCases.enumerated() {
            #expect(AccountSession.Scope.allCases.filter { $0 < scope }.count == number, "\(scope)")
        }
    }

    @Test("a use of a session is noted when the last is a minute old, or sooner where it may not lie idle long")
    func sessionUses() throws {
        // Seconds of the idle limit, of the use, and of what is noted.
        let cases: [(limit: Int?, use: Int, noted: Int)] = [
            (nil, -5, 0), (nil, 0, 0), (nil, 59, 0), (nil, 60, 60), (1_800, 59, 0), (1_800, 60, 60), (100, 9, 0),
            (100, 10, 10), (1, -5, 0),
        ]
        for (limit, use, noted) in cases {
            let session = try session(idleLimit: limit.map { .seconds($0) })
            let used = try #require(session.used(at: Timestamp(milliseconds: 0) + .seconds(use)))
            #expect(used.lastUsedAt == Timestamp(milliseconds: 0) + .seconds(noted), "\(use) of \(limit ?? -1)")
        }
    }

    /// A session that was used at 0 and lasts an hour.
    private func session(idleLimit: Duration?) throws -> AccountSession {
        AccountSession(
            hash: try #require(SecretHash(bytes: Array(0..<32))),
            userID: .local,
            kind: .browser,
            scope: .admin,
            label: "",
            createdAt: Timestamp(milliseconds: 0),
            lastUsedAt: Timestamp(milliseconds: 0),
            idleLimit: idleLimit,
            endsAt: Timestamp(milliseconds: 3_600_000)
        )
    }

    @Test("a window holds its moment, begins at a whole number of periods since 1970, and no two overlap")
    func window() {
        let quota = Quota(name: "a", limit: 1, period: .seconds(10))
        for (moment, start) in [(0, 0), (9_999, 0), (10_000, 10_000), (-1, -10_000), (-10_000, -10_000)] {
            let window = quota.window(at: Timestamp(milliseconds: Int64(moment)))
            #expect(window == Timestamp(milliseconds: Int64(start))..<Timestamp(milliseconds: Int64(start) + 10_000))
        }
    }

    @Test("a window of no length and the last of all moments end somewhere")
    func oddWindows() {
        let none = Quota(name: "a", limit: 1, period: .zero).window(at: Timestamp(milliseconds: 5))
        #expect(none == Timestamp(milliseconds: 5)..<Timestamp(milliseconds: 6))
        let ever = Quota(name: "a", limit: 1, period: .seconds(Int64.max))
        for moment in [Int64.min, -1, 0, .max] {
            let window = ever.window(at: Timestamp(milliseconds: moment))
            #expect(window.lowerBound <= window.upperBound)
        }
    }

    @Test("amounts beyond any number use a quota up")
    func overflow() {
        let quota = Quota(name: "a", amount: .max, limit: .max, period: .seconds(1))
        #expect(quota.used(with: 0) == .max && quota.used(with: 1) == nil)
    }

    @Test("an address has one key, whatever the case of its ASCII letters")
    func keys() {
        #expect(Channel.email.addressKey("ANN@Example.COM") == "ann@example.com")
        #expect(Channel.email.addressKey("Żoë@example.com") != Channel.email.addressKey("żoë@example.com"))
        #expect(Channel.sms.addressKey("+4915112345678") == "+4915112345678")
        #expect(Channel.webhook.addressKey("Team-A") == "team-a")
    }

    @Test("an alert is refused for the first reason that holds, and only where one does")
    func refusal() {
        var user = User(id: UserID(rawValue: 7), email: "a@example.com", createdAt: Timestamp(milliseconds: 0))
        func refusal(_ channel: Channel, _ user: User?, _ isPaused: Bool?, suppressed: Bool = false) -> ClaimRefusal? {
            ClaimRefusal(on: channel, recipient: user, isPaused: isPaused) { _ in suppressed }
        }
        #expect(refusal(.email, nil, nil) == .unknownPerson)
        #expect(refusal(.email, user, nil) == .unsubscribed)
        #expect(refusal(.email, user, true) == .paused)
        #expect(refusal(.sms, user, false) == .withoutAddress)
        #expect(refusal(.email, user, false, suppressed: true) == .suppressedAddress)
        #expect(refusal(.email, user, false) == .unverifiedAddress)
        #expect(refusal(.webhook, user, false, suppressed: true) == nil)
        user.emailVerifiedAt = Timestamp(milliseconds: 1)
        #expect(refusal(.email, user, false) == nil)
        let local = User(id: .local, createdAt: Timestamp(milliseconds: 0))
        #expect(refusal(.email, local, false, suppressed: true) == nil)
        #expect(refusal(.email, local, true) == .paused)
    }

    @Test("only an alert to an unverified address waits, and every other refusal says why in words")
    func words() {
        for refusal in ClaimRefusal.allCases {
            #expect((refusal.status == .waiting) == (refusal == .unverifiedAddress))
            #expect((refusal.words == nil) == (refusal.status == .waiting))
        }
    }
}
