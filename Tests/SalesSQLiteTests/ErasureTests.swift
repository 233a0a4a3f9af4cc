import Foundation
import SalesCore
import SalesTesting
import Testing

@testable import SalesSQLite

@Suite("Erasing a person from a SQLite file")
struct ErasureTests {
    @Test("leaves no byte of theirs in the file or its log, of what they were before neither, and all of others")
    func bytes() async throws {
        try await withFolder { folder in
            let clock = ManualClock()
            let path = folder.path("store.sqlite")
            let store = try await SQLiteStore(path: path, time: clock)
            // So many that rows move from page to page, and several go.
            var people: [User] = []
            for number in 0..<120 { people.append(try await Self.settle(number, in: store, at: clock)) }
            let erased = [3, 40, 41, 77, 119]
            for number in erased { try await store.eraseUser(people[number].id, at: clock.now) }

            let bytes = try ["", "-wal", "-shm"].reduce(into: Data()) { bytes, suffix in
                bytes += try Data(contentsOf: URL(fileURLWithPath: path + suffix))
            }
            let left = erased.flatMap(Self.marks).filter { bytes.range(of: Data($0.utf8)) != nil }
            #expect(left == [], "found in the file")
            let others = people.indices.filter { !erased.contains($0) }
            let missing = others.flatMap(Self.present).filter { bytes.range(of: Data($0.utf8)) == nil }
            #expect(missing == [], "not found, so that the search finds nothing at all")
            #expect(try await store.integrityProblems() == [])
            // And yet they are never written to again.
            for number in erased {
                let email = try #require(people[number].email)
                #expect(try await store.suppression(of: email, on: .email)?.kind == .stop)
            }
        }
    }

    @Test("succeeds while somebody reads what was before")
    func whileReading() async throws {
        try await withFolder { folder in
            let path = folder.path("store.sqlite")
            let options = SQLiteOptions(busyTimeout: .milliseconds(10))
            let store = try await SQLiteStore(path: path, options: options)
            let other = try await SQLiteStore(path: path, options: options)
            let person = try #require(try await store.addUser(Sample.person(1))).user
            let (began, begin) = AsyncStream.makeStream(of: Void.self)
            let (ended, end) = AsyncStream.makeStream(of: Void.self)
            async let reading = Self.read(other, began: begin, until: ended)
            for await _ in began { break }
            try await store.eraseUser(person.id, at: ManualClock.start)
            end.finish()
            #expect(try await reading == 2)
            #expect(try await other.user(person.id) == nil)
        }
    }

    /// A read that began and goes on until it may end; answers how many people it saw.
    private static func read(
        _ store: SQLiteStore,
        began: AsyncStream<Void>.Continuation,
        until ended: AsyncStream<Void>
    ) async throws -> Int {
        try await store.read { db in
            let count = try db.rows("SELECT count(*) FROM users") { try $0.count() }
            began.finish()
            let isOver = DispatchSemaphore(value: 0)
            Task {
                for await _ in ended {}
                isOver.signal()
            }
            isOver.wait()
            return count.first ?? 0
        }
    }

    /// What a person of a number leaves in a store, and has left behind.
    private static func settle(_ number: Int, in store: SQLiteStore, at clock: ManualClock) async throws -> User {
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
        let product = try await store.addProduct(Sample.product(number % 7)).product.id
        _ = try await store.save(Sample.draft(of: person.id, to: product), expectedVersion: nil, dueAt: clock.now)
        let token = AccountToken(
            hash: hash(number),
            purpose: .verification,
            userID: person.id,
            channel: .email,
            address: person.email ?? "",
            createdAt: clock.now,
            endsAt: clock.now + .seconds(60)
        )
        #expect(try await store.addToken(token, limits: []))
        try await signIn(person, number, in: store, at: clock)
        let letter = Letter.New(
            id: Alert.ID(rawValue: "letter-\(number)-x"),
            userID: person.id,
            channel: .email,
            address: person.email ?? "",
            kind: .verification,
            createdAt: clock.now
        )
        #expect(try await store.addLetter(letter) != nil)
        // Of both addresses that they had.
        for (address, kind) in [(draft.email ?? "", Suppression.Kind.bounce), (person.email ?? "", .stop)] {
            let reference = "report-\(number)-\(kind.rawValue)"
            let report = Suppression(channel: .email, address: address, kind: kind, reference: reference, at: clock.now)
            #expect(try await store.suppress(report))
        }
        return person
    }

    /// Signs them in, and answers a request of theirs.
    private static func signIn(
        _ person: User,
        _ number: Int,
        in store: SQLiteStore,
        at clock: ManualClock
    ) async throws {
        let session = AccountSession(
            hash: hash(number),
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
        let state = try await store.begin(key, fingerprint: hash(number), lease: .seconds(30), at: clock.now)
        guard case .begun(let token) = state else {
            Issue.record("a new key is \(state)")
            return
        }
        // So long that it has pages of its own.
        let body = Array(String(repeating: "body-\(number)-x ", count: 1_000).utf8)
        #expect(try await store.finish(key, token: token, with: KeptAnswer(status: 200, contentType: nil, body: body)))
    }

    private static func hash(_ number: Int) -> SecretHash {
        guard let hash = SecretHash(bytes: Array(repeating: 0xC0, count: 30) + [UInt8(number), 0x0C]) else {
            preconditionFailure("32 bytes are a hash")
        }
        return hash
    }

    /// What a person of a number is found by.
    private static func present(_ number: Int) -> [String] {
        [
            "mail-\(number)-x@", "first-\(number)-x", "last-\(number)-x", "+4480000\(1_000 + number)",
            hash(number).hex, "letter-\(number)-x", "label-\(number)-x", "key-\(number)-x", "body-\(number)-x ",
        ]
    }

    /// The same, and what they were found by before.
    private static func marks(_ number: Int) -> [String] {
        present(number) + ["before-\(number)-x", "+4470000\(1_000 + number)"]
    }
}
