import SalesCore

/// What a database says of itself: whether it holds a store of ours and which migrations that has.
struct SchemaState: Sendable {
    /// Marks the record of migrations as ours, where programs of other makers have tables of the same name.
    static let mark = "Sales Tracker"

    /// Whether the schema holds a store of ours.
    let isOurs: Bool
    /// A table of another program with a name that a store needs; nil where there is none.
    let stranger: String?
    /// The number of its newest migration; 0 where it says nothing.
    let version: Int64
    /// The oldest program, by the number of its newest migration, that can work with the tables as they are.
    let oldestProgram: Int64

    /// Reads what a database says of itself, without changing it.
    static func read(_ ask: ([Statement]) async throws -> [QueryResult]) async throws -> SchemaState {
        let first = try await ask([Statement(once: look)])
        let found = try first.first?.row { (isOurs: try $0.flag(), stranger: $0.textOrNil()) }
        guard let found, found.isOurs else {
            return SchemaState(isOurs: false, stranger: found?.stranger, version: 0, oldestProgram: 0)
        }
        let versions = try await ask([Statement(once: versions)])
        let read = try versions.first?.row { (try $0.number(), try $0.number()) }
        return SchemaState(isOurs: true, stranger: nil, version: read?.0 ?? 0, oldestProgram: read?.1 ?? 0)
    }

    /// The steps that the database lacks.
    ///
    /// - Throws: what refuses the database: `.foreign`, `.tooNew` or `.corrupt`.
    func missing(_ steps: [Migration] = Migration.all, at place: String) throws(StoreError) -> [Migration] {
        guard isOurs else {
            if let stranger { throw .foreign(place, table: stranger) }
            return steps
        }
        guard version > 0 else { throw .unversioned(place) }
        let known = steps.last?.number ?? 0
        guard oldestProgram <= known else { throw .tooNew(place, found: version, known: known) }
        return steps.filter { $0.number > version }
    }

    /// Whether the record of migrations is ours, and which table of a stranger is in the way.
    private static let look = """
        SELECT coalesce(obj_description(to_regclass('schema_migrations'), 'pg_class') = '\(mark)', false), (
            SELECT min(relname)::text FROM pg_class
            WHERE relnamespace = current_schema()::regnamespace AND relname = ANY (ARRAY['schema_migrations', 'users',
                'websites', 'products', 'prices', 'user_preferences', 'price_events', 'alerts', 'hosts', 'check_queue'])
        )
        """

    private static let versions =
        "SELECT coalesce(max(number), 0), coalesce(max(oldest_program), 0) FROM schema_migrations"
}
