internal import GRDB
public import SalesCore

extension SQLiteStore {
    /// Adds a letter, or finds the one of its identifier.
    @discardableResult
    public func addLetter(_ draft: Letter.New) async throws(StoreError) -> Letter? {
        try await write { db, _ in
            var id = Arguments()
            id.add(draft.id.rawValue)
            if let present = try db.row(LetterStatements.find, id, LetterRow.read) { return present }
            guard try db.exists("users", draft.userID) else { return nil }
            return try db.row(LetterStatements.add, LetterRow.arguments(draft.letter), LetterRow.read)
        }
    }

    /// Leases pending letters of some channels that are due, oldest first.
    public func claimLetters(
        channels: [Channel],
        limit: Int,
        lease: Duration,
        at time: Timestamp
    ) async throws(StoreError) -> [ClaimedLetter] {
        let size = pageSize(limit)
        let wanted = Set(channels).sorted()
        return try await write { db, now in
            try db.run(LetterStatements.freeRunOut, Arguments(now.milliseconds))
            var claimed: [ClaimedLetter] = []
            var (refused, hasRefused) = (0, true)
            while hasRefused, claimed.count < size, refused < ClaimRefusal.maximumInOneClaim {
                hasRefused = false
                for number in try db.dueLetters(of: wanted, limit: size - claimed.count, at: now) {
                    if let letter = try db.lease(letter: number, until: now + lease) {
                        claimed.append(letter)
                    } else {
                        refused += 1
                        hasRefused = true
                    }
                }
            }
            return claimed
        }
    }

    /// Saves what came of attempts, each on its own.
    public func settleLetters(_ settlements: [LetterSettlement]) async throws(StoreError) -> [Bool] {
        try await write { db, _ in try settlements.map { try db.settle($0) } }
    }

    /// Removes letters that are not pending and were made before a moment.
    public func removeLetters(madeBefore time: Timestamp) async throws(StoreError) -> Int {
        try await write { db, _ in try db.run(LetterStatements.remove, Arguments(time.milliseconds)) }
    }
}

/// The statements of letters.
enum LetterStatements {
    /// The letter of an identifier.
    static let find = "SELECT \(LetterRow.columns) FROM letters WHERE id = ?"

    static let add = """
        INSERT INTO letters (\(LetterRow.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING \(LetterRow.columns)
        """

    /// Frees the letters whose lease ran out; their tokens stay.
    static let freeRunOut = "UPDATE letters SET lease_until = NULL WHERE lease_until <= ?"

    /// The letters of a channel that nobody works on and that are due, oldest first.
    static let waiting = """
        SELECT next_attempt_at, number FROM letters INDEXED BY letters_waiting
        WHERE channel = ? AND status = 'pending' AND lease_until IS NULL AND next_attempt_at <= ?
        ORDER BY next_attempt_at, number LIMIT ?
        """

    /// The letter of a number.
    static let letter = "SELECT \(LetterRow.columns) FROM letters WHERE number = ?"

    /// Leases one letter, counts the attempt and reads it.
    static let lease = """
        UPDATE letters SET attempts = attempts + 1, lease_token = ?, lease_until = ?
        WHERE number = ? RETURNING \(LetterRow.columns)
        """

    static let expire = "UPDATE letters SET status = 'expired' WHERE number = ?"

    /// Removes those that are settled.
    static let remove = "DELETE FROM letters INDEXED BY letters_settled WHERE status <> 'pending' AND created_at < ?"
}

extension Database {
    /// The numbers of the oldest due letters of all these channels: each channel's own oldest, merged.
    fileprivate func dueLetters(of channels: [Channel], limit: Int, at now: Timestamp) throws -> [Int64] {
        var due: [(dueAt: Int64, number: Int64)] = []
        for channel in channels {
            var arguments = Arguments()
            arguments.add(channel.rawValue)
            arguments.add(now)
            arguments.add(limit)
            due += try rows(LetterStatements.waiting, arguments) { (try $0.number(), try $0.number()) }
        }
        return due.sorted { $0 < $1 }.prefix(limit).map(\.number)
    }

    /// Leases a letter, or expires it where it may not be sent any more.
    fileprivate func lease(letter number: Int64, until end: Timestamp) throws -> ClaimedLetter? {
        guard let letter = try row(LetterStatements.letter, Arguments(number), LetterRow.read),
            let recipient = try user(letter.userID), try mayBeSent(letter, to: recipient)
        else {
            try run(LetterStatements.expire, Arguments(number))
            return nil
        }
        let token = try newLeaseTokens(1)
        let arguments = Arguments(token, end.milliseconds, number)
        return try row(LetterStatements.lease, arguments, LetterRow.read).map {
            ClaimedLetter(letter: $0, token: token, recipient: recipient)
        }
    }

    private func mayBeSent(_ letter: Letter, to recipient: User) throws -> Bool {
        let channel = letter.channel
        let isPresent = recipient.address(on: channel).map(channel.addressKey) == channel.addressKey(letter.address)
        guard letter.kind == .newAddress || isPresent else { return false }
        return try suppression(of: AddressDigest(letter.address, on: channel))?.kind.allowsLetters ?? true
    }

    /// Writes what came of one attempt; answers whether its lease was the present one.
    fileprivate func settle(_ settlement: LetterSettlement) throws -> Bool {
        var arguments = Arguments()
        let change: String
        switch settlement.outcome {
        case .accepted: change = "status = 'accepted', failure = NULL"
        case .retry(let time, let failure):
            change = "next_attempt_at = ?, failure = ?"
            arguments.add(time)
            arguments.add(failure)
        case .dead(let failure):
            change = "status = 'dead', failure = ?"
            arguments.add(failure)
        case .expired: change = "status = 'expired'"
        case .released: change = "attempts = attempts - 1"
        }
        arguments.add(settlement.letterID.rawValue)
        arguments.add(settlement.token)
        return try run(
            """
            UPDATE letters SET \(change), lease_token = NULL, lease_until = NULL
            WHERE id = ? AND lease_token = ? AND status = 'pending'
            """,
            arguments
        ) == 1
    }
}
