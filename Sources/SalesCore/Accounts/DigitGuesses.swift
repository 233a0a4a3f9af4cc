/// Counts the digits that strangers type for an address, the same whether somebody has it or not.
///
/// A person's guesses are counted under their number, so that those are with the rest that is kept of them, and an
/// address that nobody has under a code of it: whoever guesses is put off after as many in both cases, and learns
/// nothing. How many counts a stranger makes is limited by what the client is counted by.
struct DigitGuesses: Sendable {
    /// What digits are guessed for.
    enum Aim: String {
        /// To prove an address.
        case verification = "guesses"
        /// To sign in.
        case signIn = "sign-in-guesses"
    }

    /// What came of asking for a guess.
    enum Answer {
        /// It is counted; this person has the address, nil for nobody.
        case taken(User?)
        /// Too many were made; none is taken before a moment.
        case tooMany(until: Timestamp)
    }

    let store: any UserStore & QuotaStore
    let key: LinkKey
    let settings: Accounts.Settings

    /// Counts one guess of a client for an address.
    ///
    /// - Parameter isOwn: whether whoever guesses shows to be that person: strangers' guesses use up none of theirs.
    func take(
        _ aim: Aim,
        at address: String,
        on channel: Channel,
        from client: String?,
        at now: Timestamp,
        isOwn: (UserID) -> Bool = { _ in false }
    ) async throws(StoreError) -> Answer {
        let owner = try await store.user(at: address, on: channel)
        let isOwn = isOwn(owner?.id ?? .nobody)
        var quotas = [
            Quota(
                name: name(aim, owner, isOwn, address, channel),
                limit: settings.guesses,
                period: aim == .signIn ? settings.signInLifetime : settings.digitLifetime
            )
        ]
        if let client {
            let name = "\(aim.rawValue)-by:" + key.countingName("client", client)
            quotas.append(Quota(name: name, limit: settings.guessesPerClient, period: Quota.hour))
        }
        guard let full = try await store.take(quotas, at: now) else { return .taken(owner) }
        return .tooMany(until: full.window(at: now).upperBound)
    }

    private func name(_ aim: Aim, _ owner: User?, _ isOwn: Bool, _ address: String, _ channel: Channel) -> String {
        if let owner { return Quota.guesses(of: owner.id, on: channel, for: aim, isOwn: isOwn) }
        return "\(aim.rawValue):" + key.countingName("address", channel.rawValue, channel.addressKey(address))
    }
}
