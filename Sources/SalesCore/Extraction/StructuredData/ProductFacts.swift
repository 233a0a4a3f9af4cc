/// What one source of a page says of one product.
struct ProductFacts: Sendable {
    /// Where it was found.
    let source: Candidate.Source
    /// The path of the object or element.
    var path: String
    /// The product's name, cleaned.
    var name: String?
    /// Addresses by which it names itself: `url`, `@id`.
    var addresses: [String] = []
    /// Addresses of its pictures, as they are stated.
    var pictures: [String] = []
    /// Numbers by which it names itself: sku, mpn, gtin, productID.
    var identifiers: [String] = []
    /// Its offers in the page's order.
    var offers: [OfferFacts] = []
    /// Whether it stands in a list, or as related, similar or accessory: not what the page is about.
    var isAside = false
    /// Whether its type says that it is a product, not an event or another thing with an offer.
    var isProductType = true
    /// What is said of its availability beside the offers.
    var availability: Availability = .unknown
}

/// One offer as a source states it.
struct OfferFacts: Sendable {
    /// The prices, the current one first where there is one.
    var prices: [StatedPrice] = []
    /// Whether it can be had.
    var availability: Availability = .unknown
    /// Numbers and addresses by which the offer or its variant names itself.
    var identifiers: [String] = []
    var addresses: [String] = []
    /// The variant's name, where it has its own.
    var name: String?
    /// Whether it says that the item is used, refurbished or damaged.
    var isUsed = false
}

/// One price as a source states it, its amount read.
struct StatedPrice: Sendable {
    /// Every amount that the text can mean, as plain decimal strings, the likeliest first; never empty.
    var readings: [String]
    /// The currency that stands with it.
    var currency: Currency?
    /// The currency as it is written, where it is no active ISO 4217 code.
    var unknownCurrency: String?
    var kind: Candidate.Kind
    var path: String
    /// The text as the page has it.
    var text: String

    /// The likeliest amount.
    var amount: String { readings.first ?? "0" }
}
