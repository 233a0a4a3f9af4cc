internal import GRDB
public import SalesCore

extension SQLiteStore: OverviewStore {
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
        let asked = OverviewStatements.list(of: user, filter, order, after: start, history, limit: size + 1)
        let found = try await read { db in try db.followed(asked.sql, asked.arguments) }
        var page = Page(found.products, size: size, by: order)
        let recent = found.dailyPrices()
        for index in page.elements.indices {
            page.elements[index].recent = recent[page.elements[index].product.id] ?? []
        }
        return page
    }

    /// A product that a person follows with its history and the newest alerts about it, or nil.
    public func followedProduct(
        _ product: ProductID,
        of user: UserID,
        history: HistoryRequest,
        alerts: Int
    ) async throws(StoreError) -> FollowedDetail? {
        let asked = OverviewStatements.detail(of: user, product, history, alerts: alerts)
        let found = try await read { db in try db.followed(asked.sql, asked.arguments) }
        guard let row = found.products.first else { return nil }
        let past: FollowedHistory =
            switch history {
            case .days: .days(found.dailyPrices()[product] ?? [])
            case .changes(let span, let limit): .changes(found.prices, in: span, limit: pageSize(limit))
            }
        return FollowedDetail(
            product: row.product,
            subscription: row.subscription,
            website: row.website,
            history: past,
            alerts: found.alerts
        )
    }

    /// How many products a person follows.
    public func followedCount(of user: UserID) async throws(StoreError) -> Int {
        try await read { db in
            try db.row(OverviewStatements.count, Arguments(user.rawValue)) { try $0.count() } ?? 0
        }
    }
}

/// The statements of overviews, whose plans are tested.
enum OverviewStatements {
    /// How many products a person follows.
    static let count = "SELECT count(*) FROM user_preferences WHERE user_id = ?"

    /// A page of what a person follows; see ``FollowedRow``.
    ///
    /// Joins are cross joins, so that SQLite begins with the person, whatever else it takes for less.
    static func list(
        of user: UserID,
        _ filter: FollowedFilter,
        _ order: FollowedOrder,
        after start: FollowedPosition?,
        _ days: Range<Int64>,
        limit: Int
    ) -> (sql: String, arguments: Arguments) {
        var condition = Condition()
        condition.add("f.user_id = ?", user)
        add(filter, to: &condition)
        if let start { add(start, to: &condition) }
        var arguments = condition.arguments
        arguments.add(limit)
        let page = """
            WITH page AS MATERIALIZED (
                SELECT f.id AS number, f.product_id AS of_product
                FROM user_preferences f INDEXED BY user_preferences_user
                CROSS JOIN products p ON p.id = f.product_id CROSS JOIN websites w ON w.id = p.website_id
                \(condition.clause) ORDER BY \(order == .newest ? "f.id DESC" : keys(of: order)) LIMIT ?
            )
            \(FollowedRow.products)
            """
        guard !days.isEmpty else { return (page, arguments) }
        for _ in tables {
            arguments.add(Timestamp.start(ofUTCDay: days.lowerBound))
            arguments.add(Timestamp.start(ofUTCDay: days.upperBound))
        }
        arguments.add(days.lowerBound)
        arguments.add(days.upperBound)
        return (page + recent, arguments)
    }

    /// What a filter asks of a subscription `f`, its product `p` and its website `w`.
    private static func add(_ filter: FollowedFilter, to condition: inout Condition) {
        if let needle = filter.needle {
            condition.add("(instr(lower(p.name), ?) > 0 OR instr(lower(p.url), ?) > 0)") {
                $0.add(needle)
                $0.add(needle)
            }
        }
        if let host = filter.host { condition.add("w.host = ?") { $0.add(host) } }
        if let state = states[filter.state] { condition.add(state) { _ in } }
    }

    /// What is in a state.
    private static let states: [FollowedFilter.State: String] = [
        .active: "f.is_paused = 0",
        .paused: "f.is_paused = 1",
        .unavailable: "(p.is_gone = 1 OR p.availability IN (\(unavailable)))",
        .failing: "p.consecutive_failures > 0",
        .met: "EXISTS (SELECT 1 FROM json_each(f.memory, '$.triggers') t WHERE t.value ->> '$.isArmed' = 0)",
    ]

    private static let unavailable = Availability.allCases.filter { $0.canBeOrdered == false }
        .map { "'\($0.rawValue)'" }.joined(separator: ", ")

    /// What stands behind a position.
    private static func add(_ start: FollowedPosition, to condition: inout Condition) {
        guard start.order != .newest else { return condition.add("f.id < ?") { $0.add(start.number) } }
        let keys = (text: text(of: start.order), value: value(of: start.order))
        let places = [keys.text, keys.value].compactMap { $0.map { _ in "?, " } }.joined()
        condition.add("(\(self.keys(of: start.order))) > (\(places)?)") { arguments in
            if keys.text != nil { arguments.add(String(decoding: start.text, as: UTF8.self)) }
            if keys.value != nil { arguments.add(start.value) }
            arguments.add(start.number)
        }
    }

    /// What orders a list, as ``FollowedPosition`` has it.
    private static func keys(of order: FollowedOrder) -> String {
        [text(of: order), value(of: order), "f.id"].compactMap(\.self).joined(separator: ", ")
    }

    private static func text(of order: FollowedOrder) -> String? {
        switch order {
        case .name: "substr(lower(p.name), 1, \(FollowedOrder.nameLength))"
        case .price: "coalesce(p.price_currency, '\(FollowedPosition.withoutPrice)')"
        case .newest, .changed, .checked: nil
        }
    }

    private static func value(of order: FollowedOrder) -> String? {
        switch order {
        case .changed: "coalesce(~p.price_since, \(Int64.max))"
        case .checked: "coalesce(p.last_check_at, \(Int64.min))"
        case .price: "coalesce(p.price_minor, 0)"
        case .newest, .name: nil
        }
    }

    /// Where rows of prices are.
    private static let tables = ["prices", "prices_frozen"]

    /// What the days of a page's products are made of.
    private static let recent = union(
        tables.map { table in
            let span = "observed_at >= ? AND observed_at < ?"
            let rows = "FROM page CROSS JOIN \(table) ON product_id = of_product WHERE \(span)"
            return FollowedRow.part(.price, PriceRow.columns, rows)
        }
            + [
                FollowedRow.part(
                    .day,
                    DailyRow.columns,
                    "FROM page CROSS JOIN daily_prices ON product_id = of_product WHERE day >= ? AND day < ?"
                )
            ]
    )

    /// One product that a person follows, with part of its history and alerts to them; see ``FollowedRow``.
    static func detail(
        of user: UserID,
        _ product: ProductID,
        _ history: HistoryRequest,
        alerts: Int
    ) -> (sql: String, arguments: Arguments) {
        var arguments = Arguments(user.rawValue, product.rawValue)
        arguments.add(min(max(alerts, 0), maximumPageSize))
        switch history {
        case .days(let days):
            arguments.add(Timestamp.start(ofUTCDay: days.lowerBound))
            arguments.add(Timestamp.start(ofUTCDay: days.upperBound))
            arguments.add(days.lowerBound)
            arguments.add(days.upperBound)
            return (one + self.days, arguments)
        case .changes(let span, let limit):
            arguments.add(span.lowerBound)
            arguments.add(span.upperBound)
            // One more, which may stand before them.
            arguments.add(pageSize(limit) + 1)
            return (one + changes, arguments)
        }
    }

    /// The product and the alerts about it.
    private static let one = """
        WITH page AS MATERIALIZED (
            SELECT id AS number FROM user_preferences WHERE user_id = ?1 AND product_id = ?2
        )
        \(FollowedRow.products)
        """ + union([cut(FollowedRow.part(.alert, AlertRow.columns, number: "number", told))])

    private static let told = """
        FROM alerts INDEXED BY alerts_user_product WHERE user_id = ?1 AND product_id = ?2 ORDER BY number DESC LIMIT ?3
        """

    /// What the days of a product are made of.
    private static let days = union(
        tables.map { table in
            let rows = "FROM \(table) WHERE product_id = ?2 AND observed_at >= ?4 AND observed_at < ?5"
            return FollowedRow.part(.price, PriceRow.columns, rows)
        }
            + [
                FollowedRow.part(
                    .day,
                    DailyRow.columns,
                    "FROM daily_prices WHERE product_id = ?2 AND day >= ?6 AND day < ?7"
                )
            ]
    )

    /// The last rows of a span, and the last before it.
    private static let changes = union(
        tables.flatMap { table in
            ["observed_at >= ?4 AND observed_at < ?5", "observed_at < ?4"].enumerated().map { place, span in
                let limit = place == 0 ? "?6" : "1"
                let rows = "FROM \(table) WHERE product_id = ?2 AND \(span) ORDER BY observed_at DESC LIMIT \(limit)"
                return cut(FollowedRow.part(.price, PriceRow.columns, rows))
            }
        }
    )

    /// A part that is ordered and cut by itself.
    private static func cut(_ part: String) -> String { "SELECT * FROM (\(part))" }

    /// Further parts of a statement.
    private static func union(_ parts: [String]) -> String { parts.map { "\nUNION ALL \($0)" }.joined() }
}

extension Database {
    /// What a statement of ``OverviewStatements`` yields.
    fileprivate func followed(_ sql: String, _ arguments: Arguments) throws -> FollowedRows {
        var found = FollowedRows()
        _ = try rows(sql, arguments) { row in try found.add(&row) }
        return found
    }
}
