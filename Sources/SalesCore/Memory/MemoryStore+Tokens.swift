extension MemoryStore {
    /// Keeps a token, unless a limit is reached.
    public func addToken(_ token: AccountToken, limits: [TokenLimit]) throws(StoreError) -> Bool {
        guard users.row(token.userID.rawValue) != nil, tokens[token.hash] == nil else { return false }
        let key = TokenKey(token)
        let times = (tokenHashes[key] ?? []).compactMap { tokens[$0]?.token.createdAt }
        for limit in limits {
            let start = token.createdAt - limit.period
            guard times.count(where: { $0 > start }) < limit.count else { return false }
        }
        tokens[token.hash] = TokenRecord(token: token)
        tokenHashes[key, default: []].insert(token.hash)
        return true
    }

    /// The token of a hash while it can be used, or nil.
    public func token(
        _ hash: SecretHash,
        for purpose: AccountToken.Purpose,
        at time: Timestamp
    ) throws(StoreError) -> AccountToken? {
        guard let record = tokens[hash], !record.isUsed, record.token.purpose == purpose, record.token.endsAt > time
        else { return nil }
        return record.token
    }

    /// Uses a token up and answers it, or nil.
    public func useToken(
        _ hash: SecretHash,
        for purpose: AccountToken.Purpose,
        at time: Timestamp
    ) throws(StoreError) -> AccountToken? {
        guard let token = try token(hash, for: purpose, at: time) else { return nil }
        tokens[hash]?.isUsed = true
        return token
    }

    /// Removes tokens that ended before a moment.
    public func removeTokens(endedBefore time: Timestamp) throws(StoreError) -> Int {
        let ended = tokens.values.filter { $0.token.endsAt < time }
        for record in ended { dropToken(record.token) }
        return ended.count
    }

    /// Forgets a token whole.
    func dropToken(_ token: AccountToken) {
        tokens[token.hash] = nil
        let key = TokenKey(token)
        tokenHashes[key]?.remove(token.hash)
        if tokenHashes[key]?.isEmpty == true { tokenHashes[key] = nil }
    }
}
