/// What was asked of the product pages and what they answered, oldest first.
struct RequestLog: Sendable {
    /// One request of a product page.
    struct Entry: Encodable, Sendable {
        /// Milliseconds since 1970.
        var time: Int64
        var path: String
        var product: Int
        var method: String
        /// The status that was answered; 0 where the connection was cut without one.
        var status: Int
        var userAgent: String?
        /// Whether the client asked only for what had changed.
        var conditional: Bool
        /// The price that the page stated, as a decimal; nil where it stated none.
        var price: String?
        var currency: String?
        /// The fault that the request met.
        var fault: String?

        enum CodingKeys: String, CodingKey {
            case time, path, product, method, status, conditional, price, currency, fault
            case userAgent = "user_agent"
        }
    }

    /// The most entries kept; the oldest tenth goes when there would be more.
    static let limit = 100_000

    private(set) var entries: [Entry] = []

    mutating func append(_ entry: Entry) {
        if entries.count >= Self.limit { entries.removeFirst(Self.limit / 10) }
        entries.append(entry)
    }
}
