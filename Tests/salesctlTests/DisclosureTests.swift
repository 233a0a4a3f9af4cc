import Foundation
import GRDB
import PostgresServer
import SalesCore
import SalesSQLite
import SalesTesting
import Testing

@Suite("What is kept of a person", .timeLimit(.minutes(15)))
struct DisclosureTests {
    @Test("in a file is all in the export, but for what is on the list with its reason")
    func file() async throws {
        try await Sandbox.with { home in
            _ = try await SQLiteStore(path: home.storePath)
            let columns = try await DatabaseQueue(path: home.storePath).read { db in
                try String.fetchAll(
                    db,
                    sql: """
                        SELECT t.name || '.' || c.name FROM sqlite_schema t JOIN pragma_table_xinfo(t.name) c
                        WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'
                        """
                )
            }
            let list = try KeptOfPeople()
            #expect(list.found(columns).symmetricDifference(list.expected(in: "sqlite")) == [])
        }
    }

    @Test("in a PostgreSQL is all in the export, but for what is on the list with its reason")
    func server() async throws {
        try await PrivatePostgres.shared().makeDatabase("salesctl").use { database in
            try await Sandbox.with { home in
                #expect(try await home.salesctl("migrate", "--store", database.url).status == 0)
                let columns = try await database.sql(
                    """
                    SELECT c.relname || '.' || a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
                    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
                        AND a.attnum > 0 AND NOT a.attisdropped
                    """
                )
                let list = try KeptOfPeople()
                let found = list.found(columns.split(separator: "\n").map(String.init))
                #expect(found.symmetricDifference(list.expected(in: "postgres")) == [])
            }
        }
    }

    @Test("is exported under every path of the list, and no hash with it")
    func export() async throws {
        try await Sandbox.with { home in
            let person = try await KnownPerson(in: home.storePath)
            let run = try await home.salesctl("users", "export", "\(person.id)")
            #expect(run.status == 0, "\(run.errors)")
            let export = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
            let paths = try KeptOfPeople().lines.compactMap(\.path)
            let missing = paths.filter { !Self.hasValue(export, at: $0[...]) }
            #expect(missing == [], "\(run.output)")
            #expect(!run.output.contains(person.hash))
            #expect(!run.output.contains(KnownPerson.other), "nothing of anybody else")
        }
    }

    /// Whether there is something other than null at a path, in any element of lists.
    private static func hasValue(_ json: Any, at path: ArraySlice<String>) -> Bool {
        if let list = json as? [Any] { return list.contains { hasValue($0, at: path) } }
        guard let key = path.first else { return !(json is NSNull) }
        return (json as? [String: Any])?[key].map { hasValue($0, at: path.dropFirst()) } ?? false
    }
}

/// A person of whom everything is kept that can be, beside another.
private struct KnownPerson {
    /// In every text of the other person.
    static let other = "somebody-else"

    let id: UserID
    let hash: String

    init(in path: String) async throws {
        let clock = ManualClock(now: SystemTime().now)
        let store = try await SQLiteStore(path: path, time: clock)
        let settings = try #require(User.Settings(locale: "en-GB", zone: "Europe/London", dailyCap: 9))
        let draft = User.New(
            email: "ann@example.org",
            firstName: "Ann",
            lastName: "Quill",
            phone: "+442079460001",
            settings: settings,
            createdAt: clock.now
        )
        id = try #require(try await store.addUser(draft)).user.id
        #expect(try await store.verify("ann@example.org", on: .email, of: id, at: clock.now))
        #expect(try await store.verify("+442079460001", on: .sms, of: id, at: clock.now))
        let other = User.New(email: "\(Self.other)@example.org", createdAt: clock.now)
        let otherID = try #require(try await store.addUser(other)).user.id
        hash = String(repeating: "c0", count: SecretHash.length)
        try await tell(in: store, clock)
        for (user, address, name) in [(id, "ann@example.org", "a"), (otherID, other.email ?? "", Self.other)] {
            try await Self.leaveLetters(user, address, name, in: store, clock)
        }
        let token = AccountToken(
            hash: try #require(SecretHash(hex: hash)),
            purpose: .verification,
            userID: id,
            channel: .sms,
            address: "+442079460001",
            createdAt: clock.now,
            endsAt: clock.now + .seconds(600)
        )
        #expect(try await store.addToken(token, limits: []))
        for (user, label, byte) in [(id, "Ann's browser", "c0"), (otherID, Self.other, "c1")] {
            let session = AccountSession(
                hash: try #require(SecretHash(hex: String(repeating: byte, count: SecretHash.length))),
                userID: user,
                kind: .browser,
                scope: .admin,
                label: label,
                createdAt: clock.now,
                lastUsedAt: clock.now,
                idleLimit: .seconds(1_800),
                endsAt: clock.now + .seconds(86_400)
            )
            try await store.addSession(session)
        }
        for (name, address) in [("r1", "ANN@example.org"), (Self.other, other.email ?? "")] {
            let stop = Suppression(channel: .email, address: address, kind: .stop, reference: name, at: clock.now)
            #expect(try await store.suppress(stop))
        }
    }

    /// Lets them follow a product, and tells one drop of it well and the next in vain.
    private func tell(in store: SQLiteStore, _ clock: ManualClock) async throws {
        let carrier = RecordingNotifier(channel: .email)
        carrier.script(
            .accept(Receipt(reference: "taken-1", answer: "taken")),
            .fail(NotifyError(.rejected, message: "No such box."))
        )
        let tracker = Tracker(store: store, fetcher: ScriptedFetcher(), notifiers: [carrier], time: clock)
        let product = try await store.addProduct(Sample.product(1, at: clock.now)).product.id
        var draft = Sample.draft(of: id, to: product, rule: .anyDrop, interval: .seconds(300), at: clock.now)
        (draft.channels, draft.coolDown) = ([.email], .seconds(1))
        _ = try await store.save(draft, expectedVersion: nil, dueAt: clock.now)
        for price in [39_99, 29_99] as [Int64] {
            clock.advance(by: .seconds(60))
            try await store.addEvent(Sample.change(to: price, at: clock.now), of: product)
            try await tracker.expandEvents()
            try await tracker.deliverAlerts()
        }
        #expect(carrier.callCount == 2)
    }

    /// A letter of a person that failed once.
    private static func leaveLetters(
        _ user: UserID,
        _ address: String,
        _ name: String,
        in store: SQLiteStore,
        _ clock: ManualClock
    ) async throws {
        let letter = Letter.New(
            id: Alert.ID(rawValue: "letter-\(name)"),
            userID: user,
            channel: .email,
            address: address,
            kind: .verification,
            createdAt: clock.now
        )
        #expect(try await store.addLetter(letter) != nil)
        let claimed = try await store.claimLetters(channels: [.email], limit: 9, lease: .seconds(9), at: clock.now)
        let settlements = claimed.map {
            LetterSettlement(letterID: $0.letter.id, token: $0.token, outcome: .dead(failure: "No box for \(name)."))
        }
        #expect(try await store.settleLetters(settlements) == [true])
    }
}
