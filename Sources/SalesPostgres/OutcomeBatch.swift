import SalesCore

/// A batch of outcomes as the statements of one transaction, in the order of the products, which writes each page of a
/// table and an index once.
struct OutcomeBatch {
    /// Outcomes with their places in the batch; a lease counts once.
    private let items: [(place: Int, outcome: CheckOutcome)]
    private let count: Int
    private let rows: [PricePoint]

    init(_ outcomes: [CheckOutcome]) {
        count = outcomes.count
        let order = outcomes.indices.sorted {
            (outcomes[$0].lease.productID, $0) < (outcomes[$1].lease.productID, $1)
        }
        var seen: Set<CheckLease> = []
        items = order.filter { seen.insert(outcomes[$0].lease).inserted }.map { ($0, outcomes[$0]) }
        rows = items.compactMap { _, outcome in
            outcome.row.map { row in
                var row = row
                row.productID = outcome.lease.productID
                return row
            }
        }
    }

    /// Which of the statements answers what was saved.
    var answer: Int { rows.isEmpty ? 1 : 2 }

    /// The statements, of which the one that saves stands behind those that lock.
    func statements(now: Timestamp?) throws -> [Statement] {
        var statements = [
            Statement(HostQueue.lock, HostQueue.arguments(items.map(\.outcome.lease.productID)))
        ]
        if !rows.isEmpty { statements.append(PriceStatements.lockDays(of: rows)) }
        statements.append(Statement(Self.save, try arguments(now: now)))
        if !rows.isEmpty { statements.append(PriceStatements.rollUp(rows)) }
        return statements
    }

    /// What was saved, in the order of the batch.
    func results(_ answer: QueryResult) throws -> [CommitResult] {
        var results = [CommitResult](repeating: .conflict, count: count)
        var places: [ProductID: Int] = [:]
        // First what was saved, then the numbers of the events.
        _ = try answer.rows { row in
            let product: ProductID = try row.id()
            if let place = try row.numberOrNil() {
                places[product] = Int(place)
                results[Int(place)] = .committed(nil)
            } else if let place = places[product] {
                results[place] = .committed(try row.id())
            }
        }
        return results
    }

    private func arguments(now: Timestamp?) throws -> Arguments {
        let outcomes = items.map(\.outcome)
        var arguments = Arguments()
        arguments.add(now)
        arguments.addAll(items.map { Int64($0.place) })
        arguments.addAll(outcomes.map(\.lease.productID))
        arguments.addAll(outcomes.map(\.lease.token))
        arguments.addAll(outcomes.map(\.nextCheckAt))
        arguments.addAll(outcomes.map(\.name))
        try ProductRow.stateArguments(outcomes.map(\.state), into: &arguments)
        PriceRow.outcomeArguments(outcomes.map(\.row), into: &arguments)
        try arguments.addAllJSON(outcomes.map(\.event))
        arguments.addAll(outcomes.map(\.decidedAt))
        return arguments
    }

    private static let firstState = 7
    private static let firstRow = firstState + ProductRow.stateCount
    private static let firstEvent = firstRow + PriceRow.outcomeCount

    /// Saves each outcome whose lease is the present one and still runs: its state, name, row and event.
    ///
    /// All of an outcome travels in one row, so that nothing has to be joined that the server cannot know the size of.
    static let save = """
        WITH held AS (
            UPDATE check_queue q SET next_check_at = i.next_check_at, lease_token = NULL, lease_until = NULL
            FROM unnest(
                $2::bigint[], $3::bigint[], $4::bigint[], $5::timestamptz[], $6::text[],
                \(ProductRow.stateArrays(from: firstState)),
                \(PriceRow.outcomeArrays(from: firstRow)), $\(firstEvent)::json[], $\(firstEvent + 1)::timestamptz[]
            ) AS i(
                place, product, token, next_check_at, name, \(ProductRow.stateColumns),
                \(PriceRow.outcomeColumns), change, decided_at
            )
            WHERE q.product_id = i.product AND q.lease_token = i.token AND q.lease_until > \(PostgresStore.nowSQL)
            RETURNING q.product_id, q.website_id, q.active_followers, q.available_at, i.*
        ),
        ended AS (SELECT product_id, website_id, active_followers, available_at FROM held),
        freed AS (\(HostQueue.giveBack)),
        stated AS (
            UPDATE product_states s SET (\(ProductRow.stateColumns)) = (\(states))
            FROM held WHERE s.product_id = held.product_id
        ),
        named AS (
            UPDATE products p SET name = held.name FROM held WHERE p.id = held.product_id AND held.name <> p.name
        ),
        given AS (
            SELECT product_id, \(PriceRow.outcomeValues), \(PriceStatements.isLive) AS is_live
            FROM held g WHERE observed_at IS NOT NULL
        ),
        \(PriceStatements.insertGiven),
        told AS (
            INSERT INTO price_events (product_id, change, committed_at)
            SELECT product_id, change, decided_at FROM held WHERE change IS NOT NULL
            ORDER BY product_id RETURNING product_id, id
        )
        SELECT product_id, place, NULL::bigint FROM held
        UNION ALL SELECT product_id, NULL, id FROM told
        """

    private static let states = ProductRow.stateColumns.split(separator: ", ").map { "held.\($0)" }
        .joined(separator: ", ")
}
