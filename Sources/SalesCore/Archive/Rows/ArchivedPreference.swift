/// A subscription as an archive keeps it: whose it is stands there under a pseudonym, and of channels their kinds.
///
/// Nothing of it names a person: see Docs/decisions/0018-what-the-archive-holds.md.
public struct ArchivedPreference: Hashable, Sendable {
    /// The subscription's number in the store.
    public var id: SubscriptionID
    /// The person's pseudonym: ``pseudonymLength`` hexadecimal digits that say nothing once the person is erased.
    public var pseudonym: String
    /// The product.
    public var productID: ProductID
    /// What was asked for, as text.
    public var rule: Rule
    /// The kinds of channels; empty for all that are set up.
    public var channels: [Channel]
    /// How often to check at least; nil for the installation's default.
    public var interval: Duration?
    /// How long after an alert no other was wanted; nil for no time.
    public var coolDown: Duration?
    /// Whether its alerts went into a digest.
    public var isInDigest: Bool
    /// Whether it was paused.
    public var isPaused: Bool
    /// When it was asked for.
    public var createdAt: Timestamp

    /// A subscription under the pseudonym of its person.
    public init(_ subscription: Subscription, pseudonym: String) {
        id = subscription.id
        self.pseudonym = pseudonym
        productID = subscription.productID
        rule = subscription.rule
        channels = subscription.channels
        interval = subscription.interval
        coolDown = subscription.coolDown
        isInDigest = subscription.isInDigest
        isPaused = subscription.isPaused
        createdAt = subscription.createdAt
    }

    /// The digits of a pseudonym: 128 random bits.
    public static let pseudonymLength = 32
}

extension ArchivedPreference: ArchivedRow {
    static let table = ArchiveTable.preferences
    var number: Int64 { id.rawValue }

    func write(to writer: inout CSVWriter) {
        writer.number(id.rawValue)
        writer.word(pseudonym)
        writer.number(productID.rawValue)
        writer.text(rule.text)
        writer.text(channels.map(\.rawValue).joined(separator: " "))
        writer.number(interval?.components.seconds)
        writer.number(coolDown?.components.seconds)
        writer.flag(isInDigest)
        writer.flag(isPaused)
        writer.moment(createdAt)
        writer.endRecord()
    }

    init(_ record: inout CSVRecord) throws(CSVFault) {
        id = SubscriptionID(rawValue: try record.number("id"))
        guard let word = record.wordOrNil(), word.utf8.count == Self.pseudonymLength else {
            throw record.fault("user is no pseudonym")
        }
        pseudonym = word
        productID = ProductID(rawValue: try record.number("product_id"))
        let text = try record.text("rule")
        guard let rule = try? Rule(text: text) else { throw record.fault("“\(text)” is no rule") }
        self.rule = rule
        channels = try record.text("channels").split(separator: " ").map { Channel(rawValue: String($0)) }
        interval = try record.numberOrNil().map { .seconds($0) }
        coolDown = try record.numberOrNil().map { .seconds($0) }
        isInDigest = try record.flag("is_in_digest")
        isPaused = try record.flag("is_paused")
        createdAt = try record.moment("created_at")
    }
}
