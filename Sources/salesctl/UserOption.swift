import ArgumentParser
import SalesCore

/// Whose products a command is about.
struct UserOption: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("For which person, by number or e-mail address; yourself, if not given.", valueName: "user")
    )
    var user: String?
}

extension Session {
    /// The session as one about the person that an option names.
    func acting(for option: UserOption) async throws -> Session {
        guard let user = option.user else { return self }
        var session = self
        session.userID = try await person(user).id
        return session
    }
}
