extension User {
    /// The person's address on a channel; nil where they have none, and on channels without addresses of people.
    public func address(on channel: Channel) -> String? {
        switch channel {
        case .email: email
        case .sms: phone
        default: nil
        }
    }

    /// When the person proved that their address on a channel is theirs; nil where they did not.
    public func verifiedAt(on channel: Channel) -> Timestamp? {
        switch channel {
        case .email: emailVerifiedAt
        case .sms: phoneVerifiedAt
        default: nil
        }
    }
}

extension Channel {
    /// Whether each person has an address of their own on it, which they must have proved before anything is sent
    /// there.
    ///
    /// Where a message over any other channel goes is the installation's configuration.
    public var hasAddresses: Bool { self == .email || self == .sms }

    /// What all spellings of one address have in common: its ASCII letters in lower case.
    ///
    /// RFC 5321, 2.4, leaves the case of the part before the `@` of an e-mail address to the receiving server; no server
    /// that people use tells two of them apart, and a store that did would let one person sign up many times. Phone
    /// numbers have no letters, and addresses on other channels are compared like these: where one of them is
    /// suppressed, all its spellings are.
    public func addressKey(_ address: String) -> String {
        String(decoding: address.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
    }
}
