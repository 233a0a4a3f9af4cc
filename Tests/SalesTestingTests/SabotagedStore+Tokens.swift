import SalesCore

extension SabotagedStore {
    func addToken(_ token: AccountToken, limits: [TokenLimit]) async throws(StoreError) -> Bool {
        switch accountSabotage {
        case .losesTokens: return true
        case .ignoresTokenLimits: return try await accounts().addToken(token, limits: [])
        case .mindsCaseOfTokens where token.channel != .email && token.address != token.address.lowercased():
            return try await accounts().addToken(token, limits: [])
        case .keepsTokensOfNobody:
            _ = try await accounts().addToken(token, limits: limits)
            return true
        default: return try await accounts().addToken(token, limits: limits)
        }
    }

    func token(
        _ hash: SecretHash,
        for purpose: AccountToken.Purpose,
        at time: Timestamp
    ) async throws(StoreError) -> AccountToken? {
        try await accounts().token(hash, for: self.purpose(purpose), at: moment(time))
    }

    func useToken(
        _ hash: SecretHash,
        for purpose: AccountToken.Purpose,
        at time: Timestamp
    ) async throws(StoreError) -> AccountToken? {
        if accountSabotage == .replaysTokens { return try await token(hash, for: purpose, at: time) }
        return try await accounts().useToken(hash, for: self.purpose(purpose), at: moment(time))
    }

    func removeTokens(endedBefore time: Timestamp) async throws(StoreError) -> Int {
        let time = accountSabotage == .removesAllTokens ? time + .seconds(86_400) : time
        return try await accounts().removeTokens(endedBefore: time)
    }

    private func purpose(_ purpose: AccountToken.Purpose) -> AccountToken.Purpose {
        accountSabotage == .ignoresPurposes ? .verification : purpose
    }

    private func moment(_ time: Timestamp) -> Timestamp {
        accountSabotage == .neverEndsTokens ? Timestamp(milliseconds: 0) : time
    }
}
