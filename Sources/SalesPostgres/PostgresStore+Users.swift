public import SalesCore

extension PostgresStore {
    /// Adds a person, or finds the one who has an address already.
    public func addUser(_ draft: User.New) async throws(StoreError) -> AddedUser? {
        try await transaction { transaction in
            var addresses = Arguments()
            addresses.add(draft.email)
            addresses.add(draft.phone)
            for _ in 1...Self.attemptsToAdd {
                let results = try await transaction.run([
                    Statement(UserStatements.add, try UserRow.arguments(draft)),
                    Statement(UserStatements.owners, addresses),
                ])
                if let added = try results[0].row(UserRow.read) { return AddedUser(user: added, isNew: true) }
                let owners = try results[1].rows(UserRow.read)
                if owners.count > 1 { return nil }
                if let owner = owners.first { return AddedUser(user: owner, isNew: false) }
                // Whoever had the address gave it up between the two.
            }
            throw StoreError(
                .other,
                advice: .later(after: nil),
                message: "The person's address is given up and taken all the time; nobody was added. Try again."
            )
        }
    }

    /// How often a person is added whose address is taken and given up at the same time.
    private static let attemptsToAdd = 5

    /// The person of a number, or nil.
    public func user(_ id: UserID) async throws(StoreError) -> User? {
        try await row(UserStatements.user, Arguments(id.rawValue), UserRow.read)
    }

    /// The person who has an address, or nil.
    public func user(at address: String, on channel: Channel) async throws(StoreError) -> User? {
        guard channel.hasAddresses else { return nil }
        var arguments = Arguments()
        arguments.add(channel == .email ? address : nil)
        arguments.add(channel == .sms ? address : nil)
        return try await row(UserStatements.owners, arguments, UserRow.read)
    }

    /// The people of these numbers, in the order of their numbers.
    public func users(_ ids: [UserID]) async throws(StoreError) -> [User] {
        var arguments = Arguments()
        arguments.addAll(ids)
        return try await rows(UserStatements.users, arguments, UserRow.read)
    }

    /// People in the order of their numbers.
    public func users(after token: PageToken?, limit: Int) async throws(StoreError) -> Page<User> {
        let size = pageSize(limit)
        var condition = Condition()
        try condition.add(after: token)
        let end = condition.limit(size + 1)
        let rows = try await rows(
            "SELECT \(UserRow.columns) FROM users \(condition.clause) ORDER BY id \(end)",
            condition.arguments,
            UserRow.read
        )
        return Page(rows, size: size) { $0.id.rawValue }
    }

    /// Changes the parts of a person's row that are given.
    public func changeUser(_ id: UserID, _ change: UserChange) async throws(StoreError) -> User? {
        var held = Arguments()
        held.add(now)
        held.add(id)
        let bringForward = Statement(UserStatements.bringForward, held)
        return try await transaction { transaction in
            do {
                var statements = [Statement(UserStatements.change, try UserStatements.arguments(id, change))]
                if change.settings != nil {
                    statements += [bringForward, Statement(HostQueue.call)]
                }
                return try await transaction.commit(statements)[0].row(UserRow.read)
            } catch let failure as PostgresFailure where failure.isTaken {
                throw StoreError.addressTaken
            }
        }
    }

    /// Notes that a person proved an address theirs, and lets what waited for it be told.
    public func verify(
        _ address: String,
        on channel: Channel,
        of user: UserID,
        at time: Timestamp
    ) async throws(StoreError) -> Bool {
        guard let sql = UserStatements.verify[channel] else { return false }
        return try await transaction { transaction in
            var proof = Arguments(user.rawValue)
            proof.add(time)
            proof.add(address)
            // Two statements: the second sees what a claim wrote that the first had to wait for.
            guard try await transaction.run([Statement(sql, proof)])[0].affected == 1 else { return false }
            var alerts = Arguments(user.rawValue)
            alerts.add(time)
            alerts.add(channel.rawValue)
            try await transaction.commit([Statement(UserStatements.wake, alerts), Statement(HostQueue.call)])
            return true
        }
    }
}

/// The statements of people.
enum UserStatements {
    /// Adds a person, unless somebody has one of the addresses.
    static let add = """
        INSERT INTO users (\(UserRow.draftColumns)) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT DO NOTHING RETURNING \(UserRow.columns)
        """

    /// The person of a number.
    static let user = "SELECT \(UserRow.columns) FROM users WHERE id = $1"

    /// The people of some numbers.
    static let users = "SELECT \(UserRow.columns) FROM users WHERE id = ANY ($1::bigint[]) ORDER BY id"

    /// The people who have one of two addresses.
    static let owners = """
        SELECT \(UserRow.columns) FROM users
        WHERE \(emailKey) = \(AddressKeySQL.key("$1::text")) OR phone = $2::text ORDER BY id
        """

    /// Changes what is given, each part behind whether it is; an address that becomes another is not verified any more.
    static let change = """
        UPDATE users SET
            email_verified_at = CASE
                WHEN $1::boolean AND \(emailKey) IS DISTINCT FROM \(AddressKeySQL.key("$2::text")) THEN NULL
                ELSE email_verified_at
            END,
            phone_verified_at = CASE
                WHEN $3::boolean AND phone IS DISTINCT FROM $4::text THEN NULL ELSE phone_verified_at
            END,
            email = CASE WHEN $1::boolean THEN $2::text ELSE email END,
            phone = CASE WHEN $3::boolean THEN $4::text ELSE phone END,
            first_name = CASE WHEN $5::boolean THEN $6::text ELSE first_name END,
            last_name = CASE WHEN $7::boolean THEN $8::text ELSE last_name END,
            is_admin = CASE WHEN $9::boolean THEN $10::boolean ELSE is_admin END,
            settings = coalesce($11::json, settings)
        WHERE id = $12::bigint RETURNING \(UserRow.columns)
        """

    static func arguments(_ id: UserID, _ change: UserChange) throws -> Arguments {
        var arguments = Arguments()
        for part in [change.email, change.phone, change.firstName, change.lastName] {
            arguments.add(part != nil)
            arguments.add(part ?? nil)
        }
        arguments.add(change.isAdmin != nil)
        arguments.add(change.isAdmin == true)
        try arguments.addJSON(change.settings)
        arguments.add(id)
        return arguments
    }

    /// Notes that an address of a person is verified, unless it is already; holds the row, so that no claim lets an alert
    /// wait for the address meanwhile.
    static let verify: [Channel: String] = [
        .email: """
        UPDATE users SET email_verified_at = coalesce(email_verified_at, $2)
        WHERE id = $1 AND \(emailKey) = \(AddressKeySQL.key("$3::text"))
        """,
        .sms: """
        UPDATE users SET phone_verified_at = coalesce(phone_verified_at, $2) WHERE id = $1 AND phone = $3
        """,
    ]

    /// What the index `users_email` is of.
    private static let emailKey = AddressKeySQL.key("email")

    /// Makes a person's alerts of a channel pending that wait for the address.
    static let wake = """
        UPDATE alerts SET status = 'pending', next_attempt_at = $2, is_held = true
        WHERE user_id = $1 AND channel = $3 AND status = 'waiting'
        """

    /// Makes a person's alerts due that were claimed and then held, to be decided anew.
    static let bringForward = """
        UPDATE alerts SET next_attempt_at = \(PostgresStore.nowSQL)
        WHERE user_id = $2::bigint AND status = 'pending' AND is_held AND attempts = 0 AND sent_at IS NOT NULL
        """
}
