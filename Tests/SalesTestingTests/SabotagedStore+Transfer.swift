import SalesCore
import SalesTesting
import Synchronization

extension SabotagedStore: TransferStore {
    func restoreProduct(_ product: Product.New, state: ProductState) async throws(StoreError) -> ProductID {
        switch sabotage {
        case .restoresNoState:
            return try await transfer().restoreProduct(product, state: ProductState())
        case .restoresOverChecks:
            try await store.removeProduct(try await store.addProduct(product).product.id)
            return try await transfer().restoreProduct(product, state: state)
        default:
            return try await transfer().restoreProduct(product, state: state)
        }
    }

    func restoreAlerts(_ alerts: [Alert]) async throws(StoreError) -> Int {
        notes.withLock { $0.restored.formUnion(alerts.map(\.productID)) }
        switch sabotage {
        case .losesRestoredAlerts: return alerts.count
        case .countsKnownAlerts:
            _ = try await transfer().restoreAlerts(alerts)
            return alerts.count
        case .forgetsWhatWasHeld:
            let forgotten = alerts.map { alert in
                var alert = alert
                alert.isHeld = false
                return alert
            }
            return try await transfer().restoreAlerts(forgotten)
        default: return try await transfer().restoreAlerts(alerts)
        }
    }

    private func transfer() throws(StoreError) -> any TransferStore {
        guard let store = store as? any TransferStore else {
            throw StoreError(.other, message: "The store that is sabotaged takes no exports over.")
        }
        return store
    }
}
