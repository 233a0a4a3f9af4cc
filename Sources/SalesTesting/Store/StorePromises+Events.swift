import SalesCore

extension StorePromises {
    /// Promises about events and how they become alerts.
    static let events: [Promise<StoreHarness>] = claimingEvents + adding + expanding

    private static let claimingEvents: [Promise<StoreHarness>] = [
        promise(50, "a product's events are leased one at a time, in their order", role: "events") { bench in
            let product = try await bench.followedProduct(1)
            var events: [PriceEventID] = []
            for drop in 1...3 {
                bench.clock.advance(by: .seconds(60))
                events.append(try await bench.drop(of: product.id, to: 4_000 - Int64(drop)))
            }
            try demand(events, equals: Set(events).sorted(), "the numbers of later events")
            for (index, event) in events.enumerated() {
                let claimed = try await bench.store.claimEvents(limit: 10, lease: .seconds(30))
                try demand(claimed.map(\.event.id), equals: [event], "what was leased after \(index) expansions")
                let first = try demandValue(claimed.first, "no event was leased")
                let end = Expansion(eventID: event, token: first.token, items: [], cursor: nil)
                try demand(try await bench.store.expand(end), equals: .saved(alerts: 0, stale: []), "ending \(event)")
            }
            let rest = try await bench.store.claimEvents(limit: 10, lease: .seconds(30))
            try demand(rest.map(\.event.id), equals: [], "what is left when all are expanded")
        },
        promise(51, "a leased event is not leased again before its lease ends; tokens differ", role: "events") {
            bench in
            let product = try await bench.followedProduct(1)
            try await bench.drop(of: product.id)
            let first = try demandValue(try await claim(bench).first, "the first claim gave nothing")
            try demand(first.product, equals: try await bench.reread(product.id), "the event's product")
            bench.clock.advance(by: .milliseconds(29_999))
            try demand(try await claim(bench).count, equals: 0, "a claim a millisecond before the lease ends")
            bench.clock.advance(by: .milliseconds(1))
            let second = try demandValue(try await claim(bench).first, "a claim when the lease ended gave nothing")
            try demand(second.event, equals: first.event, "the event leased again")
            try demand(second.token != first.token, "both leases have the token \(first.token)")
        },
        promise(56, "events come in pages in the order of their numbers, with every field", role: "events") { bench in
            var random = SeededRandom(seed: 56)
            let product = try await bench.followedProduct(1)
            let other = try await bench.followedProduct(2)
            try await bench.drop(of: other.id)
            var changes: [PriceEvent.Change] = []
            for _ in 0..<7 {
                changes.append(Sample.change(&random))
                bench.clock.advance(by: .seconds(1))
                var outcome = Sample.outcome(under: try await bench.claimOne(product.id), at: bench.clock.now)
                outcome.event = changes.last
                _ = try await bench.store.commit([outcome])
            }
            let listed = try await bench.allPages {
                try await bench.store.events(of: product.id, after: $0, limit: 3)
            }
            try demand(listed.map(\.change), equals: changes, "the changes")
            try demand(listed.map(\.id), equals: Set(listed.map(\.id)).sorted(), "the order of the events")
            try demand(Set(listed.map(\.productID)), equals: [product.id], "whose events they are")
        },
        promise(59, "events of several products are leased together, up to the limit, oldest first", role: "events") {
            bench in
            var events: [PriceEventID] = []
            for number in 0..<5 {
                events.append(try await bench.drop(of: try await bench.followedProduct(number).id))
            }
            var leased: [[PriceEventID]] = []
            for _ in 0..<4 { leased.append(try await claim(bench, limit: 2).map(\.event.id)) }
            let expected = [Array(events[0..<2]), Array(events[2..<4]), [events[4]], []]
            try demand(leased, equals: expected, "what claims of 2 gave")
        },
    ]

    private static let adding: [Promise<StoreHarness>] = [
        promise(120, "an event that no check has caused is expanded behind those of its product", role: "events") {
            bench in
            var random = SeededRandom(seed: 120)
            let product = try await bench.followedProduct(1)
            let caused = try await bench.drop(of: product.id)
            let change = Sample.change(&random)
            try await bench.store.addEvent(change, of: product.id)
            try await bench.store.addEvent(change, of: ProductID(rawValue: 404))
            let first = try await claim(bench)
            try demand(first.map(\.event.id), equals: [caused], "the event that comes first")
            let end = Expansion(eventID: caused, token: first[0].token, items: [], cursor: nil)
            _ = try await bench.store.expand(end)
            let second = try await claim(bench)
            try demand(second.map(\.event.change), equals: [change], "the event that comes second")
            try demand(second.map(\.event.productID), equals: [product.id], "whose event it is")
        }
    ]

    private static let expanding: [Promise<StoreHarness>] = [
        promise(52, "an expansion saves memory, version and alerts, and its end ends the event", role: "events") {
            bench in
            let product = try await bench.followedProduct(1)
            try await bench.drop(of: product.id)
            let before = try await subscription(bench, to: product.id)
            let claimed = try demandValue(try await claim(bench).first, "no event could be leased")
            let item = Sample.item(for: before, of: claimed.event, channels: [.console, .email], at: bench.clock.now)
            let expansion = Expansion(eventID: claimed.event.id, token: claimed.token, items: [item], cursor: nil)
            try demand(try await bench.store.expand(expansion), equals: .saved(alerts: 2, stale: []), "the answer")
            var expected = before
            expected.memory = item.memory
            expected.version += 1
            try demand(try await subscription(bench, to: product.id), equals: expected, "the subscription")
            for alert in item.alerts {
                try demand(try await bench.storedAlert(alert.id), equals: alert, "an alert as it was saved")
            }
            bench.clock.advance(by: .seconds(3_600))
            try demand(try await claim(bench).count, equals: 0, "how many events are left")
        },
        promise(53, "each (user, product, event, channel) makes one alert, however often", role: "events") { bench in
            let product = try await bench.followedProduct(1)
            try await bench.drop(of: product.id)
            let claimed = try demandValue(try await claim(bench).first, "no event could be leased")
            let cursor = try await genuineToken(bench)
            for copy in 0..<3 {
                let row = try await subscription(bench, to: product.id)
                var item = Sample.item(for: row, of: claimed.event, at: bench.clock.now)
                item.alerts = [Sample.alert(to: row, about: claimed.event, at: bench.clock.now, copy: copy)]
                let page = Expansion(eventID: claimed.event.id, token: claimed.token, items: [item], cursor: cursor)
                let answer = try await bench.store.expand(page)
                try demand(answer, equals: .saved(alerts: copy == 0 ? 1 : 0, stale: []), "the answer to page \(copy)")
            }
            let alerts = try await bench.store.alerts(matching: AlertFilter(), after: nil, limit: 10).elements
            try demand(alerts.map(\.id.rawValue.first), equals: ["0"], "which of the alerts are there")
        },
        promise(54, "a subscription that was edited or removed meanwhile is passed over and named", role: "events") {
            bench in
            let product = try await bench.followedProduct(1)
            try await bench.drop(of: product.id)
            let read = try await subscription(bench, to: product.id)
            let edited = try await bench.follow(product.id)
            let claimed = try demandValue(try await claim(bench).first, "no event could be leased")
            let stale = Sample.item(for: read, of: claimed.event, at: bench.clock.now)
            let page = Expansion(eventID: claimed.event.id, token: claimed.token, items: [stale], cursor: nil)
            try demand(try await bench.store.expand(page), equals: .saved(alerts: 0, stale: [read.id]), "the answer")
            try demand(try await subscription(bench, to: product.id), equals: edited, "the edited subscription")
            try await bench.store.removeSubscription(of: .local, to: product.id)
            let gone = Sample.item(for: edited, of: claimed.event, at: bench.clock.now)
            let second = Expansion(eventID: claimed.event.id, token: claimed.token, items: [gone], cursor: nil)
            let answer = try await bench.store.expand(second)
            try demand(answer, equals: .saved(alerts: 0, stale: [edited.id]), "the answer for one that was removed")
            let alerts = try await bench.store.alerts(matching: AlertFilter(), after: nil, limit: 10)
            try demand(alerts.elements, equals: [], "the alerts")
        },
        promise(55, "a lost lease expands nothing", role: "events") { bench in
            let product = try await bench.followedProduct(1)
            try await bench.drop(of: product.id)
            let before = try await subscription(bench, to: product.id)
            let first = try demandValue(try await claim(bench).first, "no event could be leased")
            let item = Sample.item(for: before, of: first.event, at: bench.clock.now)
            let page = Expansion(eventID: first.event.id, token: first.token, items: [item], cursor: nil)
            bench.clock.advance(by: .seconds(30))
            try demand(try await bench.store.expand(page), equals: .conflict, "the answer when the lease ran out")
            let second = try demandValue(try await claim(bench).first, "the event could not be leased again")
            try demand(try await bench.store.expand(page), equals: .conflict, "the answer when another took it")
            try demand(try await subscription(bench, to: product.id), equals: before, "the subscription")
            try demand(try await bench.storedAlert(item.alerts[0].id), equals: nil, "the alert of a lost lease")
            var mine = page
            mine.token = second.token
            let answer = try await bench.store.expand(mine)
            try demand(answer, equals: .saved(alerts: 1, stale: []), "the answer to the present lease")
            try demand(try await bench.store.expand(mine), equals: .conflict, "the answer when the event had ended")
        },
        promise(57, "who takes over an expansion goes on at its cursor", role: "events") { bench in
            let product = try await bench.followedProduct(1)
            try await bench.drop(of: product.id)
            let first = try demandValue(try await claim(bench).first, "no event could be leased")
            try demand(first.cursor, equals: nil, "the cursor at the start")
            let cursor = try await genuineToken(bench)
            let page = Expansion(eventID: first.event.id, token: first.token, items: [], cursor: cursor)
            try demand(try await bench.store.expand(page), equals: .saved(alerts: 0, stale: []), "the answer")
            try demand(try await claim(bench).count, equals: 0, "what could be leased while the lease runs")
            bench.clock.advance(by: .seconds(30))
            let second = try demandValue(try await claim(bench).first, "the event could not be leased again")
            try demand(second.cursor, equals: cursor, "the cursor after a lost lease")
        },
        promise(58, "a page with a stale subscription neither ends the event nor moves its cursor", role: "events") {
            bench in
            let product = try await bench.followedProduct(1)
            try await bench.drop(of: product.id)
            let read = try await subscription(bench, to: product.id)
            _ = try await bench.follow(product.id)
            let first = try demandValue(try await claim(bench).first, "no event could be leased")
            let stale = Sample.item(for: read, of: first.event, at: bench.clock.now)
            for cursor in [nil, try await genuineToken(bench)] {
                let page = Expansion(eventID: first.event.id, token: first.token, items: [stale], cursor: cursor)
                try demand(
                    try await bench.store.expand(page),
                    equals: .saved(alerts: 0, stale: [read.id]),
                    "the answer"
                )
            }
            bench.clock.advance(by: .seconds(30))
            let second = try demandValue(try await claim(bench).first, "an event ended with a stale subscription")
            try demand(second.cursor, equals: nil, "the cursor after a stale page")
            let row = try await subscription(bench, to: product.id)
            let again = Sample.item(for: row, of: second.event, at: bench.clock.now)
            let page = Expansion(eventID: second.event.id, token: second.token, items: [again], cursor: nil)
            try demand(try await bench.store.expand(page), equals: .saved(alerts: 1, stale: []), "the answer anew")
        },
    ]

    private static func claim(_ bench: StoreBench, limit: Int = 10) async throws -> [ClaimedEvent] {
        try await bench.store.claimEvents(limit: limit, lease: .seconds(30))
    }

    private static func subscription(_ bench: StoreBench, to product: ProductID) async throws -> Subscription {
        let row = try await bench.store.subscription(of: .local, to: product)
        return try demandValue(row, "the subscription to \(product) is not there")
    }

    /// A token that the store itself made, for a cursor.
    private static func genuineToken(_ bench: StoreBench) async throws -> PageToken {
        for number in 900..<902 { _ = try await bench.followedProduct(number, dueAt: Timestamp(milliseconds: .max)) }
        let page = try await bench.store.subscriptions(matching: SubscriptionFilter(), after: nil, limit: 1)
        return try demandValue(page.next, "a page of 1 of several subscriptions had no token")
    }
}
