import ArgumentParser
import SalesCore

/// `salesctl users export`.
struct UsersExport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Print all that is kept of a person, as JSON (GDPR, articles 15 and 20).",
        discussion: """
            Example:
              salesctl users export 2
            """
    )

    @Argument(help: "The person's number or e-mail address.")
    var user: String

    @OptionGroup(title: "Global options") var options: GlobalOptions

    func run() async throws {
        try await Session.run(options, use: .reading) { session in
            let user = try await session.person(user)
            try session.json(try await PersonJSON(user, in: session.people()))
        }
    }
}
