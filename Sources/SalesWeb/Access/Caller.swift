import SalesCore

/// Who asks, as far as the request proves it.
enum Caller: Hashable, Sendable {
    /// Somebody who is not signed in.
    case anybody
    /// A person, by a session of a browser or a program.
    case person(User, AccountSession)

    /// Whether they may ask for what is open to some.
    func may(_ access: Access) -> Bool {
        switch (access, self) {
        case (.open, _), (.people, .person): true
        case (.admins, .person(let user, _)): user.isAdmin
        case (.people, .anybody), (.admins, .anybody): false
        }
    }
}
