/// Walks through embedded data for objects that are the page's product.
struct StateReader {
    let identity: PageIdentity
    let hints: PriceTextHints
    private(set) var claims: [PriceClaim] = []
    private var objects = 0

    init(identity: PageIdentity, hints: PriceTextHints) {
        self.identity = identity
        self.hints = hints
    }

    /// - Parameter currency: What the objects around it name as theirs, as the events of tag managers do for their items.
    mutating func visit(_ value: LooseJSON, path: String, currency: String?) {
        guard objects < EmbeddedState.maximumObjects, claims.count < EmbeddedState.maximumClaims else { return }
        if let flat = FlatState(value) {
            for (place, object) in flat.objects { take(object, path: "\(path)[\(place)]", currency: currency) }
            return
        }
        switch value {
        case .array(let values):
            for (index, value) in values.enumerated() where value.isContainer {
                visit(value, path: "\(path)[\(index)]", currency: currency)
            }
        case .object(let members):
            objects += 1
            let currency = value.first(of: StateAmount.currencyNames)?.value.text ?? currency
            take(value, path: path, currency: currency)
            for member in members where member.value.isContainer {
                visit(member.value, path: "\(path).\(member.step)", currency: currency)
            }
        default: break
        }
    }

    private func isProduct(_ value: LooseJSON) -> Bool {
        guard value.first(of: Self.priceNames) != nil, let name = value.first(of: Self.nameNames)?.value.text else {
            return false
        }
        let folded = CleanText.folded(name)
        return folded.count >= 4 && identity.stateNames.contains(folded)
    }

    private mutating func take(_ value: LooseJSON, path: String, currency: String?) {
        guard claims.count < EmbeddedState.maximumClaims, isProduct(value) else { return }
        let currency = value.first(of: StateAmount.currencyNames)?.value.text ?? currency
        append(value.first(of: Self.priceNames), kind: .current, currency: currency, path: path)
        append(value.first(of: Self.listNames), kind: .list, currency: currency, path: path)
    }

    private mutating func append(
        _ found: (name: String, value: LooseJSON)?,
        kind: Candidate.Kind,
        currency: String?,
        path: String
    ) {
        guard let found, let stated = StateAmount(found.value, currency: currency),
            let (readings, currency) = MachinePrice.read(stated.text, currency: stated.currency, hints: hints)
        else { return }
        var claim = PriceClaim(
            readings: readings,
            currency: currency,
            kind: kind,
            source: .embeddedState,
            path: "\(path).\(found.name)",
            text: CleanText.line(stated.text, limit: 120),
            confidence: PriceClaim.trust(in: .embeddedState)
        )
        // It supports a price but is none by itself.
        if stated.mayCountCents { claim.confidence = 30 }
        claims.append(claim)
    }

    private static let nameNames = [
        "name", "title", "productName", "product_name", "item_name", "displayName", "productTitle",
    ]
    private static let priceNames = [
        "salePrice", "sale_price", "finalPrice", "final_price", "currentPrice", "current_price", "specialPrice",
        "sellingPrice",
        "selling_price", "price", "productPrice", "priceValue", "product_price",
    ]
    private static let listNames = [
        "listPrice", "list_price", "oldPrice", "old_price", "originalPrice", "original_price", "regularPrice",
        "regular_price",
        "wasPrice", "compareAtPrice", "msrp", "rrp",
    ]
}

/// The amount of a price in embedded state: by itself, or in objects such as `{"value": {"centAmount": 1999, …}}`.
struct StateAmount {
    /// The amount in whole units, as it is written.
    let text: String
    let currency: Currency?
    /// Whether it is a bare integer of a currency that has cents.
    let mayCountCents: Bool

    /// Nil where the value states no amount.
    init?(_ value: LooseJSON, currency: String?, depth: Int = 0) {
        guard value.isObject else {
            guard let text = value.text else { return nil }
            self.text = text
            self.currency = currency.flatMap { CurrencyEvidence.currency(named: $0) }
            let isInteger = if case .number(let digits) = value { !digits.contains(".") } else { false }
            mayCountCents = isInteger && self.currency?.minorUnitDigits != 0
            return
        }
        let own = value.first(of: Self.currencyNames)?.value.text ?? currency
        if let cents = value.first(of: Self.minorNames)?.value.text {
            let code = own.flatMap { CurrencyEvidence.currency(named: $0) }
            guard let digits = value["fractionDigits"]?.text.flatMap({ Int($0) }) ?? code?.minorUnitDigits,
                let amount = MinorUnits.decimal(cents, digits: digits)
            else { return nil }
            text = amount
            self.currency = code
            mayCountCents = false
            return
        }
        guard depth < Self.maximumDepth, let inner = value.first(of: Self.valueNames)?.value,
            let amount = StateAmount(inner, currency: own, depth: depth + 1)
        else { return nil }
        self = amount
    }

    static let currencyNames = ["priceCurrency", "currency", "currencyCode", "currency_code"]
    private static let minorNames = ["centAmount", "amountInCents", "amount_in_cents", "minorUnits", "minor_units"]
    private static let valueNames = ["value", "amount", "current", "price", "now", "sale", "raw"]
    /// How deep an amount lies in the objects of its price.
    private static let maximumDepth = 3
}
