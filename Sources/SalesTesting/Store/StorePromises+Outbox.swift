import SalesCore

extension StorePromises {
    /// Promises about the alerts that are to be told.
    static let outbox: [Promise<StoreHarness>] = leasingAlerts + settling + listingAlerts + refusing + holding

    private static let leasingAlerts: [Promise<StoreHarness>] = [
        promise(
            60,
            "only pending alerts that are due, of the channels asked for, are leased, oldest first",
            role: "outbox"
        ) {
            bench in
            let alerts = try await alerts(bench, dueAfter: [3, 1, 2, 9], channels: [.console, .email])
            bench.clock.advance(by: .seconds(3))
            let none = try await bench.claimAlerts(channels: [])
            try demand(none.count, equals: 0, "what was leased of no channel")
            let strange = try await bench.claimAlerts(channels: [.webhook])
            try demand(strange.count, equals: 0, "what was leased of a channel without alerts")
            let mail = try await bench.claimAlerts(channels: [.email, .webhook, .email]).map(\.alert.id)
            let ofMail = alerts.filter { $0.channel == .email }.map(\.id)
            try demand(mail, equals: [ofMail[1], ofMail[2], ofMail[0]], "what was leased of e-mail")
            let ofConsole = alerts.filter { $0.channel == .console }.map(\.id)
            let first = try await bench.claimAlerts(1).map(\.alert.id)
            try demand(first, equals: [ofConsole[1]], "what a claim of 1 gave")
            let rest = try await bench.claimAlerts(channels: [.console, .email]).map(\.alert.id)
            try demand(rest, equals: [ofConsole[2], ofConsole[0]], "the rest")
        },
        promise(61, "a lease counts the attempt and notes when it began", role: "outbox") { bench in
            var expected = try await bench.alert(1)
            for attempt in 1...3 {
                let claimed = try demandValue(try await bench.claimAlerts().first, "attempt \(attempt) gave nothing")
                expected.attempts = attempt
                expected.sentAt = bench.clock.now
                try demand(claimed.alert, equals: expected, "the leased alert")
                try demand(try await bench.storedAlert(expected.id), equals: expected, "the alert in the store")
                try demand(claimed.recipient.id, equals: .local, "whom it is told")
                bench.clock.advance(by: .seconds(30))
            }
            let early = bench.clock.now - .seconds(5)
            let last = try await bench.store.claimAlerts(channels: [.console], limit: 1, lease: .seconds(1), at: early)
            try demand(last.first?.alert.sentAt, equals: early, "the time given as the start of the attempt")
        },
        promise(62, "a leased alert is not leased again before its lease ends; tokens differ", role: "outbox") {
            bench in
            _ = try await bench.alert(1)
            let first = try demandValue(try await bench.claimAlerts().first, "the first claim gave nothing")
            bench.clock.advance(by: .milliseconds(29_999))
            try demand(try await bench.claimAlerts().count, equals: 0, "a claim a millisecond before the lease ends")
            bench.clock.advance(by: .milliseconds(1))
            let second = try demandValue(
                try await bench.claimAlerts().first,
                "a claim when the lease ended gave nothing"
            )
            try demand(second.alert.id, equals: first.alert.id, "the alert leased again")
            try demand(second.token != first.token, "both leases have the token \(first.token)")
        },
        promise(63, "an alert is leased with its own person, with every field", role: "outbox", needs: [.severalUsers])
        {
            bench in
            let addUser = try demandValue(bench.tested.addUser, "the harness adds no users")
            var people: [UserID: User] = [:]
            let product = try await bench.product(1)
            for number in 1...3 {
                var person = Sample.person(number)
                if number == 2 { person.lastName = nil }
                let added = try await addUser(person)
                people[added.id] = added
                _ = try await bench.follow(product.id, by: added.id)
            }
            try demand(people.count, equals: 3, "how many numbers three people have")
            try await bench.drop(of: product.id)
            try await bench.expandNext()
            let claimed = try await bench.claimAlerts()
            try demand(claimed.count, equals: 3, "how many alerts three followers make")
            for alert in claimed {
                try demand(alert.recipient, equals: people[alert.alert.userID], "whom alert \(alert.alert.id) is told")
            }
        },
        promise(85, "an alert is not leased before its next attempt is due by the store's clock", role: "outbox") {
            bench in
            let alert = try await bench.alert(1)
            let claimed = try demandValue(try await bench.claimAlerts().first, "no alert could be leased")
            let next = bench.clock.now + .seconds(60)
            let failed = Settlement(alertID: alert.id, token: claimed.token, outcome: .retry(at: next, failure: "busy"))
            try demand(try await bench.store.settle([failed]), equals: [true], "the answer")
            bench.clock.advance(by: .milliseconds(59_999))
            let early = try await bench.store.claimAlerts(channels: [.console], limit: 1, lease: .seconds(1), at: next)
            try demand(early.count, equals: 0, "what is leased a millisecond before, whatever time is given")
            bench.clock.advance(by: .milliseconds(1))
            try demand(try await bench.claimAlerts().count, equals: 1, "what is leased when it is due")
        },
        promise(87, "16 workers who lease 500 alerts together lease none to two", role: "outbox") { bench in
            let ids = try await alerts(bench, dueAfter: Array(repeating: 0, count: 500)).map(\.id)
            let leased = try await withThrowingTaskGroup(of: [Alert.ID].self) { group in
                for _ in 0..<16 {
                    group.addTask {
                        var mine: [Alert.ID] = []
                        while true {
                            let next = try await bench.claimAlerts(17)
                            if next.isEmpty || mine.count > 500 { return mine }
                            mine += next.map(\.alert.id)
                        }
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            try demand(leased.count, equals: 500, "how many leases were given")
            try demand(Set(leased), equals: Set(ids), "the alerts that were leased")
        },
    ]

    /// Alerts of a product each over the channels, in the products' order, the next attempt due after so many seconds.
    static func alerts(
        _ bench: StoreBench,
        from first: Int = 0,
        dueAfter seconds: [Int],
        channels: [Channel] = [.console]
    ) async throws -> [Alert] {
        var alerts: [Alert] = []
        let now = bench.clock.now
        for (number, wait) in seconds.enumerated() {
            let product = try await bench.followedProduct(first + number)
            try await bench.drop(of: product.id)
            let event = try demandValue(
                try await bench.store.claimEvents(limit: 1, lease: .seconds(30)).first,
                "no event could be leased"
            )
            let row = try await bench.store.subscription(of: .local, to: product.id)
            let subscription = try demandValue(row, "the subscription is not there")
            var item = Sample.item(for: subscription, of: event.event, channels: channels, at: now)
            for index in item.alerts.indices { item.alerts[index].nextAttemptAt = now + .seconds(wait) }
            let page = Expansion(eventID: event.event.id, token: event.token, items: [item], cursor: nil)
            _ = try await bench.store.expand(page)
            alerts += item.alerts
        }
        return alerts
    }
}
