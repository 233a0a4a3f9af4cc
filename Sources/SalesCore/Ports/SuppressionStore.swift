/// Addresses that must not be written to: they bounced, complained, or said stop.
///
/// The outbox of the same store obeys: ``Outbox/claimAlerts(channels:limit:lease:at:)`` joins a person without a
/// suppressed address (their `email` or `phone` is nil in ``ClaimedAlert/recipient``), from the moment that
/// ``suppress(_:)`` has returned, also for alerts that were made before.
public protocol SuppressionStore: Sendable {
    /// Suppresses an address on a channel; answers whether anything changed.
    ///
    /// The store must compare addresses as ``UserStore/addUser(_:)`` does. A report whose (channel, reference) was taken
    /// before changes nothing and answers false, even if the suppression was lifted in between: carriers repeat
    /// themselves. A stricter kind (``Suppression/Kind`` in its order) replaces a milder one, never the other way.
    /// - Throws: ``StoreError``.
    func suppress(_ suppression: Suppression) async throws(StoreError) -> Bool

    /// The suppression of an address on a channel, or nil.
    ///
    /// - Throws: ``StoreError``.
    func suppression(of address: String, on channel: Channel) async throws(StoreError) -> Suppression?

    /// Lifts the suppression of an address, as when its owner asks for messages again.
    ///
    /// - Throws: ``StoreError``.
    func liftSuppression(of address: String, on channel: Channel) async throws(StoreError)

    /// Suppressions in the order in which they came, a page at a time.
    ///
    /// - Throws: ``StoreError``.
    func suppressions(after token: PageToken?, limit: Int) async throws(StoreError) -> Page<Suppression>
}

/// One address that must not be written to.
public struct Suppression: Hashable, Sendable {
    /// Why, mildest first.
    public enum Kind: String, Codable, Sendable, CaseIterable {
        /// The address does not exist.
        case bounce
        /// The person asked to stop.
        case stop
        /// The person marked a message as unwanted.
        case complaint
    }

    /// The channel.
    public var channel: Channel
    /// The address.
    public var address: String
    /// Why.
    public var kind: Kind
    /// The carrier's own name of the report.
    public var reference: String
    /// When it was reported.
    public var at: Timestamp

    /// A suppression.
    public init(channel: Channel, address: String, kind: Kind, reference: String, at: Timestamp) {
        self.channel = channel
        self.address = address
        self.kind = kind
        self.reference = reference
        self.at = at
    }
}
