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
