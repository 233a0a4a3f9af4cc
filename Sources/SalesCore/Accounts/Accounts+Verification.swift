/// An address that was proved just now.
public struct VerifiedAddress: Hashable, Sendable {
    /// Whose it is.
    public let userID: UserID
    /// On which channel.
    public let channel: Channel
}

/// What came of digits that somebody typed.
public enum DigitAnswer: Hashable, Sendable {
    /// They were right.
    case verified(VerifiedAddress)
    /// They were not, or are good no more.
    case wrong
    /// Too many were typed; none is taken before a moment.
    case tooMany(until: Timestamp)
}

extension Accounts {
    /// The address that a link would verify, without doing so: for the page that it opens, and for scanners of mail.
    ///
    /// - Returns: nil for a link that is used, has ended, or is none of ours.
    /// - Throws: ``StoreError``.
    public func token(_ secret: String) async throws(StoreError) -> VerifiedAddress? {
        guard let secret = AccountSecret(secret) else { return nil }
        let token = try await store.token(secret.hash, for: .verification, at: time.now)
        return token.map { VerifiedAddress(userID: $0.userID, channel: $0.channel) }
    }

    /// Verifies the address that a link was sent to, and uses the link up.
    ///
    /// What the person waited for is due at once. A stop that they asked for before is lifted: they asked for this link
    /// after it.
    /// - Returns: nil for a link that is used, has ended, is none of ours, or went to an address that is no longer theirs.
    /// - Throws: ``StoreError``.
    public func verify(secret: String) async throws(StoreError) -> VerifiedAddress? {
        guard let secret = AccountSecret(secret) else { return nil }
        guard let token = try await store.useToken(secret.hash, for: .verification, at: time.now) else { return nil }
        return try await verified(token)
    }

    /// Verifies a person's address by the digits that were sent to it, and uses them up.
    ///
    /// Guesses are counted by person and channel, right ones too, so that eight digits are enough.
    /// - Throws: ``StoreError``.
    public func verify(code: String, user id: UserID, channel: Channel) async throws(StoreError) -> DigitAnswer {
        let now = time.now
        let guesses = Quota(
            name: Quota.guesses(of: id, on: channel),
            limit: settings.guesses,
            period: settings.digitLifetime
        )
        if let full = try await store.take([guesses], at: now) {
            return .tooMany(until: full.window(at: now).upperBound)
        }
        guard let digits = SecretDigits(code), let user = try await store.user(id),
            let address = user.address(on: channel)
        else { return .wrong }
        let hash = digits.hash(of: id, at: address, on: channel, key)
        guard let token = try await store.useToken(hash, for: .verification, at: now) else { return .wrong }
        return try await verified(token).map(DigitAnswer.verified) ?? .wrong
    }

    /// Takes an operator's word that an address is a person's; answers false where they have none on the channel.
    ///
    /// - Throws: ``StoreError``.
    public func confirm(_ user: User, on channel: Channel) async throws(StoreError) -> Bool {
        guard let address = user.address(on: channel) else { return false }
        return try await store.verify(address, on: channel, of: user.id, at: time.now)
    }

    private func verified(_ token: AccountToken) async throws(StoreError) -> VerifiedAddress? {
        let isTheirs = try await store.verify(token.address, on: token.channel, of: token.userID, at: time.now)
        guard isTheirs else { return nil }
        if try await store.suppression(of: token.address, on: token.channel)?.kind == .stop {
            try await store.liftSuppression(of: token.address, on: token.channel)
        }
        return VerifiedAddress(userID: token.userID, channel: token.channel)
    }
}
