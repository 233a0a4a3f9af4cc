import SalesCore

/// The rows of one statement that reads products with what hangs on them: each says first what it is of.
enum FollowedRow {
    /// What a row is of.
    enum Part: Int64 {
        case product, price, day, alert
    }

    /// The products of the subscriptions whose numbers a table `page` has, with all that a list shows of them.
    static let products = """
        SELECT \(Part.product.rawValue), NULL, p.*, \(subscription), \(website)
        FROM page CROSS JOIN user_preferences f ON f.id = page.number
        CROSS JOIN (SELECT \(ProductRow.columns) FROM products) p ON p.id = f.product_id
        CROSS JOIN websites w ON w.id = p.website_id
        """

    /// A query's rows as rows of a part, among the columns of ``products``.
    ///
    /// - Parameters:
    ///   - columns: the part's own.
    ///   - number: what orders rows that say nothing of their order themselves.
    ///   - rest: where they come from.
    static func part(_ part: Part, _ columns: String, number: String = "NULL", _ rest: String) -> String {
        let nulls = String(repeating: ", NULL", count: width - count(columns))
        return "SELECT \(part.rawValue), \(number), \(columns)\(nulls) \(rest)"
    }

    private static let subscription =
        SubscriptionRow.columns.split(separator: ", ").map { "f.\($0)" }.joined(separator: ", ")
    private static let website = WebsiteRow.columns.split(separator: ", ").map { "w.\($0)" }.joined(separator: ", ")

    /// How many columns a product has, with its subscription and its website.
    private static let width =
        count(ProductRow.columns) + count(SubscriptionRow.columns) + count(WebsiteRow.columns)

    private static func count(_ columns: String) -> Int { columns.split(separator: ", ").count }
}

/// What such a statement yielded.
struct FollowedRows: Sendable {
    private(set) var products: [FollowedProduct] = []
    private(set) var prices: [PricePoint] = []
    private var days: [RolledDay] = []
    private var numbered: [(number: Int64, alert: Alert)] = []

    /// Takes in one row.
    mutating func add(_ row: inout RowReader) throws {
        let part = FollowedRow.Part(rawValue: try row.number())
        let number = try row.numberOrNil()
        switch part {
        case .product:
            let product = try ProductRow.read(&row)
            let subscription = try SubscriptionRow.read(&row)
            let website = try WebsiteRow.read(&row)
            products.append(FollowedProduct(product: product, subscription: subscription, website: website))
        case .price: prices.append(try PriceRow.read(&row))
        case .day: days.append(try DailyRow.read(&row))
        case .alert: numbered.append((number: number ?? 0, alert: try AlertRow.read(&row)))
        case nil: throw RowReader.Unreadable(column: "part", expected: "a part of what is followed")
        }
    }

    /// The alerts, newest first.
    var alerts: [Alert] { numbered.sorted { $0.number > $1.number }.map(\.alert) }

    /// The days of each product, oldest first.
    func dailyPrices() -> [ProductID: [DailyPrices]] {
        let rows = Dictionary(grouping: prices, by: \.productID)
        let purged = Dictionary(grouping: days, by: \.prices.productID)
        var found: [ProductID: [DailyPrices]] = [:]
        for product in Set(rows.keys).union(purged.keys) {
            let ordered = (rows[product] ?? []).sorted { $0.observedAt < $1.observedAt }
            found[product] = RolledDay.days(of: ordered).following(purged[product] ?? [])
        }
        return found
    }
}
