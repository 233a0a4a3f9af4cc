/// Why something about an account was not done.
public enum AccountError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was given cannot be used.
    case invalid(SignUp.Invalid)
    /// Texts do not go to the number.
    case texts(TextBudget.Refusal)
    /// So much was asked for that nothing is taken before a moment.
    case tooMany(until: Timestamp)
    /// There is no such person.
    case noUser(UserID)
    /// The person has no address on the channel.
    case noAddress(UserID, Channel)
    /// The addresses belong to two people.
    case twoPeople
    /// Another person has the address on the channel.
    case taken(Channel)
    /// The person would be left without any address.
    case lastAddress
    /// The person has yet to prove their address on the channel.
    case unproved(Channel)
    /// The person's address on the channel is not written to.
    case suppressed(Channel, Suppression.Kind)
    /// Nothing carries messages to people over the channel.
    case noCarrier(Channel)
    /// Whoever runs the installation has stopped all sending.
    case stopped
    /// The store failed.
    case store(StoreError)

    /// What happened and what to do, for people; without addresses.
    public var description: String {
        switch self {
        case .invalid(let error): error.description
        case .texts(let refusal): refusal.description
        case .tooMany(let time): "Too much was asked for; try again after \(time)."
        case .noUser(let id): "There is no user \(id)."
        case .noAddress(let id, let channel): "User \(id) has no address for \(channel)."
        case .twoPeople: "The e-mail address and the phone number belong to two different people."
        case .taken(.sms): "This phone number cannot be used: somebody else may have it here already."
        case .taken: "This address cannot be used: somebody else may have it here already."
        case .lastAddress: "One address must stay: without any you could not sign in again."
        case .unproved(.sms): "The phone number is not confirmed yet; nothing is sent to it before."
        case .unproved: "The address is not confirmed yet; nothing is sent to it before."
        case .suppressed(_, .bounce): "The address is not written to: the carrier reported that it does not exist."
        case .suppressed(_, .stop): "The address is not written to: its owner said stop. Confirm it anew to lift that."
        case .suppressed(_, .complaint): "The address is not written to: its owner reported a message as unwanted."
        case .noCarrier(let channel): "No messages are sent over \(channel) here."
        case .stopped: "Whoever runs this installation has stopped all sending."
        case .store(let error): error.description
        }
    }
}

extension AccountError {
    /// Asks the store, whose failure is told in our own terms.
    static func inStore<Answer>(_ work: () async throws(StoreError) -> Answer) async throws(AccountError) -> Answer {
        do {
            return try await work()
        } catch {
            throw .store(error)
        }
    }
}
