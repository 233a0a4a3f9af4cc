internal import GRDB
public import SalesCore

extension SQLiteStore: TransferStore {
    /// Adds a product with what is known of it, or finds the one that is there.
    public func restoreProduct(_ new: Product.New, state: ProductState) async throws(StoreError) -> ProductID {
        try await write { db, _ in
            let product = try db.add(new).product
            var arguments = Arguments(capacity: 19)
            try ProductRow.stateArguments(state.transferable, into: &arguments)
            arguments.add(product.id)
            try db.run(TransferStatements.restoreState, arguments)
            return product.id
        }
    }

    /// Adds alerts of the past under event numbers below 1, which no event has.
    public func restoreAlerts(_ alerts: [Alert]) async throws(StoreError) -> Int {
        try await write { db, _ in
            let last = try db.row(TransferStatements.lastRestoredEvent, Arguments(capacity: 0)) { try $0.number() } ?? 0
            var event = last
            var added = 0
            for alert in alerts where !alert.status.isOpen {
                let restored = alert.renumbered(PriceEventID(rawValue: event - 1))
                guard try db.run(AlertRow.insert, AlertRow.arguments(restored)) == 1 else { continue }
                event -= 1
                added += 1
            }
            return added
        }
    }
}

/// The statements of an import.
enum TransferStatements {
    /// Writes the state of a product that was never checked.
    static let restoreState = """
        UPDATE products SET (\(ProductRow.stateColumns)) = (\(ProductRow.statePlaces))
        WHERE id = ? AND last_check_at IS NULL
        """

    /// The lowest event number that an alert has, which is below 1 after a first import.
    static let lastRestoredEvent = "SELECT min(0, coalesce(min(event_id), 0)) FROM alerts"
}
