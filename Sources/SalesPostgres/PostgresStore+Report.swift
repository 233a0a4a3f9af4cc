public import SalesCore

extension PostgresStore {
    /// What a server says of itself and of what this user may do: for people who look after it.
    public struct Report: Hashable, Sendable {
        /// The server's version, as it names itself.
        public let serverVersion: String
        /// Whether what goes over the line is encrypted.
        public let isEncrypted: Bool
        /// The number of the newest migration.
        public let schemaVersion: Int64
        /// The zone in whose days prices are kept and archived.
        public let archiveZone: String
        /// How many days after today have a partition for their prices, which workers see to; nil where this user may not
        /// look.
        public fileprivate(set) var daysAhead: Int64?
        /// Whether the server follows another one and takes no changes itself.
        public let isReplica: Bool
        /// Whether transactions are read only, as on a replica or where the database or the user is set to that.
        public let isReadOnly: Bool
        /// The rights that a worker needs and this user lacks, such as “INSERT on prices”.
        public let missingRights: [String]
        /// How many connections the server has now, those of other programs and databases among them.
        public let connections: Int64
        /// How many it takes, without those that are kept for its administrator.
        public let maximumConnections: Int64

        fileprivate let schema: String
        fileprivate let user: String
        fileprivate let place: String

        /// What keeps a worker from working on the store; nil where nothing does.
        public var obstacle: StoreError? {
            if isReplica || isReadOnly { return .readOnly(place) }
            return missingRights.isEmpty ? nil : .missing(missingRights, of: user, schema: schema, place)
        }
    }

    /// How many connections this handle may make, the one that listens for calls among them.
    public var maximumConnections: Int { options.maximumConnections + 1 }

    /// Asks the server what it is and what this user may do.
    public func report() async throws(StoreError) -> Report {
        let place = self.place
        let asked: Report? = try await row(Self.look) { row in
            Report(
                serverVersion: try row.text(),
                isEncrypted: try row.flag(),
                schemaVersion: try row.number(),
                archiveZone: try row.text(),
                isReplica: try row.flag(),
                isReadOnly: try row.flag(),
                missingRights: try row.texts(),
                connections: try row.number(),
                maximumConnections: try row.number(),
                schema: try row.text(),
                user: try row.text(),
                place: place
            )
        }
        guard var report = asked else {
            throw StoreError(.corrupt, message: "The store \(place) does not say what it is.")
        }
        // A statement of its own: one that reads a table it may not read is refused whole.
        if !report.missingRights.contains("SELECT on price_days") {
            report.daysAhead = try await row(Self.countDaysAhead) { try $0.number() }
        }
        return report
    }

    private static let countDaysAhead =
        "SELECT count(*) FROM price_days WHERE starts_at > clock_timestamp() AND state = 'live'"

    /// What the server is asked.
    ///
    /// Partitions and numbers of identity columns need no rights of their own; the tables that only a migration and the
    /// making of days write are read. Other users' sessions show neither their kind nor their state to everybody. A
    /// condition may be looked at in any order, a CASE only in its own.
    private static let look = """
        WITH place AS (SELECT relnamespace AS schema FROM pg_class WHERE oid = to_regclass('schema_migrations')),
        needed AS (
            SELECT r.number, r.right_name, c.relname::text AS what, has_table_privilege(c.oid, r.right_name) AS has_it
            FROM place p JOIN pg_class c ON c.relnamespace = p.schema AND NOT c.relispartition
            JOIN (VALUES (1, 'SELECT'), (2, 'INSERT'), (3, 'UPDATE'), (4, 'DELETE')) r (number, right_name)
                ON r.number = 1 AND c.relkind = 'v' OR c.relkind IN ('r', 'p')
                    AND (r.number = 1 OR c.relname NOT IN ('schema_migrations', 'store_settings', 'price_days'))
            UNION ALL
            SELECT 5, 'USAGE', c.relname::text,
                CASE WHEN c.relkind = 'S' THEN has_sequence_privilege(c.oid, 'USAGE') END
            FROM place p JOIN pg_class c ON c.relnamespace = p.schema AND c.relkind = 'S'
            WHERE NOT EXISTS (
                SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'i'
            )
            UNION ALL
            SELECT 6, 'EXECUTE', f.proname::text, has_function_privilege(f.oid, 'EXECUTE')
            FROM place p JOIN pg_proc f ON f.pronamespace = p.schema
            WHERE f.proname IN ('make_price_days', 'price_day_start', 'archive_day_start', 'archive_day_of',
                'freeze_price_day', 'purge_archive_run')
        )
        SELECT current_setting('server_version'),
            coalesce((SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), false),
            (SELECT coalesce(max(number), 0) FROM schema_migrations), (SELECT archive_zone FROM store_settings),
            pg_is_in_recovery(), current_setting('transaction_read_only') = 'on',
            ARRAY(SELECT right_name || ' on ' || what FROM needed WHERE NOT has_it ORDER BY what, number),
            (SELECT count(*) FROM pg_stat_activity WHERE datid IS NOT NULL AND usesysid IS NOT NULL),
            current_setting('max_connections')::bigint - current_setting('superuser_reserved_connections')::bigint,
            (SELECT schema::regnamespace::text FROM place), current_user::text
        """
}
