public import SalesCore

extension PostgresStore {
    /// What is remembered of a host.
    public func host(_ name: String) async throws(StoreError) -> HostState {
        var arguments = Arguments()
        arguments.add(name)
        return try await row(HostRow.select, arguments, HostRow.read) ?? HostState()
    }

    /// Changes the parts of a host's state that are given.
    public func updateHost(_ name: String, _ change: HostChange) async throws(StoreError) {
        var host = Arguments()
        host.add(name)
        var statements = [Statement(HostStatements.add, host)]
        if change.pause != nil || change.consecutiveFailures != nil {
            var arguments = Arguments()
            arguments.add(name)
            arguments.add(change.pause != nil)
            arguments.add(change.pause??.until)
            arguments.add(change.pause??.reason)
            arguments.add(change.consecutiveFailures.map(Int64.init))
            statements.append(Statement(HostStatements.update, arguments))
        }
        if let robots = change.robots {
            var arguments = Arguments()
            arguments.add(name)
            arguments.add(robots.status)
            arguments.add(robots.text)
            arguments.add(robots.fetchedAt)
            statements.append(Statement(HostStatements.saveRobots, arguments))
        }
        _ = try await run(statements)
    }

    /// Reserves the next free turn at a host.
    public func reserveSlot(
        at name: String,
        limits: HostLimits,
        horizon: Duration
    ) async throws(StoreError) -> Duration? {
        let given = now
        return try await transaction { transaction in
            var host = Arguments()
            host.add(name)
            var turn = Arguments()
            turn.add(given)
            turn.add(name)
            let locked = try await transaction.run([
                Statement(HostStatements.add, host), Statement(HostStatements.lock, host),
                Statement(HostStatements.turn, turn),
            ])
            let read = try locked[2].row { row in (state: try HostRow.readTurn(&row), now: try row.moment()) }
            guard let read, let slot = read.state.slot(at: read.now, limits: limits, horizon: horizon) else {
                return nil
            }
            var arrival = Arguments()
            arrival.add(name)
            arrival.add(slot.nextArrival)
            try await transaction.commit([Statement(HostStatements.saveArrival, arrival)])
            return slot.wait
        }
    }
}

/// The statements of hosts.
enum HostStatements {
    /// Makes a row for a host of which nothing is known.
    static let add = """
        INSERT INTO hosts (name) SELECT $1 WHERE NOT EXISTS (SELECT 1 FROM hosts WHERE name = $1) ON CONFLICT DO NOTHING
        """

    /// Takes a host for the transaction.
    static let lock = "SELECT 1 FROM hosts WHERE name = $1 FOR NO KEY UPDATE"

    /// What the next turn at a host that is locked is decided by, and the clock.
    static let turn = "SELECT \(HostRow.turnColumns), \(PostgresStore.nowSQL) FROM hosts h WHERE h.name = $2"

    /// Keeps the arrival time of the next request.
    static let saveArrival = "UPDATE hosts SET next_arrival = $2::timestamptz WHERE name = $1"

    /// Sets or clears a pause with its reason, and the failures in a row; a claim looks at the host again.
    static let update = """
        UPDATE hosts SET
            paused_until = CASE WHEN $2 THEN $3::timestamptz ELSE paused_until END,
            pause_reason = CASE WHEN $2 THEN $4::text ELSE pause_reason END,
            consecutive_failures = coalesce($5::bigint, consecutive_failures),
            turns_from = '-infinity'
        WHERE name = $1
        """

    /// Keeps a robots.txt.
    static let saveRobots = """
        INSERT INTO robots (host, status, text, fetched_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (host) DO UPDATE SET
            status = excluded.status, text = excluded.text, fetched_at = excluded.fetched_at
        """
}
