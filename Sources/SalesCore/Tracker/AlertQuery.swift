/// Which alerts a person asks for; every part that is given must hold.
///
/// What a store can choose by itself is its ``storeFilter``; the rest is decided here, so that any store serves.
public struct AlertQuery: Hashable, Sendable {
    /// Only those to this user.
    public var userID: UserID?
    /// Only those about this product.
    public var productID: ProductID?
    /// Only those of these statuses; nil for all.
    public var statuses: [Alert.Status]?
    /// Only those over these channels; nil for all.
    public var channels: [Channel]?
    /// Only those of these kinds; nil for all.
    public var kinds: [Alert.Facts.Kind]?
    /// Only those made at this moment or later.
    public var since: Timestamp?
    /// Only those whose failure holds this text, whatever its letter case.
    public var failure: String?
    /// Only those whose identifier begins with this.
    public var idPrefix: String?

    /// All alerts, unless restricted.
    public init(
        userID: UserID? = nil,
        productID: ProductID? = nil,
        statuses: [Alert.Status]? = nil,
        channels: [Channel]? = nil,
        kinds: [Alert.Facts.Kind]? = nil,
        since: Timestamp? = nil,
        failure: String? = nil,
        idPrefix: String? = nil
    ) {
        self.userID = userID
        self.productID = productID
        self.statuses = statuses
        self.channels = channels
        self.kinds = kinds
        self.since = since
        self.failure = failure
        self.idPrefix = idPrefix
    }

    /// What the store chooses.
    package var storeFilter: AlertFilter { AlertFilter(userID: userID, productID: productID, statuses: statuses) }

    /// Whether an alert is one of those that are asked for.
    public func matches(_ alert: Alert) -> Bool {
        (userID.map { $0 == alert.userID } ?? true)
            && (productID.map { $0 == alert.productID } ?? true)
            && (statuses?.contains(alert.status) ?? true)
            && (channels?.contains(alert.channel) ?? true)
            && (kinds?.contains(alert.facts.kind) ?? true)
            && (since.map { alert.createdAt >= $0 } ?? true)
            && (idPrefix.map(alert.id.rawValue.hasPrefix) ?? true)
            && (failure.map { alert.failure?.lowercased().contains($0.lowercased()) ?? false } ?? true)
    }

    /// Whether no later page can hold what is asked for, because this alert is far too old.
    ///
    /// Lists are in the order of saving, and the moments in them are of the clocks of several workers.
    package func isPast(_ alert: Alert) -> Bool {
        since.map { alert.createdAt < $0 - Self.clockSlack } ?? false
    }

    /// How far the clocks of workers may differ without hiding an alert from a list.
    static let clockSlack = Duration.seconds(3_600)
}
