import SalesHTML

/// Reads a body that is JSON: the answer of an interface that states one product.
enum JSONPage {
    /// Why a body is not read.
    static let brokenOff = "the body is JSON that ends in the midst of a value, or is too large: it was not read"

    static func read(_ page: PageContent) -> Extraction {
        let (documents, isWhole) = LooseJSONReader.reading(of: page.body)
        guard isWhole else { return Extractor.failure(brokenOff) }
        guard !documents.isEmpty else { return Extractor.failure("the body is JSON without a value") }
        let currencies = CurrencyEvidence(address: page.url)
        let identity = PageIdentity(url: page.url)
        let products = products(in: documents, currencies: currencies).filter { product in
            product.offers.contains { !$0.prices.isEmpty }
        }
        switch ProductChoice.choose(products, identity: identity) {
        case .one(let product):
            var extraction = extraction(of: product, identity: identity, currencies: currencies)
            extraction.image = ProductPicture.choose(product.pictures, base: page.url)
            return extraction
        case .listing(let count):
            let reason = "the body is JSON that lists \(count) products"
            return Extraction(reading: .ambiguous(reason: reason), kind: .listing)
        case .none:
            return Extraction(reading: .noPrice(availability: .unknown), kind: .other, notes: ["The body is JSON."])
        }
    }

    /// The products of an answer: those of schema.org, else whatever has a name and a price.
    static func products(in documents: [LooseJSON], currencies: CurrencyEvidence) -> [ProductFacts] {
        let stated = SchemaReader(documents, source: .jsonLD, hints: currencies.hints).products
        return stated.isEmpty ? JSONProductReader.products(in: documents, currencies: currencies) : stated
    }

    private static func extraction(of product: ProductFacts, identity: PageIdentity, currencies: CurrencyEvidence)
        -> Extraction
    {
        let preferred = currencies.fallback?.currency
        let (claims, availability) = OfferChoice.claims(of: product, identity: identity, preferred: preferred)
        let ranking = Ranking(claims, currencies: currencies)
        var extraction = Extraction(
            reading: .noPrice(availability: availability),
            kind: .product,
            name: product.name,
            availability: availability,
            candidates: ranking.candidates,
            notes: ["The body is JSON."] + ranking.notes
        )
        ranking.settle(&extraction, availability: availability)
        return extraction
    }
}
