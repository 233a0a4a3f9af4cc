import ArgumentParser
import SalesCore

/// `salesctl users add`.
struct UsersAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Add a person, and send what confirms their addresses at once.",
        discussion: """
            Examples:
              salesctl users add --email ann@example.org --first-name Ann --zone Europe/London
              salesctl users add --phone +447700900123 --quiet-hours 22:00-07:00
            """
    )

    @Option(name: .long, help: ArgumentHelp("The e-mail address.", valueName: "address"))
    var email: String?

    @Option(name: .long, help: ArgumentHelp("The phone number, as +447700900123.", valueName: "number"))
    var phone: String?

    @Option(name: .long, help: ArgumentHelp("The first name.", valueName: "name"))
    var firstName: String?

    @Option(name: .long, help: ArgumentHelp("The last name.", valueName: "name"))
    var lastName: String?

    @OptionGroup(title: "How they are told") var told: UserSettingOptions

    @OptionGroup(title: "Global options") var options: GlobalOptions

    func run() async throws {
        try await Session.run(options) { session in
            let signUp = try SignUp(
                email: email,
                phone: phone,
                firstName: firstName,
                lastName: lastName,
                settings: try told.settings()
            )
            let accounts = try session.accounts()
            let added = try await accounts.add(signUp)
            let letters = try await session.sendLetters(to: added.user, accounts)
            guard session.format == .table else {
                return try session.json(AddedJSON(user: UserJSON(added.user), isNew: added.isNew, letters: letters))
            }
            session.terminal.out(
                added.isNew
                    ? "User \(added.user.id) is added." : "User \(added.user.id) was there; nothing was changed."
            )
            try await session.say(letters, to: added.user)
        }
    }
}

/// What adding gave, for programs.
private struct AddedJSON: Encodable {
    let user: UserJSON
    let isNew: Bool
    let letters: [LetterJSON]
}
