public import SalesCore

extension StoreErrorCode {
    /// The server does not let the user in, or not do this.
    public static let notPermitted = Self(rawValue: "not-permitted")
    /// The server or the database is of a kind that cannot be used.
    public static let unsupported = Self(rawValue: "unsupported")
    /// The address, or a variable of libpq's, says what libpq refuses.
    public static let misconfigured = Self(rawValue: "misconfigured")
    /// There are no tables, or tables older than this program bears, and bringing them up to date is left to people.
    public static let needsMigration = Self(rawValue: "needs-migration")
}

// The one place where errors of libpq and the server become ours. Messages name the store and what to do; SQL, values
// and passwords stay out of them.
extension StoreError {
    /// Any error that a request or the opening of a store met.
    init(_ error: any Error, place: String) {
        switch error {
        case let error as StoreError: self = error
        case let error as PostgresFailure: self.init(error, place)
        case is CancellationError: self.init(PostgresFailure.cancelled, place)
        case let error as RowReader.Unreadable:
            self.init(
                .corrupt,
                message: "The store \(place) is damaged (“\(error.column)” holds no \(error.expected)). Restore it from"
                    + " a backup."
            )
        default: self.init(.other, message: "The store \(place) failed: \(error)")
        }
    }

    private init(_ failure: PostgresFailure, _ place: String) {
        switch failure {
        case .server(let state, let message): self.init(state: state, message.withoutStop, place)
        case .connection(let detail): self = .unreachable(place, detail.withoutStop)
        case .setting(let detail):
            self.init(
                .misconfigured,
                message: "The store \(place) cannot be asked for: \(detail.withoutStop). Check the address and libpq's"
                    + " environment variables (PG…)."
            )
        case .late(let allowance):
            self.init(
                .unavailable,
                advice: .later(after: nil),
                message: "The store \(place) did not answer within \(allowance.secondsText). Is the server up, and is"
                    + " the network?"
            )
        case .crowded(let limit):
            self.init(
                .unavailable,
                advice: .later(after: nil),
                message: "All \(limit) connections to the store \(place) were in use for too long. Is the server slow?"
            )
        case .unsupported(let reason):
            self.init(.unsupported, message: "The store \(place) cannot be used: \(reason).")
        case .abandoned:
            self.init(
                .unavailable,
                advice: .later(after: nil),
                message: "The request to \(place) was cancelled before its answer came; it may have been done."
            )
        case .cancelled:
            self.init(.cancelled, message: "The request to \(place) was cancelled; nothing was changed.")
        case .closed: self.init(.unavailable, message: "The store \(place) is closed.")
        }
    }

    /// What the server said, told by its SQLSTATE (https://www.postgresql.org/docs/15/errcodes-appendix.html).
    private init(state: String, _ message: String, _ place: String) {
        switch (state.prefix(2), state) {
        case (_, "42501"), ("28", _):
            self.init(
                .notPermitted,
                message: "The store \(place) does not let this user in or do this: \(message). Check the user, its"
                    + " password (PGPASSWORD, or a file of passwords) and its rights."
            )
        case (_, "3D000"):
            self.init(
                .unavailable,
                message: "The server has no such database: \(message). Make one (`createdb NAME`) or name another:"
                    + " \(place)"
            )
        case (_, "3F000"):
            self.init(
                .unavailable,
                message: "The database \(place) has no schema that this user may use: \(message). Make one (`CREATE"
                    + " SCHEMA NAME`), or check the search_path and the user's rights."
            )
        case (_, "26000"), (_, "42P05"):
            self.init(
                .unsupported,
                message: "The store \(place) mixes the sessions of its clients up: \(message). A pooler in between must"
                    + " pool sessions, not transactions."
            )
        case (_, "25006"): self = .readOnly(place)
        case (_, "53100"):
            self.init(
                .full,
                advice: .later(after: nil),
                message: "The disk of the store \(place) is full; nothing was changed. Make room and try again."
            )
        case (_, "53300"), (_, "53400"):
            self.init(
                .unavailable,
                advice: .later(after: nil),
                message: "The server has no connection left for the store \(place): \(message). Raise"
                    + " \(Self.limit(in: message)), or let each program use fewer (store_connections)."
            )
        case (_, "55P03"), (_, "40P01"), (_, "40001"):
            self.init(
                .locked,
                advice: .later(after: nil),
                message: "Another program holds what the request to \(place) needs. Try again."
            )
        case (_, "57014"):
            self.init(
                .unavailable,
                advice: .later(after: nil),
                message: "The store \(place) took too long and gave the request up; nothing was changed. Is the server"
                    + " slow?"
            )
        case ("53", _), ("58", _):
            self.init(
                .unavailable,
                advice: .later(after: nil),
                message: "The server of the store \(place) lacks what it needs: \(message.withoutStop). See its log."
            )
        case ("08", _), ("57", _), (_, "25P03"): self = .unreachable(place, message)
        case (_, "XX001"), (_, "XX002"):
            self.init(.corrupt, message: "The server of \(place) found damage: \(message). See its log.")
        case ("42", _):
            self.init(
                .corrupt,
                message:
                    "The tables of the store \(place) are not as this program knows them: \(message). Was something"
                    + " changed by hand? Restore a backup, or name another database."
            )
        case ("22", _), ("23", _):
            self.init(.invalidArgument, message: "The store \(place) refused a value: \(message).")
        default: self.init(.other, message: "The store \(place) failed: \(message) (SQLSTATE \(state)).")
        }
    }

    /// What limits the connections, which the server tells by its words alone.
    private static func limit(in message: String) -> String {
        if message.contains("for role") { return "the role's limit (ALTER ROLE … CONNECTION LIMIT)" }
        if message.contains("for database") { return "the database's limit (ALTER DATABASE … CONNECTION LIMIT)" }
        return "its max_connections"
    }

    private static func unreachable(_ place: String, _ detail: String) -> StoreError {
        // libpq tells it in no other way; what it says is not translated unless the program asks for that.
        if ["certificate", "does not support SSL"].contains(where: detail.contains) {
            return StoreError(
                .unavailable,
                message: "The server of the store \(place) does not prove who it is: \(detail). Name the authority of"
                    + " its certificate (?sslrootcert=FILE) or, only on a network that you trust, do without"
                    + " (?sslmode=prefer)."
            )
        }
        let said = detail.isEmpty ? "the connection was lost" : detail
        return StoreError(
            .unavailable,
            advice: .later(after: nil),
            message: "The store \(place) cannot be reached: \(said). Is the server up, and is the address right?"
        )
    }

    /// A replica, or a database that is set to read only.
    static func readOnly(_ place: String) -> StoreError {
        StoreError(
            .readOnly,
            message: "The store \(place) takes no changes: it is a replica or set to read only. Name the server that"
                + " takes them."
        )
    }

    /// An address that a person is to get and another has.
    static var addressTaken: StoreError {
        StoreError(.invalidArgument, message: "Somebody else has this address; nothing was changed.")
    }

    /// A day that could not be taken out of the tables, because somebody held it all the time.
    static func inUse(_ run: ArchiveRun.ID, _ place: String) -> StoreError {
        StoreError(
            .locked,
            advice: .later(after: nil),
            message: "The prices of \(run) were in use for too long to be taken out of the store \(place); nothing was"
                + " changed, and the next run tries again. Look in pg_stat_activity for a transaction that stays open,"
                + " such as a backup."
        )
    }

    /// Rows of a run that came in just when they were brought back.
    static func cameInMeanwhile(_ run: ArchiveRun.ID) -> StoreError {
        StoreError(
            .locked,
            advice: .later(after: nil),
            message: "Rows of \(run) came in just when they were brought back; nothing was changed. Run this again."
        )
    }

    /// A user who lacks rights that a worker needs.
    static func missing(_ rights: [String], of user: String, schema: String, _ place: String) -> StoreError {
        let most = 5
        let named = rights.prefix(most).joined(separator: ", ")
        let more = rights.count > most ? " and \(rights.count - most) more" : ""
        return StoreError(
            .notPermitted,
            message: "The user \(user) lacks rights in the store \(place): \(named)\(more). Let its owner run: GRANT"
                + " SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA \(schema) TO \(user); GRANT USAGE ON ALL"
                + " SEQUENCES IN SCHEMA \(schema) TO \(user); GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA \(schema) TO"
                + " \(user)"
        )
    }

    /// A database with tables of some other program.
    static func foreign(_ place: String, table: String) -> StoreError {
        StoreError(
            .foreign,
            message: "The database \(place) has a table “\(table)” that is not ours. It was left as it is; name a"
                + " database of its own, or set another schema (?options=-csearch_path%3Dsales)."
        )
    }

    /// A store of a program that is newer than this one.
    static func tooNew(_ place: String, found: Int64, known: Int64) -> StoreError {
        StoreError(
            .tooNew,
            message: "The store \(place) was made by a newer program (its tables are of version \(found), this program"
                + " knows \(known)). Install the newer program, or name another database."
        )
    }

    /// A database without any tables of ours, where none are to be made.
    static func empty(_ place: String) -> StoreError {
        StoreError(
            .needsMigration,
            message: "The database \(place) holds no store yet. Is the address right? `salesctl migrate` makes one."
        )
    }

    /// A store whose next step older programs do not bear.
    static func needsMigration(_ place: String, step: String) -> StoreError {
        StoreError(
            .needsMigration,
            message: "The tables of the store \(place) are older than this program. The step “\(step)” stops programs"
                + " that do not know it: end those, then run `salesctl migrate`."
        )
    }

    /// A store of ours whose record of migrations is empty.
    static func unversioned(_ place: String) -> StoreError {
        StoreError(
            .corrupt,
            message:
                "The store \(place) is damaged (it does not say which version its tables are of). Restore it from a"
                + " backup."
        )
    }
}

extension String {
    /// Without the full stop at its end: a sentence of ours ends behind it.
    fileprivate var withoutStop: String { hasSuffix(".") ? String(dropLast()) : self }
}

extension Duration {
    /// In seconds, for people.
    fileprivate var secondsText: String {
        self < .seconds(1) ? "\(wholeMilliseconds) ms" : "\(wholeMilliseconds / 1_000) s"
    }
}
