internal import GRDB
public import SalesCore

extension SQLiteStore {
    /// Leases events that are not expanded yet, of each product only the oldest.
    public func claimEvents(limit: Int, lease: Duration) async throws(StoreError) -> [ClaimedEvent] {
        let size = Int64(pageSize(limit))
        return try await write { db, now in
            try db.run(EventStatements.freeRunOut, Arguments(now.milliseconds))
            let waiting = try db.rows(EventStatements.waiting, Arguments(size)) { row in
                (event: try EventRow.read(&row), cursor: try row.textOrNil())
            }
            guard !waiting.isEmpty else { return [] }
            var token = try db.newLeaseTokens(waiting.count)
            let until = (now + lease).milliseconds
            var claimed: [ClaimedEvent] = []
            for (event, cursor) in waiting {
                guard let product = try db.product(event.productID) else { continue }
                try db.run(EventStatements.lease, Arguments(token, until, event.id.rawValue))
                let page = cursor.map(PageToken.init(text:))
                claimed.append(ClaimedEvent(event: event, token: token, product: product, cursor: page))
                token += 1
            }
            return claimed
        }
    }

    /// Saves one page of an event's expansion.
    public func expand(_ expansion: Expansion) async throws(StoreError) -> ExpansionResult {
        try await write { db, now in
            let lease = Arguments(expansion.eventID.rawValue, expansion.token, now.milliseconds)
            guard try db.row(EventStatements.held, lease, { try $0.flag() }) == true else { return .conflict }
            var added = 0
            var stale: [SubscriptionID] = []
            for item in expansion.items {
                var arguments = Arguments()
                try arguments.addJSON(item.memory)
                arguments.add(item.subscriptionID)
                arguments.add(item.version)
                guard try db.run(EventStatements.remember, arguments) == 1 else {
                    stale.append(item.subscriptionID)
                    continue
                }
                for alert in item.alerts { added += try db.run(AlertRow.insert, try AlertRow.arguments(alert)) }
            }
            if stale.isEmpty { try db.endPage(of: expansion) }
            return .saved(alerts: added, stale: stale)
        }
    }

    /// Adds an event that no check has caused.
    public func addEvent(_ change: PriceEvent.Change, of product: ProductID) async throws(StoreError) {
        try await write { db, now in
            guard try db.exists("products", product) else { return }
            var arguments = Arguments(product.rawValue)
            try arguments.addJSON(change)
            arguments.add(now)
            try db.run(CheckStatements.addEvent, arguments)
        }
    }

    /// A product's events in the order of their numbers.
    public func events(
        of product: ProductID,
        after token: PageToken?,
        limit: Int
    ) async throws(StoreError) -> Page<PriceEvent> {
        let size = pageSize(limit)
        var condition = Condition()
        condition.add("product_id = ?", product)
        try condition.add(after: token)
        let sql = "SELECT \(EventRow.columns) FROM price_events \(condition.clause) ORDER BY id LIMIT \(size + 1)"
        let arguments = condition.arguments
        return try await read { db in
            Page(try db.rows(sql, arguments, EventRow.read), size: size) { $0.id.rawValue }
        }
    }
}

/// The statements of events that run often, whose plans are tested.
enum EventStatements {
    /// Frees the events whose lease ran out.
    static let freeRunOut = "UPDATE price_events SET lease_until = NULL WHERE lease_until <= ?"

    /// The events that nobody works on and that are the oldest of their product.
    static let waiting = """
        SELECT \(EventRow.columns), cursor FROM price_events e INDEXED BY price_events_waiting
        WHERE is_expanded = 0 AND lease_until IS NULL AND NOT EXISTS (
            SELECT 1 FROM price_events o INDEXED BY price_events_open
            WHERE o.product_id = e.product_id AND o.is_expanded = 0 AND o.id < e.id
        )
        ORDER BY id LIMIT ?
        """

    /// Leases one event.
    static let lease = "UPDATE price_events SET lease_token = ?, lease_until = ? WHERE id = ?"

    /// Whether a lease is the present one and still runs.
    static let held = """
        SELECT 1 FROM price_events WHERE id = ? AND lease_token = ? AND lease_until > ? AND is_expanded = 0
        """

    /// Writes what a rule remembers, if the subscription was not edited meanwhile.
    static let remember = """
        UPDATE user_preferences SET memory = ?, version = version + 1 WHERE id = ? AND version = ?
        """
}

extension Database {
    /// Keeps where an expansion goes on, or ends it.
    fileprivate func endPage(of expansion: Expansion) throws {
        var arguments = Arguments()
        if let cursor = expansion.cursor {
            arguments.add(cursor.text)
            arguments.add(expansion.eventID)
            try run("UPDATE price_events SET cursor = ? WHERE id = ?", arguments)
        } else {
            arguments.add(expansion.eventID)
            try run(
                """
                UPDATE price_events SET is_expanded = 1, cursor = NULL, lease_token = NULL, lease_until = NULL WHERE id = ?
                """,
                arguments
            )
        }
    }
}
