import Foundation
import SalesHTML

/// Reads a body that is JSON: the answer of an interface that states one product.
enum JSONPage {
    static func read(_ page: PageContent) -> Extraction {
        let documents = LooseJSONReader.documents(in: page.body)
        guard let root = documents.first else { return Extractor.failure("the body is JSON without a value") }
        let country = page.url.flatMap { CurrencyEvidence.domainCountry($0.host) }
        let currencies = CurrencyEvidence(country: country)
        var reader = JSONProductReader(hints: currencies.hints)
        reader.products += SchemaReader(documents, source: .jsonLD, hints: currencies.hints).products
        if reader.products.isEmpty { reader.visit(root, path: "$", depth: 0) }
        let priced = reader.products.filter { product in product.offers.contains { !$0.prices.isEmpty } }
        guard let product = priced.first else {
            return Extraction(reading: .noPrice(availability: .unknown), kind: .other, notes: ["The body is JSON."])
        }
        guard Set(priced.map { $0.name ?? "" }).count == 1 || priced.count == 1 else {
            let reason = "the body is JSON that lists \(priced.count) products"
            return Extraction(reading: .ambiguous(reason: reason), kind: .listing)
        }
        let offer = product.offers.first { !$0.prices.isEmpty } ?? OfferFacts()
        let claims = offer.prices.map { PriceClaim($0, source: product.source, kind: $0.kind) }
        let ranking = Ranking(claims, currencies: currencies)
        var extraction = Extraction(
            reading: .noPrice(availability: offer.availability),
            kind: .product,
            name: product.name,
            availability: offer.availability,
            candidates: ranking.candidates,
            notes: ["The body is JSON."]
        )
        ranking.settle(&extraction, availability: offer.availability)
        return extraction
    }
}

/// Finds the objects of an answer that are products: a name with a price, in major units or in minor units beside a
/// formatted text that says the same.
struct JSONProductReader {
    let hints: PriceTextHints
    var products: [ProductFacts] = []

    init(hints: PriceTextHints) { self.hints = hints }

    mutating func visit(_ value: LooseJSON, path: String, depth: Int) {
        guard products.count < SchemaReader.maximumProducts else { return }
        if case .array(let values) = value {
            for (index, value) in values.enumerated() { visit(value, path: "\(path)[\(index)]", depth: depth + 1) }
            return
        }
        guard value.isObject else { return }
        if let facts = facts(of: value, path: path) {
            products.append(facts)
            return
        }
        for member in value.members where member.value.isContainer {
            visit(member.value, path: "\(path).\(member.step)", depth: depth + 1)
        }
    }

    private func facts(of value: LooseJSON, path: String) -> ProductFacts? {
        guard let name = value.first(of: ["name", "title", "product_name", "productName"])?.value.text,
            let (member, price) = value.first(of: [
                "price", "price_overview", "prices", "current_price", "sale_price", "final_price",
            ])
        else { return nil }
        var offer = OfferFacts()
        let here = "\(path).\(member)"
        if price.isObject {
            appendObject(price, path: here, to: &offer)
        } else if let text = price.text {
            let stated = value.first(of: Self.currencyNames)?.value.text
            append(text, kind: .current, currency: stated, path: here, to: &offer)
            if let (list, old) = value.first(of: Self.listNames), let text = old.text {
                append(text, kind: .list, currency: stated, path: "\(path).\(list)", to: &offer)
            }
        }
        guard !offer.prices.isEmpty else { return nil }
        if let stock = value.first(of: ["availability", "stock_status", "is_in_stock", "in_stock", "available"])?.value
        {
            offer.availability =
                stock == .bool(true)
                ? .inStock : (stock == .bool(false) ? .outOfStock : AvailabilityWords.schema(stock.text ?? ""))
        } else if value["is_free"] != nil {
            offer.availability = .inStock
        }
        var facts = ProductFacts(source: .api, path: path)
        facts.name = CleanText.name(name)
        facts.offers = [offer]
        return facts
    }

    private func appendObject(_ price: LooseJSON, path: String, to offer: inout OfferFacts) {
        let currency = price.first(of: Self.currencyNames)?.value.text
        let digits = price["currency_minor_unit"]?.text.flatMap { Int($0) }
        for (names, kind) in [(Self.currentNames, Candidate.Kind.current), (Self.listNames, .list)] {
            guard let (name, stated) = price.first(of: names), let text = stated.text else { continue }
            // A formatted text beside it tells whether the number counts cents.
            let formatted = price.first(of: ["\(name)_formatted", "formatted_\(name)"])?.value.text
            if let formatted, let value = PriceText.read(formatted, hints: hinted(currency)).price,
                value.readings.count == 1
            {
                append(value.amount, kind: kind, currency: currency, path: "\(path).\(name)", to: &offer)
            } else if let digits, let amount = Self.shift(text, by: digits) {
                append(amount, kind: kind, currency: currency, path: "\(path).\(name)", to: &offer)
            } else {
                let code = currency.flatMap { CurrencyEvidence.currency(named: $0) }
                let minor =
                    price["discount_percent"] != nil ? code.flatMap { Self.shift(text, by: $0.minorUnitDigits) } : nil
                append(minor ?? text, kind: kind, currency: currency, path: "\(path).\(name)", to: &offer)
            }
        }
    }

    private func hinted(_ currency: String?) -> PriceTextHints {
        var hints = hints
        hints.currency = currency.flatMap { CurrencyEvidence.currency(named: $0) }
        return hints
    }

    /// An amount in minor units as a decimal string.
    private static func shift(_ text: String, by digits: Int) -> String? {
        guard (0...4).contains(digits), !text.isEmpty, text.utf8.count <= 18,
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        guard digits > 0 else { return text }
        let padded = String(repeating: "0", count: max(0, digits + 1 - text.count)) + text
        return "\(padded.dropLast(digits)).\(padded.suffix(digits))"
    }

    private func append(
        _ text: String,
        kind: Candidate.Kind,
        currency: String?,
        path: String,
        to offer: inout OfferFacts
    ) {
        let code = currency.flatMap { CurrencyEvidence.currency(named: $0) }
        guard let (readings, found) = MachinePrice.read(text, currency: code, hints: hints) else { return }
        offer.prices.append(
            StatedPrice(
                readings: readings,
                currency: found,
                kind: kind,
                path: path,
                text: CleanText.line(text, limit: 120)
            )
        )
    }

    private static let currencyNames = ["currency", "currency_code", "currencyCode", "priceCurrency"]
    private static let currentNames = ["final", "sale_price", "current", "amount", "value", "price"]
    private static let listNames = [
        "initial", "regular_price", "list_price", "original_price", "compare_at_price", "old_price", "was",
    ]
}
