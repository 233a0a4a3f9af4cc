public import SalesCore

extension PostgresStore: TransferStore {
    /// Adds a product with what is known of it, or finds the one that is there.
    public func restoreProduct(_ new: Product.New, state: ProductState) async throws(StoreError) -> ProductID {
        var arguments = Arguments()
        arguments.add(new.url.absoluteString)
        arguments.add(new.selection.text)
        let results: [QueryResult]
        do {
            try ProductRow.stateArguments([state.transferable], into: &arguments)
            results = try await run(
                CatalogueStatements.add(new) + [Statement(TransferStatements.restoreState, arguments)]
            )
            let product = try results[3].row(ProductRow.read)
            guard let product else { throw RowReader.Unreadable(column: "products.id", expected: "the new product") }
            return product.id
        } catch {
            throw StoreError(error, place: place)
        }
    }

    /// Adds alerts of the past under event numbers below 1, which no event has.
    public func restoreAlerts(_ alerts: [Alert]) async throws(StoreError) -> Int {
        let past = alerts.filter { !$0.status.isOpen }
        guard !past.isEmpty else { return 0 }
        var arguments = Arguments()
        do {
            try AlertRow.arguments(past, into: &arguments)
        } catch {
            throw StoreError(error, place: place)
        }
        let results = try await run([
            Statement(TransferStatements.lock), Statement(TransferStatements.restoreAlerts, arguments),
        ])
        return results[1].affected
    }
}

/// The statements of an import.
enum TransferStatements {
    /// Writes the state of a product that was never checked.
    static let restoreState = """
        UPDATE product_states s SET (\(ProductRow.stateColumns)) = (\(states))
        FROM products p, unnest(\(ProductRow.stateArrays(from: 3))) AS i(\(ProductRow.stateColumns))
        WHERE p.url || ' ' || p.selection = $1 || ' ' || $2 AND s.product_id = p.id AND s.last_check_at IS NULL
        """

    /// Lets one import of alerts after the other number them.
    static let lock = "SELECT pg_advisory_xact_lock(\(AdvisoryLock.restore.sql))"

    /// Adds alerts that are not there, with event numbers below the lowest that an alert has.
    static let restoreAlerts = """
        INSERT INTO alerts (\(AlertRow.columns))
        SELECT id, user_id, product_id, (SELECT least(0, min(event_id)) FROM alerts) - place, channel, facts, status,
            attempts, next_attempt_at, is_held, created_at, sent_at, accepted_at, receipt, failure
        FROM unnest(\(AlertRow.arrays(from: 1))) WITH ORDINALITY AS a(\(AlertRow.columns), place)
        ORDER BY place ON CONFLICT DO NOTHING
        """

    private static let states = ProductRow.stateColumns.split(separator: ", ").map { "i.\($0)" }
        .joined(separator: ", ")
}
