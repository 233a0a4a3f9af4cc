import ArgumentParser
import SalesCore

/// `salesctl users verify`.
struct UsersVerify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Confirm a person's address by what was sent to it, or by your own word.",
        discussion: """
            Without an option it sends what confirms the addresses that are not confirmed yet, and with --channel \
            alone also what lifts its owner's stop. Your word is taken for one address: name its channel where two are \
            not confirmed, because whoever proves one has not shown that the other is theirs.
            Examples:
              salesctl users verify 2 --code 12345678
              salesctl users verify 2 --link https://alerts.example.org/v/…
              salesctl users verify 2 --yes-i-know --channel email
            """
    )

    @Argument(help: "The person's number or e-mail address.")
    var user: String

    @Option(name: .long, help: ArgumentHelp("The digits that were sent.", valueName: "digits"))
    var code: String?

    @Option(name: .long, help: ArgumentHelp("The link that was mailed.", valueName: "URL"))
    var link: String?

    @Flag(name: .long, help: "You know that the address is theirs and that they want messages.")
    var yesIKnow = false

    @Option(name: .long, help: ArgumentHelp("Which address, email or sms.", valueName: "channel"))
    var channel: String?

    @OptionGroup(title: "Global options") var options: GlobalOptions

    func run() async throws {
        try await Session.run(options) { session in
            let user = try await session.person(user)
            let channels = try channels(of: user)
            if yesIKnow { return try await takeWord(for: user, channels, session) }
            let accounts = try session.accounts()
            if let code {
                try await take(code, of: user, channels, accounts)
                return try await sayConfirmed(user, session)
            }
            if let link {
                let secret = link.split(separator: "/").last.map(String.init) ?? link
                guard try await accounts.token(secret)?.userID == user.id,
                    try await accounts.verify(secret: secret, signedIn: user.id) != nil
                else { throw CommandFailure(.refused, "This link is used, has ended, or is not this person's.") }
                return try await sayConfirmed(user, session)
            }
            try await send(to: user, channels, accounts, session)
        }
    }

    /// Sends what confirms addresses, or lifts the stop of one that is named.
    private func send(to user: User, _ channels: [Channel], _ accounts: Accounts, _ session: Session) async throws {
        var asked: [Channel] = []
        for channel in channels {
            guard let address = user.address(on: channel) else { continue }
            let isStopped = try await accounts.store.suppression(of: address, on: channel)?.kind == .stop
            guard user.verifiedAt(on: channel) == nil || self.channel != nil && isStopped else { continue }
            try await accounts.requestVerification(of: user, on: channel)
            asked.append(channel)
        }
        let letters = try await session.sendLetters(to: user, accounts)
        guard session.format == .table else { return try session.json(letters) }
        session.terminal.out(
            asked.isEmpty ? "User \(user.id) has nothing to confirm." : "User \(user.id) is asked to confirm."
        )
        try await session.say(letters, to: user, over: asked)
        for channel in channels where !asked.contains(channel) {
            try await sayWhySilent(channel, user, session)
        }
    }

    /// Says of a confirmed address why it is not written to all the same, and what helps.
    private func sayWhySilent(_ channel: Channel, _ user: User, _ session: Session) async throws {
        guard let address = user.address(on: channel),
            let suppression = try await session.people().suppression(of: address, on: channel)
        else { return }
        session.terminal.out(
            PlainText.safe(
                "  \(channel)  not written to all the same: \(suppression.words); "
                    + "`salesctl users suppression \(user.id)` says what helps"
            )
        )
    }

    /// Takes the operator's word for one address.
    private func takeWord(for user: User, _ channels: [Channel], _ session: Session) async throws {
        let open = channels.filter { user.verifiedAt(on: $0) == nil }
        guard open.count < 2 else {
            throw CommandFailure(
                .usage,
                "Neither address of user \(user.id) is confirmed. Name the one that you know: --channel email or "
                    + "--channel sms."
            )
        }
        let store = try session.people()
        var words: [String] = []
        for channel in open {
            guard let address = user.address(on: channel) else { continue }
            guard try await store.verify(address, on: channel, of: user.id, at: session.now) else {
                throw CommandFailure(.temporary, "The address changed meanwhile.")
            }
            words.append("User \(user.id) is confirmed by your word: \(channel) \(address).")
        }
        if open.isEmpty { words = ["User \(user.id) was confirmed before; nothing was changed."] }
        guard session.format == .table else {
            return try session.json(UserJSON(try await session.person(user.id.description)))
        }
        for line in words { session.terminal.out(PlainText.safe(line)) }
        for channel in channels { try await sayWhySilent(channel, user, session) }
    }

    private func take(_ code: String, of user: User, _ channels: [Channel], _ accounts: Accounts) async throws {
        // Digits come by text, and by mail where there are no links.
        for channel in channels.reversed() {
            switch try await accounts.verify(code: code, user: user.id, channel: channel, signedIn: user.id) {
            case .verified: return
            case .wrong: continue
            case .tooMany(let time):
                throw CommandFailure(
                    .temporary,
                    "Too many codes were tried for user \(user.id); try again after \(time)."
                )
            }
        }
        throw CommandFailure(.refused, "The code is wrong or is good no more.")
    }

    private func channels(of user: User) throws -> [Channel] {
        let own = [Channel.email, .sms].filter { user.address(on: $0) != nil }
        guard let channel else {
            guard !own.isEmpty else { throw CommandFailure(.usage, "User \(user.id) has no address to confirm.") }
            return own
        }
        guard let named = own.first(where: { $0.rawValue == channel.lowercased() }) else {
            throw CommandFailure(.usage, "User \(user.id) has no address for “\(channel)”; there are email and sms.")
        }
        return [named]
    }

    private func sayConfirmed(_ user: User, _ session: Session) async throws {
        let now = try await session.person(user.id.description)
        guard session.format == .table else { return try session.json(UserJSON(now)) }
        let confirmed = [Channel.email, .sms].filter { now.verifiedAt(on: $0) != nil }.map(\.rawValue)
        session.terminal.out("User \(user.id) is confirmed: \(confirmed.joined(separator: " and ")).")
    }
}
