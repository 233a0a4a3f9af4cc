import ArgumentParser
import SalesCore

/// `salesctl users erase`.
struct UsersErase: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract: "Erase a person with all that names them, for good (GDPR, article 17).",
        discussion: """
            That an address must not be written to is kept: it is what its owner asked for last.
            Example:
              salesctl users erase 2 --yes
            """
    )

    @Argument(help: "The person's number or e-mail address.")
    var user: String

    @Flag(name: .long, help: "Do it; it cannot be undone.")
    var yes = false

    @OptionGroup(title: "Global options") var options: GlobalOptions

    func run() async throws {
        try await Session.run(options) { session in
            let user = try await session.person(user)
            guard user.id != .local else {
                throw CommandFailure(.refused, "User \(user.id) is this installation's own and cannot be erased.")
            }
            guard yes else {
                throw CommandFailure(.usage, "User \(user.id) would be erased for good. Add --yes to do it.")
            }
            try await session.people().eraseUser(user.id, at: session.now)
            switch session.format {
            case .table: session.terminal.out("User \(user.id) is erased.")
            case .json: try session.json(["erased": user.id.rawValue])
            }
        }
    }
}
