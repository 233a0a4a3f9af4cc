import SalesPostgres

/// Looks at the server that a store is on.
enum ServerDiagnosis {
    /// What the server says of itself, and whether a worker can work there.
    static func findings(_ store: PostgresStore) async -> [Finding] {
        do {
            return findings(try await store.report(), address: store.address, most: store.maximumConnections)
        } catch {
            return [.failed("server", CommandFailure(error))]
        }
    }

    /// The same of a report.
    ///
    /// Pure.
    /// - Parameter most: how many connections a worker may make.
    static func findings(_ report: PostgresStore.Report, address: PostgresAddress, most: Int) -> [Finding] {
        let line = report.isEncrypted ? "encrypted" : "not encrypted"
        var findings: [Finding] = [
            .fine(
                "server",
                "PostgreSQL \(report.serverVersion), \(line); tables of version \(report.schemaVersion), days of"
                    + " \(report.archiveZone); \(report.connections) of \(report.maximumConnections) connections in use"
            )
        ]
        if !report.isEncrypted, !address.isLocal {
            findings.append(.warning("server", "What goes to the server can be read on the way: see sslmode."))
        }
        if report.daysAhead == 0 {
            findings.append(
                .warning(
                    "server",
                    "No day after today has a place for its prices. A worker that runs makes them; if one does, see what"
                        + " holds the table “prices” (pg_locks)."
                )
            )
        }
        if Int64(most) > report.maximumConnections - report.connections {
            findings.append(
                .warning(
                    "server",
                    "It has fewer than the \(most) connections left that one worker may use. Raise its"
                        + " max_connections, or let each program use fewer (store_connections)."
                )
            )
        }
        if let obstacle = report.obstacle { findings.append(.failed("server", CommandFailure(obstacle))) }
        return findings
    }
}
