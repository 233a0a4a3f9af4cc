import ArgumentParser
import SalesCore

/// `salesctl users grant-admin`.
struct UsersGrantAdmin: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "grant-admin",
        abstract: "Let a person see and change what concerns all people, or no longer.",
        discussion: """
            Examples:
              salesctl users grant-admin 2
              salesctl users grant-admin 2 --revoke
            """
    )

    @Argument(help: "The person's number or e-mail address.")
    var user: String

    @Flag(name: .long, help: "Take it from them.")
    var revoke = false

    @OptionGroup(title: "Global options") var options: GlobalOptions

    func run() async throws {
        try await Session.run(options) { session in
            let user = try await session.person(user)
            let change = UserChange(isAdmin: !revoke)
            guard let changed = try await session.people().changeUser(user.id, change) else {
                throw CommandFailure(.notFound, "There is no user \(user.id) any more.")
            }
            guard session.format == .table else { return try session.json(UserJSON(changed)) }
            session.terminal.out("User \(user.id) is \(changed.isAdmin ? "an admin now" : "no admin any more").")
        }
    }
}
