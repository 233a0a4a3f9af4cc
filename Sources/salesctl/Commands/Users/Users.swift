import ArgumentParser
import SalesCore

/// `salesctl users`: the people who are told.
struct Users: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show, add, confirm, export and erase the people who are told.",
        discussion: """
            Nothing is sent to an address before its owner confirmed it.
            Examples:
              salesctl users
              salesctl users add --email ann@example.org --first-name Ann
            """,
        subcommands: [
            UsersList.self, UsersShow.self, UsersAdd.self, UsersEdit.self, UsersVerify.self, UsersSuppression.self,
            UsersLink.self,
            UsersExport.self, UsersErase.self, UsersGrantAdmin.self,
        ],
        defaultSubcommand: UsersList.self
    )
}

/// `salesctl users list`.
struct UsersList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Show the people, which of their addresses are confirmed and not written to, and how they are told.",
        discussion: """
            Example:
              salesctl users list --format json
            """
    )

    @OptionGroup(title: "Global options") var options: GlobalOptions

    func run() async throws {
        try await Session.run(options, use: .reading) { session in
            let store = try session.people()
            let suppressed = try await SuppressedAddresses(store)
            let users = try await PagedElements { (token) async throws(StoreError) in
                try await store.users(after: token, limit: maximumPageSize)
            }.all()
            guard session.format == .table else { return try session.json(users.map(suppressed.json)) }
            var table = Table([
                .init("ID", isNumeric: true), .init("NAME"), .init("EMAIL"), .init("PHONE"), .init("ROLE"),
                .init("NOTE", overflow: .keep),
            ])
            for user in users {
                let row = [
                    user.id.description, user.fullName, user.email ?? "–", user.phone ?? "–", user.role ?? "",
                    suppressed.note(user),
                ]
                table.add(row, note: user.settings.words)
            }
            let terminal = session.terminal
            for line in table.withoutEmptyColumns.lines(width: terminal.width, style: { Style.dim($0, on: terminal) }) {
                terminal.out(line)
            }
        }
    }
}
