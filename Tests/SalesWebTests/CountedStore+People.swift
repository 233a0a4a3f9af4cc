import SalesCore

extension CountedStore {
    func addUser(_ draft: User.New) async throws(StoreError) -> AddedUser? { try await asked().addUser(draft) }

    func user(_ id: UserID) async throws(StoreError) -> User? { try await asked().user(id) }

    func user(at address: String, on channel: Channel) async throws(StoreError) -> User? {
        try await asked().user(at: address, on: channel)
    }

    func users(_ ids: [UserID]) async throws(StoreError) -> [User] { try await asked().users(ids) }

    func users(after token: PageToken?, limit: Int) async throws(StoreError) -> Page<User> {
        try await asked().users(after: token, limit: limit)
    }

    func changeUser(_ id: UserID, _ change: UserChange) async throws(StoreError) -> User? {
        try await asked().changeUser(id, change)
    }

    func verify(
        _ address: String,
        on channel: Channel,
        of user: UserID,
        at time: Timestamp
    ) async throws(StoreError) -> Bool {
        try await asked().verify(address, on: channel, of: user, at: time)
    }
}

extension CountedStore {
    func eraseUser(_ id: UserID, at time: Timestamp) async throws(StoreError) {
        try await asked().eraseUser(id, at: time)
    }

    func erasedUsers(after token: PageToken?, limit: Int) async throws(StoreError) -> Page<UserID> {
        try await asked().erasedUsers(after: token, limit: limit)
    }
}

extension CountedStore {
    func letters(to user: UserID) async throws(StoreError) -> [Letter] { try await asked().letters(to: user) }

    func tokens(of user: UserID) async throws(StoreError) -> [KeptToken] { try await asked().tokens(of: user) }

    func counts(of names: [String]) async throws(StoreError) -> [QuotaCount] { try await asked().counts(of: names) }
}

extension CountedStore {
    func addToken(_ token: AccountToken, limits: [TokenLimit]) async throws(StoreError) -> Bool {
        try await asked().addToken(token, limits: limits)
    }

    func token(
        _ hash: SecretHash,
        for purpose: AccountToken.Purpose,
        at time: Timestamp
    ) async throws(StoreError) -> AccountToken? {
        try await asked().token(hash, for: purpose, at: time)
    }

    func useToken(
        _ hash: SecretHash,
        for purpose: AccountToken.Purpose,
        at time: Timestamp
    ) async throws(StoreError) -> AccountToken? {
        try await asked().useToken(hash, for: purpose, at: time)
    }

    func removeTokens(endedBefore time: Timestamp) async throws(StoreError) -> Int {
        try await asked().removeTokens(endedBefore: time)
    }
}

extension CountedStore {
    func suppress(_ suppression: Suppression) async throws(StoreError) -> Bool {
        try await asked().suppress(suppression)
    }

    func suppression(of address: AddressDigest) async throws(StoreError) -> Suppression? {
        try await asked().suppression(of: address)
    }

    func liftSuppression(
        of address: AddressDigest,
        kinds: [Suppression.Kind],
        reportedUntil moment: Timestamp
    ) async throws(StoreError) -> Bool {
        try await asked().liftSuppression(of: address, kinds: kinds, reportedUntil: moment)
    }

    func softenComplaint(of address: AddressDigest) async throws(StoreError) -> Bool {
        try await asked().softenComplaint(of: address)
    }

    func suppressions(after token: PageToken?, limit: Int) async throws(StoreError) -> Page<Suppression> {
        try await asked().suppressions(after: token, limit: limit)
    }

    func reportCounts(
        on channel: Channel,
        since moment: Timestamp
    ) async throws(StoreError) -> [Suppression.Kind: Int] {
        try await asked().reportCounts(on: channel, since: moment)
    }

    func removeReports(reportedBefore moment: Timestamp) async throws(StoreError) -> Int {
        try await asked().removeReports(reportedBefore: moment)
    }
}

extension CountedStore {
    func take(_ quotas: [Quota], at time: Timestamp) async throws(StoreError) -> Quota? {
        try await asked().take(quotas, at: time)
    }

    func removeQuotas(endedBefore time: Timestamp) async throws(StoreError) -> Int {
        try await asked().removeQuotas(endedBefore: time)
    }
}

extension CountedStore {
    func addLetter(_ draft: Letter.New) async throws(StoreError) -> Letter? { try await asked().addLetter(draft) }

    func claimLetters(
        channels: [Channel],
        limit: Int,
        lease: Duration,
        at time: Timestamp
    ) async throws(StoreError) -> [ClaimedLetter] {
        try await asked().claimLetters(channels: channels, limit: limit, lease: lease, at: time)
    }

    func settleLetters(_ settlements: [LetterSettlement]) async throws(StoreError) -> [Bool] {
        try await asked().settleLetters(settlements)
    }

    func removeLetters(madeBefore time: Timestamp) async throws(StoreError) -> Int {
        try await asked().removeLetters(madeBefore: time)
    }
}

extension CountedStore {
    func addSession(_ session: AccountSession) async throws(StoreError) { try await asked().addSession(session) }

    func useSession(_ hash: SecretHash, at time: Timestamp) async throws(StoreError) -> SignedIn? {
        try await asked().useSession(hash, at: time)
    }

    func sessions(
        of user: UserID,
        at time: Timestamp,
        after token: PageToken?,
        limit: Int
    ) async throws(StoreError) -> Page<AccountSession> {
        try await asked().sessions(of: user, at: time, after: token, limit: limit)
    }

    func endSessions(of user: UserID, _ which: SessionChoice) async throws(StoreError) {
        try await asked().endSessions(of: user, which)
    }

    func removeSessions(endedBefore time: Timestamp) async throws(StoreError) -> Int {
        try await asked().removeSessions(endedBefore: time)
    }
}

extension CountedStore {
    func begin(
        _ key: IdempotencyKey,
        fingerprint: SecretHash,
        lease: Duration,
        at time: Timestamp
    ) async throws(StoreError) -> IdempotencyState {
        try await asked().begin(key, fingerprint: fingerprint, lease: lease, at: time)
    }

    func finish(_ key: IdempotencyKey, token: Int64, with answer: KeptAnswer) async throws(StoreError) -> Bool {
        try await asked().finish(key, token: token, with: answer)
    }

    func abandon(_ key: IdempotencyKey, token: Int64) async throws(StoreError) {
        try await asked().abandon(key, token: token)
    }

    func removeKeys(begunBefore time: Timestamp) async throws(StoreError) -> Int {
        try await asked().removeKeys(begunBefore: time)
    }
}
