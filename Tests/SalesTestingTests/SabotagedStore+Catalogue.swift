import SalesCore
import Synchronization

extension SabotagedStore {
    func addProduct(_ product: Product.New) async throws(StoreError) -> AddedProduct {
        var new = product
        switch sabotage {
        case .ignoresCaseOfSelections: new.selection = Selection(text: product.selection.text.lowercased())
        case .makesAWebsiteForEachProduct: new.host = product.url.path + product.host
        case .writesASCII: new.name = product.name.filter(\.isASCII)
        case .doublesQuotes: new.name = product.name.replacing("'", with: "''")
        default: break
        }
        let added = try await store.addProduct(new)
        switch sabotage {
        case .callsAllProductsNew: return AddedProduct(product: added.product, isNew: true)
        case .overwritesProducts:
            var changed = added.product
            changed.name = product.name
            return AddedProduct(product: changed, isNew: added.isNew)
        case .givesNumbersAgain:
            guard let old = notes.withLock({ $0.removed.first }) else { return added }
            return AddedProduct(product: added.product.numbered(old), isNew: added.isNew)
        default: return added
        }
    }

    func product(_ id: ProductID) async throws(StoreError) -> Product? {
        guard var product = try await store.product(id) else { return nil }
        if sabotage == .roundsTimesToMinutes {
            let minute: Int64 = 60_000
            product.nextCheckAt = Timestamp(milliseconds: product.nextCheckAt.milliseconds / minute * minute)
        }
        if sabotage == .missesDefaultFollowers { product.hasDefaultFollower = false }
        return product
    }

    func products(
        matching filter: ProductFilter,
        after token: PageToken?,
        limit: Int
    ) async throws(StoreError) -> Page<Product> {
        try await page(after: token, limit: limit) { token, limit throws(StoreError) in
            let filter = sabotage == .ignoresFilters ? .all : filter
            return try await store.products(matching: filter, after: token, limit: limit)
        }
    }

    func removeProduct(_ id: ProductID) async throws(StoreError) {
        guard sabotage != .removesNothing else { return }
        notes.withLock { $0.removed.append(id) }
        try await store.removeProduct(id)
    }

    func websites(after token: PageToken?, limit: Int) async throws(StoreError) -> Page<Website> {
        try await page(after: token, limit: limit) { token, limit throws(StoreError) in
            try await store.websites(after: token, limit: limit)
        }
    }
}

extension Product {
    /// The same product under another number.
    fileprivate func numbered(_ number: ProductID) -> Product {
        Product(
            id: number,
            websiteID: websiteID,
            url: url,
            selection: selection,
            name: name,
            interval: interval,
            hasDefaultFollower: hasDefaultFollower,
            activeFollowers: activeFollowers,
            nextCheckAt: nextCheckAt,
            createdAt: createdAt,
            state: state
        )
    }
}
