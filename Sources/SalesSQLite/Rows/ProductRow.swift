import SalesCore

/// A row of `products`, without its lease.
enum ProductRow {
    static let columns = """
        id, website_id, url, selection, name, interval_ms, \(hasDefaultFollower), active_followers, next_check_at, \
        created_at, \(stateColumns)
        """

    /// Asked of the index and not kept in a column, so that programs which do not know it cannot leave it wrong.
    static let hasDefaultFollower = """
        EXISTS (SELECT 1 FROM user_preferences s INDEXED BY user_preferences_default \
        WHERE s.product_id = products.id AND s.is_paused = 0 AND s.interval_ms IS NULL)
        """

    /// What is remembered between checks, in the order of ``stateArguments(_:into:)``.
    static let stateColumns = """
        price_minor, price_currency, list_price_minor, list_price_currency, availability, is_gone, price_since, \
        last_read_at, last_check_at, outcome, reason, consecutive_failures, broken_since, lowest_minor, \
        lowest_currency, image_url, last_row_day, origins, etag, last_modified, body_hash, learned_selector, \
        quarantine
        """

    /// One placeholder for each of ``stateColumns``.
    static let statePlaces = "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"

    static func read(_ row: inout RowReader) throws -> Product {
        Product(
            id: try row.id(),
            websiteID: try row.id(),
            url: try row.url(),
            selection: Selection(text: try row.text()),
            name: try row.text(),
            interval: try row.durationOrNil(),
            hasDefaultFollower: try row.flag(),
            activeFollowers: try row.count(),
            nextCheckAt: try row.moment(),
            createdAt: try row.moment(),
            state: try readState(&row)
        )
    }

    static func readState(_ row: inout RowReader) throws -> ProductState {
        ProductState(
            price: try row.moneyOrNil(),
            listPrice: try row.moneyOrNil(),
            availability: try row.word(),
            isGone: try row.flag(),
            priceSince: try row.momentOrNil(),
            lastReadAt: try row.momentOrNil(),
            lastCheckAt: try row.momentOrNil(),
            outcome: try row.wordOrNil(),
            reason: try row.textOrNil(),
            consecutiveFailures: try row.count(),
            brokenSince: try row.momentOrNil(),
            lowestPrice: try row.moneyOrNil(),
            image: try row.urlOrNil(),
            lastRowDay: try row.numberOrNil(),
            origins: PriceOrigins(text: try row.textOrNil()),
            validators: Validators(etag: try row.textOrNil(), lastModified: try row.textOrNil()),
            bodyHash: try row.numberOrNil().map(UInt64.init(bitPattern:)),
            learned: try row.textOrNil(),
            quarantine: try row.jsonOrNil()
        )
    }

    static func stateArguments(_ state: ProductState, into arguments: inout Arguments) throws {
        arguments.add(state.price)
        arguments.add(state.listPrice)
        arguments.add(state.availability.rawValue)
        arguments.add(state.isGone)
        arguments.add(state.priceSince)
        arguments.add(state.lastReadAt)
        arguments.add(state.lastCheckAt)
        arguments.add(state.outcome?.rawValue)
        arguments.add(state.reason)
        arguments.add(state.consecutiveFailures)
        arguments.add(state.brokenSince)
        arguments.add(state.lowestPrice)
        arguments.add(state.image?.absoluteString)
        arguments.add(state.lastRowDay)
        arguments.add(state.origins.text)
        arguments.add(state.validators.etag)
        arguments.add(state.validators.lastModified)
        // SQLite's integers are signed: the same 64 bits.
        arguments.add(state.bodyHash.map(Int64.init(bitPattern:)))
        arguments.add(state.learned)
        try arguments.addJSON(state.quarantine)
    }
}
