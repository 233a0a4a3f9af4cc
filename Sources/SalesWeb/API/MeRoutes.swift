internal import HTTPTypes
import SalesCore

/// What a person is told of themselves, and what they change of it.
struct MeRoutes: Sendable {
    let accounts: Accounts
    let store: any AccountStore
    /// The carriers of all channels.
    let carriers: [Channel: any Notifier]

    /// What a carrier said of a message.
    private struct Tested: Encodable {
        let channel: String
        let isAccepted: Bool
        let answer: String
        let reference: String?

        enum CodingKeys: String, CodingKey {
            case channel, answer, reference
            case isAccepted = "is_accepted"
        }
    }

    func all() -> [Route] {
        [
            Route(.get, "/api/v1/me", for: .people, as: .showMe) { request in .json(UserJSON(try request.person)) },
            Route(.patch, "/api/v1/me", for: .people, as: .changeMe) { request in try await change(request) },
            Route(.delete, "/api/v1/me", for: .people, as: .eraseMe) { request in try await erase(request) },
            Route(.get, "/api/v1/me/export", for: .people, as: .exportMe) { request in try await export(request) },
            Route(.post, "/api/v1/me/verifications", for: .people, as: .sendVerification) { request in
                try await verify(request)
            },
            Route(.post, "/api/v1/me/tests", for: .people, as: .sendTest) { request in try await test(request) },
        ]
    }

    private func change(_ request: WebRequest) async throws -> WebAnswer {
        let user = try request.person
        var members = try await BodyMembers(of: request, known: PersonMembers.names)
        let said = PersonMembers(&members, over: user.settings)
        try members.check()
        // Whoever has somebody's address signs in as them.
        if said.email != nil || said.phone != nil { _ = try request.byOwnHand }
        let change = UserChange(
            email: said.email,
            firstName: said.firstName,
            lastName: said.lastName,
            phone: said.phone,
            settings: said.settings
        )
        guard change != UserChange() else { return .json(UserJSON(user)) }
        do throws(AccountError) {
            let changed = try await accounts.change(user, change)
            // An address that waits for its proof is not theirs yet.
            let isWaiting = Self.waits(said.email, changed.email) || Self.waits(said.phone, changed.phone)
            var shown = changed
            // Whose own the service is is its admin, whatever the store says.
            shown.isAdmin = user.isAdmin
            return .json(UserJSON(shown), status: isWaiting ? .accepted : .ok)
        } catch {
            throw request.failure(error)
        }
    }

    private static func waits(_ wished: String??, _ present: String?) -> Bool {
        guard let wished, let wished else { return false }
        return wished != present
    }

    private func erase(_ request: WebRequest) async throws -> WebAnswer {
        let (user, _) = try request.byOwnHand
        var members = try await BodyMembers(of: request, known: ["confirm"])
        if members.text("confirm") != Self.confirmation, members.faults.isEmpty {
            members.fault("confirm", "This cannot be undone. Send “\(Self.confirmation)” to do it.")
        }
        try members.check()
        guard user.id != .local else {
            throw Problem(.notErasable, "You are this installation's own person, who is always there.")
        }
        try await store.eraseUser(user.id, at: request.now)
        return WebAnswer(.noContent)
    }

    private func export(_ request: WebRequest) async throws -> WebAnswer {
        let user = try request.person
        do throws(AccountError) {
            let text = try await accounts.export(of: user)
            return .exported(text)
        } catch {
            throw request.failure(error)
        }
    }

    private func verify(_ request: WebRequest) async throws -> WebAnswer {
        let user = try request.person
        let channel = try await namedChannel(request)
        do throws(AccountError) {
            try await accounts.requestVerification(by: user, on: channel)
        } catch {
            throw request.failure(error)
        }
        return .accepted
    }

    private func test(_ request: WebRequest) async throws -> WebAnswer {
        let user = try request.person
        let channel = try await namedChannel(request)
        let outcome: Result<Receipt, NotifyError>
        do throws(AccountError) {
            outcome = try await accounts.sendTest(to: user, over: channel, by: carriers[channel])
        } catch {
            throw request.failure(error)
        }
        // That the carrier refused is what was asked for, and no failure of the request.
        switch outcome {
        case .success(let receipt): return .json(Self.tested(channel, true, receipt.answer, receipt.reference))
        case .failure(let error): return .json(Self.tested(channel, false, error.message, nil))
        }
    }

    private static func tested(_ channel: Channel, _ isAccepted: Bool, _ answer: String, _ reference: String?) -> Tested
    {
        Tested(
            channel: channel.rawValue,
            isAccepted: isAccepted,
            answer: ForeignText.line(answer, limit: longestAnswer),
            reference: reference.map { ForeignText.line($0, limit: longestAnswer) }
        )
    }

    /// The channel that a body names.
    private func namedChannel(_ request: WebRequest) async throws -> Channel {
        var members = try await BodyMembers(of: request, known: ["channel"])
        let name: String? = members.text("channel") ?? nil
        if name == nil, members.faults.isEmpty { members.fault("channel", "Name a channel: email or sms.") }
        try members.check()
        guard let name, (1...Self.longestChannel).contains(name.utf8.count) else {
            throw Problem.wrongBody([.init(at: "/channel", detail: "There is no such channel.")])
        }
        return Channel(rawValue: name)
    }

    /// What is sent to erase: a word that nobody sends by mistake.
    private static let confirmation = "erase"
    /// The characters of a carrier's answer that are shown.
    private static let longestAnswer = 300
    /// The longest name of a channel, in bytes.
    static let longestChannel = 64
}
