import PostgresServer
import SalesCore
import SalesTesting
import Testing

@testable import SalesPostgres

/// What the promises can only try many times: here one transaction stands still while another runs.
@Suite("Transactions of people that meet", .timeLimit(.minutes(15)))
struct AccountContentionTests {
    @Test("an alert does not wait for an address whose verification is about to be committed")
    func verificationFirst() async throws {
        try await withPerson { bed, store, person, pool in
            try await pool.withConnection { connection in
                var proof = Arguments(person.id.rawValue)
                proof.add(bed.clock.now)
                proof.add(person.email)
                let sql = try #require(UserStatements.verify[.email])
                _ = try await connection.run([Statement("BEGIN"), Statement(sql, proof)])
                #expect(try await store.claimMail(at: bed.clock.now).isEmpty)
                _ = try await connection.run([Statement("COMMIT")])
            }
            #expect(try await bed.sql("SELECT status FROM alerts") == "pending\n")
            #expect(try await store.claimMail(at: bed.clock.now).count == 1)
        }
    }

    @Test("a verification wakes what a claim lets wait that is about to be committed")
    func claimFirst() async throws {
        try await withPerson { bed, store, person, pool in
            try await pool.withConnection { connection in
                let arguments = AlertClaim().arguments(
                    bed.clock.now,
                    [Channel.email.rawValue],
                    room: 10,
                    width: 10,
                    lease: .seconds(30),
                    at: bed.clock.now
                )
                let claimed = try await connection.run([
                    Statement("BEGIN"), Statement(AlertClaim.statement(looking: 10), arguments),
                ])
                #expect(try claimed[1].rows(AlertClaim.read).map(\.refused) == [1])
                let now = bed.clock.now
                async let isNoted = store.verify(person.email ?? "", on: .email, of: person.id, at: now)
                try await bed.database.wait(until: 1, of: "wait_event_type = 'Lock'")
                _ = try await connection.run([Statement("COMMIT")])
                #expect(try await isNoted)
            }
            #expect(try await bed.sql("SELECT status FROM alerts") == "pending\n")
        }
    }

    @Test("a token counts against the limit of another that is about to be committed")
    func tokens() async throws {
        try await withPerson { bed, store, person, pool in
            let limit = TokenLimit(count: 1, period: .seconds(60))
            let (first, second) = (try Self.token(1, of: person, bed), try Self.token(2, of: person, bed))
            try await pool.withConnection { connection in
                var address = Arguments()
                address.add(first.purpose.rawValue)
                address.add(first.channel.rawValue)
                address.add(first.address)
                var arguments = TokenRow.arguments(first)
                arguments.addAll([first.createdAt - limit.period])
                arguments.addAll([Int64(limit.count)])
                let added = try await connection.run([
                    Statement("BEGIN"), Statement(TokenStatements.lock, address),
                    Statement(TokenStatements.add, arguments),
                ])
                #expect(added[2].affected == 1)
                async let isKept = store.addToken(second, limits: [limit])
                try await bed.database.wait(until: 1, of: "wait_event_type = 'Lock'")
                _ = try await connection.run([Statement("COMMIT")])
                #expect(try await !isKept)
            }
        }
    }

    @Test(
        "a subscription that is about to be committed goes with its person who is erased, and followers are counted right"
    )
    func erasure() async throws {
        try await withPerson { bed, store, person, pool in
            let product = try await store.addProduct(Sample.product(2)).product.id
            try await pool.withConnection { connection in
                var draft = Arguments(person.id.rawValue, product.rawValue)
                try SubscriptionRow.draftArguments(Sample.draft(of: person.id, to: product), into: &draft)
                let saved = try await connection.run([
                    Statement("BEGIN"), Statement(PreferenceStatements.lockQueue, Arguments(product.rawValue)),
                    Statement(PreferenceStatements.save, draft),
                    PreferenceStatements.followers(of: product, change: 1, dueAt: bed.clock.now),
                ])
                #expect(saved[2].count == 1)
                async let erased: Void = store.eraseUser(person.id, at: bed.clock.now)
                try await bed.database.wait(until: 1, of: "wait_event_type = 'Lock'")
                _ = try await connection.run([Statement("COMMIT")])
                try await erased
            }
            #expect(try await bed.sql("SELECT count(*) FROM user_preferences WHERE user_id > 1") == "0\n")
            #expect(try await bed.sql("SELECT count(*) FROM alerts") == "0\n")
            #expect(try await store.product(product)?.activeFollowers == 0)
            #expect(try await store.user(person.id) == nil)
        }
    }

    @Test("who saves for a person whose erasure is about to be committed hears that there is nobody")
    func erasureFirst() async throws {
        try await withPerson { bed, store, person, pool in
            try await pool.withConnection { connection in
                let erased = try await connection.run([
                    Statement("BEGIN"), Statement(ErasureStatements.hold, Arguments(person.id.rawValue)),
                    Statement(ErasureStatements.remove, Arguments(person.id.rawValue)),
                ])
                #expect(erased[2].affected == 1)
                let draft = Sample.draft(of: person.id, to: ProductID(rawValue: 1))
                async let saved = store.save(draft, expectedVersion: nil, dueAt: bed.clock.now)
                try await bed.database.wait(until: 1, of: "wait_event_type = 'Lock'")
                _ = try await connection.run([Statement("COMMIT")])
                #expect(try await saved == nil)
            }
        }
    }

    @Test("a change to an address of somebody else is refused in words of ours")
    func taken() async throws {
        try await withPerson { _, store, person, _ in
            let other = try #require(try await store.addUser(Sample.person(2))).user
            for change in [UserChange(email: person.email), UserChange(phone: person.phone)] {
                let error = await #expect(throws: StoreError.self) { try await store.changeUser(other.id, change) }
                #expect(error?.code == .invalidArgument)
                #expect(error?.message == "Somebody else has this address; nothing was changed.")
            }
        }
    }

    @Test("an address that is given up and taken again at every try is no damage, and worth another try")
    func lostRaces() async throws {
        try await StoreBed.with { bed in
            let store = try await bed.open()
            // As if another had the address whenever the person is added, and never when it is looked for.
            _ = try await bed.sql(
                """
                CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
                CREATE TRIGGER lose BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION lose();
                """
            )
            let error = await #expect(throws: StoreError.self) { try await store.addUser(Sample.person(1)) }
            #expect(error?.code == .other && error?.advice == .later(after: nil))
            await store.close()
        }
    }

    /// Runs a test with a person who has verified nothing and to whom one mail is due, and connections beside the store.
    private func withPerson(
        _ body: (StoreBed, PostgresStore, User, ConnectionPool) async throws -> Void
    ) async throws {
        try await StoreBed.with { bed in
            let store = try await bed.open()
            try await bed.addAlerts(1)
            let person = try #require(try await store.addUser(Sample.person(1))).user
            let draft = Sample.draft(of: person.id, to: ProductID(rawValue: 1))
            #expect(try await store.save(draft, expectedVersion: nil, dueAt: bed.clock.now) != nil)
            _ = try await bed.sql("UPDATE alerts SET user_id = \(person.id), channel = 'email'")
            let pool = try bed.database.pool()
            try await body(bed, store, person, pool)
            await pool.close()
        }
    }

    private static func token(_ number: UInt8, of person: User, _ bed: StoreBed) throws -> AccountToken {
        AccountToken(
            hash: try #require(SecretHash(bytes: Array(repeating: number, count: SecretHash.length))),
            purpose: .verification,
            userID: person.id,
            channel: .email,
            address: person.email ?? "",
            createdAt: bed.clock.now,
            endsAt: bed.clock.now + .seconds(60)
        )
    }
}

extension PostgresStore {
    /// Leases mails that are due.
    fileprivate func claimMail(at time: Timestamp) async throws -> [ClaimedAlert] {
        try await claimAlerts(channels: [.email], limit: 10, lease: .seconds(30), at: time)
    }
}
