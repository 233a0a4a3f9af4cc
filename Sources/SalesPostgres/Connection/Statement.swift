/// A statement with its arguments; its text never holds values.
struct Statement: Sendable {
    let sql: String
    let arguments: Arguments
    /// Whether it is prepared once a connection and kept by its text.
    let isKept: Bool

    /// A statement that comes again and again.
    init(_ sql: String, _ arguments: Arguments = Arguments()) {
        self.sql = sql
        self.arguments = arguments
        isKept = true
    }

    /// A statement that comes once in a while, as those of a migration.
    init(once sql: String, _ arguments: Arguments = Arguments()) {
        self.sql = sql
        self.arguments = arguments
        isKept = false
    }
}
