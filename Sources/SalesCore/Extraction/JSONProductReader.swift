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
        let currency = value.first(of: Self.currencyNames)?.value.text ?? currency
        if let facts = facts(of: value, path: path, currency: currency) {
            products.append(facts)
            return
        }
        for member in value.members where member.value.isContainer {
            visit(member.value, path: "\(path).\(member.step)", currency: currency)
        }
    }

    private func facts(of value: LooseJSON, path: String, currency: String?) -> ProductFacts? {
        guard let name = value.first(of: Self.nameNames)?.value.text else { return nil }
        let variants = value.first(of: Self.variantNames)
        let list = (variants?.value.list ?? []).prefix(SchemaReader.maximumOffers)
        let isMajor = ([value] + list).contains(where: Self.statesFractions)
        var facts = ProductFacts(source: .api, path: path)
        facts.name = CleanText.name(name)
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
        guard let (member, price) = value.first(of: Self.priceNames) else { return nil }
        var offer = OfferFacts()
        let stated = value.first(of: Self.currencyNames)?.value.text ?? currency
        if price.isObject {
            appendObject(price, path: "\(path).\(member)", currency: stated, to: &offer)
        } else if let text = price.text {
            append(text, kind: .current, currency: stated, isMajor: isMajor, path: "\(path).\(member)", to: &offer)
            if let (list, old) = value.first(of: Self.listNames), let text = old.text {
                append(text, kind: .list, currency: stated, isMajor: isMajor, path: "\(path).\(list)", to: &offer)
            }
        }
        guard !offer.prices.isEmpty else { return nil }
        offer.availability = Self.availability(of: value)
        offer.identifiers = Self.numberNames.compactMap { value[$0]?.text }
        offer.addresses = [value["url"]?.text].compactMap { $0 }
        return offer
    }

    private func appendObject(_ price: LooseJSON, path: String, currency: String?, to offer: inout OfferFacts) {
        let currency = price.first(of: Self.currencyNames)?.value.text ?? currency
        let code = currency.flatMap { CurrencyEvidence.currency(named: $0) }
        let digits =
            price.first(of: Self.digitNames)?.value.text.flatMap { Int($0) }
            ?? (price["discount_percent"] != nil ? code?.minorUnitDigits : nil)
        let isMajor = Self.statesFractions(price)
        for (names, kind) in [(Self.currentNames, Candidate.Kind.current), (Self.listNames, .list)] {
            guard let (name, stated) = price.first(of: names), let text = stated.text else { continue }
            let here = "\(path).\(name)"
            let formatted = price.first(of: ["\(name)_formatted", "formatted_\(name)"])?.value.text
            let read = formatted.flatMap { PriceText.read($0, hints: hinted(code)).price }
            if let read, read.readings.count == 1 {
                append(read.amount, kind: kind, currency: currency, isMajor: true, path: here, to: &offer)
            } else if let digits, let amount = MinorUnits.decimal(text, digits: digits) {
                append(amount, kind: kind, currency: currency, isMajor: true, path: here, to: &offer)
            } else {
                append(text, kind: kind, currency: currency, isMajor: isMajor, path: here, to: &offer)
            }
        }
    }

    private func append(
        _ text: String,
        kind: Candidate.Kind,
        currency: String?,
        isMajor: Bool,
        path: String,
        to offer: inout OfferFacts
    ) {
        let code = currency.flatMap { CurrencyEvidence.currency(named: $0) }
        guard let read = MachinePrice.read(text, currency: code, hints: currencies.hints) else { return }
        var readings = read.readings
        let digits = (read.currency ?? currencies.fallback?.currency)?.minorUnitDigits ?? 2
        if !isMajor, digits > 0, !DecimalOrder.isZero(text), let minor = MinorUnits.decimal(text, digits: digits) {
            readings.append(minor)
        }
        offer.prices.append(
            StatedPrice(
                readings: readings,
                currency: read.currency,
                unknownCurrency: code == nil ? currency.map { CleanText.line($0, limit: 20) } : nil,
                kind: kind,
                path: path,
                text: CleanText.line(text, limit: 120)
            )
        )
    }

    private func hinted(_ currency: Currency?) -> PriceTextHints {
        var hints = currencies.hints
        hints.currency = currency ?? hints.currency
        return hints
    }
}

extension JSONProductReader {
    /// Whether an object writes one of its prices with a point or comma, so that its whole numbers are no cents.
    private static func statesFractions(_ value: LooseJSON) -> Bool {
        (priceNames + listNames + currentNames).contains { name in
            value[name]?.text.map { $0.contains(".") || $0.contains(",") } ?? false
        }
    }

    private static func availability(of value: LooseJSON) -> Availability {
        guard let stock = value.first(of: stockNames)?.value else {
            return value["is_free"] != nil ? .inStock : .unknown
        }
        if case .bool(let isThere) = stock { return isThere ? .inStock : .outOfStock }
        return AvailabilityWords.schema(stock.text ?? "")
    }

    private static let nameNames = ["name", "title", "product_name", "productName"]
    private static let variantNames = ["variants", "variations", "skus"]
    private static let numberNames = ["sku", "id", "barcode", "ean", "gtin"]
    private static let currencyNames = ["currency", "currency_code", "currencyCode", "price_currency", "priceCurrency"]
    private static let digitNames = ["currency_minor_unit", "fractionDigits", "minor_unit"]
    private static let priceNames = ["price", "price_overview", "prices", "current_price", "sale_price", "final_price"]
    private static let currentNames = ["final", "sale_price", "current", "amount", "value", "price"]
    private static let listNames = [
        "initial", "regular_price", "list_price", "original_price", "compare_at_price", "old_price", "was",
    ]
    private static let stockNames = ["availability", "stock_status", "is_in_stock", "in_stock", "available"]
}
