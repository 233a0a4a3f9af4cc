public import SalesCore

extension PostgresStore {
    /// Leases events that are not expanded yet, of each product only the oldest.
    public func claimEvents(limit: Int, lease: Duration) async throws(StoreError) -> [ClaimedEvent] {
        var arguments = Arguments()
        arguments.add(now)
        arguments.add(pageSize(limit))
        arguments.add(lease)
        return try await rows(EventStatements.claim, arguments) { row in
            let token = try row.number()
            let cursor = row.textOrNil().map(PageToken.init(text:))
            let event = try EventRow.read(&row)
            return ClaimedEvent(event: event, token: token, product: try ProductRow.read(&row), cursor: cursor)
        }
    }

    /// Saves one page of an event's expansion.
    public func expand(_ expansion: Expansion) async throws(StoreError) -> ExpansionResult {
        let items = expansion.items.sorted { $0.subscriptionID < $1.subscriptionID }
        let alerts = items.flatMap { item in item.alerts.map { (item.subscriptionID, $0) } }
        var arguments = Arguments()
        arguments.add(now)
        arguments.add(expansion.eventID)
        arguments.add(expansion.token)
        arguments.add(expansion.cursor?.text)
        arguments.addAll(items.map(\.subscriptionID))
        arguments.addAll(items.map(\.version))
        do {
            try arguments.addAllJSON(items.map(\.memory))
            arguments.addAll(alerts.map(\.0))
            try AlertRow.arguments(alerts.map(\.1), into: &arguments)
        } catch {
            throw StoreError(error, place: place)
        }
        let saved = try await row(EventStatements.expand, arguments) { row in
            (isHeld: try row.flag(), added: try row.count(), stale: try row.numbers())
        }
        guard let saved, saved.isHeld else { return .conflict }
        return .saved(alerts: saved.added, stale: saved.stale.map(SubscriptionID.init(rawValue:)))
    }

    /// Adds an event that no check has caused.
    public func addEvent(_ change: PriceEvent.Change, of product: ProductID) async throws(StoreError) {
        var arguments = Arguments()
        arguments.add(now)
        arguments.add(product)
        do {
            try arguments.addJSON(change)
        } catch {
            throw StoreError(error, place: place)
        }
        _ = try await run([Statement(EventStatements.add, arguments)])
    }

    /// A product's events in the order of their numbers.
    public func events(
        of product: ProductID,
        after token: PageToken?,
        limit: Int
    ) async throws(StoreError) -> Page<PriceEvent> {
        let size = pageSize(limit)
        var condition = Condition()
        condition.add("product_id", equals: product)
        try condition.add(after: token)
        let end = condition.limit(size + 1)
        let rows = try await rows(
            "SELECT \(EventRow.columns) FROM price_events \(condition.clause) ORDER BY id \(end)",
            condition.arguments,
            EventRow.read
        )
        return Page(rows, size: size) { $0.id.rawValue }
    }
}

/// The statements of events that run often.
enum EventStatements {
    /// Adds an event; what waits for events polls, as after a commit.
    static let add = """
        INSERT INTO price_events (product_id, change, committed_at)
        SELECT id, $3::json, \(PostgresStore.nowSQL) FROM products WHERE id = $2::bigint
        """

    /// Leases events that nobody works on and that are the oldest of their product.
    static let claim = """
        WITH waiting AS (
            SELECT e.id FROM price_events e
            WHERE NOT e.is_expanded AND (e.lease_until IS NULL OR e.lease_until <= \(PostgresStore.nowSQL))
                AND NOT EXISTS (
                    SELECT 1 FROM price_events o WHERE o.product_id = e.product_id AND NOT o.is_expanded AND o.id < e.id
                )
            ORDER BY e.id LIMIT $2::bigint FOR UPDATE SKIP LOCKED
        ),
        leased AS (
            UPDATE price_events e SET lease_token = nextval('lease_tokens'),
                lease_until = \(PostgresStore.nowSQL) + $3::bigint * interval '1 millisecond'
            FROM waiting WHERE e.id = waiting.id RETURNING e.id, e.product_id, e.change, e.lease_token, e.cursor
        )
        SELECT l.lease_token, l.cursor, l.id, l.product_id, l.change, \(ProductRow.columns)
        FROM leased l JOIN products p ON p.id = l.product_id JOIN check_queue q ON q.product_id = p.id
            JOIN product_states s ON s.product_id = p.id
        ORDER BY l.id
        """

    private static let firstAlert = 8

    /// Saves a page under a lease that is the present one and still runs: memories and alerts of the subscriptions that
    /// were not edited meanwhile, and where the expansion goes on if none was.
    ///
    /// `IS TRUE` keeps the server from a join whose size it cannot know: it looks each up in a hash table.
    static let expand = """
        WITH held AS (
            SELECT id FROM price_events
            WHERE id = $2::bigint AND lease_token = $3::bigint AND lease_until > \(PostgresStore.nowSQL) AND NOT is_expanded
            FOR UPDATE
        ),
        items AS (
            SELECT * FROM unnest($5::bigint[], $6::bigint[], $7::json[]) AS i(id, version, memory)
        ),
        remembered AS (
            UPDATE user_preferences u SET version = u.version + 1, memory = i.memory
            FROM items i, held WHERE u.id = i.id AND u.version = i.version RETURNING u.id
        ),
        added AS (
            INSERT INTO alerts (\(AlertRow.columns))
            SELECT \(alertColumns)
            FROM unnest($\(firstAlert)::bigint[], \(AlertRow.arrays(from: firstAlert + 1))) WITH ORDINALITY
                AS a(subscription_id, \(AlertRow.columns), place)
            WHERE (a.subscription_id IN (SELECT id FROM remembered)) IS TRUE
            ORDER BY a.place ON CONFLICT DO NOTHING RETURNING 1
        ),
        stale AS (SELECT id FROM items WHERE id NOT IN (SELECT id FROM remembered)),
        moved AS (
            UPDATE price_events e SET cursor = $4::text, is_expanded = $4::text IS NULL,
                lease_token = CASE WHEN $4::text IS NULL THEN NULL ELSE e.lease_token END,
                lease_until = CASE WHEN $4::text IS NULL THEN NULL ELSE e.lease_until END
            FROM held WHERE e.id = held.id AND NOT EXISTS (SELECT 1 FROM stale) RETURNING 1
        )
        SELECT EXISTS (SELECT 1 FROM held), (SELECT count(*) FROM added), ARRAY(SELECT id FROM stale ORDER BY id)
        """

    private static let alertColumns = AlertRow.columns.split(separator: ", ").map { "a.\($0)" }.joined(separator: ", ")
}
