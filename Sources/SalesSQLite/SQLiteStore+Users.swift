internal import GRDB
public import SalesCore

extension SQLiteStore {
    /// Adds a person, or finds the one who has an address already.
    public func addUser(_ draft: User.New) async throws(StoreError) -> AddedUser? {
        try await write { db, _ in
            let owners = try db.owners(email: draft.email, phone: draft.phone)
            guard owners.count < 2 else { return nil }
            if let owner = owners.first { return AddedUser(user: owner, isNew: false) }
            let added = try db.row(UserStatements.add, UserRow.arguments(draft), UserRow.read)
            guard let added else { throw RowReader.Unreadable(column: "users.id", expected: "the new person") }
            return AddedUser(user: added, isNew: true)
        }
    }

    /// The person of a number, or nil.
    public func user(_ id: UserID) async throws(StoreError) -> User? {
        try await read { db in try db.user(id) }
    }

    /// The person who has an address, or nil.
    public func user(at address: String, on channel: Channel) async throws(StoreError) -> User? {
        try await read { db in
            let owners =
                switch channel {
                case .email: try db.owners(email: address, phone: nil)
                case .sms: try db.owners(email: nil, phone: address)
                default: [User]()
                }
            return owners.first
        }
    }

    /// The people of these numbers, in the order of their numbers.
    public func users(_ ids: [UserID]) async throws(StoreError) -> [User] {
        try await read { db in try Set(ids).sorted().compactMap { try db.user($0) } }
    }

    /// People in the order of their numbers.
    public func users(after token: PageToken?, limit: Int) async throws(StoreError) -> Page<User> {
        let size = pageSize(limit)
        var condition = Condition()
        try condition.add(after: token)
        let sql = "SELECT \(UserRow.columns) FROM users \(condition.clause) ORDER BY id LIMIT \(size + 1)"
        let arguments = condition.arguments
        return try await read { db in
            Page(try db.rows(sql, arguments, UserRow.read), size: size) { $0.id.rawValue }
        }
    }

    /// Changes the parts of a person's row that are given.
    public func changeUser(_ id: UserID, _ change: UserChange) async throws(StoreError) -> User? {
        try await write { db, now in
            guard try db.exists("users", id) else { return nil }
            let owners = try db.owners(email: change.email ?? nil, phone: change.phone ?? nil)
            guard owners.allSatisfy({ $0.id == id }) else {
                throw StoreError(.invalidArgument, message: "Somebody else has this address; nothing was changed.")
            }
            if change.settings != nil {
                try db.run(UserStatements.bringForward, Arguments(now.milliseconds, id.rawValue))
            }
            return try db.row(UserStatements.change, UserStatements.arguments(id, change), UserRow.read)
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
        return try await write { db, _ in
            var proof = Arguments(time.milliseconds, user.rawValue)
            proof.add(address)
            guard try db.run(sql, proof) == 1 else { return false }
            var alerts = Arguments(time.milliseconds, user.rawValue)
            alerts.add(channel.rawValue)
            try db.run(UserStatements.wake, alerts)
            return true
        }
    }
}

/// The statements of people.
enum UserStatements {
    /// Adds a person.
    static let add = """
        INSERT INTO users (\(UserRow.draftColumns)) VALUES (?, ?, ?, ?, ?, ?) RETURNING \(UserRow.columns)
        """

    /// The person of a number.
    static let user = "SELECT \(UserRow.columns) FROM users WHERE id = ?"

    /// The people who have one of two addresses.
    static let owners = "SELECT \(UserRow.columns) FROM users WHERE email = ? OR phone = ? ORDER BY id"

    /// Changes what is given, each part behind whether it is; an address that becomes another is not verified any more.
    static let change = """
        UPDATE users SET
            email_verified_at = CASE WHEN ?1 AND email IS NOT ?2 THEN NULL ELSE email_verified_at END,
            phone_verified_at = CASE WHEN ?3 AND phone IS NOT ?4 THEN NULL ELSE phone_verified_at END,
            email = CASE WHEN ?1 THEN ?2 ELSE email END, phone = CASE WHEN ?3 THEN ?4 ELSE phone END,
            first_name = CASE WHEN ?5 THEN ?6 ELSE first_name END, last_name = CASE WHEN ?7 THEN ?8 ELSE last_name END,
            is_admin = coalesce(?9, is_admin), settings = coalesce(?10, settings)
        WHERE id = ?11 RETURNING \(UserRow.columns)
        """

    static func arguments(_ id: UserID, _ change: UserChange) throws -> Arguments {
        var arguments = Arguments(capacity: 11)
        for part in [change.email, change.phone, change.firstName, change.lastName] {
            arguments.add(part != nil)
            arguments.add(part ?? nil)
        }
        arguments.add(change.isAdmin.map { $0 ? 1 : 0 })
        try arguments.addJSON(change.settings)
        arguments.add(id)
        return arguments
    }

    /// Notes that an address of a person is verified, unless it is already.
    static let verify: [Channel: String] = [
        .email: "UPDATE users SET email_verified_at = coalesce(email_verified_at, ?) WHERE id = ? AND email = ?",
        .sms: "UPDATE users SET phone_verified_at = coalesce(phone_verified_at, ?) WHERE id = ? AND phone = ?",
    ]

    /// Makes a person's alerts of a channel pending that wait for the address.
    static let wake = """
        UPDATE alerts SET status = 'pending', next_attempt_at = ?, is_held = 1
        WHERE user_id = ? AND channel = ? AND status = 'waiting'
        """

    /// Makes a person's alerts due that were claimed and then held, to be decided anew.
    static let bringForward = """
        UPDATE alerts SET next_attempt_at = ?
        WHERE user_id = ? AND status = 'pending' AND is_held = 1 AND attempts = 0 AND sent_at IS NOT NULL
        """
}

extension Database {
    /// The person of a number, or nil.
    func user(_ id: UserID) throws -> User? {
        try row(UserStatements.user, Arguments(id.rawValue), UserRow.read)
    }

    /// The people who have one of two addresses.
    fileprivate func owners(email: String?, phone: String?) throws -> [User] {
        var arguments = Arguments()
        arguments.add(email)
        arguments.add(phone)
        return try rows(UserStatements.owners, arguments, UserRow.read)
    }
}
