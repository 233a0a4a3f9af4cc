/// Reads the product that a page's meta tags state.
///
/// Sources: <https://ogp.me>, the `product` namespace of the Facebook Open Graph, Twitter cards.
enum MetaTags {
    /// The product of the meta tags; nil where they state neither price nor availability.
    static func read(_ survey: PageSurvey, hints: PriceTextHints) -> ProductFacts? {
        var offer = OfferFacts()
        for (name, kind) in names {
            guard let text = survey.meta(name) else { continue }
            let stated = currencyNames(for: name).lazy.compactMap { survey.meta($0) }.first
            let currency = stated.flatMap { CurrencyEvidence.currency(named: $0) }
            guard let (readings, found) = MachinePrice.read(text, currency: currency, hints: hints) else { continue }
            if offer.prices.contains(where: { $0.readings == readings && $0.kind == kind }) { continue }
            offer.prices.append(
                StatedPrice(
                    readings: readings,
                    currency: found,
                    unknownCurrency: currency == nil ? stated.map { CleanText.line($0, limit: 20) } : nil,
                    kind: kind,
                    path: "meta[\(name)]",
                    text: CleanText.line(text, limit: 120)
                )
            )
        }
        if let text = twitterPrice(survey), offer.prices.isEmpty,
            let value = PriceText.read(text, hints: hints).price
        {
            offer.prices.append(
                StatedPrice(
                    readings: value.readings,
                    currency: value.currency,
                    kind: .current,
                    path: "meta[twitter:data1]",
                    text: CleanText.line(text, limit: 120)
                )
            )
        }
        markSale(&offer)
        offer.availability =
            availabilityNames.lazy.compactMap { survey.meta($0) }.map { AvailabilityWords.schema($0) }
            .first { $0 != .unknown } ?? .unknown
        guard !offer.prices.isEmpty || offer.availability != .unknown else { return nil }
        var facts = ProductFacts(source: .meta, path: "meta")
        facts.name = CleanText.name(survey.meta("og:title") ?? survey.meta("twitter:title"))
        facts.identifiers = ["product:retailer_item_id", "product:retailer_part_no"].compactMap { survey.meta($0) }
        facts.addresses = [survey.meta("og:url")].compactMap { $0 }
        facts.offers = [offer]
        return facts
    }

    /// The addresses of the picture that stands for the page.
    ///
    /// Source: <https://ogp.me/#structured>.
    static func pictures(_ survey: PageSurvey) -> [String] { pictureNames.compactMap { survey.meta($0) } }

    /// Where a sale price is stated, the plain one is what it was before.
    private static func markSale(_ offer: inout OfferFacts) {
        guard let sale = offer.prices.firstIndex(where: { $0.path.contains("sale_price") }) else { return }
        let price = offer.prices.remove(at: sale)
        for index in offer.prices.indices where offer.prices[index].kind == .current {
            if offer.prices[index].readings != price.readings { offer.prices[index].kind = .list }
        }
        offer.prices.insert(price, at: 0)
    }

    private static func twitterPrice(_ survey: PageSurvey) -> String? {
        for number in 1...2 {
            guard let label = survey.meta("twitter:label\(number)")?.lowercased(),
                let text = survey.meta("twitter:data\(number)"),
                priceLabels.contains(where: label.contains)
            else { continue }
            return text
        }
        return nil
    }

    private static func currencyNames(for name: String) -> [String] {
        var names = [
            "product:price:currency", "og:price:currency", "og:currency", "product:sale_price:currency",
            "pricecurrency",
        ]
        if name.hasSuffix(":amount") { names.insert(name.dropLast("amount".count) + "currency", at: 0) }
        return names
    }

    private static let names: [(String, Candidate.Kind)] = [
        ("product:sale_price:amount", .current), ("product:price:amount", .current), ("og:price:amount", .current),
        ("product:price", .current), ("og:price", .current), ("og:product:price:amount", .current),
        ("product:original_price:amount", .list), ("og:price:standard_amount", .list),
        ("product:pretax_price:amount", .other),
        ("product:shipping_cost:amount", .shipping), ("price", .current), ("sailthru.price", .current),
    ]
    private static let availabilityNames = [
        "product:availability", "og:availability", "og:product:availability", "availability", "product:stock",
    ]
    private static let pictureNames = [
        "og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src",
    ]
    private static let priceLabels = [
        "price", "preis", "prix", "precio", "prezzo", "preço", "cena", "prijs", "pris", "цена", "ціна", "価格", "가격",
        "hinta", "ár",
    ]
}
