import SalesCore
import SalesTesting
import Testing

@testable import SalesPostgres

@Suite("Erasing a person from a PostgreSQL store", .timeLimit(.minutes(15)))
struct ErasureTests {
    @Test("leaves nothing of theirs in any column, of what they were before neither, and all of others")
    func columns() async throws {
        try await StoreBed.with { bed in
            let store = try await bed.open()
            let erased = try await Self.settle(1, in: store, at: bed.clock)
            let other = try await Self.settle(2, in: store, at: bed.clock)
            let before = try await Self.everything(in: bed)
            #expect(
                Self.marks(1).filter { !before.contains($0) } == ["before-1-x", "+44700001001"],
                "nothing is searched"
            )
            try await store.eraseUser(erased.id, at: bed.clock.now)
            let after = try await Self.everything(in: bed)
            #expect(Self.marks(1).filter { after.contains($0) } == [])
            #expect(Self.marks(2).filter { !after.contains($0) } == ["before-2-x", "+44700001002"])
            #expect(try await store.suppression(of: "MAIL-1-x@example.com", on: .email)?.kind == .stop)
            let email = try #require(other.email)
            #expect(try await store.suppression(of: email, on: .email)?.kind == .stop)
        }
    }

    /// Every row of every table, as text.
    private static func everything(in bed: StoreBed) async throws -> String {
        let tables = try await bed.sql(
            """
            SELECT quote_ident(relname) FROM pg_class
            WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
            """
        )
        var text = ""
        for table in tables.split(separator: "\n") { text += try await bed.sql("SELECT t::text FROM \(table) t") }
        return text
    }

    /// What a person of a number leaves in a store.
    private static func settle(_ number: Int, in store: PostgresStore, at clock: ManualClock) async throws -> User {
        let draft = User.New(
            email: "before-\(number)-x@example.com",
            firstName: "first-\(number)-x",
            lastName: "last-\(number)-x",
            phone: "+4470000\(1_000 + number)",
            createdAt: clock.now
        )
        let added = try #require(try await store.addUser(draft)).user
        let change = UserChange(email: "mail-\(number)-x@example.com", phone: "+4480000\(1_000 + number)")
        let person = try #require(try await store.changeUser(added.id, change))
        let product = try await store.addProduct(Sample.product(number)).product.id
        _ = try await store.save(Sample.draft(of: person.id, to: product), expectedVersion: nil, dueAt: clock.now)
        let token = AccountToken(
            hash: try #require(SecretHash(bytes: Array(repeating: UInt8(number), count: SecretHash.length))),
            purpose: .verification,
            userID: person.id,
            channel: .email,
            address: person.email ?? "",
            createdAt: clock.now,
            endsAt: clock.now + .seconds(60)
        )
        #expect(try await store.addToken(token, limits: []))
        let session = AccountSession(
            hash: token.hash,
            userID: person.id,
            kind: .browser,
            scope: .admin,
            label: "label-\(number)-x",
            createdAt: clock.now,
            lastUsedAt: clock.now,
            endsAt: clock.now + .seconds(60)
        )
        try await store.addSession(session)
        let key = IdempotencyKey(userID: person.id, text: "key-\(number)-x")
        let state = try await store.begin(key, fingerprint: token.hash, lease: .seconds(30), at: clock.now)
        guard case .begun(let lease) = state else {
            Issue.record("a new key is \(state)")
            return person
        }
        let answer = KeptAnswer(status: 200, contentType: "type-\(number)-x", body: Array("body".utf8))
        #expect(try await store.finish(key, token: lease, with: answer))
        let letter = Letter.New(
            id: Alert.ID(rawValue: "letter-\(number)-x"),
            userID: person.id,
            channel: .email,
            address: person.email ?? "",
            kind: .verification,
            createdAt: clock.now
        )
        #expect(try await store.addLetter(letter) != nil)
        for (address, kind) in [(draft.email ?? "", Suppression.Kind.bounce), (person.email ?? "", .stop)] {
            let reference = "report-\(number)-\(kind.rawValue)"
            let report = Suppression(channel: .email, address: address, kind: kind, reference: reference, at: clock.now)
            #expect(try await store.suppress(report))
        }
        return person
    }

    /// What a person of a number is found by, and was before.
    private static func marks(_ number: Int) -> [String] {
        [
            "mail-\(number)-x@", "first-\(number)-x", "last-\(number)-x", "+4480000\(1_000 + number)",
            String(repeating: "0\(number)", count: SecretHash.length), "letter-\(number)-x", "before-\(number)-x",
            "+4470000\(1_000 + number)", "label-\(number)-x", "key-\(number)-x", "type-\(number)-x",
        ]
    }
}
