import SalesCore

/// A batch of outcomes as the statements of one transaction, in the order of the products, which writes each page of a
/// table and an index once.
struct OutcomeBatch {
    /// Outcomes with their places in the batch; a lease counts once.
    private let items: [(place: Int, outcome: CheckOutcome)]
    private let count: Int
    private let rows: [(place: Int, row: PricePoint)]

    init(_ outcomes: [CheckOutcome]) {
        count = outcomes.count
        let order = outcomes.indices.sorted {
            (outcomes[$0].lease.productID, $0) < (outcomes[$1].lease.productID, $1)
        }
        var seen: Set<CheckLease> = []
        items = order.filter { seen.insert(outcomes[$0].lease).inserted }.map { ($0, outcomes[$0]) }
        rows = items.compactMap { place, outcome in
            outcome.row.map { row in
                var row = row
                row.productID = outcome.lease.productID
                return (place, row)
            }
        }
    }

    /// Which of the statements answers what was saved.
    var answer: Int { rows.isEmpty ? 1 : 2 }

    /// The statements, of which the one that saves stands behind those that lock.
    func statements(now: Timestamp?) throws -> [Statement] {
        let products = HostQueue.arguments(items.map(\.outcome.lease.productID))
        var statements = [Statement(HostQueue.lock, products)]
        if !rows.isEmpty { statements.append(PriceStatements.lockDays(of: rows.map(\.row))) }
        statements.append(Statement(Self.save, try arguments(now: now)))
        if !rows.isEmpty { statements.append(PriceStatements.rollUp(rows.map(\.row))) }
        statements.append(Statement(HostQueue.wake, products))
        return statements
    }

    /// What was saved, in the order of the batch.
    func results(_ answer: QueryResult) throws -> [CommitResult] {
        var results = [CommitResult](repeating: .conflict, count: count)
        _ = try answer.rows { row in
            let place = try row.count()
            results[place] = .committed(try row.numberOrNil().map(PriceEventID.init(rawValue:)))
        }
        return results
    }

    private func arguments(now: Timestamp?) throws -> Arguments {
        var arguments = Arguments()
        arguments.add(now)
        arguments.addAll(items.map { Int64($0.place) })
        arguments.addAll(items.map(\.outcome.lease.productID))
        arguments.addAll(items.map(\.outcome.lease.token))
        arguments.addAll(items.map(\.outcome.nextCheckAt))
        arguments.addAll(items.map(\.outcome.name))
        try ProductRow.stateArguments(items.map(\.outcome.state), into: &arguments)
        arguments.addAll(rows.map { Int64($0.place) })
        PriceRow.arguments(rows.map(\.row), into: &arguments)
        let events = items.compactMap { place, outcome in outcome.event.map { (place, outcome, $0) } }
        arguments.addAll(events.map { Int64($0.0) })
        try arguments.addAllJSON(events.map(\.2))
        arguments.addAll(events.map(\.1.decidedAt))
        return arguments
    }

    private static let firstState = 7
    private static let firstRow = firstState + ProductRow.stateCount
    private static let firstEvent = firstRow + 1 + PriceStatements.columnCount

    /// Saves each outcome whose lease is the present one and still runs: its state, name, row and event.
    static let save = """
        WITH items AS (
            SELECT * FROM unnest(
                $2::bigint[], $3::bigint[], $4::bigint[], $5::timestamptz[], $6::text[],
                \(ProductRow.stateArrays(from: firstState))
            ) AS i(place, product_id, token, next_check_at, name, \(ProductRow.stateColumns))
        ),
        held AS (
            UPDATE check_queue q SET next_check_at = i.next_check_at, lease_token = NULL, lease_until = NULL
            FROM items i
            WHERE q.product_id = i.product_id AND q.lease_token = i.token AND q.lease_until > \(PostgresStore.nowSQL)
            RETURNING i.place, q.product_id
        ),
        stated AS (
            UPDATE product_states s SET (\(ProductRow.stateColumns)) = (\(states))
            FROM held JOIN items i USING (place) WHERE s.product_id = held.product_id
        ),
        named AS (
            UPDATE products p SET name = i.name FROM held JOIN items i USING (place)
            WHERE p.id = held.product_id AND i.name <> p.name
        ),
        given AS (
            SELECT r.* FROM unnest($\(firstRow)::bigint[], \(PriceStatements.arrays(from: firstRow + 1)))
                AS r(place, \(PriceRow.columns)) JOIN held USING (place)
        ),
        \(PriceStatements.insert(from: "given")),
        told AS (
            INSERT INTO price_events (product_id, change, committed_at)
            SELECT held.product_id, e.change, e.committed_at
            FROM unnest($\(firstEvent)::bigint[], $\(firstEvent + 1)::json[], $\(firstEvent + 2)::timestamptz[])
                AS e(place, change, committed_at) JOIN held USING (place)
            ORDER BY held.product_id RETURNING id, product_id
        )
        SELECT held.place, told.id FROM held LEFT JOIN told USING (product_id)
        """

    private static let states = ProductRow.stateColumns.split(separator: ", ").map { "i.\($0)" }
        .joined(separator: ", ")
}
