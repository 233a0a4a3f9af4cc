public import SalesCore

extension PostgresStore {
    /// Adds a product, or finds the one that is there.
    public func addProduct(_ new: Product.New) async throws(StoreError) -> AddedProduct {
        let results = try await run(CatalogueStatements.add(new))
        do {
            let product = try results[3].row(ProductRow.read)
            guard let product else { throw RowReader.Unreadable(column: "products.id", expected: "the new product") }
            return AddedProduct(product: product, isNew: results[2].count == 1)
        } catch {
            throw StoreError(error, place: place)
        }
    }

    /// The product of a number, or nil.
    public func product(_ id: ProductID) async throws(StoreError) -> Product? {
        try await row(CatalogueStatements.product, Arguments(id.rawValue), ProductRow.read)
    }

    /// Products in the order of their numbers.
    public func products(
        matching filter: ProductFilter,
        after token: PageToken?,
        limit: Int
    ) async throws(StoreError) -> Page<Product> {
        let size = pageSize(limit)
        var condition = Condition()
        condition.add("p.website_id", equals: filter.websiteID)
        if let url = filter.url { condition.add({ $0.add(url.absoluteString) }, { "p.url = \($0)" }) }
        try condition.add(after: token, column: "p.id")
        let end = condition.limit(size + 1)
        let rows = try await rows(
            """
            SELECT \(ProductRow.columns) FROM \(ProductRow.tables) \(condition.clause) ORDER BY p.id \(end)
            """,
            condition.arguments,
            ProductRow.read
        )
        return Page(rows, size: size) { $0.id.rawValue }
    }

    /// Removes a product with all that hangs on it, save settled alerts and rows that runs of the archive hold.
    public func removeProduct(_ id: ProductID) async throws(StoreError) {
        let product = Arguments(id.rawValue)
        // Subscriptions, state and events go with it by their foreign keys.
        _ = try await run([
            Statement(HostQueue.lock, HostQueue.arguments([id])), Statement(CheckStatements.end, product),
            // Events before preferences, as where one is expanded.
            Statement("SELECT 1 FROM price_events WHERE product_id = $1 ORDER BY id FOR UPDATE", product),
            Statement("DELETE FROM products WHERE id = $1", product),
            Statement("DELETE FROM alerts WHERE product_id = $1 AND status IN ('pending', 'waiting')", product),
            Statement("DELETE FROM daily_prices WHERE product_id = $1", product),
            // Rows that runs hold are counted.
            Statement("DELETE FROM prices_late WHERE product_id = $1 AND archive_run IS NULL", product),
            Statement("DELETE FROM prices WHERE product_id = $1", product),
        ])
    }

    /// Websites in the order of their numbers.
    public func websites(after token: PageToken?, limit: Int) async throws(StoreError) -> Page<Website> {
        let size = pageSize(limit)
        var condition = Condition()
        try condition.add(after: token)
        let end = condition.limit(size + 1)
        let rows = try await rows(
            "SELECT \(WebsiteRow.columns) FROM websites \(condition.clause) ORDER BY id \(end)",
            condition.arguments,
            WebsiteRow.read
        )
        return Page(rows, size: size) { $0.id.rawValue }
    }
}

/// The statements of the catalogue.
enum CatalogueStatements {
    /// The product of a number.
    static let product = "SELECT \(ProductRow.columns) FROM \(ProductRow.tables) WHERE p.id = $1"

    /// The product of a URL and a selection, as the exclusion constraint knows it.
    private static let address = """
        SELECT \(ProductRow.columns) FROM \(ProductRow.tables) WHERE p.url || ' ' || p.selection = $1 || ' ' || $2
        """

    private static let addWebsite = """
        INSERT INTO websites (host, name) SELECT $1, $1
        WHERE NOT EXISTS (SELECT 1 FROM websites WHERE host = $1) ON CONFLICT DO NOTHING
        """

    private static let addHost = """
        INSERT INTO hosts (name, website_id) SELECT w.host, w.id FROM websites w
        WHERE w.host = $1 AND NOT EXISTS (SELECT 1 FROM hosts h WHERE h.website_id = w.id)
        ON CONFLICT (name) DO UPDATE SET website_id = excluded.website_id
        """

    private static let addProduct = """
        WITH added AS (
            INSERT INTO products (website_id, url, selection, name, created_at)
            SELECT w.id, $2, $3, $4, $6::timestamptz FROM websites w
            WHERE w.host = $1 AND NOT EXISTS (SELECT 1 FROM products p WHERE p.url || ' ' || p.selection = $2 || ' ' || $3)
            ON CONFLICT DO NOTHING RETURNING id, website_id
        ),
        queued AS (
            INSERT INTO check_queue (product_id, website_id, next_check_at) SELECT id, website_id, $5::timestamptz FROM added
        ),
        stated AS (INSERT INTO product_states (product_id) SELECT id FROM added)
        SELECT id FROM added
        """

    /// Adds a product with its website; the third answers whether it was new, the fourth the product.
    static func add(_ new: Product.New) -> [Statement] {
        var host = Arguments()
        host.add(new.host)
        var product = Arguments()
        product.add(new.host)
        product.add(new.url.absoluteString)
        product.add(new.selection.text)
        product.add(new.name)
        product.add(new.nextCheckAt)
        product.add(new.createdAt)
        var address = Arguments()
        address.add(new.url.absoluteString)
        address.add(new.selection.text)
        return [
            Statement(addWebsite, host), Statement(addHost, host), Statement(addProduct, product),
            Statement(self.address, address),
        ]
    }
}
