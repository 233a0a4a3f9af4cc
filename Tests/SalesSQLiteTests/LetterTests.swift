import GRDB
import SalesCore
import SalesTesting
import Testing

@testable import SalesSQLite

@Suite("The letters of a SQLite store", .timeLimit(.minutes(15)))
struct LetterTests {
    @Test("that may not be sent are refused in parts, so that no claim keeps the file for long")
    func manyRefused() async throws {
        try await withFolder { folder in
            let clock = ManualClock()
            let store = try await SQLiteStore(path: folder.path("store.sqlite"), time: clock)
            let person = try #require(try await store.addUser(Sample.person(1, at: clock.now))).user
            let many = ClaimRefusal.maximumInOneClaim
            try await store.addLetters(1...(many + 5), to: person, at: "old@example.com", clock.now)
            try await store.addLetters((many + 6)...(many + 6), to: person, at: person.email ?? "", clock.now)
            let waiting = "SELECT count(*) FROM letters WHERE status = 'pending'"
            #expect(try await store.claimLetters(at: clock.now).isEmpty)
            #expect(try await store.read { try Int.fetchOne($0, sql: waiting) } == 6)
            #expect(try await store.claimLetters(at: clock.now).map(\.letter.address) == [person.email])
            try await store.close()
        }
    }
}

extension SQLiteStore {
    fileprivate func claimLetters(at now: Timestamp) async throws -> [ClaimedLetter] {
        try await claimLetters(channels: [.email], limit: 1, lease: .seconds(30), at: now)
    }

    /// Adds letters of some numbers to a person.
    fileprivate func addLetters(
        _ numbers: ClosedRange<Int>,
        to user: User,
        at address: String,
        _ now: Timestamp
    ) async throws {
        try await write { db, _ in
            for number in numbers {
                let letter = Letter.New(
                    id: Alert.ID(rawValue: "l\(number)"),
                    userID: user.id,
                    channel: .email,
                    address: address,
                    kind: .verification,
                    createdAt: now
                ).letter
                try db.run(LetterStatements.add, LetterRow.arguments(letter))
            }
        }
    }
}
