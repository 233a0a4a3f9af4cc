import SalesCore

/// A row of `products` with its rows of `check_queue` and `product_states`, without its lease.
enum ProductRow {
    static let columns = """
        p.id, p.website_id, p.url, p.selection, p.name, q.interval_ms, \(hasDefaultFollower), q.active_followers, \
        q.next_check_at, p.created_at, s.price_minor, s.price_currency, s.list_price_minor, s.list_price_currency, \
        s.availability, s.is_gone, s.price_since, s.last_read_at, s.last_check_at, s.outcome, s.reason, \
        s.consecutive_failures, s.broken_since, s.lowest_minor, s.lowest_currency, s.image_url, s.last_row_day, \
        s.origins, s.etag, s.last_modified, s.body_hash, s.learned_selector, s.quarantine
        """

    static let tables = """
        products p JOIN check_queue q ON q.product_id = p.id JOIN product_states s ON s.product_id = p.id
        """

    private static let hasDefaultFollower = """
        EXISTS (SELECT 1 FROM user_preferences d \
        WHERE d.product_id = p.id AND NOT d.is_paused AND d.interval_ms IS NULL)
        """

    /// What is remembered between checks, in the order of ``stateArguments(_:into:)``.
    static let stateColumns = """
        price_minor, price_currency, list_price_minor, list_price_currency, availability, is_gone, price_since, \
        last_read_at, last_check_at, outcome, reason, consecutive_failures, broken_since, lowest_minor, \
        lowest_currency, image_url, last_row_day, origins, etag, last_modified, body_hash, learned_selector, \
        quarantine
        """

    /// One array for each of ``stateColumns``, beginning with the given number.
    static func stateArrays(from first: Int) -> String {
        let types = [
            "bigint", "text", "bigint", "text", "text", "boolean", "timestamptz", "timestamptz", "timestamptz", "text",
            "text", "bigint", "timestamptz", "bigint", "text", "text", "bigint", "text", "text", "text", "bigint",
            "text", "json",
        ]
        return types.enumerated().map { "$\(first + $0)::\($1)[]" }.joined(separator: ", ")
    }

    /// How many ``stateColumns`` there are.
    static let stateCount = 23

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
            reason: row.textOrNil(),
            consecutiveFailures: try row.count(),
            brokenSince: try row.momentOrNil(),
            lowestPrice: try row.moneyOrNil(),
            image: try row.urlOrNil(),
            lastRowDay: try row.numberOrNil(),
            origins: PriceOrigins(text: row.textOrNil()),
            validators: Validators(etag: row.textOrNil(), lastModified: row.textOrNil()),
            bodyHash: try row.numberOrNil().map(UInt64.init(bitPattern:)),
            learned: row.textOrNil(),
            quarantine: try row.jsonOrNil()
        )
    }

    /// The columns of many states, in the order of ``stateColumns``.
    static func stateArguments(_ states: [ProductState], into arguments: inout Arguments) throws {
        arguments.addAll(states.map(\.price))
        arguments.addAll(states.map(\.listPrice))
        arguments.addAll(states.map(\.availability.rawValue))
        arguments.addAll(states.map(\.isGone))
        arguments.addAll(states.map(\.priceSince))
        arguments.addAll(states.map(\.lastReadAt))
        arguments.addAll(states.map(\.lastCheckAt))
        arguments.addAll(states.map(\.outcome?.rawValue))
        arguments.addAll(states.map(\.reason))
        arguments.addAll(states.map { Int64($0.consecutiveFailures) })
        arguments.addAll(states.map(\.brokenSince))
        arguments.addAll(states.map(\.lowestPrice))
        arguments.addAll(states.map(\.image?.absoluteString))
        arguments.addAll(states.map(\.lastRowDay))
        arguments.addAll(states.map(\.origins.text))
        arguments.addAll(states.map(\.validators.etag))
        arguments.addAll(states.map(\.validators.lastModified))
        // The server's integers are signed: the same 64 bits.
        arguments.addAll(states.map { $0.bodyHash.map(Int64.init(bitPattern:)) })
        arguments.addAll(states.map(\.learned))
        try arguments.addAllJSON(states.map(\.quarantine))
    }
}
