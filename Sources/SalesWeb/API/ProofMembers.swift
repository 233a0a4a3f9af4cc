import SalesCore

/// What a body proves an address by: the secret of a link, or digits with the address that they were sent to.
enum ProofMembers {
    /// The secret of a link.
    case link(String)
    /// Digits, and where they were sent.
    case digits(String, channel: Channel, address: String)

    static let names = ["secret", "code", "email", "phone"]

    /// Reads it; nil where it is incomplete or wrong, which is said to the members.
    init?(_ members: inout BodyMembers) {
        let secret = Self.text("secret", &members)
        let code = Self.text("code", &members)
        switch (secret, code) {
        case (let secret?, nil): self = .link(secret)
        case (nil, let code?):
            guard let (channel, address) = PersonMembers.address(&members) else { return nil }
            self = .digits(code, channel: channel, address: address)
        case (nil, nil):
            if members.faults.isEmpty {
                members.fault("secret", "Send the secret of a link, or a code with the address that it was sent to.")
            }
            return nil
        default:
            members.fault("code", "Send the secret of a link or a code, not both.")
            return nil
        }
    }

    /// The longest secret or code that is looked at, in Unicode scalars; none of ours is as long.
    static let longestText = 100

    private static func text(_ name: String, _ members: inout BodyMembers) -> String? {
        let said: String? = members.text(name) ?? nil
        guard let text = said else { return nil }
        if text.isEmpty || text.unicodeScalars.count > longestText {
            members.fault(name, "This has from 1 to \(longestText) characters.")
        }
        return text
    }

    /// What is said of one that proves nothing, whether anybody has the address or not.
    var wrong: Problem {
        switch self {
        case .link:
            .wrongBody([
                .init(
                    at: "/secret",
                    detail: "This link is used, has ended, or is none of ours. Sign in, or ask for another."
                )
            ])
        case .digits:
            .wrongBody([.init(at: "/code", detail: "This code is wrong, or good no more. Ask for another.")])
        }
    }
}
