import ArgumentParser
import SalesCore

/// `salesctl users show`.
struct UsersShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a person: addresses, and how they are told.",
        discussion: """
            Example:
              salesctl users show ann@example.org
            """
    )

    @Argument(help: "The person's number or e-mail address.")
    var user: String

    @OptionGroup(title: "Global options") var options: GlobalOptions

    func run() async throws {
        try await Session.run(options, use: .reading) { session in
            let user = try await session.person(user)
            let suppressed = try await SuppressedAddresses(session.people())
            guard session.format == .table else { return try session.json(suppressed.json(user)) }
            let rows: [(String, String?)] = [
                ("number", user.id.description), ("name", user.fullName.isEmpty ? nil : user.fullName),
                ("email", user.email), ("phone", user.phone), ("role", user.role),
                ("note", suppressed.note(user).isEmpty ? nil : suppressed.note(user)),
                ("told", user.settings.words ?? "the installation's way"),
                ("since", session.clock.text(user.createdAt)),
            ]
            session.terminal.out(rows.compactMap { row in row.1.map { (row.0, $0) } })
        }
    }
}
