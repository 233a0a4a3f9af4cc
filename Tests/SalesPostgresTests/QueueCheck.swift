import SalesCore
import Testing

@testable import SalesPostgres

/// What the tables say of the queue of hosts, and what follows from it by the rules of ``HostState`` alone.
struct QueueCheck: Sendable {
    struct Host: Sendable {
        let id: Int64
        let name: String
        let state: HostState
        let workAt: Timestamp
        let turnsFrom: Timestamp
        /// Whether no other handle has it to itself.
        let isFree: Bool
        /// Until when it is somebody's, and until when the last lease there runs; nil where that is over.
        let heldUntil: Timestamp?
        let lastLease: Timestamp?
    }

    struct Waiting: Sendable {
        let product: ProductID
        let host: Int64
        let availableAt: Timestamp
    }

    let hosts: [Host]
    /// Followed products in the order in which their host gives them turns.
    let waiting: [Waiting]
    let policy: HostPolicy

    /// Reads all of it.
    init(_ store: PostgresStore, policy: HostPolicy) async throws {
        self.policy = policy
        var arguments = Arguments()
        arguments.add(store.now)
        arguments.add(store.worker)
        hosts = try await store.rows(
            """
            SELECT h.website_id, h.name, \(HostRow.turnColumns), h.work_at, h.turns_from,
                coalesce(h.held_until <= \(PostgresStore.nowSQL) OR h.held_by = $2::bigint, true),
                CASE WHEN h.held_until > \(PostgresStore.nowSQL) THEN h.held_until END,
                (SELECT max(lease_until) FROM check_queue q
                    WHERE q.website_id = h.website_id AND lease_until > \(PostgresStore.nowSQL))
            FROM hosts h WHERE h.website_id IS NOT NULL
            """,
            arguments
        ) { row in
            Host(
                id: try row.number(),
                name: try row.text(),
                state: try HostRow.readTurn(&row),
                workAt: try row.moment(),
                turnsFrom: try row.moment(),
                isFree: try row.flag(),
                heldUntil: try row.momentOrNil(),
                lastLease: try row.momentOrNil()
            )
        }
        // The lease and the due time by themselves, not the column that is made of them.
        waiting = try await store.rows(
            """
            SELECT product_id, website_id, greatest(next_check_at, lease_until) FROM check_queue
            WHERE active_followers > 0 ORDER BY 3, 1
            """
        ) { row in
            Waiting(product: try row.id(), host: try row.number(), availableAt: try row.moment())
        }
    }

    /// Makes sure that no host is looked at later than its work and its turns ask for, and that each is somebody's just
    /// as long as a lease runs there.
    func expectSoundHosts(at now: Timestamp, after operation: String) {
        for host in hosts {
            #expect(host.heldUntil == host.lastLease, "\(host.name): held too long or too short after \(operation)")
            let due = waiting.first { $0.host == host.id }?.availableAt
            #expect(due == nil || host.workAt <= due ?? now, "\(host.name): work is too late after \(operation)")
            let turn = host.state.slot(at: now, limits: policy.limits(for: host.name), horizon: .seconds(1_000_000))
            let reach = max(now, now + (turn?.wait ?? .zero) - HostQueue.lookAhead)
            #expect(host.turnsFrom <= reach, "\(host.name): turns are too late after \(operation)")
        }
    }

    /// Makes sure that a claim leased what could be leased: of each host the first that wait, in its next turns, and as
    /// many in all as there are or as were asked for.
    func expect(_ claimed: [ClaimedCheck], for request: CheckRequest, at now: Timestamp) {
        var possible = 0
        for host in hosts where host.isFree {
            var state = host.state
            var turns: [(ProductID, Duration)] = []
            for next in waiting where next.host == host.id && next.availableAt <= now {
                let limits = policy.limits(for: host.name)
                guard let slot = state.slot(at: now, limits: limits, horizon: request.horizon) else { break }
                state.nextArrival = slot.nextArrival
                turns.append((next.product, slot.wait))
            }
            possible += turns.count
            let mine = claimed.filter { $0.product.websiteID.rawValue == host.id }
            #expect(mine.map(\.lease.productID) == turns.prefix(mine.count).map(\.0), "\(host.name): other products")
            #expect(mine.map(\.startAfter) == turns.prefix(mine.count).map(\.1), "\(host.name): other turns")
        }
        #expect(claimed.count == min(request.limit, possible), "a claim of \(request.limit) within \(request.horizon)")
    }
}
