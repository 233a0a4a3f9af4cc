extension MemoryStore {
    /// The letters to a person.
    public func letters(to user: UserID) throws(StoreError) -> [Letter] {
        letters.all.filter { $0.userID == user }
    }

    /// The tokens of a person.
    public func tokens(of user: UserID) throws(StoreError) -> [KeptToken] {
        tokens.values.filter { $0.token.userID == user }
            .map { KeptToken(token: $0.token, isUsed: $0.isUsed) }
            .sorted { ($0.token.createdAt, $0.token.hash.hex) < ($1.token.createdAt, $1.token.hash.hex) }
    }

    /// What was counted under some names.
    public func counts(of names: [String]) throws(StoreError) -> [QuotaCount] {
        names.flatMap { name in
            quotas.filter { $0.key.name == name }
                .map { QuotaCount(name: name, window: $0.key.window, used: $0.value) }
                .sorted { ($0.window.lowerBound, $0.window.upperBound) < ($1.window.lowerBound, $1.window.upperBound) }
        }
    }
}
