public import SalesCore

extension PostgresStore {
    /// A product's rows in the order of their times.
    public func prices(
        of product: ProductID,
        in range: Range<Timestamp>,
        after token: PageToken?,
        limit: Int
    ) async throws(StoreError) -> Page<PricePoint> {
        let size = pageSize(limit)
        let statement = try PriceStatements.page(of: product, in: range, after: token, size: size)
        let rows = try await rows(statement.sql, statement.arguments, PriceRow.read)
        return Page(rows, size: size) { $0.observedAt.milliseconds }
    }

    /// A product's open, low, high and close of each UTC day.
    public func dailyPrices(of product: ProductID, days: Range<Int64>) async throws(StoreError) -> [DailyPrices] {
        var arguments = Arguments()
        arguments.add(product)
        arguments.add(Self.dayWithinRange(days.lowerBound))
        arguments.add(Self.dayWithinRange(days.upperBound))
        return try await rows(PriceStatements.daily, arguments) { row in
            let day = try row.number()
            let code = try row.text()
            guard let currency = Currency(code: code) else {
                throw RowReader.Unreadable(column: "currency", expected: "currency of ISO 4217")
            }
            func amount(_ row: inout RowReader) throws -> Money {
                Money(minorUnits: try row.number(), currency: currency)
            }
            return DailyPrices(
                productID: product,
                day: day,
                open: try amount(&row),
                low: try amount(&row),
                high: try amount(&row),
                close: try amount(&row)
            )
        }
    }

    /// Adds rows that were observed in the past.
    public func importPrices(_ rows: [PricePoint]) async throws(StoreError) -> Int {
        guard !rows.isEmpty else { return 0 }
        let ordered = rows.sorted { ($0.productID, $0.observedAt) < ($1.productID, $1.observedAt) }
        return try await transaction(timeout: options.bulkTimeout) { transaction in
            _ = try await transaction.run([Statement(PriceStatements.makeInbox)])
            try await transaction.copy(into: PriceStatements.copyInbox, ordered) { PriceRow.copy($0, into: &$1) }
            // Hosts, then days, as where checks are saved: two that reckon one day of a product anew come one after the
            // other, and nobody waits for somebody who waits for them.
            let results = try await transaction.commit([
                Statement(HostQueue.lock, HostQueue.arguments(Set(ordered.map(\.productID)))),
                PriceStatements.lockDays(of: ordered), Statement(PriceStatements.importInbox),
                PriceStatements.rollUp(ordered),
            ])
            return try results[2].row { try $0.count() } ?? 0
        }
    }

    /// A day within the range of the server's dates.
    static func dayWithinRange(_ day: Int64) -> Int64 {
        min(max(day, -2_400_000), 100_000_000)
    }
}

/// The statements of prices.
enum PriceStatements {
    /// Whether the day of a row `g` is one of those that rows are added to.
    static let isLive = """
        coalesce((
            SELECT d.state = 'live' AND g.observed_at < d.ends_at FROM price_days d
            WHERE d.starts_at <= g.observed_at ORDER BY d.starts_at DESC LIMIT 1
        ), false)
        """

    /// Adds the rows of a query `given`, each where its day lives: into its partition, or where that is frozen, gone or
    /// never was, into `prices_late`; a row whose (product, time) is there is left alone, also one that came before its
    /// day.
    static let insertGiven = """
        live AS (
            INSERT INTO prices (\(PriceRow.columns)) SELECT \(PriceRow.columns) FROM given g
            WHERE is_live AND NOT EXISTS (
                SELECT 1 FROM prices_late l WHERE l.product_id = g.product_id AND l.observed_at = g.observed_at
            )
            ORDER BY product_id, observed_at ON CONFLICT DO NOTHING RETURNING 1
        ),
        late AS (
            INSERT INTO prices_late (\(PriceRow.columns)) SELECT \(PriceRow.columns) FROM given g
            WHERE NOT is_live AND NOT EXISTS (
                SELECT 1 FROM prices_frozen f WHERE f.product_id = g.product_id AND f.observed_at = g.observed_at
            )
            ORDER BY product_id, observed_at ON CONFLICT DO NOTHING RETURNING 1
        )
        """

    /// Holds the days of rows as they are: whoever freezes one waits until the rows are in.
    static func lockDays(of rows: [PricePoint]) -> Statement {
        var arguments = Arguments()
        arguments.addAll(Set(rows.map(\.observedAt.utcDay)).sorted())
        return Statement(
            """
            SELECT pg_advisory_xact_lock_shared(\(AdvisoryLock.priceDay), d.day - DATE '1970-01-01') FROM price_days d
            WHERE d.day - DATE '1970-01-01' IN (
                SELECT generate_series(n - 1, n + 1) FROM unnest($1::bigint[]) AS u(n)
            ) ORDER BY d.day
            """,
            arguments
        )
    }

    /// Reckons the days of rows anew from all rows of theirs: in the currency of a day's last.
    ///
    /// Where the archive has purged rows of a day, what was reckoned of them stands, and goes on with what there is; in
    /// another currency the later of the two counts.
    static func rollUp(_ rows: [PricePoint]) -> Statement {
        var arguments = Arguments()
        let days = Set(rows.map { ProductDay(product: $0.productID, day: $0.observedAt.utcDay) }).sorted()
        arguments.addAll(days.map(\.product))
        arguments.addAll(days.map(\.day))
        return Statement(rollUp, arguments)
    }

    private struct ProductDay: Hashable, Comparable {
        let product: ProductID
        let day: Int64

        static func < (lhs: Self, rhs: Self) -> Bool { (lhs.product, lhs.day) < (rhs.product, rhs.day) }
    }

    private static let rollUp = """
        WITH touched AS (
            SELECT product_id, day, day::timestamp AT TIME ZONE 'UTC' AS starts_at,
                (day + 1)::timestamp AT TIME ZONE 'UTC' AS ends_at
            FROM unnest($1::bigint[], $2::bigint[]) AS u(product_id, n)
                CROSS JOIN LATERAL (SELECT DATE '1970-01-01' + n::integer AS day) d
            WHERE n BETWEEN -2400000 AND 100000000
        ),
        seen AS (
            SELECT t.product_id, t.day, r.observed_at, r.price_minor, r.price_currency,
                last_value(r.price_currency) OVER (
                    PARTITION BY t.product_id, t.day ORDER BY r.observed_at
                    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                ) AS currency
            FROM touched t CROSS JOIN LATERAL (
                SELECT observed_at, price_minor, price_currency FROM all_prices
                WHERE product_id = t.product_id AND observed_at >= t.starts_at AND observed_at < t.ends_at
            ) r
        ),
        reckoned AS (
            SELECT product_id, day, currency, (array_agg(price_minor ORDER BY observed_at))[1] AS open_minor,
                min(price_minor) AS low_minor, max(price_minor) AS high_minor,
                (array_agg(price_minor ORDER BY observed_at DESC))[1] AS close_minor,
                min(observed_at) AS opened_at, max(observed_at) AS closed_at
            FROM seen WHERE price_currency = currency GROUP BY product_id, day, currency
        ),
        purged AS (
            SELECT t.day, max(a.ends_at) AS until FROM (SELECT DISTINCT day, starts_at, ends_at FROM touched) t
                JOIN archive_runs a ON a.day BETWEEN t.day - 1 AND t.day + 1
                    AND a.starts_at < t.ends_at AND a.ends_at > t.starts_at
            WHERE a.step IN ('purged', 'restoring', 'restored') GROUP BY t.day
        ),
        known AS (
            SELECT d.product_id, d.day, d.currency, d.open_minor, d.low_minor, d.high_minor, d.close_minor,
                coalesce(d.opened_at, '-infinity') AS opened_at, coalesce(d.closed_at, p.until) AS closed_at
            FROM touched t JOIN purged p USING (day) JOIN daily_prices d USING (product_id, day)
        )
        INSERT INTO daily_prices (product_id, day, currency, open_minor, opened_at, low_minor, high_minor, close_minor,
            closed_at)
        SELECT r.product_id, r.day, coalesce(b.currency, r.currency),
            CASE WHEN r.opened_at >= b.opened_at OR b.currency <> r.currency THEN b.open_minor ELSE r.open_minor END,
            CASE WHEN r.opened_at >= b.opened_at OR b.currency <> r.currency THEN b.opened_at ELSE r.opened_at END,
            CASE WHEN b.currency <> r.currency THEN b.low_minor ELSE least(b.low_minor, r.low_minor) END,
            CASE WHEN b.currency <> r.currency THEN b.high_minor ELSE greatest(b.high_minor, r.high_minor) END,
            CASE WHEN r.closed_at < b.closed_at THEN b.close_minor ELSE r.close_minor END,
            CASE WHEN r.closed_at < b.closed_at THEN b.closed_at ELSE r.closed_at END
        FROM reckoned r LEFT JOIN known b ON b.product_id = r.product_id AND b.day = r.day
            AND (b.currency = r.currency OR b.closed_at > r.closed_at)
        ORDER BY r.product_id, r.day
        ON CONFLICT (product_id, day) DO UPDATE SET currency = excluded.currency, open_minor = excluded.open_minor,
            opened_at = excluded.opened_at, low_minor = excluded.low_minor, high_minor = excluded.high_minor,
            close_minor = excluded.close_minor, closed_at = excluded.closed_at
        """

    /// A page of a product's rows, with one more than its size.
    static func page(
        of product: ProductID,
        in range: Range<Timestamp>,
        after token: PageToken?,
        size: Int
    ) throws(StoreError) -> Statement {
        var condition = Condition()
        condition.add("product_id", equals: product)
        condition.add({ $0.add(range.lowerBound) }, { "observed_at >= \($0)" })
        // What lies beyond the range of the server's moments is before the end of time.
        if range.upperBound.milliseconds < .max {
            condition.add({ $0.add(range.upperBound) }, { "observed_at < \($0)" })
        }
        if let last = try token?.position {
            condition.add({ $0.add(Timestamp(milliseconds: last)) }, { "observed_at > \($0)" })
        }
        let end = condition.limit(size + 1)
        return Statement(
            "SELECT \(PriceRow.columns) FROM all_prices \(condition.clause) ORDER BY observed_at \(end)",
            condition.arguments
        )
    }

    /// A product's days.
    static let daily = """
        SELECT day - DATE '1970-01-01', currency, open_minor, low_minor, high_minor, close_minor FROM daily_prices
        WHERE product_id = $1 AND day >= DATE '1970-01-01' + $2::bigint::integer
            AND day < DATE '1970-01-01' + $3::bigint::integer
        ORDER BY day
        """

    /// Where rows of an import are put first; it belongs to the session and is empty after each transaction.
    static let makeInbox = """
        CREATE TEMPORARY TABLE IF NOT EXISTS price_inbox (
            product_id bigint, observed_at timestamptz, price_minor bigint, price_currency text,
            list_price_minor bigint, list_price_currency text, availability text, is_carried_forward boolean
        ) ON COMMIT DELETE ROWS
        """

    static let copyInbox = "COPY price_inbox (\(PriceRow.columns)) FROM STDIN (FORMAT binary)"

    /// Adds what is in the inbox, as far as the products are known, and answers how many rows were new.
    static let importInbox = """
        WITH given AS (
            SELECT DISTINCT ON (product_id, observed_at) g.*, \(isLive) AS is_live FROM price_inbox g
            WHERE EXISTS (SELECT 1 FROM products p WHERE p.id = g.product_id)
            ORDER BY product_id, observed_at, g.ctid
        ),
        \(insertGiven)
        SELECT (SELECT count(*) FROM live) + (SELECT count(*) FROM late)
        """
}
