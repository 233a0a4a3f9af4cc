extension Accounts {
    /// Takes a sign-up; what comes of it is told to its addresses only, by letters.
    ///
    /// An address that is not verified gets a letter that verifies it, one that is gets a letter that says so. The answer
    /// is the same, after the same work, whether an address was known or not.
    /// - Parameters:
    ///   - signUp: what the person gave.
    ///   - client: what the client is known by, such as its network; it is counted by, and kept as a code only.
    /// - Throws: ``AccountError/tooMany(until:)``, ``AccountError/texts(_:)`` and ``AccountError/store(_:)``.
    public func signUp(_ signUp: SignUp, from client: String? = nil) async throws(AccountError) {
        var random = random
        try await SignUpDesk(store: store, key: key, settings: settings)
            .take(signUp, from: client, at: time.now, using: &random)
    }

    /// Adds a person for an operator, who may know who is there; answers whether they are new.
    ///
    /// Letters go out as for ``signUp(_:from:)``, to each address that is not verified.
    /// - Throws: ``AccountError``.
    public func add(_ signUp: SignUp) async throws(AccountError) -> AddedUser {
        let now = time.now
        let added = try await AccountError.inStore { () async throws(StoreError) in
            try await store.addUser(signUp.draft(at: now))
        }
        guard let added else { throw .twoPeople }
        for (channel, _) in signUp.addresses where added.user.address(on: channel) != nil {
            guard added.user.verifiedAt(on: channel) == nil else { continue }
            try await requestVerification(of: added.user, on: channel)
        }
        return added
    }

    /// Has a letter sent that verifies a person's address, also one that is verified: as to lift a stop.
    ///
    /// - Throws: ``AccountError``.
    public func requestVerification(of user: User, on channel: Channel) async throws(AccountError) {
        guard let address = user.address(on: channel) else { throw .noAddress(user.id, channel) }
        var random = random
        let letter = Letter.New(
            id: .random(using: &random),
            userID: user.id,
            channel: channel,
            address: address,
            kind: .verification,
            createdAt: time.now
        )
        let kept = try await AccountError.inStore { () async throws(StoreError) in try await store.addLetter(letter) }
        guard kept != nil else { throw .noUser(user.id) }
    }
}
