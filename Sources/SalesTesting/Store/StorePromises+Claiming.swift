import SalesCore

extension StorePromises {
    /// Promises about alerts that are due and may not be told.
    static let refusing: [Promise<StoreHarness>] = [
        promise(
            100,
            "an alert whose subscription is gone or paused is suppressed and not leased, its attempts uncounted",
            role: "outbox"
        ) { bench in
            let alerts = try await alerts(bench, dueAfter: [0, 0, 0])
            let gone = alerts[0].productID
            try await bench.store.removeSubscription(of: .local, to: gone)
            try await bench.pause(alerts[1].productID)
            let leased = try await bench.claimAlerts().map(\.alert.id)
            try demand(leased, equals: [alerts[2].id], "what was leased")
            for (alert, what) in [(alerts[0], "gone"), (alerts[1], "paused")] {
                let stored = try await bench.storedAlert(alert.id)
                try demand(stored?.status, equals: .suppressed, "the status of an alert whose subscription is \(what)")
                try demand(
                    stored?.failure != nil,
                    "nothing says why the alert whose subscription is \(what) is not told"
                )
                try demand(stored?.attempts, equals: 0, "the attempts of an alert whose subscription is \(what)")
                try demand(stored?.sentAt, equals: nil, "when an alert whose subscription is \(what) was handed over")
            }
            _ = try await bench.follow(gone)
            bench.clock.advance(by: .seconds(3_600))
            let later = try await bench.claimAlerts().map(\.alert.id)
            try demand(later, equals: [alerts[2].id], "what is leased when the product is followed again")
        },
        promise(101, "refused alerts use up nothing of a claim's limit", role: "outbox") { bench in
            let alerts = try await alerts(bench, dueAfter: Array(0..<40))
            for alert in alerts[..<37] { try await bench.store.removeSubscription(of: .local, to: alert.productID) }
            bench.clock.advance(by: .seconds(60))
            let leased = try await bench.claimAlerts(2).map(\.alert.id)
            try demand(leased, equals: alerts[37...38].map(\.id), "what a claim of 2 gave behind 37 that are refused")
            let rest = try await bench.claimAlerts(2).map(\.alert.id)
            try demand(rest, equals: [alerts[39].id], "what the next claim gave")
        },
    ]

    /// Promises about alerts that wait to be told together.
    static let holding: [Promise<StoreHarness>] = [
        promise(102, "a held alert is due again when it says, its attempt uncounted", role: "outbox") { bench in
            let alert = try await bench.alert(1)
            let claimed = try demandValue(try await bench.claimAlerts().first, "no alert could be leased")
            let morning = bench.clock.now + .seconds(28_800)
            let held = Settlement.Outcome.held(until: morning, reason: "quiet hours")
            let settlement = Settlement(alertID: alert.id, token: claimed.token, outcome: held)
            try demand(try await bench.store.settle([settlement]), equals: [true], "the answer")
            var expected = claimed.alert
            expected.attempts = 0
            expected.isHeld = true
            expected.nextAttemptAt = morning
            expected.failure = "quiet hours"
            try demand(try await bench.storedAlert(alert.id), equals: expected, "the alert in the store")
            bench.clock.advance(by: .milliseconds(28_799_999))
            try demand(try await bench.claimAlerts().count, equals: 0, "what is leased a millisecond before")
            bench.clock.advance(by: .milliseconds(1))
            let again = try demandValue(try await bench.claimAlerts().first, "the alert could not be leased again")
            expected.attempts = 1
            expected.sentAt = bench.clock.now
            try demand(again.alert, equals: expected, "the alert that is leased again")
        },
        promise(
            103,
            "with a held alert come the person's other held ones of the channel that are due, beyond the limit, adjacent",
            role: "outbox"
        ) { bench in
            let held = try await bench.heldAlerts(dueAfter: [10, 30, 20, 99], channels: [.console, .email])
            let single = try await alerts(bench, from: 50, dueAfter: [15])[0].id
            let gone = try await bench.heldAlerts(from: 60, dueAfter: [12])[0]
            try await bench.store.removeSubscription(of: .local, to: gone.productID)
            bench.clock.advance(by: .seconds(60))
            let ofConsole = held.filter { $0.channel == .console }.map(\.id)
            let leased = try await bench.claimAlerts(1).map(\.alert.id)
            try demand(leased, equals: [ofConsole[0], ofConsole[2], ofConsole[1]], "what a claim of 1 gave")
            try demand(try await bench.claimAlerts(1).map(\.alert.id), equals: [single], "what the next claim gave")
            try demand(try await bench.storedAlert(gone.id)?.status, equals: .suppressed, "one that is not followed")
            let ofMail = held.filter { $0.channel == .email }.map(\.id)
            let mailed = try await bench.claimAlerts(1, channels: [.email]).map(\.alert.id)
            try demand(mailed, equals: [ofMail[0], ofMail[2], ofMail[1]], "what a claim of another channel gave")
        },
        promise(104, "a group has at most as many alerts as a digest; the others come later", role: "outbox") { bench in
            let held = try await bench.heldAlerts(dueAfter: Array(0..<(maximumDigest + 3)))
            bench.clock.advance(by: .seconds(600))
            let first = try await bench.claimAlerts(7).map(\.alert.id)
            try demand(first, equals: held[..<maximumDigest].map(\.id), "what the first claim gave")
            let second = try await bench.claimAlerts(7).map(\.alert.id)
            try demand(second, equals: held[maximumDigest...].map(\.id), "what the second claim gave")
            try demand(try await bench.claimAlerts(7).count, equals: 0, "what the third claim gave")
        },
        promise(105, "8 workers who claim at once do not share a group among them", role: "outbox") { bench in
            for round in 0..<5 {
                let held = try await bench.heldAlerts(from: 100 * round, dueAfter: Array(repeating: 0, count: 12))
                bench.clock.advance(by: .seconds(1))
                let shares = try await withThrowingTaskGroup(of: [Alert.ID].self) { group in
                    for _ in 0..<8 { group.addTask { try await bench.claimAlerts(1).map(\.alert.id) } }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                let whole = shares.filter { !$0.isEmpty }
                try demand(whole.map(\.count), equals: [12], "how many alerts each worker got of one group")
                try demand(Set(whole.joined()), equals: Set(held.map(\.id)), "the group")
            }
        },
    ]
}

extension StoreBench {
    /// Pauses the local user's subscription to a product.
    func pause(_ product: ProductID) async throws {
        var draft = Sample.draft(to: product, at: clock.now)
        draft.isPaused = true
        _ = try await store.save(draft, expectedVersion: nil, dueAt: clock.now)
    }

    /// Alerts of a product each over the channels that were held until so many seconds from now, in the products' order.
    func heldAlerts(
        from first: Int = 0,
        dueAfter seconds: [Int],
        channels: [Channel] = [.console]
    ) async throws -> [Alert] {
        let waits = Array(repeating: 0, count: seconds.count)
        let alerts = try await StorePromises.alerts(self, from: first, dueAfter: waits, channels: channels)
        let ids = Set(alerts.map(\.id))
        let claimed = try await claimAlerts(maximumPageSize, channels: channels).filter { ids.contains($0.alert.id) }
        try demand(claimed.count, equals: alerts.count, "how many new alerts could be leased")
        var tokens: [Alert.ID: Int64] = [:]
        for alert in claimed { tokens[alert.alert.id] = alert.token }
        let settlements = alerts.enumerated().map { place, alert in
            Settlement(
                alertID: alert.id,
                token: tokens[alert.id] ?? 0,
                outcome: .held(until: clock.now + .seconds(seconds[place / channels.count]), reason: "digest")
            )
        }
        try demand(try await store.settle(settlements).contains(false), equals: false, "whether one was not held")
        return alerts
    }
}
