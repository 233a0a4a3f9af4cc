extension MemoryStore {
    /// Adds a product, or finds the one that is there.
    public func addProduct(_ new: Product.New) throws(StoreError) -> AddedProduct {
        let key = ProductKey(url: new.url, selection: new.selection)
        if let id = productIDs[key], let product = products.row(id.rawValue) {
            return AddedProduct(product: product, isNew: false)
        }
        let website = websiteID(ofHost: new.host)
        let product = products.insert { number in
            Product(
                id: ProductID(rawValue: number),
                websiteID: website,
                url: new.url,
                selection: new.selection,
                name: new.name,
                nextCheckAt: new.nextCheckAt,
                createdAt: new.createdAt
            )
        }
        productIDs[key] = product.id
        return AddedProduct(product: product, isNew: true)
    }

    /// The product of a number, or nil.
    public func product(_ id: ProductID) throws(StoreError) -> Product? {
        products.row(id.rawValue)
    }

    /// Products in the order of their numbers.
    public func products(
        matching filter: ProductFilter,
        after token: PageToken?,
        limit: Int
    ) throws(StoreError) -> Page<Product> {
        try products.page(after: token, limit: limit) { product in
            (filter.websiteID.map { $0 == product.websiteID } ?? true) && (filter.url.map { $0 == product.url } ?? true)
        }
    }

    /// Removes a product with all that hangs on it, save settled alerts.
    public func removeProduct(_ id: ProductID) throws(StoreError) {
        guard let product = products.remove(id.rawValue) else { return }
        productIDs[ProductKey(url: product.url, selection: product.selection)] = nil
        due[product.url.site]?.remove(id)
        checkLeases.end(id)
        prices[id] = nil
        // Rows that a run of the archive holds stay in it: they are counted.
        archive.rolled[id] = nil
        followers[id] = nil
        for number in subscriptionsByProduct.removeValue(forKey: id) ?? [] {
            guard let row = subscriptions.remove(number) else { continue }
            subscriptionIDs[SubscriptionKey(userID: row.userID, productID: id)] = nil
        }
        for number in eventsByProduct.removeValue(forKey: id)?.numbers ?? [] {
            events.remove(number)
            readyEvents.remove(PriceEventID(rawValue: number))
            eventLeases.end(PriceEventID(rawValue: number))
        }
        for number in openAlertsByProduct.removeValue(forKey: id) ?? [] { dropAlert(number) }
    }

    /// Websites in the order of their numbers.
    public func websites(after token: PageToken?, limit: Int) throws(StoreError) -> Page<Website> {
        try websites.page(after: token, limit: limit) { _ in true }
    }

    private func websiteID(ofHost host: String) -> WebsiteID {
        if let id = websiteIDs[host] { return id }
        let website = websites.insert { Website(id: WebsiteID(rawValue: $0), host: host, name: host) }
        websiteIDs[host] = website.id
        return website.id
    }
}
