public import SalesCore

extension PostgresStore: OverviewStore {
    /// The products that a person follows, a page at a time.
    public func followedProducts(
        of user: UserID,
        matching filter: FollowedFilter,
        by order: FollowedOrder,
        history: Range<Int64>,
        after token: PageToken?,
        limit: Int
    ) async throws(StoreError) -> Page<FollowedProduct> {
        let size = pageSize(limit)
        var start: FollowedPosition?
        if let token { start = try FollowedPosition(token, by: order) }
        let statement = OverviewStatements.list(of: user, filter, order, after: start, history, limit: size + 1)
        let results = try await run([statement])
        do {
            let found = try results[0].rows { row in
                var followed = try FollowedRow.read(&row)
                followed.recent = try FollowedRow.readDays(of: followed.product.id, &row)
                return followed
            }
            return Page(found, size: size, by: order)
        } catch {
            throw StoreError(error, place: place)
        }
    }

    /// A product that a person follows with its history and the newest alerts about it, or nil.
    public func followedProduct(
        _ product: ProductID,
        of user: UserID,
        history: HistoryRequest,
        alerts: Int
    ) async throws(StoreError) -> FollowedDetail? {
        let statement = OverviewStatements.detail(of: user, product, history, alerts: alerts)
        let rows = try await rows(statement.sql, statement.arguments) { row in
            try OverviewStatements.readDetail(&row, history)
        }
        guard var detail = rows.first?.detail else { return nil }
        detail.alerts = rows.compactMap(\.alert)
        return detail
    }

    /// How many products a person follows.
    public func followedCount(of user: UserID) async throws(StoreError) -> Int {
        try await row(OverviewStatements.count, Arguments(user.rawValue)) { try $0.count() } ?? 0
    }
}

/// The statements of overviews.
enum OverviewStatements {
    /// How many products a person follows.
    static let count = "SELECT count(*) FROM user_preferences WHERE user_id = $1"

    /// A page of what a person follows; see ``FollowedRow``.
    ///
    /// What is asked for without a filter comes again and again, and is prepared.
    static func list(
        of user: UserID,
        _ filter: FollowedFilter,
        _ order: FollowedOrder,
        after start: FollowedPosition?,
        _ days: Range<Int64>,
        limit: Int
    ) -> Statement {
        var condition = Condition()
        condition.add("f.user_id", equals: user)
        add(filter, to: &condition)
        if let start { add(start, to: &condition) }
        let end = condition.limit(limit)
        var arguments = condition.arguments
        arguments.add(PostgresStore.dayWithinRange(days.lowerBound))
        arguments.add(PostgresStore.dayWithinRange(days.upperBound))
        let last = arguments.types.count
        let isWhole = filter == .all
        // The newest are found without the products.
        let joins = isWhole && order == .newest ? "" : joined
        let sql = """
            SELECT \(FollowedRow.columns), \(lists("h", FollowedRow.dayLists))
            FROM (
                SELECT f.* FROM user_preferences f \(joins) \(condition.clause) ORDER BY \(sorting(order)) \(end)
            ) f
            JOIN (\(ProductRow.tables)) ON p.id = f.product_id JOIN websites w ON w.id = p.website_id
            CROSS JOIN LATERAL (
                SELECT \(FollowedRow.days) FROM daily_prices d
                WHERE d.product_id = f.product_id AND \(isWithin("$\(last - 1)", "$\(last)"))
            ) h
            """
        return isWhole ? Statement(sql, arguments) : Statement(once: sql, arguments)
    }

    private static let joined = """
        JOIN products p ON p.id = f.product_id JOIN product_states s ON s.product_id = p.id
        JOIN websites w ON w.id = p.website_id
        """

    /// Whether a row `d` of `daily_prices` is of a range of days.
    private static func isWithin(_ first: String, _ end: String) -> String {
        "d.day >= DATE '1970-01-01' + \(first)::bigint::integer AND d.day < DATE '1970-01-01' + \(end)::bigint::integer"
    }

    private static func lists(_ table: String, _ names: [String]) -> String {
        names.map { "\(table).\($0)" }.joined(separator: ", ")
    }

    /// What a filter asks of a subscription `f`, its product `p`, its state `s` and its website `w`.
    private static func add(_ filter: FollowedFilter, to condition: inout Condition) {
        if let needle = filter.needle {
            condition.add({ $0.add(needle) }) { needle in
                "(strpos(\(lower("p.name")), \(needle)) > 0 OR strpos(\(lower("p.url")), \(needle)) > 0)"
            }
        }
        if let host = filter.host { condition.add({ $0.add(host) }, { "w.host = \($0)" }) }
        if let state = states[filter.state] { condition.add(state) }
    }

    /// A text with its ASCII letters in lower case, whatever the database's locale.
    private static func lower(_ text: String) -> String { "lower(\(text) COLLATE \"C\")" }

    /// What is in a state.
    private static let states: [FollowedFilter.State: String] = [
        .active: "NOT f.is_paused",
        .paused: "f.is_paused",
        .unavailable: "(s.is_gone OR s.availability IN (\(unavailable)))",
        .failing: "s.consecutive_failures > 0",
        .met: """
        EXISTS (SELECT 1 FROM json_array_elements(f.memory->'triggers') t WHERE t.value->>'isArmed' = 'false')
        """,
    ]

    private static let unavailable = Availability.allCases.filter { $0.canBeOrdered == false }
        .map { "'\($0.rawValue)'" }.joined(separator: ", ")

    /// What stands behind a position.
    private static func add(_ start: FollowedPosition, to condition: inout Condition) {
        let text = String(decoding: start.text, as: UTF8.self)
        let first = condition.arguments.types.count + 1
        let places = (first..<(first + 3)).map { "$\($0)" }
        let sorted = key(of: start.order)
        switch start.order {
        case .newest: condition.add({ $0.add(start.number) }, { "f.id < \($0)" })
        case .name:
            condition.add({
                $0.add(text)
                $0.add(start.number)
            }) { _ in "(\(sorted), f.id) > (\(places[0]), \(places[1]))" }
        case .changed:
            condition.add({
                $0.add(Timestamp(milliseconds: ~start.value))
                $0.add(start.number)
            }) { _ in "(\(sorted) < \(places[0]) OR (\(sorted) = \(places[0]) AND f.id > \(places[1])))" }
        case .checked:
            condition.add({
                $0.add(Timestamp(milliseconds: start.value))
                $0.add(start.number)
            }) { _ in "(\(sorted), f.id) > (\(places[0]), \(places[1]))" }
        case .price:
            condition.add({
                $0.add(text)
                $0.add(start.value)
                $0.add(start.number)
            }) { _ in "(\(sorted), \(amount), f.id) > (\(places[0]), \(places[1]), \(places[2]))" }
        }
    }

    /// What orders a list, as ``FollowedPosition`` has it.
    private static func sorting(_ order: FollowedOrder) -> String {
        switch order {
        case .newest: "f.id DESC"
        case .changed: "\(key(of: order)) DESC, f.id"
        case .name, .checked: "\(key(of: order)), f.id"
        case .price: "\(key(of: order)), \(amount), f.id"
        }
    }

    private static func key(of order: FollowedOrder) -> String {
        switch order {
        case .newest: "f.id"
        case .name: "left(\(lower("p.name")), \(FollowedOrder.nameLength))"
        case .changed: "coalesce(s.price_since, '-infinity')"
        case .checked: "coalesce(s.last_check_at, '-infinity')"
        case .price: "coalesce(s.price_currency::text, '\(FollowedPosition.withoutPrice)') COLLATE \"C\""
        }
    }

    private static let amount = "coalesce(s.price_minor, 0)"

    /// One product that a person follows, with part of its history and alerts to them: a row for each alert, of which
    /// the first has the history.
    static func detail(
        of user: UserID,
        _ product: ProductID,
        _ history: HistoryRequest,
        alerts: Int
    ) -> Statement {
        var arguments = Arguments(user.rawValue, product.rawValue)
        arguments.add(min(max(alerts, 0), maximumPageSize))
        let names: [String]
        let past: String
        switch history {
        case .days(let days):
            arguments.add(PostgresStore.dayWithinRange(days.lowerBound))
            arguments.add(PostgresStore.dayWithinRange(days.upperBound))
            names = FollowedRow.dayLists
            past = """
                SELECT \(FollowedRow.days) FROM daily_prices d WHERE d.product_id = $2 AND \(isWithin("$4", "$5"))
                """
        case .changes(let span, let limit):
            arguments.add(span.lowerBound)
            // One more, which may stand before them.
            arguments.add(pageSize(limit) + 1)
            // What lies beyond the range of the server's moments is before the end of time.
            let isEndless = span.upperBound.milliseconds == .max
            if !isEndless { arguments.add(span.upperBound) }
            names = FollowedRow.changeLists
            past = """
                SELECT \(FollowedRow.changes) FROM (
                    (SELECT \(PriceRow.columns) FROM all_prices
                        WHERE product_id = $2 AND observed_at >= $4 \(isEndless ? "" : "AND observed_at < $6")
                        ORDER BY observed_at DESC LIMIT $5)
                    UNION ALL
                    (SELECT \(PriceRow.columns) FROM all_prices WHERE product_id = $2 AND observed_at < $4
                        ORDER BY observed_at DESC LIMIT 1)
                ) r
                """
        }
        let once = names.map { "CASE WHEN coalesce(a.place, 1) = 1 THEN h.\($0) END" }.joined(separator: ", ")
        let sql = """
            WITH history AS MATERIALIZED (\(past))
            SELECT a.place, \(alertColumns), \(FollowedRow.columns), \(once)
            FROM user_preferences f JOIN (\(ProductRow.tables)) ON p.id = f.product_id
            JOIN websites w ON w.id = p.website_id CROSS JOIN history h
            LEFT JOIN LATERAL (
                SELECT row_number() OVER (ORDER BY number DESC) AS place, \(AlertRow.columns) FROM alerts
                WHERE user_id = $1 AND product_id = $2 ORDER BY number DESC LIMIT $3
            ) a ON true
            WHERE f.user_id = $1 AND f.product_id = $2 ORDER BY a.place
            """
        return Statement(sql, arguments)
    }

    /// Reads a row of ``detail(of:_:_:alerts:)``: its alert, and of the first row all else.
    static func readDetail(
        _ row: inout RowReader,
        _ history: HistoryRequest
    ) throws -> (alert: Alert?, detail: FollowedDetail?) {
        let place = try row.numberOrNil()
        var alert: Alert?
        if place == nil { row.skip(alertWidth) } else { alert = try AlertRow.read(&row) }
        guard place ?? 1 == 1 else { return (alert, nil) }
        let followed = try FollowedRow.read(&row)
        let past: FollowedHistory =
            switch history {
            case .days: .days(try FollowedRow.readDays(of: followed.product.id, &row))
            case .changes(let span, let limit):
                .changes(
                    try FollowedRow.readChanges(of: followed.product.id, &row),
                    in: span,
                    limit: pageSize(limit)
                )
            }
        let detail = FollowedDetail(
            product: followed.product,
            subscription: followed.subscription,
            website: followed.website,
            history: past,
            alerts: []
        )
        return (alert, detail)
    }

    private static let alertNames = AlertRow.columns.split(separator: ", ")
    private static let alertWidth = alertNames.count
    private static let alertColumns = alertNames.map { "a.\($0)" }.joined(separator: ", ")
}
