internal import GRDB
public import SalesCore

extension SQLiteStore {
    /// What is remembered of a host.
    public func host(_ name: String) async throws(StoreError) -> HostState {
        try await read { db in try db.host(name) ?? HostState() }
    }

    /// Changes the parts of a host's state that are given.
    public func updateHost(_ name: String, _ change: HostChange) async throws(StoreError) {
        try await write { db, _ in
            var host = Arguments()
            host.add(name)
            try db.run("INSERT INTO hosts (name) VALUES (?) ON CONFLICT DO NOTHING", host)
            if let pause = change.pause {
                var arguments = Arguments()
                arguments.add(pause?.until)
                arguments.add(pause?.reason)
                arguments.add(name)
                try db.run("UPDATE hosts SET paused_until = ?, pause_reason = ? WHERE name = ?", arguments)
            }
            if let failures = change.consecutiveFailures {
                var arguments = Arguments()
                arguments.add(failures)
                arguments.add(name)
                try db.run("UPDATE hosts SET consecutive_failures = ? WHERE name = ?", arguments)
            }
            if let robots = change.robots { try db.saveRobots(robots, of: name) }
        }
    }

    /// Reserves the next free turn at a host.
    public func reserveSlot(
        at name: String,
        limits: HostLimits,
        horizon: Duration
    ) async throws(StoreError) -> Duration? {
        try await write { db, now in
            let state = try db.host(name) ?? HostState()
            guard let slot = state.slot(at: now, limits: limits, horizon: horizon) else { return nil }
            var arguments = Arguments()
            arguments.add(name)
            arguments.add(slot.nextArrival)
            try db.run(HostRow.saveArrival, arguments)
            return slot.wait
        }
    }
}

extension Database {
    fileprivate func host(_ name: String) throws -> HostState? {
        var arguments = Arguments()
        arguments.add(name)
        return try row(HostRow.select, arguments, HostRow.read)
    }

    fileprivate func saveRobots(_ robots: RobotsRecord, of host: String) throws {
        var arguments = Arguments()
        arguments.add(host)
        arguments.add(robots.status)
        arguments.add(robots.text)
        arguments.add(robots.fetchedAt)
        try run(
            """
            INSERT INTO robots (host, status, text, fetched_at) VALUES (?, ?, ?, ?)
            ON CONFLICT (host) DO UPDATE SET
                status = excluded.status, text = excluded.text, fetched_at = excluded.fetched_at
            """,
            arguments
        )
    }
}
