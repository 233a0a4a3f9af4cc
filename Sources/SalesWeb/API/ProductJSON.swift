import SalesCore

/// A product for programs: what is known of its page, whoever follows it.
struct ProductJSON: Encodable {
    let id: Int64
    let url: String
    let selection: String
    let name: String
    let image: String?
    let price: MoneyJSON?
    let listPrice: MoneyJSON?
    let lowestPrice: MoneyJSON?
    let availability: String
    let isGone: Bool
    let priceSince: String?
    let lastCheckAt: String?
    let lastReadAt: String?
    let nextCheckAt: String
    let outcome: String?
    let reason: String?
    let isConfirming: Bool

    enum CodingKeys: String, CodingKey {
        case id, url, selection, name, image, price
        case listPrice = "list_price"
        case lowestPrice = "lowest_price"
        case availability
        case isGone = "is_gone"
        case priceSince = "price_since"
        case lastCheckAt = "last_check_at"
        case lastReadAt = "last_read_at"
        case nextCheckAt = "next_check_at"
        case outcome, reason
        case isConfirming = "is_confirming"
    }

    init(_ product: Product) {
        let state = product.state
        id = product.id.rawValue
        url = product.url.absoluteString
        selection = product.selection.text
        name = product.name
        image = state.image?.absoluteString
        price = state.price.map(MoneyJSON.init)
        listPrice = state.listPrice.map(MoneyJSON.init)
        lowestPrice = state.lowestPrice.map(MoneyJSON.init)
        availability = state.availability.rawValue
        isGone = state.isGone
        priceSince = state.priceSince?.description
        lastCheckAt = state.lastCheckAt?.description
        lastReadAt = state.lastReadAt?.description
        nextCheckAt = product.nextCheckAt.description
        outcome = state.outcome?.rawValue
        reason = state.reason
        isConfirming = state.quarantine != nil
    }
}

/// A shop of products, for programs.
struct ShopJSON: Encodable {
    let host: String
    let name: String

    init(_ website: Website) {
        host = website.host
        name = website.name
    }
}

/// How often a product is read, for programs.
struct PaceJSON: Encodable {
    /// How often those who follow it ask for.
    let intervalSeconds: Double
    /// How often its host really allows; nil until that is known.
    let hostIntervalSeconds: Double?

    enum CodingKeys: String, CodingKey {
        case intervalSeconds = "interval_seconds"
        case hostIntervalSeconds = "host_interval_seconds"
    }

    init(_ product: Product, standard: Duration, _ promise: HostPromise?) {
        let asked = product.interval(default: standard)
        intervalSeconds = asked.seconds
        hostIntervalSeconds = promise?.interval(asked: asked).seconds
    }
}

extension Duration {
    /// In seconds, to the millisecond.
    var seconds: Double { Double(wholeMilliseconds) / 1_000 }
}
