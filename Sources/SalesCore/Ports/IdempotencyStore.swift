/// Requests that may come twice and must be done once: the `Idempotency-Key` field of HTTP.
///
/// A key is begun, the work is done, and the answer is kept for whoever repeats the request. A worker that dies in
/// between loses its lease, and the next request does the work again: the work itself must bear that, as adding a
/// subscription does. Asked of stores behind an interface over the network, beside ``AccountStore``; erasing a person
/// removes their keys.
///
/// - Promise: KEY-11, KEY-12
public protocol IdempotencyStore: Sendable {
    /// Begins a key, or says what became of it.
    ///
    /// The store must let only one of many who begin a key at once begin it; a lease that has run out by the store's own
    /// clock is taken over with a new token. Keys are told apart by their texts' bytes.
    /// - Parameters:
    ///   - key: The key.
    ///   - fingerprint: The hash of the request's method, path and body: the same key with another is a mistake.
    ///   - lease: How long the caller may work before somebody else may.
    ///   - time: When the key is first seen, for ``removeKeys(begunBefore:)``.
    /// - Throws: ``StoreErrorCode/invalidArgument`` where the person does not exist; ``StoreError``.
    /// - Promise: KEY-1, KEY-2, KEY-4, KEY-5, KEY-9, KEY-10
    func begin(
        _ key: IdempotencyKey,
        fingerprint: SecretHash,
        lease: Duration,
        at time: Timestamp
    ) async throws(StoreError) -> IdempotencyState

    /// Keeps the answer of a begun key; answers whether the lease was still held.
    ///
    /// The caller guarantees a body of at most ``KeptAnswer/maximumBytes``. Where the token is not the present one, or
    /// the key is finished, the store changes nothing and answers false. A lease that ran out is held until somebody
    /// takes it over.
    /// - Throws: ``StoreError``.
    /// - Promise: KEY-3, KEY-5, KEY-6
    func finish(_ key: IdempotencyKey, token: Int64, with answer: KeptAnswer) async throws(StoreError) -> Bool

    /// Gives a begun key up, so that the next request begins it anew; nothing where the token is not the present one
    /// or the key is finished.
    ///
    /// - Throws: ``StoreError``.
    /// - Promise: KEY-5, KEY-7
    func abandon(_ key: IdempotencyKey, token: Int64) async throws(StoreError)

    /// Forgets keys that were first seen before a moment and on which nobody works; answers how many.
    ///
    /// Somebody works on a key that is not finished while its lease runs by the store's own clock.
    /// - Throws: ``StoreError``.
    /// - Promise: KEY-8
    func removeKeys(begunBefore time: Timestamp) async throws(StoreError) -> Int
}

/// A key that a person's program chose; two people's keys have nothing to do with each other.
public struct IdempotencyKey: Hashable, Sendable {
    /// Whose it is.
    public var userID: UserID
    /// The text that the program chose, at most ``maximumLength`` bytes.
    public var text: String

    /// A key.
    public init(userID: UserID, text: String) {
        self.userID = userID
        self.text = text
    }

    /// The longest text, in bytes.
    public static let maximumLength = 255
    /// How long a key is known at least: ``Accounts/run(stumbled:)`` forgets it when it is older.
    public static let lifetime = Duration.seconds(86_400)
}

/// What became of a key.
public enum IdempotencyState: Hashable, Sendable {
    /// It is the caller's now; the fencing token is for ``IdempotencyStore/finish(_:token:with:)``.
    case begun(token: Int64)
    /// Somebody works on it.
    case inProgress
    /// It is done, and this was the answer.
    case finished(KeptAnswer)
    /// It was used for another request.
    case otherRequest
}

/// An answer as it is given again.
public struct KeptAnswer: Hashable, Sendable {
    /// The HTTP status.
    public var status: Int
    /// The value of `Content-Type`; nil where there is no body.
    public var contentType: String?
    /// The body.
    public var body: [UInt8]

    /// An answer.
    public init(status: Int, contentType: String? = nil, body: [UInt8] = []) {
        self.status = status
        self.contentType = contentType
        self.body = body
    }

    /// The largest body, in bytes.
    public static let maximumBytes = 256 << 10
}
