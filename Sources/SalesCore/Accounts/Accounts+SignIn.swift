/// What came of digits that somebody typed to sign in.
public enum SignInAnswer: Hashable, Sendable {
    /// They were right.
    case signedIn(User)
    /// They were not, or are good no more, or nobody has the address: whoever asks learns not which.
    case wrong
    /// Too many were typed; none is taken before a moment.
    case tooMany(until: Timestamp)
}

extension Accounts {
    /// Has a letter sent that signs in, to an address that was proved; one that was not gets a letter that proves it.
    ///
    /// The answer is the same, after the same work, whether somebody has the address or not; what there is to say is told
    /// to the address only.
    /// - Parameters:
    ///   - address: what was typed.
    ///   - channel: on which channel it is one.
    ///   - client: what the client is known by, such as its network; it is counted by, and kept as a code only.
    ///   - device: the mark of a machine on which its person signed in before (``deviceMark(of:)``): they get their
    ///     letter also where strangers have used up those of the address.
    /// - Throws: ``AccountError/invalid(_:)``, ``AccountError/tooMany(until:)``, ``AccountError/texts(_:)`` and
    ///   ``AccountError/store(_:)``.
    public func requestSignIn(
        of address: String,
        on channel: Channel,
        from client: String? = nil,
        device: String? = nil
    ) async throws(AccountError) {
        var random = random
        try await SignInDesk(store: store, key: key, settings: settings)
            .take(address, on: channel, from: client, device: device, at: time.now, using: &random)
    }

    /// Makes a link that signs a person in, on the word of whoever runs the installation: shown at the terminal and sent
    /// to nobody, so that it needs no address of theirs and is not counted.
    ///
    /// It is good once, for ``Settings/signInLifetime``.
    /// - Throws: ``AccountError/noUser(_:)`` and ``AccountError/store(_:)``.
    public func signInLink(for user: UserID) async throws(AccountError) -> SignInLink {
        var random = random
        let secret = AccountSecret(using: &random)
        let now = time.now
        let token = AccountToken(
            hash: secret.hash,
            purpose: .signIn,
            userID: user,
            channel: .console,
            address: Self.terminal,
            createdAt: now,
            endsAt: now + settings.signInLifetime
        )
        let isKept = try await AccountError.inStore { () async throws(StoreError) in
            try await store.addToken(token, limits: [])
        }
        guard isKept else { throw .noUser(user) }
        return SignInLink(secret: secret, url: links?.signIn(secret), endsAt: token.endsAt)
    }

    /// Whom a link would sign in, without doing so: for the page that it opens, and for scanners of mail.
    ///
    /// - Returns: nil for a link that is used, has ended, or is none of ours.
    /// - Throws: ``StoreError``.
    public func signInToken(_ secret: String) async throws(StoreError) -> UserID? {
        guard let hash = AccountSecret(secret)?.hash else { return nil }
        return try await store.token(hash, for: .signIn, at: time.now)?.userID
    }

    /// The person whom a link signs in; uses the link up.
    ///
    /// - Returns: nil for a link that is used, has ended, is none of ours, or went to an address that is no longer theirs.
    /// - Throws: ``StoreError``.
    public func signIn(link secret: String) async throws(StoreError) -> User? {
        guard let hash = AccountSecret(secret)?.hash else { return nil }
        return try await useSignIn(hash)
    }

    /// The person whom the digits sign in that were sent to an address of theirs; uses them up.
    ///
    /// Guesses are counted by address and by client, right ones too, whether somebody has the address or not, and the
    /// store is asked the same.
    /// - Parameters:
    ///   - code: what was typed.
    ///   - address: where the digits were sent, in the form that is kept (``SignUp/checkedEmail(_:)``,
    ///     ``SignUp/checkedPhone(_:)``).
    ///   - channel: on which channel it is an address.
    ///   - client: As for ``requestSignIn(of:on:from:device:)``.
    ///   - device: As there: its guesses are counted apart from those of strangers.
    /// - Throws: ``StoreError``.
    public func signIn(
        digits code: String,
        address: String,
        channel: Channel,
        from client: String? = nil,
        device: String? = nil
    ) async throws(StoreError) -> SignInAnswer {
        let guesses = DigitGuesses(store: store, key: key, settings: settings)
        let answer = try await guesses.take(.signIn, at: address, on: channel, from: client, at: time.now) {
            key.isDeviceMark(device, of: $0)
        }
        switch answer {
        case .tooMany(let until): return .tooMany(until: until)
        case .taken(let owner):
            guard let digits = SecretDigits(code) else { return .wrong }
            let hash = digits.hash(of: owner?.id ?? .nobody, at: address, on: channel, for: .signIn, key)
            return try await useSignIn(hash).map(SignInAnswer.signedIn) ?? .wrong
        }
    }

    /// Finds whom a token signs in, then uses it up: a store that fails in between leaves it good for another try.
    private func useSignIn(_ hash: SecretHash) async throws(StoreError) -> User? {
        let now = time.now
        guard let token = try await store.token(hash, for: .signIn, at: now),
            let user = try await store.user(token.userID), token.reaches(user),
            try await store.useToken(hash, for: .signIn, at: now) != nil
        else { return nil }
        return user
    }

    /// What stands for the address of a link that is shown at the terminal.
    private static let terminal = "terminal"
}

extension AccountToken {
    /// Whether what it was sent to is still the person's, and proved: who reads an old address must not sign in.
    fileprivate func reaches(_ user: User) -> Bool {
        guard channel.hasAddresses else { return true }
        guard let present = user.address(on: channel), user.verifiedAt(on: channel) != nil else { return false }
        return channel.addressKey(present) == channel.addressKey(address)
    }
}
