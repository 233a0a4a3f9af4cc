import SalesHTML

/// Reads the state that script frameworks embed in a page, where it is plainly the page's product.
///
/// Plainly means: an object with a name and a price whose name, number or address is the page's own.
enum EmbeddedState {
    /// The most bytes of scripts that are read.
    static let maximumBytes = 4 * 1_024 * 1_024
    /// The most objects that are looked at.
    static let maximumObjects = 20_000
    /// The most claims that are made.
    static let maximumClaims = 10

    static func claims(
        survey: PageSurvey,
        source: HTMLSource,
        identity: PageIdentity,
        hints: PriceTextHints
    ) -> [PriceClaim] {
        let mention = ProductMention(identity)
        guard survey.scripts.contains(where: { mention.mayStand(in: source.bytes[$0.content]) }) else { return [] }
        var reader = StateReader(identity: identity, hints: hints)
        var room = maximumBytes
        for script in survey.scripts where script.content.count <= room {
            let bytes = source.bytes[script.content]
            guard ScriptData.mentionsPrice(bytes) else { continue }
            room -= script.content.count
            let label = script.id.isEmpty ? "script" : "script#\(CleanText.line(script.id, limit: 40))"
            for (name, value) in ScriptData.values(in: bytes, isData: script.type.contains("json")) {
                reader.visit(value, path: "\(label) \(name)", depth: 0)
            }
        }
        return reader.claims
    }
}

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

    mutating func visit(_ value: LooseJSON, path: String, depth: Int) {
        guard objects < EmbeddedState.maximumObjects, claims.count < EmbeddedState.maximumClaims else { return }
        switch value {
        case .array(let values):
            for (index, value) in values.enumerated() where value.isObject || value.list.count > 1 {
                visit(value, path: "\(path)[\(index)]", depth: depth + 1)
            }
        case .object(let members):
            objects += 1
            if isProduct(value) { take(value, path: path) }
            for member in members {
                guard member.value.isContainer else { continue }
                visit(member.value, path: "\(path).\(member.step)", depth: depth + 1)
            }
        default: break
        }
    }

    private func isProduct(_ value: LooseJSON) -> Bool {
        guard value.first(of: Self.priceNames) != nil, let name = value.first(of: Self.nameNames)?.value.text else {
            return false
        }
        let folded = CleanText.folded(name)
        return folded.count >= 4 && identity.names.contains(folded)
    }

    private mutating func take(_ value: LooseJSON, path: String) {
        let currency = value.first(of: ["priceCurrency", "currency", "currencyCode", "currency_code"])?.value.text
        append(value.first(of: Self.priceNames), kind: .current, currency: currency, path: path)
        append(value.first(of: Self.listNames), kind: .list, currency: currency, path: path)
    }

    private mutating func append(
        _ found: (name: String, value: LooseJSON)?,
        kind: Candidate.Kind,
        currency: String?,
        path: String
    ) {
        guard let found else { return }
        var stated = found.value
        var own = currency
        if stated.isObject {
            own = stated.first(of: ["currency", "currencyCode", "currency_code", "priceCurrency"])?.value.text ?? own
            guard let inner = stated.first(of: ["value", "amount", "current", "price", "now", "sale", "raw"])?.value
            else { return }
            stated = inner
        }
        guard let text = stated.text else { return }
        let code = own.flatMap { CurrencyEvidence.currency(named: $0) }
        guard let (readings, currency) = MachinePrice.read(text, currency: code, hints: hints) else { return }
        var claim = PriceClaim(
            readings: readings,
            currency: currency,
            kind: kind,
            source: .embeddedState,
            path: "\(path).\(found.name)",
            text: CleanText.line(text, limit: 120),
            confidence: PriceClaim.trust(in: .embeddedState)
        )
        // A bare integer may count cents; it supports a price but is none by itself.
        if case .number(let digits) = stated, !digits.contains(".") { claim.confidence = 30 }
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
