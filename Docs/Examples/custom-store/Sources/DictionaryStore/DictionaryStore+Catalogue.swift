public import SalesCore

extension DictionaryStore {
    /// Adds a product, or finds the one that is there.
    public func addProduct(_ new: Product.New) throws(StoreError) -> AddedProduct {
        if let known = products.values.first(where: { $0.url == new.url && $0.selection.isSame(as: new.selection) }) {
            return AddedProduct(product: known, isNew: false)
        }
        let product = Product(
            id: ProductID(rawValue: nextNumber()),
            websiteID: website(of: new.host),
            url: new.url,
            selection: new.selection,
            name: new.name,
            nextCheckAt: new.nextCheckAt,
            createdAt: new.createdAt
        )
        products[product.id.rawValue] = product
        return AddedProduct(product: product, isNew: true)
    }

    /// The product of a number, or nil.
    public func product(_ id: ProductID) throws(StoreError) -> Product? {
        products[id.rawValue]
    }

    /// Products in the order of their numbers.
    public func products(
        matching filter: ProductFilter,
        after token: PageToken?,
        limit: Int
    ) throws(StoreError) -> Page<Product> {
        try page(products, after: token, limit: limit) { product in
            (filter.websiteID == nil || filter.websiteID == product.websiteID)
                && (filter.url == nil || filter.url == product.url)
        }
    }

    /// Removes a product with all that hangs on it, save alerts that were settled.
    public func removeProduct(_ id: ProductID) throws(StoreError) {
        products[id.rawValue] = nil
        prices[id] = nil
        checkLeases[id] = nil
        subscriptions = subscriptions.filter { $0.value.productID != id }
        events = events.filter { $0.value.event.productID != id }
        alerts = alerts.filter { $0.value.productID != id || !$0.value.status.isOpen }
    }

    /// Websites in the order of their numbers.
    public func websites(after token: PageToken?, limit: Int) throws(StoreError) -> Page<Website> {
        try page(websites, after: token, limit: limit)
    }

    private func website(of host: String) -> WebsiteID {
        if let known = websites.values.first(where: { $0.host == host }) { return known.id }
        let website = Website(id: WebsiteID(rawValue: nextNumber()), host: host, name: host)
        websites[website.id.rawValue] = website
        return website.id
    }
}

extension Selection {
    /// Byte for byte: Swift's strings are equal where they only look the same.
    fileprivate func isSame(as other: Selection) -> Bool {
        text.utf8.elementsEqual(other.text.utf8)
    }
}
