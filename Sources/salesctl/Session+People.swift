import SalesCore

extension Session {
    /// The store as one that keeps people.
    func people() throws -> any AccountStore & TrackingStore {
        guard let store = store as? any AccountStore & TrackingStore else {
            throw CommandFailure(.store, "This store keeps no people with accounts.")
        }
        return store
    }

    /// People's accounts: sign-up, proofs and links.
    ///
    /// - Parameter isPrivate: whether a key of this process's own stands in where none is set. What it proves holds until
    ///   the program ends; links that sign in need no key.
    func accounts(isPrivate: Bool = false) throws -> Accounts {
        var accountSettings = Accounts.Settings()
        accountSettings.texts = settings.people.texts
        accountSettings.delivery.isPaused = settings.isSendingStopped
        let isPassing = isPrivate && !settings.people.secret.isSet
        let key = if isPassing { Self.passingKey } else { try settings.linkKey() }
        return Accounts(
            store: try people(),
            key: key,
            base: try settings.linkBase(),
            notifiers: Array(tracker.notifiers.values),
            settings: accountSettings,
            time: time,
            logger: logger
        )
    }

    /// A key that nobody keeps.
    private static var passingKey: LinkKey {
        var random = RandomSource.system
        let bytes = (0..<LinkKey.minimumLength).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        guard let key = LinkKey(bytes: bytes) else { preconditionFailure("a key has as many bytes as it must") }
        return key
    }

    /// The person that somebody typed, by number or e-mail address.
    func person(_ text: String) async throws -> User {
        let store = try people()
        let found: User?
        if text.contains("@") {
            found = try await store.user(at: text, on: .email)
        } else if text.hasPrefix("+") {
            found = try await store.user(at: text, on: .sms)
        } else {
            guard let id = UserID(text) else {
                throw CommandFailure(.usage, "“\(text)” is no user's number or address; `salesctl users` shows them.")
            }
            found = try await store.user(id)
        }
        guard let found else {
            throw CommandFailure(.notFound, "There is no such user; `salesctl users` shows those there are.")
        }
        return found
    }

    /// Sends the letters that are due now and says what came of those to one person.
    func sendLetters(to user: User, _ accounts: Accounts) async throws -> [LetterJSON] {
        let sent = LetterLog()
        try await accounts.deliverLetters { letter, outcome in
            if letter.userID == user.id { await sent.add(LetterJSON(letter, outcome)) }
        }
        return await sent.letters
    }

    /// Says what came of letters, and why there is none to an address that was to get one.
    ///
    /// - Parameter channels: those that were to be written over; of the addresses that are not confirmed, if not given.
    func say(_ letters: [LetterJSON], to user: User, over channels: [Channel]? = nil) async throws {
        for letter in letters { terminal.out("  \(letter.channel)  \(PlainText.safe(letter.words))") }
        let channels = channels ?? [Channel.email, .sms].filter { user.verifiedAt(on: $0) == nil }
        for channel in channels {
            guard let address = user.address(on: channel), !letters.contains(where: { $0.channel == channel.rawValue })
            else { continue }
            if let suppression = try await people().suppression(of: address, on: channel),
                !suppression.kind.allowsLetters
            {
                let advice = "see `salesctl users suppression \(user.id)`"
                terminal.out(PlainText.safe("  \(channel)  nothing can be sent: \(suppression.words); \(advice)"))
                continue
            }
            terminal.out("  \(channel)  " + silence(on: channel))
        }
    }

    /// What holds of letters where ``accounts()`` sets nothing else.
    private static let people = Accounts.Settings()

    /// Why there is no letter over a channel that nothing else speaks against.
    private func silence(on channel: Channel) -> String {
        guard tracker.notifiers[channel] != nil else {
            return "nothing can be sent: add \(channel) to notify.channels, or see `salesctl users verify`"
        }
        guard !settings.isSendingStopped else {
            return
                "nothing was sent: sending is stopped. It waits for \(DurationWords.text(Self.people.linkLifetime)) at most, "
                + "and `salesctl watch` sends it when notify.enabled is true again"
        }
        let most = Self.people.letters.map { "\($0.count) in \(DurationWords.text($0.period))" }
        return
            "nothing was sent: enough was sent to this address for now; an address gets at most "
            + "\(most.joined(separator: " and ")) of such messages"
    }
}

/// Letters as they come back, from many tasks.
private actor LetterLog {
    var letters: [LetterJSON] = []

    func add(_ letter: LetterJSON) { letters.append(letter) }
}

/// What came of a letter, for programs.
struct LetterJSON: Encodable, Sendable {
    let channel: String
    let outcome: String
    let reason: String?

    init(_ letter: Letter, _ result: LetterSettlement.Outcome) {
        channel = letter.channel.rawValue
        switch result {
        case .accepted: (outcome, reason) = ("accepted", nil)
        case .retry(_, let failure): (outcome, reason) = ("later", failure)
        case .dead(let failure): (outcome, reason) = ("failed", failure)
        case .expired: (outcome, reason) = ("expired", "enough was sent to this address for now")
        case .released: (outcome, reason) = ("later", "there is no carrier for it now")
        }
    }

    /// What came of it, for people.
    var words: String {
        switch outcome {
        case "accepted": "a message was sent that confirms the address"
        case "later": "not sent yet, `salesctl watch` tries again: \(reason ?? "")"
        default: "not sent: \(reason ?? "")"
        }
    }
}
