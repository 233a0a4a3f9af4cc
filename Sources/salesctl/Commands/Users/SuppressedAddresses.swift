import SalesCore

/// The addresses that are not written to, read once for a list of all people.
struct SuppressedAddresses {
    private let kinds: [AddressDigest: Suppression.Kind]

    /// Those of a store.
    init(_ store: any SuppressionStore) async throws(StoreError) {
        let all = try await PagedElements { (token) async throws(StoreError) in
            try await store.suppressions(after: token, limit: maximumPageSize)
        }.all()
        kinds = Dictionary(all.map { ($0.digest, $0.kind) }, uniquingKeysWith: { $1 })
    }

    /// Why a person's address on a channel is not written to; nil where it is, and where there is none.
    func kind(_ user: User, on channel: Channel) -> Suppression.Kind? {
        user.address(on: channel).flatMap { kinds[AddressDigest($0, on: channel)] }
    }

    /// What keeps messages from a person's addresses, for people; empty where nothing does.
    func note(_ user: User) -> String {
        [("email", Channel.email), ("phone", .sms)].compactMap { name, channel -> String? in
            guard user.address(on: channel) != nil else { return nil }
            let isUnconfirmed = user.verifiedAt(on: channel) == nil
            let obstacles = [isUnconfirmed ? "unconfirmed" : nil, kind(user, on: channel).map(Self.word)]
            let words = obstacles.compactMap(\.self).joined(separator: ", ")
            return words.isEmpty ? nil : "\(name) \(words)"
        }.joined(separator: "; ")
    }

    /// A person with what keeps messages from their addresses, for programs.
    func json(_ user: User) -> ListedUserJSON {
        ListedUserJSON(
            user: UserJSON(user),
            emailSuppression: kind(user, on: .email)?.rawValue,
            phoneSuppression: kind(user, on: .sms)?.rawValue
        )
    }

    private static func word(_ kind: Suppression.Kind) -> String {
        switch kind {
        case .bounce: "bounced"
        case .stop: "stopped"
        case .complaint: "complained"
        }
    }
}

/// A person in a list, for programs: every column of their row, and why an address is not written to.
struct ListedUserJSON: Encodable {
    let user: UserJSON
    let emailSuppression: String?
    let phoneSuppression: String?

    private enum CodingKeys: String, CodingKey {
        case emailSuppression, phoneSuppression
    }

    func encode(to encoder: any Encoder) throws {
        try user.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(emailSuppression, forKey: .emailSuppression)
        try container.encodeIfPresent(phoneSuppression, forKey: .phoneSuppression)
    }
}
