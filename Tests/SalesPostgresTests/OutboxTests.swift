import Foundation
import SalesCore
import SalesTesting
import Testing

@testable import SalesPostgres

@Suite("The outbox of a PostgreSQL store")
struct OutboxTests {
    @Test("two thousand alerts are each sent once by sixteen workers with connections of their own")
    func eachOnce() async throws {
        try await StoreBed.with { bed in
            let count = 2_000
            try await bed.addAlerts(count, over: [.console, .email])
            let done = DoneCount(count)
            let sent = try await withThrowingTaskGroup { group in
                for worker in 0..<16 {
                    group.addTask {
                        let store = try await bed.open(connections: 1)
                        let sent = try await Self.deliver(in: store, limit: 10 + 5 * worker, until: done, bed.clock.now)
                        await store.close()
                        return sent
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(sent.count == count)
            #expect(Set(sent).count == count)
            #expect(
                try await bed.sql("SELECT status, attempts, count(*) FROM alerts GROUP BY 1, 2")
                    == "accepted|1|\(count)\n"
            )
        }
    }

    @Test("alerts whose worker died are sent by another, and those that were settled are not")
    func deadWorkers() async throws {
        try await StoreBed.with { bed in
            try await bed.addAlerts(100)
            let (first, second) = (try await bed.open(), try await bed.open())
            let died = try await first.claimAlerts(
                channels: [.console],
                limit: 40,
                lease: .seconds(30),
                at: bed.clock.now
            )
            #expect(died.count == 40)
            let rest = try await Self.deliver(in: second, limit: 25, until: DoneCount(60), bed.clock.now)
            #expect(Set(rest).isDisjoint(with: died.map(\.alert.id)) && rest.count == 60)
            bed.clock.advance(by: .seconds(30))
            let again = try await Self.deliver(in: second, limit: 25, until: DoneCount(40), bed.clock.now)
            #expect(Set(again) == Set(died.map(\.alert.id)) && again.count == 40)
        }
    }

    /// Takes alerts and says that each was sent, until so many were by all workers together.
    private static func deliver(
        in store: PostgresStore,
        limit: Int,
        until done: DoneCount,
        _ now: Timestamp
    ) async throws -> [Alert.ID] {
        var sent: [Alert.ID] = []
        while await !done.isReached {
            let claimed = try await store.claimAlerts(
                channels: [.console, .email],
                limit: limit,
                lease: .seconds(30),
                at: now
            )
            let settled = try await store.settle(
                claimed.map {
                    Settlement(alertID: $0.alert.id, token: $0.token, outcome: .accepted(at: now, receipt: nil))
                }
            )
            #expect(settled.allSatisfy { $0 })
            sent += claimed.map(\.alert.id)
            await done.add(claimed.count)
        }
        return sent
    }
}

extension StoreBed {
    /// Adds alerts to the local user about the first product, which they follow, as an expansion makes them, over one
    /// channel after the other.
    func addAlerts(_ count: Int, over channels: [Channel] = [.console]) async throws {
        let store = try await open()
        try await store.follow(1)
        await store.close()
        let facts = Sample.facts()
        let json = String(decoding: try JSONEncoder().encode(facts), as: UTF8.self)
        let names = channels.map { "'\($0.rawValue)'" }.joined(separator: ", ")
        _ = try await sql(
            """
            INSERT INTO alerts (id, user_id, product_id, event_id, channel, facts, status, attempts, next_attempt_at,
                created_at)
            SELECT 'alert' || n, 1, 1, n, (ARRAY[\(names)])[1 + n % \(channels.count)], $json$\(json)$json$,
                'pending', 0, t, t
            FROM generate_series(1, \(count)) n, to_timestamp(\(clock.now.milliseconds / 1_000)) t
            """
        )
    }
}
