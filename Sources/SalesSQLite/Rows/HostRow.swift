import SalesCore

/// A row of `hosts` beside its row of `robots`.
enum HostRow {
    static let select = """
        SELECT \(turnColumns), h.pause_reason, r.status, r.text, r.fetched_at
        FROM hosts h LEFT JOIN robots r ON r.host = h.name WHERE h.name = ?
        """

    /// What turns are decided by; ``HostState/slot(at:limits:horizon:)`` reads nothing else of a state.
    static let turnColumns = "h.next_arrival, h.paused_until, h.consecutive_failures"

    /// Keeps the arrival time of the next request; the host's other parts stay.
    static let saveArrival = """
        INSERT INTO hosts (name, next_arrival) VALUES (?, ?)
        ON CONFLICT (name) DO UPDATE SET next_arrival = excluded.next_arrival
        """

    static func read(_ row: inout RowReader) throws -> HostState {
        var state = try readTurn(&row)
        state.pauseReason = try row.textOrNil()
        guard let status = try row.numberOrNil() else { return state }
        state.robots = RobotsRecord(status: Int(clamping: status), text: try row.text(), fetchedAt: try row.moment())
        return state
    }

    static func readTurn(_ row: inout RowReader) throws -> HostState {
        HostState(
            nextArrival: try row.momentOrNil(),
            pausedUntil: try row.momentOrNil(),
            // None where the host has no row yet.
            consecutiveFailures: Int(clamping: try row.numberOrNil() ?? 0)
        )
    }
}
