import SalesCore

/// A row of `hosts` beside its row of `robots`.
enum HostRow {
    static let select = """
        SELECT \(turnColumns), h.pause_reason, r.status, r.text, r.fetched_at
        FROM hosts h LEFT JOIN robots r ON r.host = h.name WHERE h.name = $1
        """

    /// What turns are decided by; ``HostState/slot(at:limits:horizon:)`` reads nothing else of a state.
    static let turnColumns = "h.next_arrival, h.paused_until, h.consecutive_failures"

    static func read(_ row: inout RowReader) throws -> HostState {
        var state = try readTurn(&row)
        state.pauseReason = row.textOrNil()
        guard let status = try row.numberOrNil() else { return state }
        state.robots = RobotsRecord(status: Int(clamping: status), text: try row.text(), fetchedAt: try row.moment())
        return state
    }

    static func readTurn(_ row: inout RowReader) throws -> HostState {
        HostState(
            nextArrival: try row.momentOrNil(),
            pausedUntil: try row.momentOrNil(),
            consecutiveFailures: try row.count()
        )
    }
}
