extension MemoryStore: TransferStore {
    /// Adds a product with what is known of it, or finds the one that is there.
    public func restoreProduct(_ new: Product.New, state: ProductState) throws(StoreError) -> ProductID {
        let product = try addProduct(new).product
        guard product.state.lastCheckAt == nil else { return product.id }
        products.update(product.id.rawValue) { $0.state = state.transferable }
        return product.id
    }

    /// Adds alerts of the past under event numbers below 1, which no event has.
    public func restoreAlerts(_ alerts: [Alert]) throws(StoreError) -> Int {
        var added = 0
        for alert in alerts where !alert.status.isOpen {
            let event = PriceEventID(rawValue: lastRestoredEvent - 1)
            guard addAlert(alert.renumbered(event)) else { continue }
            lastRestoredEvent = event.rawValue
            added += 1
        }
        return added
    }
}
