internal import HTTPTypes
import SalesCore

/// Proving an address, by a link or by digits.
struct VerificationRoutes: Sendable {
    let accounts: Accounts

    /// An address that was proved.
    private struct Verified: Encodable {
        let channel: String
    }

    func all() -> [Route] {
        [Route(.post, "/api/v1/verifications", for: .open, as: .verify) { request in try await verify(request) }]
    }

    private func verify(_ request: WebRequest) async throws -> WebAnswer {
        var members = try await BodyMembers(of: request, known: ProofMembers.names)
        let proof = ProofMembers(&members)
        try members.check()
        guard let proof else { throw Problem(.invalid, "The body proves no address.") }
        let signedIn: UserID? = if case .person(let user, _) = request.caller { user.id } else { nil }
        switch proof {
        case .link(let secret):
            guard let verified = try await accounts.verify(secret: secret, signedIn: signedIn) else {
                throw proof.wrong
            }
            return .json(Verified(channel: verified.channel.rawValue))
        case .digits(let code, let channel, let address):
            let answer = try await accounts.verify(
                code: code,
                address: address,
                channel: channel,
                from: request.countedClient,
                signedIn: signedIn
            )
            switch answer {
            case .verified(let verified): return .json(Verified(channel: verified.channel.rawValue))
            case .wrong: throw proof.wrong
            case .tooMany(let until): throw Problem.tooMany(until: until, at: request.now)
            }
        }
    }
}
