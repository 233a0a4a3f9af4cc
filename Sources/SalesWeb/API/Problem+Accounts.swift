internal import HTTPTypes
import SalesCore

/// What is said about accounts.
extension Problem.Kind {
    static let registrationClosed = Self("registration-closed", .forbidden, "Nobody can register here")
    static let notGenuine = Self("not-genuine", .forbidden, "The report was not believed")
    static let notErasable = Self("not-erasable", .conflict, "This person cannot be erased")
    static let sendingStopped = Self("sending-stopped", .conflict, "Nothing is sent just now")
}

extension Problem {
    /// What is said of something about an account that was not done.
    ///
    /// The store's own failure is none: ``WebRequest/failure(_:)`` passes it on.
    init(_ error: AccountError, at now: Timestamp) {
        switch error {
        case .tooMany(let until): self = .tooMany(until: until, at: now)
        case .texts(let refusal): self = Problem(refusal, at: now)
        case .noUser: self = .signInFirst
        case .noAddress: self = Self.about("channel", "You have no address for this channel.")
        case .unproved, .suppressed, .noCarrier: self = Self.about("channel", error.description)
        case .taken(let channel): self = Self.about(channel.member, error.description)
        case .stopped: self = Problem(.sendingStopped, error.description)
        case .invalid, .twoPeople, .lastAddress, .store: self = Problem(.invalid, error.description)
        }
    }

    /// Why a text is not sent, in words that name no setting.
    private init(_ refusal: TextBudget.Refusal, at now: Timestamp) {
        switch refusal {
        case .country(nil):
            self = Self.about("phone", "Texts go to numbers of countries only, and this number is of none.")
        case .country: self = Self.about("phone", "No texts are sent to numbers of this country here.")
        case .crowded(_, let until), .spent(let until), .codes(let until): self = .tooMany(until: until, at: now)
        }
    }

    /// What is said to whoever asked for so much that nothing is taken before a moment.
    static func tooMany(until: Timestamp, at now: Timestamp) -> Problem {
        let seconds = max(1, ((until - now).wholeMilliseconds + 999) / 1_000)
        return Problem(
            .tooMany,
            "Too much was asked for. Try again in \(DurationWords.text(.seconds(seconds))).",
            fields: [.retryAfter: "\(seconds)"]
        )
    }

    private static func about(_ member: String, _ detail: String) -> Problem {
        .wrongBody([Fault(at: "/" + member, detail: detail)])
    }
}

extension Channel {
    /// The member of a body that holds an address on it.
    var member: String { self == .sms ? "phone" : "email" }
}

extension WebRequest {
    /// What an account's error becomes: a problem, or the store's failure, which the gate tells.
    func failure(_ error: AccountError) -> any Error {
        if case .store(let error) = error { return error }
        return Problem(error, at: now)
    }

    /// What the client is counted by; nil where nothing is known of it.
    var countedClient: String? { client.isEmpty ? nil : client }
}
