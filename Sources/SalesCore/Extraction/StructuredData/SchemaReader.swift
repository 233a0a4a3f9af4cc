/// Reads schema.org products and offers out of item graphs: JSON-LD as it comes, microdata and RDFa in the same shape.
///
/// Source: <https://schema.org/Product>, <https://schema.org/Offer>, <https://schema.org/ProductGroup>.
struct SchemaReader {
    /// The most products that are read from one page.
    static let maximumProducts = 200
    /// The most offers that are read of one product.
    static let maximumOffers = 200
    /// The most members of offers and of what they refer to that are looked at on one page: as many as one text can hold,
    /// which only references exceed that lead to the same object again and again.
    static let maximumLooks = LooseJSONReader.maximumNodes
    /// The longest path of an item that is kept, in bytes.
    static let maximumPath = 1_000

    let source: Candidate.Source
    let hints: PriceTextHints
    private let known: [String: LooseJSON]
    private(set) var products: [ProductFacts] = []
    private var looks = maximumLooks

    /// Reads the documents of one page, which may refer to each other by `@id`.
    init(_ documents: [LooseJSON], source: Candidate.Source, hints: PriceTextHints) {
        self.source = source
        self.hints = hints
        var known: [String: LooseJSON] = [:]
        for document in documents { Self.collect(document, into: &known) }
        self.known = known
        for (index, document) in documents.enumerated() {
            let name = documents.count > 1 ? "$\(index + 1)" : "$"
            visit(document, path: name, isAside: false)
        }
    }

    private static func collect(_ value: LooseJSON, into known: inout [String: LooseJSON]) {
        switch value {
        case .array(let values): for value in values { collect(value, into: &known) }
        case .object(let members):
            if members.count > 2, let id = value["@id"]?.text, known[id] == nil { known[id] = value }
            for member in members { collect(member.value, into: &known) }
        default: break
        }
    }

    /// The object that a reference `{"@id": …}` means; the value itself if it is no reference, and null once enough was
    /// looked at.
    mutating func resolve(_ value: LooseJSON) -> LooseJSON {
        guard looks > 0 else { return .null }
        var meant = value
        if case .object(let members) = value, members.count <= 2, let id = value["@id"]?.text {
            meant = known[id] ?? value
        }
        looks -= 1 + meant.members.count
        return meant
    }

    /// Where an object stands: its element's path, or its place in the document.
    static func path(of value: LooseJSON, else path: String) -> String {
        value["@path"]?.text.map { String(decoding: $0.utf8.prefix(maximumPath), as: UTF8.self) } ?? path
    }

    private mutating func visit(_ value: LooseJSON, path: String, isAside: Bool) {
        guard products.count < Self.maximumProducts else { return }
        if case .array(let values) = value {
            for (index, value) in values.enumerated() { visit(value, path: "\(path)[\(index)]", isAside: isAside) }
            return
        }
        guard value.isObject else { return }
        let path = Self.path(of: value, else: path)
        let types = SchemaTypes.names(of: value)
        let isList = isAside || !types.isDisjoint(with: SchemaTypes.lists)
        var isRead = false
        if !types.isDisjoint(with: SchemaTypes.offers) {
            readLoneOffer(value, path: path, isAside: isList)
            isRead = true
        } else if isThingWithOffers(value, types) {
            products.append(facts(of: value, types: types, path: path, isAside: isList))
            isRead = true
        }
        for member in value.members where member.value.isContainer {
            if isRead, Self.readWithProduct.contains(member.name) { continue }
            let isBeside = isList || Self.asideMembers.contains(member.name)
            visit(member.value, path: "\(path).\(member.step)", isAside: isBeside)
        }
    }

    private func isThingWithOffers(_ value: LooseJSON, _ types: Set<String>) -> Bool {
        if !types.isDisjoint(with: SchemaTypes.products) { return true }
        guard types.isDisjoint(with: SchemaTypes.sellers), types.isDisjoint(with: SchemaTypes.lists) else {
            return false
        }
        return value["offers"].map { !$0.list.isEmpty } ?? false
    }

    /// An offer that stands by itself and names what it offers.
    private mutating func readLoneOffer(_ value: LooseJSON, path: String, isAside: Bool) {
        let offers = offers(of: value, path: path)
        guard !offers.isEmpty else { return }
        let item = value["itemOffered"].map { resolve($0) }
        var facts = ProductFacts(source: source, path: path)
        facts.name = CleanText.name(item.flatMap { text(of: $0["name"]) } ?? text(of: value["name"]))
        facts.addresses = addresses(of: value) + (item.map(addresses) ?? [])
        facts.identifiers = identifiers(of: value) + (item.map(identifiers) ?? [])
        facts.pictures = pictures(of: item ?? .null) + pictures(of: value)
        facts.offers = offers
        facts.isAside = isAside
        products.append(facts)
    }

    private mutating func facts(of value: LooseJSON, types: Set<String>, path: String, isAside: Bool) -> ProductFacts {
        var facts = ProductFacts(source: source, path: path)
        facts.name = CleanText.name(text(of: value["name"]))
        facts.addresses = addresses(of: value)
        facts.pictures = pictures(of: value)
        facts.identifiers = identifiers(of: value)
        facts.isAside = isAside
        facts.isProductType = !types.isDisjoint(with: SchemaTypes.products)
        for (name, offer) in [("offers", value["offers"]), ("offer", value["offer"])] {
            guard let offer else { continue }
            facts.offers += offers(of: offer, path: "\(path).\(name)")
        }
        for (index, stated) in (value["hasVariant"] ?? value["model"] ?? .null).list.enumerated() {
            guard facts.offers.count < Self.maximumOffers else { break }
            let variant = resolve(stated)
            guard variant.isObject else { continue }
            if facts.pictures.isEmpty { facts.pictures = pictures(of: variant) }
            facts.offers += variantOffers(variant, path: "\(path).hasVariant[\(index)]")
        }
        if facts.offers.isEmpty, value["price"] != nil { facts.offers = offers(of: value, path: path) }
        facts.availability = AvailabilityWords.schema(text(of: value["availability"]) ?? "")
        return facts
    }

    private mutating func variantOffers(_ variant: LooseJSON, path: String) -> [OfferFacts] {
        let path = Self.path(of: variant, else: path)
        guard let stated = variant["offers"] else { return [] }
        let (numbers, addresses) = (identifiers(of: variant), addresses(of: variant))
        let name = CleanText.name(text(of: variant["name"]))
        return offers(of: stated, path: "\(path).offers").map { offer in
            var offer = offer
            offer.identifiers += numbers
            offer.addresses += addresses
            offer.name = offer.name ?? name
            return offer
        }
    }

    // MARK: Members

    /// The text of a value, of the first of several, or of `{"@value": …}`.
    func text(of value: LooseJSON?) -> String? {
        guard let value else { return nil }
        if let text = value.text { return text }
        if case .array(let values) = value { return values.first.flatMap { $0.text ?? $0["@value"]?.text } }
        return value["@value"]?.text ?? value["name"]?.text ?? value["@id"]?.text
    }

    func identifiers(of value: LooseJSON) -> [String] {
        Self.identifierMembers.compactMap { name in value[name].flatMap { $0.list.first?.text } }.filter { !$0.isEmpty }
    }

    func addresses(of value: LooseJSON) -> [String] {
        ["url", "@id", "mainEntityOfPage"].compactMap { name in
            value[name].flatMap { $0.text ?? $0["@id"]?.text ?? $0["url"]?.text }
        }
    }

    /// The addresses of an item's pictures; such as are items of their own may stand elsewhere in the documents.
    private func pictures(of value: LooseJSON) -> [String] {
        guard let stated = value["image"] else { return [] }
        return stated.list.prefix(ProductPicture.maximumStated).flatMap { picture in
            let meant = picture.members.count <= 2 ? picture["@id"]?.text.flatMap { known[$0] } : nil
            return (meant ?? picture).pictures
        }
    }

    private static let identifierMembers = [
        "sku", "productID", "productId", "mpn", "gtin", "gtin13", "gtin12", "gtin14", "gtin8", "isbn", "identifier",
    ]
    /// Members of a product that ``facts(of:types:path:isAside:)`` has read.
    private static let readWithProduct: Set<String> = [
        "offers", "offer", "hasVariant", "model", "priceSpecification", "itemOffered",
    ]
    /// Members that lead to other products.
    private static let asideMembers: Set<String> = [
        "itemListElement", "isRelatedTo", "isSimilarTo", "isAccessoryOrSparePartFor", "isConsumableFor", "relatedTo",
        "relatedProduct", "relatedLink", "hasOfferCatalog", "makesOffer", "isVariantOf", "review", "reviews", "brand",
        "manufacturer", "seller", "category", "significantLink", "mentions", "subjectOf", "recommendations", "addOn",
    ]
}

/// The names of schema.org types that matter here.
enum SchemaTypes {
    static let products: Set<String> = [
        "Product", "ProductGroup", "ProductModel", "IndividualProduct", "SomeProducts", "ProductCollection", "Vehicle",
        "Car", "Motorcycle", "Book", "Drug",
    ]
    static let offers: Set<String> = ["Offer", "AggregateOffer", "Demand", "OfferForPurchase", "OfferForLease"]
    static let lists: Set<String> = [
        "ItemList", "OfferCatalog", "BreadcrumbList", "CollectionPage", "SearchResultsPage", "Review", "ListItem",
    ]
    static let sellers: Set<String> = [
        "Organization", "LocalBusiness", "Store", "OnlineStore", "WebSite", "Person", "Corporation", "OnlineBusiness",
    ]

    /// The types of an object, without `http://schema.org/` or `schema:`.
    static func names(of value: LooseJSON) -> Set<String> {
        guard let stated = value["@type"] ?? value["type"] else { return [] }
        return Set(stated.list.compactMap { $0.text.map(name) })
    }

    /// The last word of an IRI.
    static func name(_ iri: String) -> String {
        String(iri.split(whereSeparator: { "/#: ".contains($0) }).last ?? "")
    }
}
