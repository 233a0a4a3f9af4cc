import ArgumentParser
import SalesCore

/// `salesctl users suppression`.
struct UsersSuppression: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suppression",
        abstract: "Say whether an address is not written to, why and since when, and lift a bounce or complaint.",
        discussion: """
            Of such addresses only digests are kept, so that one must be named. A bounce that is lifted is gone. A \
            complaint becomes a stop, and a stop is lifted only by its owner, with a link or code that was sent after \
            it: `salesctl users verify USER --channel CHANNEL` sends one.
            Examples:
              salesctl users suppression ann@example.org
              salesctl users suppression +447700900123 --lift
            """
    )

    @Argument(help: "An e-mail address or phone number, or a person's number for all of theirs.")
    var address: String

    @Flag(name: .long, help: "Lift it: the mailbox works again, or its owner asks you for messages.")
    var lift = false

    @OptionGroup(title: "Global options") var options: GlobalOptions

    func run() async throws {
        try await Session.run(options, use: lift ? .changing : .reading) { session in
            let store = try session.people()
            let asked = try await asked(session)
            if lift, asked.count > 1 {
                throw CommandFailure(
                    .usage,
                    "User \(address) has two addresses; name the one to write to again in place of the number."
                )
            }
            var rows: [AddressSuppressionJSON] = []
            for (channel, address) in asked {
                let digest = AddressDigest(address, on: channel)
                let before = try await store.suppression(of: digest)
                let lifting = lift ? try await store.liftReport(of: digest) : nil
                let letter = Self.letter(to: try await store.user(at: address, on: channel), over: channel)
                if lifting == .kept {
                    throw CommandFailure(.refused, "Its owner said stop, and only they lift it. \(letter)")
                }
                let now = lift ? try await store.suppression(of: digest) : before
                rows.append(AddressSuppressionJSON(channel, address, now, lifting: lifting, letter: letter))
            }
            guard session.format == .table else { return try session.json(rows) }
            guard !rows.isEmpty else { return session.terminal.out("User \(address) has no address.") }
            for row in rows { session.terminal.out(PlainText.safe(row.words)) }
        }
    }

    /// How the owner of an address gets what lifts a stop.
    private static func letter(to user: User?, over channel: Channel) -> String {
        guard let user else {
            let option = channel == .email ? "--email" : "--phone"
            return "Nobody here has this address; `salesctl users add \(option) …` sends its owner what lifts it."
        }
        return "`salesctl users verify \(user.id) --channel \(channel)` sends its owner what lifts it."
    }

    /// The addresses that are meant: what was typed, or all of a person.
    private func asked(_ session: Session) async throws -> [(channel: Channel, address: String)] {
        if address.contains("@") { return [(.email, try SignUp.checkedEmail(address))] }
        if address.hasPrefix("+") { return [(.sms, try SignUp.checkedPhone(address))] }
        let user = try await session.person(address)
        return [Channel.email, .sms].compactMap { channel in user.address(on: channel).map { (channel, $0) } }
    }
}

/// Whether an address is written to, for programs.
private struct AddressSuppressionJSON: Encodable {
    let channel: String
    let address: String
    let isSuppressed: Bool
    let kind: String?
    let at: String?
    let reference: String?
    let lifting: String?
    /// For people.
    let words: String

    private enum CodingKeys: String, CodingKey {
        case channel, address, isSuppressed, kind, at, reference, lifting
    }

    init(
        _ channel: Channel,
        _ address: String,
        _ suppression: Suppression?,
        lifting: SuppressionLifting?,
        letter: String
    ) {
        self.channel = channel.rawValue
        self.address = address
        isSuppressed = suppression != nil
        kind = suppression?.kind.rawValue
        at = suppression?.at.description
        reference = suppression?.reference
        self.lifting = lifting?.rawValue
        words =
            switch lifting {
            case .lifted: "\(address) is written to again once it is confirmed."
            case .softened: "\(address) gets letters again, and all else when its owner wants it. \(letter)"
            case .nothing: "\(address) is not suppressed; nothing was changed."
            case .kept, nil:
                suppression.map { "\(address) is not written to: \($0.words). \($0.advice(address, letter))" }
                    ?? "\(address) is not suppressed."
            }
    }
}

extension Suppression {
    /// Why and since when, for people.
    var words: String {
        switch kind {
        case .bounce: "it bounced, as the carrier reported at \(at) (\(reference))"
        case .stop: "its owner said stop, or a complaint was lifted to one, at \(at)"
        case .complaint: "its owner complained about a message, as the carrier reported at \(at) (\(reference))"
        }
    }

    /// What an operator can do about it.
    fileprivate func advice(_ address: String, _ letter: String) -> String {
        switch kind {
        case .bounce: "If it works again: `salesctl users suppression \(address) --lift`."
        case .stop: letter
        case .complaint: "If its owner asks you for messages: `salesctl users suppression \(address) --lift`."
        }
    }
}
