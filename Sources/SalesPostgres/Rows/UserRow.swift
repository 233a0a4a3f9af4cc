import SalesCore

/// A row of `users`.
enum UserRow {
    static let columns = """
        id, email, first_name, last_name, phone, email_verified_at, phone_verified_at, is_admin, settings, created_at
        """

    static func read(_ row: inout RowReader) throws -> User {
        User(
            id: try row.id(),
            email: row.textOrNil(),
            firstName: row.textOrNil(),
            lastName: row.textOrNil(),
            phone: row.textOrNil(),
            emailVerifiedAt: try row.momentOrNil(),
            phoneVerifiedAt: try row.momentOrNil(),
            isAdmin: try row.flag(),
            settings: try row.json(),
            createdAt: try row.moment()
        )
    }

    /// The arguments of an insert of what a draft has, in the order of ``draftColumns``.
    static func arguments(_ draft: User.New) throws -> Arguments {
        var arguments = Arguments()
        arguments.add(draft.email)
        arguments.add(draft.firstName)
        arguments.add(draft.lastName)
        arguments.add(draft.phone)
        try arguments.addJSON(draft.settings)
        arguments.add(draft.createdAt)
        return arguments
    }

    /// What a draft has.
    static let draftColumns = "email, first_name, last_name, phone, settings, created_at"
}
