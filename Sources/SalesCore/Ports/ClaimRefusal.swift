/// Why an alert that is due is not handed out: what a store decides inside of its claim's transaction.
public enum ClaimRefusal: String, Sendable, CaseIterable {
    /// There is no such person any more.
    case unknownPerson = "unknown-person"
    /// The person does not follow the product any more.
    case unsubscribed
    /// The person paused the subscription.
    case paused
    /// The person has no address on the channel.
    case withoutAddress = "without-address"
    /// The person's address on the channel is suppressed.
    case suppressedAddress = "suppressed-address"
    /// The person has not proved yet that the address is theirs.
    case unverifiedAddress = "unverified-address"

    /// Decides whether an alert is refused; nil where it may be handed out.
    ///
    /// A store that can ask its database the same in a statement need not call it; the promises hold both to it.
    /// - Parameters:
    ///   - channel: the alert's channel.
    ///   - recipient: the person as they are now; nil where there is none.
    ///   - isPaused: whether their subscription to the product is paused; nil where there is none.
    ///   - isSuppressed: whether an address of theirs is suppressed on the channel; asked only where it counts.
    public init?<Failure: Error>(
        on channel: Channel,
        recipient: User?,
        isPaused: Bool?,
        isSuppressed: (String) throws(Failure) -> Bool
    ) throws(Failure) {
        guard let recipient else { self = .unknownPerson; return }
        guard let isPaused else { self = .unsubscribed; return }
        if isPaused { self = .paused; return }
        // The local user's addresses are the configuration's.
        guard channel.hasAddresses, recipient.id != .local else { return nil }
        guard let address = recipient.address(on: channel) else { self = .withoutAddress; return }
        if try isSuppressed(address) { self = .suppressedAddress; return }
        guard recipient.verifiedAt(on: channel) == nil else { return nil }
        self = .unverifiedAddress
    }

    /// What becomes of the alert.
    public var status: Alert.Status { self == .unverifiedAddress ? .waiting : .suppressed }

    /// Why, in words that are kept as the alert's ``Alert/failure``; nil for an alert that waits, of which no attempt
    /// failed.
    public var words: String? {
        switch self {
        case .unknownPerson: "the person is not known any more"
        case .unsubscribed: "the person does not follow the product any more"
        case .paused: "the person paused it"
        case .withoutAddress: "the person has no address on this channel"
        case .suppressedAddress: "messages to the address are stopped: it bounced, complained or said stop"
        case .unverifiedAddress: nil
        }
    }

    /// How many due alerts or letters one claim refuses before it answers with what it has; the next claim goes on.
    ///
    /// A claim that looks at several at a time may refuse the last of them beyond it.
    public static let maximumInOneClaim = 10_000
}
