import Foundation

/// What a database's catalogue says of a store's tables, one thing a line; the partitions of days are left out.
enum Catalogue {
    /// The list that a step made when it was released.
    static func fixture(_ number: Int64) throws -> String {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        return try String(contentsOf: folder.appendingPathComponent("Fixtures/schema-\(number).txt"), encoding: .utf8)
    }

    /// The query that lists it.
    static let list = """
        WITH ours AS (
            SELECT c.oid, c.relname, c.relkind, c.reloptions FROM pg_class c
            WHERE c.relnamespace = current_schema()::regnamespace AND NOT c.relispartition
        ), lines (line) AS (
            SELECT 'table ' || relname || ' ' || relkind::text || ' ' || coalesce(reloptions::text, '')
                || coalesce(' ' || pg_get_partkeydef(oid), '') || coalesce(' -- ' || obj_description(oid, 'pg_class'), '')
            FROM ours WHERE relkind IN ('r', 'p', 'v', 'S')
            UNION ALL
            SELECT 'column ' || relname || '.' || to_char(attnum, 'FM00') || ' ' || attname || ' '
                || format_type(atttypid, atttypmod) || CASE WHEN attnotnull THEN ' not null' ELSE '' END
                || CASE attidentity WHEN 'a' THEN ' always as identity' WHEN 'd' THEN ' by default as identity' ELSE '' END
                || CASE attgenerated WHEN 's' THEN ' stored' ELSE '' END
                || coalesce(' default ' || pg_get_expr(adbin, adrelid), '')
            FROM ours JOIN pg_attribute a ON attrelid = ours.oid AND attnum > 0 AND NOT attisdropped
                LEFT JOIN pg_attrdef d ON adrelid = attrelid AND adnum = attnum
            WHERE relkind IN ('r', 'p')
            UNION ALL
            SELECT 'constraint ' || relname || ' ' || conname || ' ' || pg_get_constraintdef(n.oid)
            FROM ours JOIN pg_constraint n ON conrelid = ours.oid WHERE contype <> 'n'
            UNION ALL
            SELECT 'index ' || pg_get_indexdef(oid) FROM ours WHERE relkind IN ('i', 'I')
            UNION ALL
            SELECT 'view ' || relname || ' ' || regexp_replace(pg_get_viewdef(oid), '\\s+', ' ', 'g')
            FROM ours WHERE relkind = 'v'
            UNION ALL
            SELECT 'domain ' || typname || ' ' || format_type(typbasetype, typtypmod) || ' ' || pg_get_constraintdef(n.oid)
            FROM pg_type t JOIN pg_constraint n ON contypid = t.oid WHERE typnamespace = current_schema()::regnamespace
            UNION ALL
            SELECT 'function ' || regexp_replace(pg_get_functiondef(oid), '\\s+', ' ', 'g')
            FROM pg_proc WHERE pronamespace = current_schema()::regnamespace
            UNION ALL
            SELECT 'step ' || number || ' ' || name || ' ' || kind || ' ' || oldest_program FROM schema_migrations
            UNION ALL
            SELECT 'person ' || id || ' ' || coalesce(email, 'without an address') FROM users
        )
        SELECT line FROM lines ORDER BY line COLLATE "C"
        """
}
