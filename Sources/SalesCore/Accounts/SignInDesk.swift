/// Takes requests to sign in, doing the same work in the same order for addresses that are known and that are not.
///
/// As for ``SignUpDesk``: the answer holds nothing, and what there is to say is said to the address alone.
struct SignInDesk: Sendable {
    let store: any UserStore & QuotaStore & LetterStore
    let key: LinkKey
    let settings: Accounts.Settings

    /// Takes a request.
    ///
    /// - Parameter device: what a machine shows on which its person signed in before.
    func take(
        _ address: String,
        on channel: Channel,
        from client: String?,
        device: String? = nil,
        at now: Timestamp,
        using random: inout RandomSource
    ) async throws(AccountError) {
        let address = try Self.checked(address, on: channel)
        if channel == .sms {
            do {
                _ = try settings.texts.country(of: address)
            } catch {
                throw .texts(error)
            }
        }
        let counted = try await AccountError.inStore { () async throws(StoreError) in
            try await store.take(Quota.signIns(from: client, key, settings), at: now)
        }
        if let counted { throw .tooMany(until: counted.window(at: now).upperBound) }
        try await AccountError.inStore { () async throws(StoreError) in
            let owner = try await store.user(at: address, on: channel)
            let isKnown = key.isDeviceMark(device, of: owner?.id ?? .nobody)
            try await store.addLetter(
                letter(to: owner, at: address, on: channel, isKnown: isKnown, at: now, using: &random)
            )
        }
    }

    /// An address in the form that is kept.
    ///
    /// - Throws: ``AccountError/invalid(_:)``, also for a channel on which people have no addresses.
    static func checked(_ address: String, on channel: Channel) throws(AccountError) -> String {
        do throws(SignUp.Invalid) {
            switch channel {
            case .email: return try SignUp.checkedEmail(address)
            case .sms: return try SignUp.checkedPhone(address)
            default: throw SignUp.Invalid(description: "People sign in by an e-mail address or a phone number.")
            }
        } catch {
            throw .invalid(error)
        }
    }

    /// The letter that an address gets: what signs in where it was proved, else what proves it, and none where nobody has
    /// it.
    private func letter(
        to owner: User?,
        at address: String,
        on channel: Channel,
        isKnown: Bool,
        at now: Timestamp,
        using random: inout RandomSource
    ) -> Letter.New {
        let signIn: Letter.Kind = isKnown ? .signInAgain : .signIn
        return Letter.New(
            id: .random(using: &random),
            userID: owner?.id ?? .nobody,
            channel: channel,
            address: owner?.address(on: channel) ?? address,
            kind: owner?.verifiedAt(on: channel) != nil ? signIn : .verification,
            createdAt: now
        )
    }
}
