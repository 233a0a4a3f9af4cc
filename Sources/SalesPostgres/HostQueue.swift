import SalesCore

/// Which hosts have work, and since when.
///
/// A claim looks at hosts and not at products: a host is due when a product of it is (`work_at`) and a turn lies within
/// reach (`turns_from`). So a host with a long queue or a long pause costs one look, however many wait there.
///
/// A worker that has leases at a host has the host to itself until they end: how many connections a host sees at once is
/// then a matter within one process, which knows how many it has open. `held_until` is when the last of the leases there
/// runs out, so that a worker that died keeps a host no longer than a product; whoever ends one reckons it anew.
///
/// Whoever changes a row of `check_queue` first locks the row of its host, in the order of their numbers, and lets the
/// host know afterwards if the product may be taken sooner. A claim takes hosts that nobody holds, and writes down when
/// each is to be looked at again. `work_at` and `turns_from` may be too early, which costs a look; never too late.
enum HostQueue {
    /// How far ahead of its turn a host is looked at.
    ///
    /// Claims that are ready to wait longer look at more hosts than have a turn for them.
    static let lookAhead = Duration.seconds(5)

    /// Locks the hosts of products.
    static let lock = """
        SELECT 1 FROM hosts WHERE website_id IN (SELECT website_id FROM check_queue WHERE product_id = ANY ($1::bigint[]))
        ORDER BY website_id FOR NO KEY UPDATE
        """

    /// Lets the hosts of products know when those may be taken.
    static let wake = """
        UPDATE hosts h SET work_at = w.available_at FROM (
            SELECT website_id, min(available_at) AS available_at FROM check_queue
            WHERE product_id = ANY ($1::bigint[]) AND active_followers > 0 GROUP BY website_id
        ) w
        WHERE h.website_id = w.website_id AND h.work_at > w.available_at
        """

    /// Takes hosts that are due and that nobody holds, those first that have waited longest, behind the one that was
    /// taken last.
    static let take = """
        WITH clock AS (SELECT n FROM \(PostgresStore.nowSQL) AS c(n))
        SELECT h.website_id, h.name, \(HostRow.turnColumns), h.due_at, (SELECT n FROM clock) FROM hosts h
        WHERE h.website_id IS NOT NULL AND h.work_at <= (SELECT n FROM clock)
            AND h.due_at <= (SELECT n FROM clock) + $2::bigint * interval '1 millisecond'
            AND (h.due_at, h.website_id) > ($4::timestamptz, $5::bigint)
            AND (h.held_until IS NULL OR h.held_until <= (SELECT n FROM clock) OR h.held_by = $6::bigint)
        ORDER BY h.due_at, h.website_id LIMIT $3::bigint FOR NO KEY UPDATE OF h SKIP LOCKED
        """

    /// Each host's next products that may be taken, behind those that were chosen; nobody else changes them meanwhile.
    static let products = """
        SELECT w.place, q.product_id
        FROM unnest($2::bigint[], $3::bigint[]) WITH ORDINALITY AS w(website_id, chosen, place)
        CROSS JOIN LATERAL (
            SELECT product_id, available_at FROM check_queue
            WHERE website_id = w.website_id AND active_followers > 0 AND available_at <= $1::timestamptz
            ORDER BY available_at, product_id LIMIT $4::bigint OFFSET w.chosen
        ) q
        ORDER BY w.place, q.available_at, q.product_id
        """

    /// The hosts of products that nobody works on; the hosts are locked.
    static let named = """
        SELECT q.product_id, h.website_id, h.name, \(HostRow.turnColumns), now
        FROM check_queue q JOIN hosts h ON h.website_id = q.website_id, \(PostgresStore.nowSQL) AS n(now)
        WHERE q.product_id = ANY ($2::bigint[]) AND (q.lease_until IS NULL OR q.lease_until <= now)
        """

    /// Leases products and reads them.
    static let lease = """
        WITH leased AS (
            UPDATE check_queue SET lease_token = nextval('lease_tokens'), lease_until = $1::timestamptz
            WHERE product_id = ANY ($2::bigint[]) RETURNING product_id, lease_token
        )
        SELECT l.lease_token, \(ProductRow.columns)
        FROM leased l JOIN products p ON p.id = l.product_id JOIN check_queue q ON q.product_id = p.id
            JOIN product_states s ON s.product_id = p.id
        """

    /// Writes down the turns that hosts gave, who has them from now on, and when each is to be looked at again.
    ///
    /// A claim by name leaves a host to the worker that has it.
    static let settle = """
        UPDATE hosts h SET
            next_arrival = coalesce(u.next_arrival, h.next_arrival),
            turns_from = u.turns_from,
            work_at = coalesce((
                SELECT q.available_at FROM check_queue q
                WHERE q.website_id = h.website_id AND q.active_followers > 0 ORDER BY q.available_at LIMIT 1
            ), 'infinity'),
            held_by = CASE WHEN u.given = 0 OR h.held_until > $5::timestamptz THEN h.held_by ELSE $6::bigint END,
            held_until = CASE WHEN u.given = 0 THEN h.held_until ELSE greatest(h.held_until, $7::timestamptz) END
        FROM unnest($1::bigint[], $2::timestamptz[], $3::timestamptz[], $4::bigint[])
            AS u(website_id, next_arrival, turns_from, given)
        WHERE h.website_id = u.website_id
        """

    /// When the last lease at a host `h` runs out.
    private static let lastLease = """
        SELECT max(q.lease_until) FROM check_queue q WHERE q.website_id = h.website_id AND q.lease_until IS NOT NULL
        """

    /// Lets the hosts of leases that a query `ended` has ended know, and when the products may be taken: the last lease
    /// gives a host back.
    ///
    /// The same statement still sees the leases as they were, so that those are left out.
    static let giveBack = """
        UPDATE hosts h SET
            work_at = least(h.work_at, w.available_at),
            held_until = (\(lastLease) AND q.product_id NOT IN (SELECT product_id FROM ended))
        FROM (
            SELECT website_id, min(available_at) FILTER (WHERE active_followers > 0) AS available_at
            FROM ended GROUP BY website_id
        ) w
        WHERE h.website_id = w.website_id
        """

    /// Lets hosts be held as long as the leases that were just renewed.
    static let keep = """
        UPDATE hosts h SET held_until = (\(lastLease))
        WHERE website_id IN (SELECT website_id FROM check_queue WHERE product_id = ANY ($1::bigint[]))
        """

    /// Calls workers that wait for something to be due.
    static let call = "NOTIFY \(PostgresStore.callName)"

    /// The arguments of ``lock``, ``wake`` and ``keep``.
    static func arguments(_ products: some Collection<ProductID>) -> Arguments {
        var arguments = Arguments()
        arguments.addAll(products)
        return arguments
    }
}
