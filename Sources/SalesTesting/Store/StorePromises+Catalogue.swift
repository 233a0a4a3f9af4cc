import SalesCore

extension StorePromises {
    /// Promises about websites and products.
    static let catalogue: [Promise<StoreHarness>] = [
        promise(1, "a product is added once for each URL and selection and stays as it is", role: "catalogue") {
            bench in
            let first = try await bench.store.addProduct(Sample.product(1))
            try demand(first.isNew, "the first product of a URL was not new")
            var again = Sample.product(1, dueAt: bench.clock.now + .seconds(99))
            again.name = "Another name"
            let second = try await bench.store.addProduct(again)
            try demand(!second.isNew, "the same URL was new a second time")
            try demand(second.product, equals: first.product, "the product that was there")
            for text in ["css:#price", "css:#PRICE", "variant:caf\u{E9}", "variant:cafe\u{301}"] {
                let pinned = Sample.product(1, selection: Selection(text: text))
                try demand(try await bench.store.addProduct(pinned).isNew, "selection \(text) was taken for another")
                let found = try await bench.store.addProduct(pinned)
                try demand(!found.isNew, "selection \(text) was new a second time")
            }
        },
        promise(2, "a product brings its website, one for each host", role: "catalogue") { bench in
            let first = try await bench.product(1, host: "a.example")
            let second = try await bench.product(2, host: "a.example")
            let other = try await bench.product(3, host: "b.example")
            try demand(first.websiteID, equals: second.websiteID, "the website of two products of one host")
            try demand(first.websiteID != other.websiteID, "two hosts share a website")
            let page = try await bench.store.websites(after: nil, limit: 10)
            try demand(page.elements.map(\.host), equals: ["a.example", "b.example"], "the websites")
            try demand(page.elements.map(\.id), equals: [first.websiteID, other.websiteID], "the websites' numbers")
        },
        promise(3, "a product is found by its number with every field as it was given", role: "catalogue") { bench in
            let new = Sample.product(7, selection: Selection(text: "sku:A-1"), dueAt: bench.clock.now + .seconds(5))
            let added = try await bench.store.addProduct(new).product
            let found = try await bench.reread(added.id)
            try demand(found, equals: added, "the product as found")
            let expected = Product(
                id: added.id,
                websiteID: added.websiteID,
                url: new.url,
                selection: new.selection,
                name: new.name,
                nextCheckAt: new.nextCheckAt,
                createdAt: new.createdAt
            )
            try demand(found, equals: expected, "the product's fields")
            try demand(try await bench.store.product(ProductID(rawValue: 999)), equals: nil, "a product never added")
        },
        promise(4, "pages hold each product once, whatever is added or removed meanwhile", role: "catalogue") { bench in
            var ids: [ProductID] = []
            for number in 0..<12 { ids.append(try await bench.product(number).id) }
            let doomed = [ids[0], ids[2], ids[4]]
            var number = 100
            var removals = doomed.makeIterator()
            let listed = try await bench.allPages(
                between: {
                    if let id = removals.next() { try await bench.store.removeProduct(id) }
                    if number < 104 { _ = try await bench.product(number) }
                    number += 1
                },
                { try await bench.store.products(matching: .all, after: $0, limit: 3) }
            ).map(\.id)
            try demand(listed, equals: listed.sorted(), "the order of the pages")
            try demand(Set(listed).count, equals: listed.count, "how many different products the pages hold")
            let stayed = Set(ids).subtracting(doomed)
            try demand(stayed.isSubset(of: listed), "a product that was there all the time is missing from the pages")
        },
        promise(5, "removing a product takes all with it but settled alerts", role: "catalogue") { bench in
            let told = try await bench.alert(1)
            let claimed = try demandValue(try await bench.claimAlerts().first, "no alert could be claimed")
            let settled = Settlement(
                alertID: told.id,
                token: claimed.token,
                outcome: .accepted(at: bench.clock.now, receipt: nil)
            )
            _ = try await bench.store.settle([settled])
            bench.clock.advance(by: .seconds(60))
            let product = told.productID
            try await bench.drop(of: product, to: 2_999)
            let waiting = try demandValue(try await bench.expandNext().first, "the second drop made no alert")
            bench.clock.advance(by: .seconds(60))
            let unexpanded = try await bench.drop(of: product, to: 1_999)
            try await bench.store.removeProduct(product)
            try demand(try await bench.store.product(product), equals: nil, "the removed product")
            let subscription = try await bench.store.subscription(of: .local, to: product)
            try demand(subscription, equals: nil, "the subscription to a removed product")
            try demand(try await bench.history(of: product), equals: [], "the prices of a removed product")
            try demand(try await bench.eventList(of: product), equals: [], "the events of a removed product")
            let events = try await bench.store.claimEvents(limit: 10, lease: .seconds(30))
            try demand(!events.contains { $0.event.id == unexpanded }, "a removed product's event was claimed")
            try demand(try await bench.storedAlert(waiting.id), equals: nil, "the pending alert")
            try demand(try await bench.claimAlerts().map(\.alert.id), equals: [], "the alerts that can be claimed")
            let kept = try await bench.storedAlert(told.id)
            try demand(kept?.status, equals: .accepted, "the alert that was told")
        },
        promise(6, "websites come in pages, each once, in the order of their numbers", role: "catalogue") { bench in
            for number in 0..<7 { _ = try await bench.product(number, host: "h\(number).example") }
            var number = 7
            let listed = try await bench.allPages(
                between: {
                    if number < 9 { _ = try await bench.product(number, host: "h\(number).example") }
                    number += 1
                },
                { try await bench.store.websites(after: $0, limit: 2) }
            )
            try demand(listed.map(\.id), equals: Set(listed.map(\.id)).sorted(), "the order of the websites")
            try demand(listed.prefix(7).map(\.host), equals: (0..<7).map { "h\($0).example" }, "the websites' hosts")
        },
        promise(
            7,
            "a page is as large as its limit, from 1 to the largest, and the last has no token",
            role: "catalogue"
        ) {
            bench in
            for number in 0..<3 { _ = try await bench.product(number) }
            for (limit, size) in [(Int.min, 1), (0, 1), (1, 1), (2, 2), (3, 3), (Int.max, 3)] {
                let page = try await bench.store.products(matching: .all, after: nil, limit: limit)
                try demand(page.elements.count, equals: size, "the size of a page of limit \(limit)")
                try demand(page.next == nil, equals: size == 3, "whether the page of limit \(limit) is the last")
            }
            let foreign = PageToken(text: "not one of ours")
            try await demandError(
                "a token that no store made",
                where: { ($0 as? StoreError)?.code == .invalidArgument }
            ) {
                _ = try await bench.store.products(matching: .all, after: foreign, limit: 1)
            }
        },
        promise(8, "a list holds only what its filter asks for", role: "catalogue") { bench in
            let first = try await bench.product(1, host: "a.example")
            let other = try await bench.product(2, host: "b.example")
            let pinned = try await bench.store.addProduct(
                Sample.product(1, host: "a.example", selection: Selection(text: "sku:1"))
            ).product
            let third = try await bench.product(3, host: "a.example")
            for (filter, expected) in [
                (ProductFilter(websiteID: first.websiteID), [first.id, pinned.id, third.id]),
                (ProductFilter(url: first.url), [first.id, pinned.id]),
                (ProductFilter(websiteID: other.websiteID, url: first.url), []),
            ] {
                let listed = try await bench.allPages {
                    try await bench.store.products(matching: filter, after: $0, limit: 1)
                }
                try demand(listed.map(\.id), equals: expected, "the products of \(filter)")
            }
        },
        promise(9, "removing what is not there succeeds, and numbers are not given twice", role: "catalogue") { bench in
            let first = try await bench.product(1)
            try await bench.store.removeProduct(first.id)
            try await bench.store.removeProduct(first.id)
            try await bench.store.removeProduct(ProductID(rawValue: 999))
            let again = try await bench.product(1)
            try demand(again.id > first.id, "product \(first.id) was removed and its number was given again")
            try demand(try await bench.history(of: again.id), equals: [], "the history of the product added anew")
        },
    ]
}
