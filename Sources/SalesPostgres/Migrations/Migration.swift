import SalesCore

/// One step from the tables of one version to those of the next.
///
/// Steps are appended, and never changed once they are released.
struct Migration: Sendable {
    /// What a step does to programs that do not know it.
    enum Kind: String, Sendable {
        /// Adds what older programs need not know; they go on working.
        case expand
        /// Changes or removes what older programs use; they must be gone before.
        case contract
    }

    /// Its place in the line, from 1.
    let number: Int64
    /// What it does, in a word or two.
    let name: String
    /// What it does to older programs.
    let kind: Kind
    /// The oldest program, by the number of its newest migration, that can work with the tables after this step.
    let oldestProgram: Int64
    /// The statements, one command each.
    let steps: [String]

    /// All steps in their order.
    static let all: [Migration] = [
        .first, .rules, .people, .digests, .addressKeys, .archivedDays, .sessions, .sessionScopes,
        .overviews, .origins,
    ]

    /// The number of the newest step that this program knows.
    static var newest: Int64 { all.last?.number ?? 0 }

    /// The statements that take this step and write down that it was taken.
    func statements(at now: Timestamp?) -> [Statement] {
        var record = Arguments()
        record.add(number)
        record.add(name)
        record.add(kind.rawValue)
        record.add(oldestProgram)
        record.add(now)
        return steps.map { Statement(once: $0) } + [Statement(once: Self.record, record)]
    }

    /// The statements that make the record of steps in a database that has none.
    static let beginning = [
        Statement(
            once: """
                CREATE TABLE schema_migrations (
                    number bigint PRIMARY KEY,
                    name text NOT NULL,
                    kind text NOT NULL CHECK (kind IN ('expand', 'contract')),
                    oldest_program bigint NOT NULL,
                    applied_at timestamptz NOT NULL
                )
                """
        ),
        Statement(once: "COMMENT ON TABLE schema_migrations IS '\(SchemaState.mark)'"),
    ]

    private static let record = """
        INSERT INTO schema_migrations VALUES ($1, $2, $3, $4, coalesce($5::timestamptz, clock_timestamp()))
        """
}
