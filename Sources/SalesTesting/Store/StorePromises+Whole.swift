import SalesCore

extension StorePromises {
    /// Promises about the store as a whole.
    static let whole: [Promise<StoreHarness>] = [
        promise(80, "texts of every script come back as they were given, byte for byte", role: "whole") { bench in
            for (index, text) in Sample.texts.enumerated() {
                var new = Sample.product(index, selection: Selection(text: text))
                new.name = text
                let product = try await bench.store.addProduct(new).product
                try same(try await bench.reread(product.id).name, text, "a product's name")
                try same(try await bench.reread(product.id).selection.text, text, "a selection")
                var outcome = Sample.outcome(under: try await bench.claimOne(product.id), at: bench.clock.now)
                outcome.state.reason = text
                outcome.state.learned = text
                outcome.state.origins.note(text, at: bench.clock.now)
                let origins = outcome.state.origins
                outcome.state.validators = Validators(etag: text, lastModified: text)
                outcome.state.quarantine = Quarantine(
                    claim: .gone(reason: text),
                    firstSeenAt: bench.clock.now,
                    needed: 1
                )
                _ = try await bench.store.commit([outcome])
                let state = try await bench.reread(product.id).state
                try same(state.reason ?? "", text, "a state's reason")
                try same(state.learned ?? "", text, "a learned selector")
                try same(state.origins.text ?? "", origins.text ?? "", "where prices stood")
                try same(state.validators.etag ?? "", text, "an ETag")
                guard case .gone(let reason) = state.quarantine?.claim else {
                    throw PromiseBroken("the quarantine did not come back")
                }
                try same(reason, text, "a quarantine's reason")
                let pause = HostChange.Pause(until: bench.clock.now, reason: text)
                let robots = RobotsRecord(status: 200, text: text, fetchedAt: bench.clock.now)
                try await bench.store.updateHost("h\(index).example", HostChange(pause: .some(pause), robots: robots))
                let host = try await bench.store.host("h\(index).example")
                try same(host.pauseReason ?? "", text, "a pause's reason")
                try same(host.robots?.text ?? "", text, "a robots.txt")
            }
        },
        promise(81, "amounts of every currency come back exactly, to the ends of Int64", role: "whole") { bench in
            let amounts = ["GBP", "JPY", "KWD", "EUR"].flatMap { code in
                [Int64.min, .min + 1, -1, 0, 1, 9_007_199_254_740_993, .max - 1, .max].map { Sample.money($0, code) }
            }
            let product = try await bench.followedProduct(1)
            var rows: [PricePoint] = []
            for amount in amounts {
                bench.clock.advance(by: .seconds(1))
                var outcome = Sample.outcome(under: try await bench.claimOne(product.id), at: bench.clock.now)
                outcome.state.price = amount
                outcome.state.listPrice = amount
                outcome.state.bodyHash = .max
                outcome.row?.price = amount
                outcome.row?.listPrice = amount
                outcome.event = Sample.change(at: bench.clock.now)
                outcome.event?.after = .init(price: amount, listPrice: amount)
                _ = try await bench.store.commit([outcome])
                if let row = outcome.row { rows.append(row) }
                try demand(try await bench.reread(product.id).state, equals: outcome.state, "the state")
                let memory = RuleMemory(reference: amount, toldPrice: amount)
                // A rule's amounts are above zero; a price need not be.
                let rule = amount.isPositive ? Rule.below(amount) : .anyDrop
                var draft = Sample.draft(to: product.id, rule: rule)
                draft.memory = memory
                let saved = try await bench.store.save(draft, expectedVersion: nil, dueAt: bench.clock.now)
                let found = try await bench.store.subscription(of: .local, to: product.id)
                try demand(found?.rule, equals: rule, "the rule")
                try demand(found?.memory, equals: memory, "the memory")
                try demand(found, equals: saved, "the subscription")
            }
            try demand(try await bench.history(of: product.id), equals: rows, "the history")
            let events = try await bench.eventList(of: product.id)
            try demand(events.map(\.change.after.price), equals: amounts, "the events' prices")
        },
        promise(82, "what one handle wrote, another reads", role: "whole", needs: [.secondHandle]) { bench in
            let alert = try await bench.alert(1)
            let product = try await bench.reread(alert.productID)
            try await bench.store.updateHost("a.example", HostChange(consecutiveFailures: 5))
            let other = try await bench.secondHandle()
            try demand(try await other.product(product.id), equals: product, "the product")
            let subscription = try await bench.store.subscription(of: .local, to: product.id)
            try demand(
                try await other.subscription(of: .local, to: product.id),
                equals: subscription,
                "the subscription"
            )
            let rows = try await other.prices(of: product.id, in: Sample.allTime, after: nil, limit: 10).elements
            try demand(rows, equals: try await bench.history(of: product.id), "the history")
            let events = try await other.events(of: product.id, after: nil, limit: 10).elements
            try demand(events, equals: try await bench.eventList(of: product.id), "the events")
            let alerts = try await other.alerts(matching: AlertFilter(), after: nil, limit: 10).elements
            try demand(alerts, equals: [alert], "the alerts")
            try demand(try await other.host("a.example").consecutiveFailures, equals: 5, "the host's failures")
            let added = try await other.addProduct(Sample.product(2)).product
            try demand(try await bench.store.product(added.id), equals: added, "what the other handle wrote")
        },
        promise(83, "leases and turns bind every handle", role: "whole", needs: [.secondHandle]) { bench in
            let product = try await bench.followedProduct(1)
            let other = try await bench.secondHandle()
            let lease = try await bench.claimOne(product.id)
            let request = CheckRequest(limit: 10, policy: StoreBench.noWaiting)
            try demand(try await other.claimChecks(request).count, equals: 0, "what another handle leased")
            let outcome = Sample.outcome(under: lease, at: bench.clock.now, event: true)
            let results = try await other.commit([outcome])
            try demand(results.contains(.conflict), equals: false, "a commit by another handle was a conflict")
            let event = try await bench.store.claimEvents(limit: 1, lease: .seconds(30))
            try demand(event.count, equals: 1, "the event that the other handle wrote")
            let events = try await other.claimEvents(limit: 1, lease: .seconds(30))
            try demand(events.count, equals: 0, "what another handle leased of events")
            let limits = HostLimits(rate: 1, burst: 1)
            let first = try await bench.store.reserveSlot(at: "b.example", limits: limits, horizon: .zero)
            let second = try await other.reserveSlot(at: "b.example", limits: limits, horizon: .seconds(9))
            try demand([first, second], equals: [.zero, .seconds(1)], "the waits by both handles")
        },
        promise(84, "16 workers who add the same products together add each once", role: "whole") { bench in
            let added = try await withThrowingTaskGroup(of: [AddedProduct].self) { group in
                for worker in 0..<16 {
                    group.addTask {
                        var mine: [AddedProduct] = []
                        for number in 0..<20 {
                            let new = Sample.product((number + worker) % 20)
                            mine.append(try await bench.store.addProduct(new))
                        }
                        return mine
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            try demand(added.filter(\.isNew).count, equals: 20, "how many were new")
            try demand(Set(added.map(\.product)).count, equals: 20, "how many different products were answered")
            let page = try await bench.store.products(matching: .all, after: nil, limit: maximumPageSize)
            try demand(Set(page.elements), equals: Set(added.map(\.product)), "the products")
        },
    ]

    private static func same(_ found: String, _ expected: String, _ what: String) throws {
        try demand(Array(found.utf8) == Array(expected.utf8), "\(what): expected “\(expected)”, found “\(found)”")
    }
}
