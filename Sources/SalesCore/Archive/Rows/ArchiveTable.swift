/// The tables of an archive, each with its columns in order.
///
/// Names and meanings are those of the entity relationship diagram of the brief. What is added to a table later comes
/// behind its columns and with a new ``ArchiveManifest/formatVersion``.
public enum ArchiveTable: String, Codable, Sendable, CaseIterable {
    /// Every row of the history of that day.
    case prices
    /// The products that were known when the day was archived.
    case products
    /// The websites that were known then.
    case websites
    /// Who followed what then, under pseudonyms.
    case preferences = "user_preferences"

    /// The names of the columns.
    public var columns: [String] {
        switch self {
        case .prices:
            [
                "product_id", "observed_at", "price", "currency", "list_price", "list_price_currency", "availability",
                "is_carried_forward",
            ]
        case .products:
            [
                "id", "website_id", "url", "selection", "name", "created_at", "price", "currency", "list_price",
                "list_price_currency", "availability", "is_gone", "price_since", "last_read_at",
            ]
        case .websites: ["id", "host", "name"]
        case .preferences:
            [
                "id", "user", "product_id", "rule", "channels", "interval_seconds", "cool_down_seconds", "is_in_digest",
                "is_paused", "created_at",
            ]
        }
    }
}

/// One row of a table of an archive.
protocol ArchivedRow: Sendable {
    static var table: ArchiveTable { get }
    /// What the rows of a table are ordered by first.
    var number: Int64 { get }
    func write(to writer: inout CSVWriter)
    init(_ record: inout CSVRecord) throws(CSVFault)
}

extension PricePoint: ArchivedRow {
    static let table = ArchiveTable.prices
    var number: Int64 { productID.rawValue }

    func write(to writer: inout CSVWriter) {
        writer.number(productID.rawValue)
        writer.moment(observedAt)
        writer.money(price)
        writer.money(listPrice)
        writer.word(availability.rawValue)
        writer.flag(isCarriedForward)
        writer.endRecord()
    }

    init(_ record: inout CSVRecord) throws(CSVFault) {
        self.init(
            productID: ProductID(rawValue: try record.number("product_id")),
            observedAt: try record.moment("observed_at"),
            price: try record.money("price"),
            listPrice: try record.moneyOrNil(),
            availability: try record.word("availability"),
            isCarriedForward: try record.flag("is_carried_forward")
        )
    }
}

extension Website: ArchivedRow {
    static let table = ArchiveTable.websites
    var number: Int64 { id.rawValue }

    func write(to writer: inout CSVWriter) {
        writer.number(id.rawValue)
        writer.text(host)
        writer.text(name)
        writer.endRecord()
    }

    init(_ record: inout CSVRecord) throws(CSVFault) {
        self.init(
            id: WebsiteID(rawValue: try record.number("id")),
            host: try record.text("host"),
            name: try record.text("name")
        )
    }
}
