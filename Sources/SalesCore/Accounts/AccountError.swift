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
