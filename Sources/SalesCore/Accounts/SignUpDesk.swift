/// Takes sign-ups, doing the same work in the same order for addresses that are known and that are not.
///
/// The work is all that could tell the two apart: the answer holds nothing, and what is said about the address is said
/// to the address alone, by a letter that is sent later (OWASP, Authentication Cheat Sheet, "Authentication Responses").
struct SignUpDesk: Sendable {
    let store: any UserStore & SuppressionStore & QuotaStore & LetterStore
    let key: LinkKey
    let settings: Accounts.Settings

    /// Takes a sign-up.
    func take(
        _ signUp: SignUp,
        from client: String?,
        at now: Timestamp,
        using random: inout RandomSource
    ) async throws(AccountError) {
        if let phone = signUp.phone {
            do {
                _ = try settings.texts.country(of: phone)
            } catch {
                throw .texts(error)
            }
        }
        let counted = try await AccountError.inStore { () async throws(StoreError) in
            try await store.take(Quota.signUps(from: client, key, settings), at: now)
        }
        if let counted { throw .tooMany(until: counted.window(at: now).upperBound) }
        try await AccountError.inStore { () async throws(StoreError) in
            _ = try await store.addUser(signUp.draft(at: now))
            for (channel, address) in signUp.addresses {
                let owner = try await store.user(at: address, on: channel)
                let suppression = try await store.suppression(of: address, on: channel)
                let letter = letter(to: owner, at: address, on: channel, suppression, at: now, using: &random)
                try await store.addLetter(letter)
            }
        }
    }

    /// The letter that an address gets.
    ///
    /// Where nobody has the address, because two people have the two that were given, the letter is to nobody, and the
    /// store drops it after the same work.
    private func letter(
        to owner: User?,
        at address: String,
        on channel: Channel,
        _ suppression: Suppression?,
        at now: Timestamp,
        using random: inout RandomSource
    ) -> Letter.New {
        // Who said stop and signs up again wants messages again, and must prove once more that it is they who ask.
        let isKnown = owner?.verifiedAt(on: channel) != nil && suppression?.kind != .stop
        return Letter.New(
            id: .random(using: &random),
            userID: owner?.id ?? .nobody,
            channel: channel,
            address: owner?.address(on: channel) ?? address,
            kind: isKnown ? .alreadyRegistered : .verification,
            createdAt: now
        )
    }
}
