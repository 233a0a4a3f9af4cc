import SalesHTML

/// The products that each structured source of a page states.
struct StructuredProducts: Sendable {
    /// The products by source, in the order of trust.
    let sources: [(source: Candidate.Source, products: [ProductFacts])]
    /// The currencies that stand with their prices.
    let statedCurrencies: Set<Currency>

    init(survey: PageSurvey, source: HTMLSource, outline: HTMLOutline, hints: PriceTextHints) {
        var sources: [(Candidate.Source, [ProductFacts])] = []
        let documents = survey.jsonLD.flatMap { LooseJSONReader.documents(in: source.bytes[$0]) }
        sources.append((.jsonLD, SchemaReader(documents, source: .jsonLD, hints: hints).products))
        if survey.hasMicrodata {
            let items = AnnotatedItems.documents(in: outline, syntax: .microdata)
            sources.append((.microdata, SchemaReader(items, source: .microdata, hints: hints).products))
        }
        if survey.hasRDFa {
            let items = AnnotatedItems.documents(in: outline, syntax: .rdfa)
            sources.append((.rdfa, SchemaReader(items, source: .rdfa, hints: hints).products))
        }
        sources.append((.meta, MetaTags.read(survey, hints: hints).map { [$0] } ?? []))
        self.sources = sources
        let prices = sources.flatMap(\.1).flatMap(\.offers).flatMap(\.prices)
        statedCurrencies = Set(prices.compactMap(\.currency))
    }

    /// The names of the products, for finding the title; none where there are so many that they are a list.
    var mainNames: [String] {
        let names = Set(sources.flatMap(\.products).filter { !$0.isAside }.compactMap(\.name))
        return names.count <= 3 ? names.sorted() : []
    }

    /// What the structured sources say together.
    struct Choice {
        var claims: [PriceClaim] = []
        var name: String?
        /// Addresses of its pictures, as they are stated, the most trusted source first.
        var pictures: [String] = []
        var availability: Availability = .unknown
        /// How many products the largest list of a source has, where no product of it is the page's.
        var listed = 0
        /// Whether a source describes one product as the page's.
        var hasProduct = false
    }

    /// The page's own product, from all sources; its offers in the page's currency go before others.
    func choose(identity: PageIdentity, currency: Currency?) -> Choice {
        var choice = Choice()
        for (_, products) in sources {
            switch ProductChoice.choose(products, identity: identity) {
            case .one(let product):
                let (claims, availability) = OfferChoice.claims(of: product, identity: identity, preferred: currency)
                choice.claims += claims
                choice.hasProduct = true
                choice.name = choice.name ?? product.name
                choice.pictures += product.pictures
                if choice.availability == .unknown { choice.availability = availability }
            case .listing(let count): choice.listed = max(choice.listed, count)
            case .none: break
            }
        }
        return choice
    }
}
