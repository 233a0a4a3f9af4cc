internal import GRDB
public import SalesCore

extension SQLiteStore {
    /// Adds a product, or finds the one that is there.
    public func addProduct(_ new: Product.New) async throws(StoreError) -> AddedProduct {
        try await write { db, _ in try db.add(new) }
    }

    /// The product of a number, or nil.
    public func product(_ id: ProductID) async throws(StoreError) -> Product? {
        try await read { db in try db.product(id) }
    }

    /// Products in the order of their numbers.
    public func products(
        matching filter: ProductFilter,
        after token: PageToken?,
        limit: Int
    ) async throws(StoreError) -> Page<Product> {
        let size = pageSize(limit)
        var condition = Condition()
        condition.add("website_id = ?", filter.websiteID)
        if let url = filter.url { condition.add("url = ?") { $0.add(url.absoluteString) } }
        try condition.add(after: token)
        let sql = "SELECT \(ProductRow.columns) FROM products \(condition.clause) ORDER BY id LIMIT \(size + 1)"
        let arguments = condition.arguments
        return try await read { db in
            Page(try db.rows(sql, arguments, ProductRow.read), size: size) { $0.id.rawValue }
        }
    }

    /// Removes a product with all that hangs on it, save settled alerts and rows that runs of the archive hold.
    public func removeProduct(_ id: ProductID) async throws(StoreError) {
        try await write { db, _ in
            let product = Arguments(id.rawValue)
            try db.run("DELETE FROM prices WHERE product_id = ?", product)
            try db.run("DELETE FROM daily_prices WHERE product_id = ?", product)
            try db.run("DELETE FROM alerts WHERE product_id = ? AND status IN ('pending', 'waiting')", product)
            // Subscriptions and events go with it by their foreign keys.
            _ = try db.run("DELETE FROM products WHERE id = ?", product)
        }
    }

    /// Websites in the order of their numbers.
    public func websites(after token: PageToken?, limit: Int) async throws(StoreError) -> Page<Website> {
        let size = pageSize(limit)
        var condition = Condition()
        try condition.add(after: token)
        let sql = "SELECT \(WebsiteRow.columns) FROM websites \(condition.clause) ORDER BY id LIMIT \(size + 1)"
        let arguments = condition.arguments
        return try await read { db in
            Page(try db.rows(sql, arguments, WebsiteRow.read), size: size) { $0.id.rawValue }
        }
    }
}

extension Database {
    /// The product of a number, or nil.
    func product(_ id: ProductID) throws -> Product? {
        try row("SELECT \(ProductRow.columns) FROM products WHERE id = ?", Arguments(id.rawValue), ProductRow.read)
    }

    /// Adds a product, or finds the one that is there.
    func add(_ new: Product.New) throws -> AddedProduct {
        if let product = try product(url: new.url, selection: new.selection) {
            return AddedProduct(product: product, isNew: false)
        }
        var arguments = Arguments()
        arguments.add(try websiteID(ofHost: new.host))
        arguments.add(new.url.absoluteString)
        arguments.add(new.selection.text)
        arguments.add(new.name)
        arguments.add(new.nextCheckAt)
        arguments.add(new.createdAt)
        let product = try row(
            """
            INSERT INTO products (website_id, url, selection, name, next_check_at, created_at)
            VALUES (?, ?, ?, ?, ?, ?) RETURNING \(ProductRow.columns)
            """,
            arguments,
            ProductRow.read
        )
        guard let product else { throw RowReader.Unreadable(column: "products.id", expected: "the new product") }
        return AddedProduct(product: product, isNew: true)
    }

    fileprivate func product(url: PageURL, selection: Selection) throws -> Product? {
        var arguments = Arguments()
        arguments.add(url.absoluteString)
        arguments.add(selection.text)
        return try row(
            "SELECT \(ProductRow.columns) FROM products WHERE url = ? AND selection = ?",
            arguments,
            ProductRow.read
        )
    }

    fileprivate func websiteID(ofHost host: String) throws -> Int64 {
        var arguments = Arguments()
        arguments.add(host)
        if let id = try row("SELECT id FROM websites WHERE host = ?", arguments, { try $0.number() }) { return id }
        arguments.add(host)
        try run("INSERT INTO websites (host, name) VALUES (?, ?)", arguments)
        return lastInsertedRowID
    }
}
