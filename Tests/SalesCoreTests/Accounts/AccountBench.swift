import SalesTesting
import Testing

@testable import SalesCore

/// Accounts on a store in memory with a mail box, a telephone and a clock that stands still.
struct AccountBench {
    let clock = ManualClock()
    let store: MemoryStore
    let mails = RecordingNotifier(channel: .email)
    let texts = RecordingNotifier(channel: .sms)
    let key: LinkKey
    let accounts: Accounts

    init(texts budget: TextBudget = TextBudget(countries: ["GB"]), base: String? = "https://alerts.example/t") throws {
        key = try #require(LinkKey(bytes: Array(1...32)))
        store = MemoryStore(time: clock)
        var settings = Accounts.Settings()
        settings.texts = budget
        accounts = Accounts(
            store: store,
            key: key,
            base: try base.map { try PageURL($0) },
            notifiers: [mails, texts],
            settings: settings,
            time: clock
        )
    }

    static let email = "ann@example.com"
    static let phone = "+442079460001"

    /// The secret of the link in the mail that came last.
    func secret() throws -> String {
        let text = try #require(mails.messages.last?.text)
        let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("https://alerts.example/t/v/") })
        return String(line.dropFirst("https://alerts.example/t/v/".count))
    }

    /// The digits of the text that came last.
    func digits() throws -> String { String(try #require(texts.messages.last?.short).prefix(8)) }

    /// Signs a person up and brings the letters out; answers the person.
    func signUp(email: String? = Self.email, phone: String? = nil) async throws -> User {
        try await accounts.signUp(SignUp(email: email, phone: phone))
        try await accounts.deliverLetters()
        let owner =
            if let email { try await store.user(at: email, on: .email) } else {
                try await store.user(at: phone ?? "", on: .sms)
            }
        return try #require(owner)
    }
}
