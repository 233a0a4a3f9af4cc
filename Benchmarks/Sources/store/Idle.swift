import SalesCore
import SalesPostgres

/// A worker with nothing to do.
enum Idle {
    /// Asks as often as the tracker's loops do: for checks, for events, and for alerts of one channel.
    static func run(_ store: PostgresStore, seconds: Int) async throws {
        let end = ContinuousClock.now + .seconds(seconds)
        var polls = 0
        while ContinuousClock.now < end {
            _ = try await store.claimChecks(CheckRequest(limit: 64))
            _ = try await store.claimEvents(limit: 100, lease: .seconds(30))
            _ = try await store.claimAlerts(channels: [.console], limit: 8, lease: .seconds(30), at: store.time.now)
            polls += 1
            try await Task.sleep(for: .milliseconds(250))
        }
        try Main.report(["bench": "idle", "polls": polls])
    }
}
