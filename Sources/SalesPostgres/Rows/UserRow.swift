import SalesCore

/// A row of `users`.
enum UserRow {
    static let columns = "id, email, first_name, last_name, phone, email_verified_at, phone_verified_at, created_at"

    static func read(_ row: inout RowReader) throws -> User {
        User(
            id: try row.id(),
            email: row.textOrNil(),
            firstName: row.textOrNil(),
            lastName: row.textOrNil(),
            phone: row.textOrNil(),
            emailVerifiedAt: try row.momentOrNil(),
            phoneVerifiedAt: try row.momentOrNil(),
            createdAt: try row.moment()
        )
    }

    /// The arguments of an insert of all columns but the number.
    static func arguments(_ user: User) -> Arguments {
        var arguments = Arguments()
        arguments.add(user.email)
        arguments.add(user.firstName)
        arguments.add(user.lastName)
        arguments.add(user.phone)
        arguments.add(user.emailVerifiedAt)
        arguments.add(user.phoneVerifiedAt)
        arguments.add(user.createdAt)
        return arguments
    }
}
