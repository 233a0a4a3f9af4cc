/// Addresses that must not be written to: they bounced, complained, or said stop.
///
/// Of an address only its ``AddressDigest`` is kept, so that the list still holds when its person was erased.
///
/// The outbox of the same store obeys: no ``Outbox/claimAlerts(channels:limit:lease:at:)`` that begins after
/// ``suppress(_:)`` has returned hands out an alert to the address, also of those that were made before.
public protocol SuppressionStore: Sendable {
    /// Suppresses an address on a channel; answers whether anything changed.
    ///
    /// A report whose (channel, reference) was taken before changes nothing and answers false, even if the suppression
    /// was lifted in between: carriers repeat themselves. The store must keep that a report was taken until
    /// ``removeReports(reportedBefore:)``, with its kind and moment. A stricter kind (``Suppression/Kind`` in its order)
    /// replaces a milder one, never the other way.
    /// - Throws: ``StoreError``.
    /// - Promise: ACCOUNT-30 to ACCOUNT-32, ACCOUNT-41, ACCOUNT-45
    func suppress(_ suppression: Suppression) async throws(StoreError) -> Bool

    /// The suppression of an address, or nil.
    ///
    /// - Throws: ``StoreError``.
    /// - Promise: ACCOUNT-30
    func suppression(of address: AddressDigest) async throws(StoreError) -> Suppression?

    /// Lifts the suppression of an address where it is of one of these kinds and was reported until this moment, as when
    /// its owner asks for messages again; answers whether it did.
    ///
    /// The store must decide and lift in one step: a report that comes meanwhile must not be lifted with an older one.
    /// Alerts that were suppressed meanwhile stay so.
    /// - Throws: ``StoreError``.
    /// - Promise: ACCOUNT-33, ACCOUNT-35, ACCOUNT-42
    func liftSuppression(
        of address: AddressDigest,
        kinds: [Suppression.Kind],
        reportedUntil moment: Timestamp
    ) async throws(StoreError) -> Bool

    /// Makes the complaint of an address a stop, whose time and reference are the complaint's; answers whether there was
    /// one.
    ///
    /// A complaint takes the place of a stop that its owner asked for (``suppress(_:)``), and nothing tells afterwards
    /// whether there was one. So nobody but the owner can lift it: as a stop it lets letters through, one of which the
    /// owner may answer.
    /// - Throws: ``StoreError``.
    /// - Promise: ACCOUNT-38
    func softenComplaint(of address: AddressDigest) async throws(StoreError) -> Bool

    /// Suppressions in the order in which their addresses came, a page at a time.
    ///
    /// - Throws: ``StoreError``.
    /// - Promise: ACCOUNT-34
    func suppressions(after token: PageToken?, limit: Int) async throws(StoreError) -> Page<Suppression>

    /// How many reports of each kind were taken of a channel since a moment, by the moments of their suppressions; a kind
    /// without one is not there.
    ///
    /// The store must count a report whatever became of its suppression: that an operator lifts it makes the carrier
    /// forget nothing. It is asked every minute: what was reported before must not be read.
    /// - Throws: ``StoreError``.
    /// - Promise: ACCOUNT-36
    func reportCounts(
        on channel: Channel,
        since moment: Timestamp
    ) async throws(StoreError) -> [Suppression.Kind: Int]

    /// Forgets which reports were taken before a moment, by the moments of their suppressions; answers how many.
    ///
    /// The suppressions stay. A report that comes once more after that counts like a new one.
    /// - Throws: ``StoreError``.
    /// - Promise: ACCOUNT-37
    func removeReports(reportedBefore moment: Timestamp) async throws(StoreError) -> Int
}

extension SuppressionStore {
    /// The suppression of an address on a channel, or nil.
    ///
    /// - Throws: ``StoreError``.
    public func suppression(of address: String, on channel: Channel) async throws(StoreError) -> Suppression? {
        try await suppression(of: AddressDigest(address, on: channel))
    }

    /// Lifts the suppression of an address on a channel, whatever it is, unless restricted; answers whether there was one.
    ///
    /// - Throws: ``StoreError``.
    @discardableResult
    public func liftSuppression(
        of address: String,
        on channel: Channel,
        kinds: [Suppression.Kind] = Suppression.Kind.allCases,
        reportedUntil moment: Timestamp = Timestamp(milliseconds: .max)
    ) async throws(StoreError) -> Bool {
        try await liftSuppression(of: AddressDigest(address, on: channel), kinds: kinds, reportedUntil: moment)
    }
}

/// One address that must not be written to.
public struct Suppression: Hashable, Sendable {
    /// Why, mildest first.
    public enum Kind: String, Codable, Sendable, CaseIterable, Comparable {
        /// The address does not exist.
        case bounce
        /// The person asked to stop.
        case stop
        /// The person marked a message as unwanted.
        case complaint

        /// Whether messages about the account may still be sent: their owner asks for each of them.
        public var allowsLetters: Bool { self == .stop }

        /// Whether the first is milder than the second.
        public static func < (lhs: Kind, rhs: Kind) -> Bool { lhs.strictness < rhs.strictness }

        /// Its place among the kinds, mildest first.
        public var strictness: Int {
            switch self {
            case .bounce: 0
            case .stop: 1
            case .complaint: 2
            }
        }
    }

    /// The channel.
    public var channel: Channel
    /// The address, without saying it.
    public var digest: AddressDigest
    /// Why.
    public var kind: Kind
    /// The carrier's own name of the report.
    public var reference: String
    /// When it was reported.
    public var at: Timestamp

    /// The suppression of an address.
    public init(channel: Channel, address: String, kind: Kind, reference: String, at: Timestamp) {
        let digest = AddressDigest(address, on: channel)
        self.init(channel: channel, digest: digest, kind: kind, reference: reference, at: at)
    }

    /// A suppression.
    public init(channel: Channel, digest: AddressDigest, kind: Kind, reference: String, at: Timestamp) {
        self.channel = channel
        self.digest = digest
        self.kind = kind
        self.reference = reference
        self.at = at
    }
}
