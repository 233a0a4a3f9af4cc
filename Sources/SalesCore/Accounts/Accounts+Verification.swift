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
    /// Where it is to take the place of another of its person's (``change(_:_:)``), that person must be signed in. What
    /// the person waited for is due at once. A stop that they asked for before they asked for this link is lifted.
    ///
    /// Whoever proves an address has not shown that the other one that was typed beside it is theirs: where that one was
    /// proved before, the address becomes a person of its own, unless it is the same person who is signed in
    /// (`Docs/decisions/0015`).
    ///
    /// - Parameter signedIn: The person in whose session the link is opened; nil for none.
    /// - Returns: nil for a link that is used, has ended, is none of ours, or went to an address that is no longer theirs.
    /// - Throws: ``StoreError``.
    public func verify(secret: String, signedIn: UserID? = nil) async throws(StoreError) -> VerifiedAddress? {
        guard let hash = AccountSecret(secret)?.hash else { return nil }
        return try await use(hash, signedIn)
    }

    /// Verifies a person's address by the digits that were sent to it, and uses them up.
    ///
    /// Guesses are counted by person and channel, right ones too, so that eight digits are enough. Where nobody has the
    /// number, or no address on the channel, nothing is right and nothing is counted: a stranger makes no more counts than
    /// there are addresses, whatever they send. That a number is somebody's says nothing of who they are.
    /// - Parameter signedIn: As for ``verify(secret:signedIn:)``.
    /// - Throws: ``StoreError``.
    public func verify(
        code: String,
        user id: UserID,
        channel: Channel,
        signedIn: UserID? = nil
    ) async throws(StoreError) -> DigitAnswer {
        let now = time.now
        guard let user = try await store.user(id), let address = user.address(on: channel) else { return .wrong }
        let guesses = Quota(
            name: Quota.guesses(of: id, on: channel),
            limit: settings.guesses,
            period: settings.digitLifetime
        )
        if let full = try await store.take([guesses], at: now) {
            return .tooMany(until: full.window(at: now).upperBound)
        }
        guard let digits = SecretDigits(code) else { return .wrong }
        let hash = digits.hash(of: id, at: address, on: channel, key)
        return try await use(hash, signedIn).map(DigitAnswer.verified) ?? .wrong
    }

    /// Verifies an address by the digits that were sent to it, for whoever does not say whose it is; uses them up.
    ///
    /// Guesses are counted by address and by client, right ones too, whether somebody has the address or not, and the
    /// store is asked the same; those of the person whose address it is, apart from those of strangers.
    /// - Parameters:
    ///   - code: what was typed.
    ///   - address: where the digits were sent, in the form that is kept (``SignUp/checkedEmail(_:)``,
    ///     ``SignUp/checkedPhone(_:)``).
    ///   - channel: on which channel it is an address.
    ///   - client: what the client is known by, such as its network; it is counted by, and kept as a code only.
    ///   - signedIn: As for ``verify(secret:signedIn:)``.
    /// - Throws: ``StoreError``.
    public func verify(
        code: String,
        address: String,
        channel: Channel,
        from client: String? = nil,
        signedIn: UserID? = nil
    ) async throws(StoreError) -> DigitAnswer {
        let guesses = DigitGuesses(store: store, key: key, settings: settings)
        let answer = try await guesses.take(.verification, at: address, on: channel, from: client, at: time.now) {
            $0 == signedIn
        }
        switch answer {
        case .tooMany(let until): return .tooMany(until: until)
        case .taken(let owner):
            guard let digits = SecretDigits(code) else { return .wrong }
            // What nobody has may be to become the address of whoever is signed in.
            let hash = digits.hash(of: owner?.id ?? signedIn ?? .nobody, at: address, on: channel, key)
            return try await use(hash, signedIn).map(DigitAnswer.verified) ?? .wrong
        }
    }

    /// Takes an operator's word that an address is a person's; answers false where they have none on the channel.
    ///
    /// - Throws: ``StoreError``.
    public func confirm(_ user: User, on channel: Channel) async throws(StoreError) -> Bool {
        guard let address = user.address(on: channel) else { return false }
        return try await store.verify(address, on: channel, of: user.id, at: time.now)
    }

    /// Verifies what a token proves, then uses it up: a store that fails in between leaves it good for another try.
    private func use(_ hash: SecretHash, _ signedIn: UserID?) async throws(StoreError) -> VerifiedAddress? {
        let now = time.now
        guard let token = try await store.token(hash, for: .verification, at: now),
            let owner = try await owner(of: token, signedIn, at: now),
            try await store.verify(token.address, on: token.channel, of: owner, at: now),
            try await store.useToken(hash, for: .verification, at: now) != nil
        else { return nil }
        try await store.liftSuppression(
            of: token.address,
            on: token.channel,
            kinds: [.stop],
            reportedUntil: token.createdAt
        )
        return VerifiedAddress(userID: owner, channel: token.channel)
    }

    /// Whose the address of a token is from now on; nil where it is no longer the one's that it was sent to.
    ///
    /// An address that becomes a person of its own is nobody's for a moment. Where the store fails then, its owner signs
    /// up again.
    private func owner(
        of token: AccountToken,
        _ signedIn: UserID?,
        at now: Timestamp
    ) async throws(StoreError) -> UserID? {
        guard let user = try await store.user(token.userID) else { return nil }
        let proved = token.channel.addressKey(token.address)
        if user.address(on: token.channel).map(token.channel.addressKey) != proved, signedIn == user.id {
            return try await move(user, to: token)
        }
        let other: Channel = token.channel == .email ? .sms : .email
        guard user.id != .local, signedIn != user.id, user.verifiedAt(on: token.channel) == nil,
            user.verifiedAt(on: other) != nil, let address = user.address(on: token.channel),
            token.channel.addressKey(address) == proved
        else { return user.id }
        let isMail = token.channel == .email
        let without = UserChange(email: isMail ? .some(nil) : nil, phone: isMail ? nil : .some(nil))
        _ = try await store.changeUser(user.id, without)
        let draft = User.New(email: isMail ? address : nil, phone: isMail ? nil : address, createdAt: now)
        return try await store.addUser(draft)?.user.id
    }

    /// Gives a person the address that they asked for in place of theirs; nil where somebody else has it by now.
    private func move(_ user: User, to token: AccountToken) async throws(StoreError) -> UserID? {
        let isMail = token.channel == .email
        let change = UserChange(
            email: isMail ? .some(.some(token.address)) : nil,
            phone: isMail ? nil : .some(.some(token.address))
        )
        do throws(StoreError) {
            return try await store.changeUser(user.id, change)?.id
        } catch {
            guard error.code == .invalidArgument else { throw error }
            return nil
        }
    }
}
