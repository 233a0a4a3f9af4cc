extension SchemaReader {
    /// The offers that a value states: one, several, an AggregateOffer with or without the offers in it.
    ///
    /// References may lead in circles, so that nesting is followed to a limit only, and what is looked at is counted
    /// whether an offer comes of it or not.
    mutating func offers(of value: LooseJSON, path: String, depth: Int = 0) -> [OfferFacts] {
        guard depth < Self.maximumNesting else { return [] }
        var found: [OfferFacts] = []
        let values = value.list
        for (index, stated) in values.enumerated() {
            guard found.count < Self.maximumOffers else { break }
            let offer = resolve(stated)
            let here = Self.path(of: offer, else: values.count > 1 ? "\(path)[\(index)]" : path)
            if let text = offer.text {
                // `"offers": "19.99"`, which some write.
                var facts = OfferFacts()
                append(text, kind: .current, currency: nil, path: here, to: &facts)
                if !facts.prices.isEmpty { found.append(facts) }
                continue
            }
            guard offer.isObject else { continue }
            let inner = offer["offers"].map { offers(of: $0, path: "\(here).offers", depth: depth + 1) } ?? []
            let own = facts(ofOffer: offer, path: here)
            if inner.contains(where: { !$0.prices.isEmpty }) {
                found += inner
            } else if !own.prices.isEmpty || own.availability != .unknown {
                found.append(own)
            }
        }
        return found
    }

    private mutating func facts(ofOffer offer: LooseJSON, path: String) -> OfferFacts {
        var facts = OfferFacts()
        facts.availability = AvailabilityWords.schema(text(of: offer["availability"]) ?? "")
        facts.identifiers = identifiers(of: offer)
        facts.addresses = addresses(of: offer)
        if let item = offer["itemOffered"].map({ resolve($0) }), item.isObject {
            facts.identifiers += identifiers(of: item)
            facts.addresses += addresses(of: item)
            facts.name = CleanText.name(text(of: item["name"]))
        }
        let condition = SchemaTypes.name(text(of: offer["itemCondition"]) ?? "")
        facts.isUsed = ["UsedCondition", "RefurbishedCondition", "DamagedCondition"].contains(condition)
        let currency = text(of: offer.first(of: Self.currencyMembers)?.value)
        appendDirectPrices(of: offer, currency: currency, path: path, to: &facts)
        let specifications = (offer["priceSpecification"] ?? .null).list.prefix(Self.maximumSpecifications)
        for (index, specification) in specifications.enumerated() {
            appendSpecification(
                resolve(specification),
                currency: currency,
                path: "\(path).priceSpecification[\(index)]",
                to: &facts
            )
        }
        return facts
    }

    private func appendDirectPrices(of offer: LooseJSON, currency: String?, path: String, to facts: inout OfferFacts) {
        if let (name, price) = offer.first(of: ["price", "Price", "salePrice"]), let stated = text(of: price) {
            append(
                stated,
                kind: .current,
                currency: currency ?? text(of: price["priceCurrency"]),
                path: "\(path).\(name)",
                to: &facts
            )
        }
        let low = text(of: offer["lowPrice"])
        let high = text(of: offer["highPrice"])
        if let low {
            let kind: Candidate.Kind = high == nil || high == low ? .current : .from
            if facts.prices.isEmpty {
                append(low, kind: kind, currency: currency, path: "\(path).lowPrice", to: &facts)
            }
        }
        if let high, high != low {
            let kind: Candidate.Kind = facts.prices.isEmpty ? .current : .upTo
            append(high, kind: kind, currency: currency, path: "\(path).highPrice", to: &facts)
        }
        if let (name, list) = offer.first(of: ["listPrice", "regularPrice", "strikethroughPrice", "oldPrice"]),
            let stated = text(of: list)
        {
            append(stated, kind: .list, currency: currency, path: "\(path).\(name)", to: &facts)
        }
    }

    private mutating func appendSpecification(
        _ specification: LooseJSON,
        currency: String?,
        path: String,
        to facts: inout OfferFacts
    ) {
        let parts = (specification["priceComponent"] ?? .null).list.prefix(Self.maximumSpecifications)
        for (index, stated) in parts.enumerated() {
            let part = resolve(stated)
            guard part["priceComponent"] == nil else { continue }
            appendSpecification(part, currency: currency, path: "\(path).priceComponent[\(index)]", to: &facts)
        }
        guard let (name, price) = specification.first(of: ["price", "minPrice"]), let stated = text(of: price) else {
            return
        }
        let own = text(of: specification.first(of: Self.currencyMembers)?.value) ?? currency
        let kind = kind(ofSpecification: specification, isFirst: !facts.prices.contains { $0.kind == .current })
        append(stated, kind: kind, currency: own, path: "\(path).\(name)", to: &facts)
    }

    /// Source: <https://schema.org/priceType>, <https://schema.org/PriceTypeEnumeration>.
    private func kind(ofSpecification specification: LooseJSON, isFirst: Bool) -> Candidate.Kind {
        let types = SchemaTypes.names(of: specification)
        if types.contains("DeliveryChargeSpecification") || types.contains("PaymentChargeSpecification") {
            return .shipping
        }
        if specification["validForMemberTier"] != nil { return .member }
        if specification["billingDuration"] != nil || specification["billingIncrement"] != nil { return .instalment }
        switch SchemaTypes.name(text(of: specification["priceType"]) ?? "") {
        case "ListPrice", "StrikethroughPrice", "RegularPrice", "SRP", "MSRP", "SuggestedRetailPrice": return .list
        case "SalePrice", "InvoicePrice": return .current
        case "MinimumAdvertisedPrice": return .other
        default: break
        }
        if specification["referenceQuantity"] != nil, !isFirst { return .unit }
        return isFirst ? .current : .other
    }

    private func append(
        _ stated: String,
        kind: Candidate.Kind,
        currency: String?,
        path: String,
        to facts: inout OfferFacts
    ) {
        let code = currency.flatMap { CurrencyEvidence.currency(named: $0) }
        guard let (readings, found) = MachinePrice.read(stated, currency: code, hints: hints) else { return }
        facts.prices.append(
            StatedPrice(
                readings: readings,
                currency: found,
                unknownCurrency: code == nil ? currency.flatMap { CleanText.name(String($0.prefix(20))) } : nil,
                kind: kind,
                path: path,
                text: CleanText.line(stated, limit: 120)
            )
        )
    }

    private static let currencyMembers = ["priceCurrency", "pricecurrency", "currency", "PriceCurrency"]
    private static let maximumSpecifications = 20
    private static let maximumNesting = 4
}
