import SalesCore
import SalesTesting
import Testing

@testable import SalesPostgres

@Suite("Leases of a PostgreSQL store")
struct LeaseTests {
    @Test("a worker that slept past its lease writes nothing, in two hundred tries, whether or not it was taken over")
    func sleptPast() async throws {
        try await StoreBed.with { bed in
            let (sleeper, other) = (try await bed.open(), try await bed.open())
            let product = try await sleeper.follow(1)
            var random = SeededRandom(seed: 3)
            var written: [Int64] = []
            for round in 1...200 {
                let lease = try #require(try await sleeper.claim(1, lease: .seconds(1), only: [product]).first).lease
                bed.clock.advance(by: .milliseconds(Int64.random(in: 1_000...3_000, using: &random)))
                if round % 3 == 0 {
                    let taken = try #require(try await other.claim(1, lease: .seconds(9), only: [product]).first).lease
                    let fresh = Sample.outcome(under: taken, minorUnits: Int64(round), at: bed.clock.now)
                    if round % 2 == 0 {
                        #expect(try await other.commit([fresh]) == [.committed(nil)])
                        written.append(Int64(round))
                    } else {
                        bed.clock.advance(by: .seconds(9))
                    }
                }
                let stale = Sample.outcome(under: lease, minorUnits: -1, at: bed.clock.now, event: true)
                #expect(try await sleeper.commit([stale]) == [.conflict])
            }
            #expect(try await sleeper.history(of: product).map(\.price.minorUnits) == written)
            #expect(try await sleeper.product(product)?.state.price?.minorUnits == written.last)
            #expect(try await sleeper.events(of: product, after: nil, limit: 1).elements.isEmpty)
        }
    }

    @Test("an outcome in the last millisecond of a lease is saved, and a millisecond later it is not")
    func lastMillisecond() async throws {
        try await StoreBed.with { bed in
            let store = try await bed.open()
            let product = try await store.follow(1)
            let early = try #require(try await store.claim(1, lease: .seconds(1), only: [product]).first).lease
            bed.clock.advance(by: .milliseconds(999))
            #expect(try await store.claim(1, only: [product]).isEmpty)
            #expect(try await store.commit([Sample.outcome(under: early, at: bed.clock.now)]) == [.committed(nil)])
            let late = try #require(try await store.claim(1, lease: .seconds(1), only: [product]).first).lease
            bed.clock.advance(by: .seconds(1))
            #expect(try await store.commit([Sample.outcome(under: late, at: bed.clock.now)]) == [.conflict])
        }
    }

    @Test("an expansion under a lease that has run out makes no alert, whether or not it was taken over")
    func lateExpansion() async throws {
        try await StoreBed.with { bed in
            let (sleeper, other) = (try await bed.open(), try await bed.open())
            let product = try await sleeper.follow(1)
            let lease = try #require(try await sleeper.claim(1, only: [product]).first).lease
            _ = try await sleeper.commit([Sample.outcome(under: lease, at: bed.clock.now, event: true)])
            for round in 0..<50 {
                let slept = try #require(try await sleeper.claimEvents(limit: 1, lease: .seconds(1)).first)
                bed.clock.advance(by: .seconds(1))
                if round % 2 == 0 {
                    #expect(try await other.claimEvents(limit: 1, lease: .seconds(1)).count == 1)
                }
                let follower = try #require(try await sleeper.subscription(of: .local, to: product))
                let item = Sample.item(for: follower, of: slept.event, at: bed.clock.now)
                let page = Expansion(eventID: slept.event.id, token: slept.token, items: [item], cursor: nil)
                #expect(try await sleeper.expand(page) == .conflict)
                bed.clock.advance(by: .seconds(1))
            }
            #expect(try await sleeper.alerts(matching: AlertFilter(), after: nil, limit: 1).elements.isEmpty)
        }
    }

    @Test("an alert whose lease ran out is settled by who sent it until somebody else takes it over")
    func lateSettlement() async throws {
        try await StoreBed.with { bed in
            let (sleeper, other) = (try await bed.open(), try await bed.open())
            try await bed.addAlerts(20)
            let slept = try await sleeper.claimAlerts(
                channels: [.console],
                limit: 20,
                lease: .seconds(1),
                at: bed.clock.now
            )
            #expect(slept.count == 20)
            bed.clock.advance(by: .seconds(1))
            let taken = try await other.claimAlerts(
                channels: [.console],
                limit: 10,
                lease: .seconds(9),
                at: bed.clock.now
            )
            #expect(taken.count == 10)
            let now = bed.clock.now
            let late = try await sleeper.settle(
                slept.map {
                    Settlement(alertID: $0.alert.id, token: $0.token, outcome: .accepted(at: now, receipt: "late"))
                }
            )
            let takenOver = Set(taken.map(\.alert.id))
            #expect(late == slept.map { !takenOver.contains($0.alert.id) })
            let fresh = try await other.settle(
                taken.map {
                    Settlement(alertID: $0.alert.id, token: $0.token, outcome: .accepted(at: now, receipt: "new"))
                }
            )
            #expect(fresh.allSatisfy { $0 })
            #expect(
                try await bed.sql("SELECT receipt, count(*) FROM alerts GROUP BY 1 ORDER BY 1")
                    == "late|10\nnew|10\n"
            )
        }
    }
}
