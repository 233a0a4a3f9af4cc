import SalesCore

extension StorePromises {
    /// Promises about what came of attempts.
    static let settling: [Promise<StoreHarness>] = [
        promise(64, "each outcome gives an alert its status and what is known of it", role: "outbox") { bench in
            _ = try await alerts(bench, dueAfter: [0, 0, 0, 0, 0])
            let claimed = try await bench.claimAlerts()
            try demand(claimed.count, equals: 5, "how many alerts were leased")
            let now = bench.clock.now
            let later = now + .seconds(77)
            let outcomes: [Settlement.Outcome] = [
                .accepted(at: later, receipt: "<id@mail.example>"), .retry(at: later, failure: "451 später"),
                .dead(failure: "550 no such user"), .expired, .suppressed(reason: "unsubscribed"),
            ]
            let items = zip(claimed, outcomes).map {
                Settlement(alertID: $0.alert.id, token: $0.token, outcome: $1)
            }
            try demand(try await bench.store.settle(items), equals: [true, true, true, true, true], "the answers")
            var expected = claimed.map(\.alert)
            expected[0].status = .accepted
            expected[0].acceptedAt = later
            expected[0].receipt = "<id@mail.example>"
            expected[1].nextAttemptAt = later
            expected[1].failure = "451 später"
            expected[2].status = .dead
            expected[2].failure = "550 no such user"
            expected[3].status = .expired
            expected[4].status = .suppressed
            expected[4].failure = "unsubscribed"
            for alert in expected {
                try demand(try await bench.storedAlert(alert.id), equals: alert, "an alert after its attempt")
            }
            bench.clock.advance(by: .seconds(3_600))
            let left = try await bench.claimAlerts()
            try demand(left.map(\.alert.id), equals: [expected[1].id], "what is leased an hour later")
            let accepted = Settlement.Outcome.accepted(at: bench.clock.now, receipt: nil)
            _ = try await bench.store.settle(
                left.map { Settlement(alertID: $0.alert.id, token: $0.token, outcome: accepted) }
            )
            let told = try await bench.storedAlert(expected[1].id)
            try demand(told?.failure, equals: nil, "the failure of an alert that was told in the end")
        },
        promise(65, "a lost or used token settles nothing", role: "outbox") { bench in
            let alert = try await bench.alert(1)
            let stale = try demandValue(try await bench.claimAlerts().first, "no alert could be leased")
            bench.clock.advance(by: .seconds(30))
            let present = try demandValue(try await bench.claimAlerts().first, "the alert could not be leased again")
            let accepted = Settlement.Outcome.accepted(at: bench.clock.now, receipt: nil)
            let lost = Settlement(alertID: alert.id, token: stale.token, outcome: accepted)
            let absent = Settlement(alertID: Alert.ID(rawValue: "nobody"), token: present.token, outcome: accepted)
            try demand(
                try await bench.store.settle([lost, absent]),
                equals: [false, false],
                "the answers to lost tokens"
            )
            try demand(try await bench.storedAlert(alert.id), equals: present.alert, "the alert after a lost token")
            let kept = Settlement(alertID: alert.id, token: present.token, outcome: .dead(failure: "no"))
            try demand(try await bench.store.settle([kept]), equals: [true], "the answer to the present token")
            let second = Settlement(alertID: alert.id, token: present.token, outcome: accepted)
            try demand(try await bench.store.settle([second]), equals: [false], "the answer when it was settled")
            try demand(try await bench.storedAlert(alert.id)?.status, equals: .dead, "the status")

            let other = try await bench.alert(2)
            let leased = try demandValue(try await bench.claimAlerts().first, "another alert could not be leased")
            func settle(_ outcome: Settlement.Outcome) async throws -> [Bool] {
                try await bench.store.settle([Settlement(alertID: other.id, token: leased.token, outcome: outcome)])
            }
            let again = Settlement.Outcome.retry(at: bench.clock.now, failure: "451")
            try demand(try await settle(again), equals: [true], "the answer to an attempt that failed")
            try demand(try await settle(accepted), equals: [false], "the answer to a second outcome of it")
            try demand(try await bench.storedAlert(other.id)?.status, equals: .pending, "the status of what waits")
        },
        promise(68, "a released attempt is not counted, and the alert is due at once", role: "outbox") { bench in
            let alert = try await bench.alert(1)
            let first = try demandValue(try await bench.claimAlerts().first, "no alert could be leased")
            let released = Settlement(alertID: alert.id, token: first.token, outcome: .released)
            try demand(try await bench.store.settle([released]), equals: [true], "the answer")
            try demand(try await bench.storedAlert(alert.id)?.attempts, equals: 0, "the attempts after the release")
            try demand(try await bench.storedAlert(alert.id)?.status, equals: .pending, "the status")
            let second = try demandValue(try await bench.claimAlerts().first, "a released alert is not due")
            try demand(second.alert.attempts, equals: 1, "the attempts of the next lease")
            try demand(try await bench.store.settle([released]), equals: [false], "a second release of the first lease")
        },
        promise(69, "settlements stand alone, and answers come in their order", role: "outbox") { bench in
            _ = try await alerts(bench, dueAfter: [0, 0, 0, 0])
            let claimed = try await bench.claimAlerts()
            let items = claimed.enumerated().map { index, alert in
                let token = index % 2 == 0 ? alert.token : alert.token &+ 1_000_000
                return Settlement(alertID: alert.alert.id, token: token, outcome: .dead(failure: "no"))
            }
            let answers = try await bench.store.settle(items + items.prefix(1))
            try demand(answers, equals: [true, false, true, false, false], "the answers")
            for (index, alert) in claimed.enumerated() {
                let status = try await bench.storedAlert(alert.alert.id)?.status
                try demand(status, equals: index % 2 == 0 ? .dead : .pending, "the status of alert \(index)")
            }
            try demand(try await bench.store.settle([]), equals: [], "the answers to nothing")
        },
        promise(86, "a lease that ran out and that nobody took over still settles", role: "outbox") { bench in
            let alert = try await bench.alert(1)
            let claimed = try demandValue(try await bench.claimAlerts().first, "no alert could be leased")
            bench.clock.advance(by: .seconds(3_600))
            _ = try await bench.claimAlerts(channels: [.email])
            let accepted = Settlement.Outcome.accepted(at: bench.clock.now, receipt: "late")
            let late = Settlement(alertID: alert.id, token: claimed.token, outcome: accepted)
            try demand(try await bench.store.settle([late]), equals: [true], "the answer")
            try demand(try await bench.storedAlert(alert.id)?.status, equals: .accepted, "the status")
            try demand(try await bench.claimAlerts().count, equals: 0, "what is left to tell")
        },
        promise(106, "a late attempt settles no alert that a claim refused meanwhile", role: "outbox") { bench in
            let alert = try await bench.alert(1)
            let claimed = try demandValue(try await bench.claimAlerts().first, "no alert could be leased")
            try await bench.store.removeSubscription(of: alert.userID, to: alert.productID)
            bench.clock.advance(by: .seconds(3_600))
            try demand(try await bench.claimAlerts().count, equals: 0, "what is told who follows it no more")
            let refused = try await bench.storedAlert(alert.id)
            let accepted = Settlement.Outcome.accepted(at: bench.clock.now, receipt: "late")
            let late = Settlement(alertID: alert.id, token: claimed.token, outcome: accepted)
            try demand(try await bench.store.settle([late]), equals: [false], "the answer")
            try demand(try await bench.storedAlert(alert.id), equals: refused, "the alert")
        },
    ]

    /// Promises about lists of alerts and about dead ones.
    static let listingAlerts: [Promise<StoreHarness>] = [
        promise(66, "alerts come newest first, in pages, by person, product and status", role: "outbox") { bench in
            let alerts = try await alerts(bench, dueAfter: [0, 0, 0, 0, 0, 0])
            let claimed = try await bench.claimAlerts(2)
            let items = claimed.map { Settlement(alertID: $0.alert.id, token: $0.token, outcome: .expired) }
            _ = try await bench.store.settle(items)
            let settled = Set(claimed.map(\.alert.id))
            func list(_ filter: AlertFilter, between: () async throws -> Void = {}) async throws -> [Alert.ID] {
                try await bench.allPages(between: between) {
                    try await bench.store.alerts(matching: filter, after: $0, limit: 2)
                }.map(\.id)
            }
            let newest = Array(alerts.map(\.id).reversed())
            try demand(try await list(AlertFilter()), equals: newest, "all alerts")
            let ofProduct = try await list(AlertFilter(productID: alerts[2].productID))
            try demand(ofProduct, equals: [alerts[2].id], "alerts of a product")
            try demand(try await list(AlertFilter(userID: .local)), equals: newest, "alerts of a person")
            let ofNobody = try await list(AlertFilter(userID: UserID(rawValue: 999)))
            try demand(ofNobody, equals: [], "alerts of nobody")
            let expired = try await list(AlertFilter(statuses: [.expired, .dead]))
            try demand(expired, equals: newest.filter(settled.contains), "expired and dead alerts")
            try demand(try await list(AlertFilter(statuses: [])), equals: [], "alerts of no status")
            var number = 50
            let meanwhile = try await list(AlertFilter()) {
                number += 1
                bench.clock.advance(by: .seconds(60))
                if number < 54 { _ = try await bench.alert(number) }
            }
            try demand(meanwhile, equals: newest, "all alerts, with newer ones added between the pages")
        },
        promise(67, "dead alerts, all or those named, become pending again and held, and no others", role: "outbox") {
            bench in
            _ = try await alerts(bench, dueAfter: [0, 0, 0, 0])
            let claimed = try await bench.claimAlerts()
            let outcomes: [Settlement.Outcome] = [
                .dead(failure: "a"), .dead(failure: "b"), .dead(failure: "c"), .expired,
            ]
            let items = zip(claimed, outcomes).map {
                Settlement(alertID: $0.alert.id, token: $0.token, outcome: $1)
            }
            _ = try await bench.store.settle(items)
            let ids = claimed.map(\.alert.id)
            let due = bench.clock.now + .seconds(10)
            let named = [ids[1], ids[3], ids[1], Alert.ID(rawValue: "nobody")]
            try demand(try await bench.store.retryAlerts(named, at: due), equals: 1, "how many of those named")
            try demand(try await bench.store.retryAlerts([], at: due), equals: 0, "how many of none")
            let again = try await bench.storedAlert(ids[1])
            try demand(again?.status, equals: .pending, "the status of a dead one")
            try demand(again?.attempts, equals: 0, "its attempts")
            try demand(again?.nextAttemptAt, equals: due, "its next attempt")
            try demand(again?.isHeld, equals: true, "whether it is held")
            try demand(try await bench.storedAlert(ids[3])?.status, equals: .expired, "the status of an expired one")
            try demand(try await bench.store.retryAlerts(nil, at: due), equals: 2, "how many of all")
            try demand(try await bench.claimAlerts().count, equals: 0, "what is leased before they are due")
            bench.clock.advance(by: .seconds(10))
            let leased = try await bench.claimAlerts()
            try demand(Set(leased.map(\.alert.id)), equals: Set(ids[..<3]), "what is leased when they are due")
        },
    ]
}
