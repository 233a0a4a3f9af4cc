/// Messages about an account that are to be sent: to verify an address, to say that it is known already, or to sign in.
///
/// They go through the store so that signing up answers at once, equally fast whoever asks, and so that no secret lies
/// in it: the token that a letter carries is made when it is sent.
public protocol LetterStore: Sendable {
    /// Adds a letter, pending; nil where the person does not exist.
    ///
    /// The caller guarantees an identifier of fresh random bits; one that is there already changes nothing, and its
    /// letter is answered.
    /// - Throws: ``StoreError``.
    /// - Promise: ACCOUNT-60
    @discardableResult
    func addLetter(_ draft: Letter.New) async throws(StoreError) -> Letter?

    /// Leases pending letters of some channels whose next attempt is due by the store's clock, oldest first.
    ///
    /// As for ``Outbox/claimAlerts(channels:limit:lease:at:)``: the same transaction counts the attempt, gives a token
    /// of its own and joins the person as they are. A letter whose address is no longer the person's on that channel, or
    /// is suppressed there for a bounce or a complaint, is not handed out but becomes ``Letter/Status/expired``, and
    /// uses up nothing of the limit. An address whose owner said stop still gets its letters: they asked for them. The
    /// address of a ``Letter/Kind/newAddress`` is to become the person's, and need not be it.
    /// - Throws: ``StoreError``.
    /// - Promise: ACCOUNT-61 to ACCOUNT-64
    func claimLetters(
        channels: [Channel],
        limit: Int,
        lease: Duration,
        at time: Timestamp
    ) async throws(StoreError) -> [ClaimedLetter]

    /// Saves what came of attempts, each on its own, answered in the same order: whether the lease was still held.
    ///
    /// As for ``Outbox/settle(_:)``: a token that is not the present one changes nothing and answers false, and so does a
    /// letter that is settled or that expired meanwhile; a lease that ran out and that nobody took over still settles.
    /// - Throws: ``StoreError``.
    /// - Promise: ACCOUNT-65, ACCOUNT-66, ACCOUNT-68
    func settleLetters(_ settlements: [LetterSettlement]) async throws(StoreError) -> [Bool]

    /// Removes letters that are not pending and were made before a moment; answers how many.
    ///
    /// - Throws: ``StoreError``.
    /// - Promise: ACCOUNT-67
    func removeLetters(madeBefore time: Timestamp) async throws(StoreError) -> Int
}

/// A message about an account to one address.
public struct Letter: Hashable, Sendable {
    /// What a letter is about.
    ///
    /// Open: an installation may have letters of its own.
    public struct Kind: RawRepresentable, Hashable, Sendable {
        /// The kind's name.
        public let rawValue: String

        /// The kind of this name.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// Brings what verifies the address.
        public static let verification = Kind(rawValue: "verification")
        /// Brings what makes an address the person's in place of one that they proved.
        public static let newAddress = Kind(rawValue: "new-address")
        /// Says to somebody who signed up again that they are known.
        public static let alreadyRegistered = Kind(rawValue: "already-registered")
        /// Brings what signs in.
        public static let signIn = Kind(rawValue: "sign-in")
        /// The same, asked for where its person signed in before (``Accounts/deviceMark(of:)``).
        public static let signInAgain = Kind(rawValue: "sign-in-again")

        /// What its secret is good for.
        var purpose: AccountToken.Purpose { self == .signIn || self == .signInAgain ? .signIn : .verification }
    }

    /// How far it has come.
    public enum Status: String, Sendable, CaseIterable {
        /// Waits for its next attempt.
        case pending
        /// A provider took it.
        case accepted
        /// Every attempt failed, or a provider refused it for good.
        case dead
        /// It may not be sent any more.
        case expired
    }

    /// Its identifier, the idempotency key of its message.
    public let id: Alert.ID
    /// The person.
    public let userID: UserID
    /// The channel.
    public let channel: Channel
    /// The address that it goes to.
    public let address: String
    /// What it is about.
    public let kind: Kind
    /// When it was made.
    public let createdAt: Timestamp
    /// When the next attempt is due, while pending.
    public var nextAttemptAt: Timestamp
    /// How many times it was handed to a notifier.
    public var attempts: Int
    /// How far it has come.
    public var status: Status
    /// Why the last attempt failed, in words without secrets.
    public var failure: String?

    /// A letter row.
    public init(
        id: Alert.ID,
        userID: UserID,
        channel: Channel,
        address: String,
        kind: Kind,
        createdAt: Timestamp,
        nextAttemptAt: Timestamp,
        attempts: Int = 0,
        status: Status = .pending,
        failure: String? = nil
    ) {
        self.id = id
        self.userID = userID
        self.channel = channel
        self.address = address
        self.kind = kind
        self.createdAt = createdAt
        self.nextAttemptAt = nextAttemptAt
        self.attempts = attempts
        self.status = status
        self.failure = failure
    }

    /// A letter to be added.
    public struct New: Hashable, Sendable {
        /// Its identifier, of fresh random bits.
        public var id: Alert.ID
        /// The person.
        public var userID: UserID
        /// The channel.
        public var channel: Channel
        /// The address that it goes to.
        public var address: String
        /// What it is about.
        public var kind: Kind
        /// When it is made, and due.
        public var createdAt: Timestamp

        /// A letter to be added.
        public init(
            id: Alert.ID,
            userID: UserID,
            channel: Channel,
            address: String,
            kind: Kind,
            createdAt: Timestamp
        ) {
            self.id = id
            self.userID = userID
            self.channel = channel
            self.address = address
            self.kind = kind
            self.createdAt = createdAt
        }

        /// The row that it begins as.
        public var letter: Letter {
            Letter(
                id: id,
                userID: userID,
                channel: channel,
                address: address,
                kind: kind,
                createdAt: createdAt,
                nextAttemptAt: createdAt
            )
        }
    }
}

/// A leased letter.
public struct ClaimedLetter: Hashable, Sendable {
    /// The letter, with this attempt counted.
    public let letter: Letter
    /// The fencing token.
    public let token: Int64
    /// The person as they are now.
    public let recipient: User

    /// A leased letter.
    public init(letter: Letter, token: Int64, recipient: User) {
        self.letter = letter
        self.token = token
        self.recipient = recipient
    }
}

extension ClaimedLetter {
    /// The person with the address that the letter goes to, which need not be theirs yet.
    var addressee: User {
        guard letter.kind == .newAddress else { return recipient }
        var addressee = recipient
        if letter.channel == .email { addressee.email = letter.address }
        if letter.channel == .sms { addressee.phone = letter.address }
        return addressee
    }
}

/// What came of one attempt to send a letter.
public struct LetterSettlement: Hashable, Sendable {
    /// What came of it.
    public enum Outcome: Hashable, Sendable {
        /// A provider took it.
        case accepted
        /// It failed and is to be tried again.
        case retry(at: Timestamp, failure: String)
        /// It failed for good.
        case dead(failure: String)
        /// It is not to be sent any more.
        case expired
        /// The attempt was not made; the letter is due again at once and the attempt is not counted.
        case released
    }

    /// The letter.
    public var letterID: Alert.ID
    /// The fencing token of its lease.
    public var token: Int64
    /// What came of the attempt.
    public var outcome: Outcome

    /// What came of one attempt.
    public init(letterID: Alert.ID, token: Int64, outcome: Outcome) {
        self.letterID = letterID
        self.token = token
        self.outcome = outcome
    }
}
