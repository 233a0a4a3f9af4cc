/// Finds the objects of an answer that are products: a name with a price, or with variants that have one.
///
/// A whole number may count cents. It is taken as it stands where the currency has no smaller unit or the product states
/// another price with a point, and in minor units where the answer says how many digits those have, or a formatted text
/// beside it says the same; else both are its meanings.
struct JSONProductReader {
    private let currencies: CurrencyEvidence
    private var products: [ProductFacts] = []

    static func products(in documents: [LooseJSON], currencies: CurrencyEvidence) -> [ProductFacts] {
        var reader = JSONProductReader(currencies: currencies)
        for document in documents { reader.visit(document, path: "$", currency: nil) }
        return reader.products
    }

    private init(currencies: CurrencyEvidence) { self.currencies = currencies }

    private mutating func visit(_ value: LooseJSON, path: String, currency: String?) {
        guard products.count < SchemaReader.maximumProducts else { return }
        if case .array(let values) = value {
            for (index, value) in values.enumerated() where value.isContainer {
                visit(value, path: "\(path)[\(index)]", currency: currency)
            }
            return
        }
        let currency = JSONNames.currency(of: value) ?? currency
        if let facts = facts(of: value, path: path, currency: currency) {
            products.append(facts)
            return
        }
        for member in value.members where member.value.isContainer {
            visit(member.value, path: "\(path).\(member.step)", currency: currency)
        }
    }

    private func facts(of value: LooseJSON, path: String, currency: String?) -> ProductFacts? {
        guard let name = value.first(of: JSONNames.names)?.value.text else { return nil }
        let variants = value.first(of: Self.variantNames)
        let list = (variants?.value.list ?? []).prefix(SchemaReader.maximumOffers)
        let isMajor = ([value] + list).contains(where: PriceMembers.statesFractions)
        var facts = ProductFacts(source: .api, path: path)
        facts.name = CleanText.name(name)
        facts.pictures = value.first(of: JSONNames.pictures)?.value.pictures ?? []
        facts.offers = list.enumerated().compactMap { index, variant in
            let here = "\(path).\(variants?.name ?? "")[\(index)]"
            return offer(of: variant, path: here, currency: currency, isMajor: isMajor)
        }
        if facts.offers.isEmpty {
            facts.offers = [offer(of: value, path: path, currency: currency, isMajor: isMajor)].compactMap { $0 }
        }
        return facts.offers.isEmpty ? nil : facts
    }

    /// The offer that an object with a price makes; nil where it has none.
    private func offer(of value: LooseJSON, path: String, currency: String?, isMajor: Bool) -> OfferFacts? {
        let members = PriceMembers(of: value, path: path, currency: currency, currencies: currencies, isMajor: isMajor)
        guard !members.prices.isEmpty else { return nil }
        var offer = OfferFacts()
        offer.prices = members.prices
        offer.availability = StockMembers.availability(of: value)
        if offer.availability == .unknown, value["is_free"] != nil { offer.availability = .inStock }
        offer.identifiers = JSONNames.identifiers.compactMap { value[$0]?.text }
        offer.addresses = [value["url"]?.text].compactMap { $0 }
        return offer
    }

    private static let variantNames = ["variants", "variations", "skus"]
}
