/// What went wrong between us and the server, before `SalesPostgres+Errors` makes an error of ours of it.
enum PostgresFailure: Error {
    /// The server answered with an error: its SQLSTATE and what it says.
    ///
    /// Source: https://www.postgresql.org/docs/15/errcodes-appendix.html
    case server(state: String, message: String)
    /// There is no connection, or it broke; what libpq says of it.
    case connection(String)
    /// libpq refuses what the address or the environment says, before it connects; what it says of it.
    case setting(String)
    /// No answer came within the time of the request.
    case late(Duration)
    /// Every connection was in use for longer than a request waits.
    case crowded(limit: Int)
    /// The server or the database is of a kind that cannot be used, and why.
    case unsupported(String)
    /// The task was cancelled, and nothing was changed.
    case cancelled
    /// The task was cancelled, and the server did not say in time what became of the request.
    case abandoned
    /// The store was closed.
    case closed

    /// Whether the same transaction may succeed when it is tried again at once: it was undone because of another one.
    ///
    /// Source: https://www.postgresql.org/docs/15/mvcc-serialization-failure-handling.html
    var isUndoneByOthers: Bool {
        if case .server("40001", _) = self { return true }
        if case .server("40P01", _) = self { return true }
        return false
    }

    /// Whether a value that may be there once is there already.
    var isTaken: Bool {
        if case .server("23505", _) = self { true } else { false }
    }

    /// Whether another server of an address may let in whom this one did not.
    ///
    /// It cannot be reached, is starting or full, or of the wrong kind. Where a user was refused, asking the next one is
    /// guessing.
    var leavesHopeForOthers: Bool {
        switch self {
        case .connection, .late: true
        case .server(let state, _): ["57P03", "53300"].contains(state)
        default: false
        }
    }

    /// Whether the connection is of no further use.
    var isConnectionLost: Bool {
        switch self {
        // Class 08, the shutdown states of class 57 and a transaction that stood still for too long end the session.
        case .server(let state, _):
            state.hasPrefix("08") || ["57P01", "57P02", "57P03", "57P05", "25P03"].contains(state)
        case .connection, .late, .cancelled, .abandoned, .closed: true
        case .crowded, .unsupported, .setting: false
        }
    }
}
