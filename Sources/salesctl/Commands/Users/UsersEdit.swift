import ArgumentParser
import SalesCore

/// `salesctl users edit`.
struct UsersEdit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract: "Change a person's addresses, names or how they are told.",
        discussion: """
            An address that changes must be confirmed anew; what confirms it is sent at once. “none” takes a setting \
            back or removes an address, and an empty text removes a name.
            Examples:
              salesctl users edit 2 --email ann@example.net --daily-cap 10
              salesctl users edit 2 --quiet-hours none --phone none --last-name ''
            """
    )

    @Argument(help: "The person's number or e-mail address.")
    var user: String

    @Option(name: .long, help: ArgumentHelp("Another e-mail address, or none.", valueName: "address"))
    var email: String?

    @Option(name: .long, help: ArgumentHelp("Another phone number, or none.", valueName: "number"))
    var phone: String?

    @Option(name: .long, help: ArgumentHelp("Another first name.", valueName: "name"))
    var firstName: String?

    @Option(name: .long, help: ArgumentHelp("Another last name.", valueName: "name"))
    var lastName: String?

    @OptionGroup(title: "How they are told") var told: UserSettingOptions

    @OptionGroup(title: "Global options") var options: GlobalOptions

    func run() async throws {
        try await Session.run(options) { session in
            let user = try await session.person(user)
            var change = UserChange()
            change.email = try email.map { try TakenBack.isMeant(by: $0) ? nil : SignUp.checkedEmail($0) }
            change.phone = try phone.map { try TakenBack.isMeant(by: $0) ? nil : SignUp.checkedPhone($0) }
            change.firstName = try firstName.map { try SignUp.checkedName($0, "first") }
            change.lastName = try lastName.map { try SignUp.checkedName($0, "last") }
            if told.isGiven { change.settings = try told.settings(over: user.settings) }
            guard change != UserChange() else {
                throw CommandFailure(.usage, "Say what to change, for example --email or --daily-cap.")
            }
            let isMoved = change.email != nil || change.phone != nil
            let accounts = isMoved ? try session.accounts() : nil
            guard let changed = try await session.people().changeUser(user.id, change) else {
                throw CommandFailure(.notFound, "There is no user \(user.id) any more.")
            }
            var letters: [LetterJSON] = []
            if let accounts {
                for channel in [Channel.email, .sms] where changed.address(on: channel) != nil {
                    guard changed.address(on: channel) != user.address(on: channel),
                        changed.verifiedAt(on: channel) == nil
                    else { continue }
                    try await accounts.requestVerification(of: changed, on: channel)
                }
                letters = try await session.sendLetters(to: changed, accounts)
            }
            guard session.format == .table else { return try session.json(UserJSON(changed)) }
            session.terminal.out("User \(changed.id) is changed.")
            if told.isGiven { session.terminal.out("  told  \(changed.settings.words ?? "the installation's way")") }
            if isMoved { try await session.say(letters, to: changed) }
        }
    }
}
