/// A product as an archive keeps it: what it is, and its price when the day was archived.
struct ArchivedProduct: Hashable {
    var id: ProductID
    var websiteID: WebsiteID
    var url: PageURL
    var selection: Selection
    var name: String
    var createdAt: Timestamp
    var price: Money?
    var listPrice: Money?
    var availability: Availability
    var isGone: Bool
    var priceSince: Timestamp?
    var lastReadAt: Timestamp?

    init(_ product: Product) {
        id = product.id
        websiteID = product.websiteID
        url = product.url
        selection = product.selection
        name = product.name
        createdAt = product.createdAt
        price = product.state.price
        listPrice = product.state.listPrice
        availability = product.state.availability
        isGone = product.state.isGone
        priceSince = product.state.priceSince
        lastReadAt = product.state.lastReadAt
    }
}

extension ArchivedProduct: ArchivedRow {
    static let table = ArchiveTable.products
    var number: Int64 { id.rawValue }

    func write(to writer: inout CSVWriter) {
        writer.number(id.rawValue)
        writer.number(websiteID.rawValue)
        writer.text(url.absoluteString)
        writer.text(selection.text)
        writer.text(name)
        writer.moment(createdAt)
        writer.money(price)
        writer.money(listPrice)
        writer.word(availability.rawValue)
        writer.flag(isGone)
        writer.moment(priceSince)
        writer.moment(lastReadAt)
        writer.endRecord()
    }

    init(_ record: inout CSVRecord) throws(CSVFault) {
        id = ProductID(rawValue: try record.number("id"))
        websiteID = WebsiteID(rawValue: try record.number("website_id"))
        let address = try record.text("url")
        guard let url = try? PageURL(address) else { throw record.fault("“\(address)” is no URL of a page") }
        self.url = url
        selection = Selection(text: try record.text("selection"))
        name = try record.text("name")
        createdAt = try record.moment("created_at")
        price = try record.moneyOrNil()
        listPrice = try record.moneyOrNil()
        availability = try record.word("availability")
        isGone = try record.flag("is_gone")
        priceSince = try record.momentOrNil()
        lastReadAt = try record.momentOrNil()
    }
}
