import PostgresServer
import SalesCore
import SalesTesting
import Synchronization
import Testing

@testable import SalesPostgres

@Suite("The letters of a PostgreSQL store", .timeLimit(.minutes(15)))
struct LetterTests {
    @Test("that were leased are handed out where a later look for more of them fails")
    func laterLook() async throws {
        try await StoreBed.with { bed in
            let store = try await bed.open()
            let person = try await bed.person(in: store)
            try await bed.addLetters("good", to: person)
            try await bed.addLetters("stray", to: person, at: "old@example.com")
            try await bed.addLetters("bad", to: person)
            _ = try await bed.sql(Self.failing("NEW.id = 'bad-1'", "raise_exception"))
            #expect(try await store.claimLetters(at: bed.clock.now, 2).map(\.letter.id.rawValue) == ["good-1"])
            #expect(try await bed.sql("SELECT status FROM letters WHERE id = 'stray-1'") == "expired\n")
            await #expect(throws: StoreError.self) { try await store.claimLetters(at: bed.clock.now, 2) }
        }
    }

    @Test("that may not be sent are refused in parts, so that no claim takes long")
    func manyRefused() async throws {
        try await StoreBed.with { bed in
            let store = try await bed.open()
            let person = try await bed.person(in: store)
            let many = ClaimRefusal.maximumInOneClaim
            try await bed.addLetters(many + LookClass.wide, to: person, at: "old@example.com")
            try await bed.addLetters("good", to: person)
            #expect(try await store.claimLetters(at: bed.clock.now, 1).isEmpty)
            let expired = try #require(
                Int(try await bed.sql("SELECT count(*) FROM letters WHERE status = 'expired'").trimmed)
            )
            #expect((many..<(many + LookClass.wide)).contains(expired))
            #expect(try await store.claimLetters(at: bed.clock.now, 1).map(\.letter.id.rawValue) == ["good-1"])
        }
    }

    @Test("beyond the limit are not leased, however many are looked at")
    func limit() async throws {
        try await StoreBed.with { bed in
            let store = try await bed.open()
            let person = try await bed.person(in: store)
            try await bed.addLetters("stray", to: person, at: "old@example.com")
            try await bed.addLetters(9, to: person, at: person.email ?? "")
            #expect(try await store.claimLetters(at: bed.clock.now, 3).count == 3)
            #expect(try await bed.sql("SELECT count(*) FROM letters WHERE lease_token IS NOT NULL") == "3\n")
        }
    }

    @Test("that were sent are noted as soon as a busy server lets it, and not sent again")
    func busy() async throws {
        try await StoreBed.with { bed in
            let store = try await bed.open()
            let mails = RecordingNotifier(channel: .email)
            let key = try #require(LinkKey(bytes: Array(1...32)))
            let accounts = Accounts(store: store, key: key, notifiers: [mails], time: bed.clock)
            try await accounts.signUp(SignUp(email: "ann@example.com"))
            // Numbers of a sequence are given for good, also by what is undone.
            _ = try await bed.sql("CREATE SEQUENCE tries")
            _ = try await bed.sql(
                Self.failing("NEW.status = 'accepted' AND nextval('tries') <= 3", "lock_not_available")
            )
            let hasEnded = Mutex(false)
            let delivery = Task {
                defer { hasEnded.withLock { $0 = true } }
                return try await accounts.deliverLetters()
            }
            while !hasEnded.withLock({ $0 }) {
                bed.clock.advanceToNextSleeper()
                await Task.yield()
            }
            #expect(try await delivery.value == 1)
            bed.clock.advance(by: .seconds(3_600))
            #expect(try await accounts.deliverLetters() == 0)
            #expect(mails.messages.count == 1)
        }
    }

    /// Lets a change of a letter fail where a condition holds.
    private static func failing(_ condition: String, _ error: String) -> String {
        """
        CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF \(condition) THEN RAISE \(error); END IF;
                RETURN NEW;
            END
        $$;
        CREATE TRIGGER failing BEFORE UPDATE ON letters FOR EACH ROW EXECUTE FUNCTION fail()
        """
    }
}

extension StoreBed {
    /// The sample person, who has proved nothing.
    fileprivate func person(in store: PostgresStore) async throws -> User {
        try #require(try await store.addUser(Sample.person(1, at: clock.now))).user
    }

    /// Adds a letter to a person, of a name and a number, at the address of theirs unless given.
    fileprivate func addLetters(_ name: String, to user: User, at address: String? = nil) async throws {
        try await addLetters(1, named: name, to: user, at: address ?? user.email ?? "")
    }

    /// Adds so many letters to a person, one after the other.
    fileprivate func addLetters(
        _ count: Int,
        named name: String = "many",
        to user: User,
        at address: String
    ) async throws {
        _ = try await sql(
            """
            INSERT INTO letters (id, user_id, channel, address, kind, created_at, next_attempt_at, attempts, status)
            SELECT '\(name)-' || n, \(user.id.rawValue), 'email', '\(address)', 'verification', t, t, 0, 'pending'
            FROM generate_series(1, \(count)) n, to_timestamp(\(clock.now.milliseconds / 1_000)) t
            """
        )
    }
}

extension PostgresStore {
    /// Leases letters by mail.
    fileprivate func claimLetters(at now: Timestamp, _ limit: Int) async throws -> [ClaimedLetter] {
        try await claimLetters(channels: [.email], limit: limit, lease: .seconds(30), at: now)
    }
}
