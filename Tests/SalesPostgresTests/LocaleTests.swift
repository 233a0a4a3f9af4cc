import PostgresServer
import SalesCore
import SalesTesting
import Testing

@testable import SalesPostgres

/// In Turkish the small letter of `I` is `ı`, and the capital of `i` is `İ`.
@Suite("A PostgreSQL store in a database of a Turkish locale", .timeLimit(.minutes(15)))
struct LocaleTests {
    private static let spellings = ["IRIS@EXAMPLE.COM", "iris@example.com", "Iris@example.com"]

    @Test("knows a person by every spelling of their address")
    func people() async throws {
        try await StoreBed.withEmpty(locale: "tr") { bed in
            #expect(try await bed.sql("SELECT lower('I')") == "ı\n")
            let store = try await bed.open()
            let now = bed.clock.now
            let new = User.New(email: Self.spellings[0], createdAt: now)
            let person = try #require(try await store.addUser(new)).user
            for spelling in Self.spellings {
                #expect(try await store.user(at: spelling, on: .email)?.id == person.id)
                let again = try await store.addUser(User.New(email: spelling, createdAt: now))
                #expect(again?.isNew == false && again?.user.id == person.id)
                #expect(try await store.verify(spelling, on: .email, of: person.id, at: now))
                let changed = try await store.changeUser(person.id, UserChange(email: spelling))
                #expect(changed?.emailVerifiedAt == now)
                _ = try await store.changeUser(person.id, UserChange(email: Self.spellings[0]))
            }
            await #expect(throws: StoreError.addressTaken) {
                let other = try #require(try await store.addUser(User.New(email: "b@example.com", createdAt: now)))
                _ = try await store.changeUser(other.user.id, UserChange(email: Self.spellings[1]))
            }
        }
    }

    @Test("counts the tokens, finds the suppression and sends the letters of an address by every spelling")
    func addresses() async throws {
        try await StoreBed.withEmpty(locale: "tr") { bed in
            let store = try await bed.open()
            let now = bed.clock.now
            let new = User.New(email: Self.spellings[0], createdAt: now)
            let person = try #require(try await store.addUser(new)).user
            for (number, spelling) in Self.spellings.enumerated() {
                let token = AccountToken(
                    hash: try #require(SecretHash(bytes: Array(repeating: UInt8(number), count: SecretHash.length))),
                    purpose: .verification,
                    userID: person.id,
                    channel: .email,
                    address: spelling,
                    createdAt: now,
                    endsAt: now + .seconds(60)
                )
                let limit = TokenLimit(count: 1, period: .seconds(60))
                #expect(try await store.addToken(token, limits: [limit]) == (number == 0))
                let letter = Letter.New(
                    id: Alert.ID(rawValue: spelling),
                    userID: person.id,
                    channel: .email,
                    address: spelling,
                    kind: .verification,
                    createdAt: now
                )
                #expect(try await store.addLetter(letter) != nil)
            }
            let channels = [Channel.email]
            #expect(try await store.claimLetters(channels: channels, limit: 9, lease: .seconds(9), at: now).count == 3)
            let stop = Suppression(channel: .email, address: Self.spellings[1], kind: .stop, reference: "r", at: now)
            #expect(try await store.suppress(stop))
            for spelling in Self.spellings { #expect(try await store.suppression(of: spelling, on: .email) == stop) }
        }
    }

    @Test("leaves the address of two people, and what the other follows, with who proved it first, or else came first")
    func formerPeople() async throws {
        try await StoreBed.withEmpty(locale: "tr") { bed in
            try await bed.upgrade(Migration.all.filter { $0.number < 5 })
            _ = try await bed.sql(
                """
                INSERT INTO users (email, email_verified_at, created_at) VALUES
                    ('iris@example.com', to_timestamp(9), now()), ('IRIS@example.com', to_timestamp(8), now()),
                    ('kiki@example.com', NULL, now()), ('KIKI@example.com', NULL, now()),
                    ('lili@example.com', NULL, now()), ('LILI@example.com', to_timestamp(7), now()),
                    ('ann@example.com', NULL, now());
                INSERT INTO websites (host, name) VALUES ('shop.example', '');
                INSERT INTO products (website_id, url, selection, name, created_at)
                    SELECT 1, 'https://shop.example/' || n, '', '', now() FROM generate_series(1, 3) n;
                INSERT INTO user_preferences (user_id, product_id, rule, channels, is_paused, memory, version, created_at)
                    SELECT u, p, 'any drop', '{email}', false, '{}', 1, now()
                    FROM (VALUES (2, 1), (2, 2), (3, 2), (3, 3), (8, 1)) AS f(u, p);
                INSERT INTO alerts (id, user_id, product_id, event_id, channel, facts, status, attempts, next_attempt_at,
                        created_at)
                    SELECT 'a' || u || '-' || e, u, p, e, 'email', '{}', s, 0, now(), now()
                    FROM (VALUES (2, 1, 1, 'pending'), (2, 2, 2, 'pending'), (3, 2, 2, 'pending'), (2, 1, 3, 'accepted'))
                        AS a(u, p, e, s)
                """
            )
            try await bed.upgrade(Migration.all)
            let kept = try await bed.sql("SELECT email FROM users WHERE email IS NOT NULL ORDER BY id")
            #expect(kept == "IRIS@example.com\nkiki@example.com\nLILI@example.com\nann@example.com\n")
            let proved = "SELECT count(*) FROM users WHERE email IS NULL AND email_verified_at IS NOT NULL"
            #expect(try await bed.sql(proved) == "0\n")
            let followed = "SELECT user_id, product_id FROM user_preferences ORDER BY user_id, product_id"
            #expect(try await bed.sql(followed) == "2|2\n3|1\n3|2\n3|3\n8|1\n")
            let told = "SELECT user_id, event_id FROM alerts ORDER BY user_id, event_id"
            #expect(try await bed.sql(told) == "2|2\n2|3\n3|1\n3|2\n")
        }
    }
}
