import SalesCore

extension StorePromises {
    /// Promises about texts that mean something to what they pass on their way.
    static let injections: [Promise<StoreHarness>] = [
        promise(
            121,
            "texts that mean something to SQL, markup or paths are kept byte for byte, and touch nothing else",
            role: "whole"
        ) { bench in
            let bystander = try await bench.followedProduct(0)
            let followed = try await bench.store.subscription(of: .local, to: bystander.id)
            var ids: [ProductID] = []
            for (index, injection) in InjectionText.all.enumerated() {
                let added = try await bench.store.addProduct(product(index + 1, injection))
                try demand(added.isNew, equals: true, "whether a product with \(injection) is new")
                ids.append(added.product.id)
            }
            for (index, injection) in InjectionText.all.enumerated() {
                let again = try await bench.store.addProduct(product(index + 1, injection))
                try demand(again.isNew, equals: false, "whether a product with \(injection) is new again")
                try demand(again.product.id, equals: ids[index], "the product with \(injection)")
                try demand(injection.isKept(as: again.product.name), "\(injection) as a name became another")
                try demand(
                    injection.isKept(as: again.product.selection.text),
                    "\(injection) as a selection became another"
                )
                try await demandError(
                    "\(injection) as a token",
                    where: { ($0 as? StoreError)?.code == .invalidArgument },
                    from: {
                        let token = PageToken(text: injection.text)
                        _ = try await bench.store.products(matching: .all, after: token, limit: 1)
                    }
                )
            }
            let listed = try await bench.allPages {
                try await bench.store.products(matching: .all, after: $0, limit: maximumPageSize)
            }
            try demand(listed.map(\.id), equals: [bystander.id] + ids, "the products")
            let websites = try await bench.store.websites(after: nil, limit: 10).elements
            try demand(websites.map(\.host), equals: [Sample.host], "the websites")
            try demand(try await bench.reread(bystander.id), equals: bystander, "the product beside them")
            let subscription = try await bench.store.subscription(of: .local, to: bystander.id)
            try demand(subscription, equals: followed, "the subscription beside them")
        }
    ]

    /// The product of a number, named and selected by a text.
    private static func product(_ number: Int, _ injection: InjectionText) -> Product.New {
        var product = Sample.product(number, selection: Selection(text: injection.text))
        product.name = injection.text
        return product
    }
}
