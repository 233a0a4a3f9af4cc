/// Walks through embedded data for objects that are the page's product.
struct StateReader {
    let identity: PageIdentity
    let currencies: CurrencyEvidence
    /// Whether a number or an address that the page's own address has makes an object its product too.
    let isByAddress: Bool
    private(set) var claims: [PriceClaim] = []
    /// The name of the product, as the first of its objects has it.
    private(set) var name: String?
    private(set) var availability: Availability = .unknown
    /// Whether the address names two products.
    private(set) var isContradictory = false
    private var objects = 0
    private var depth = 0
    /// The records that the value at hand refers to.
    private var references: StateReferences?

    init(identity: PageIdentity, currencies: CurrencyEvidence, isByAddress: Bool) {
        self.identity = identity
        self.currencies = currencies
        self.isByAddress = isByAddress
    }

    /// - Parameter currency: What the objects around it name as theirs, as the events of tag managers do for their items.
    mutating func visit(_ value: LooseJSON, path: String, currency: String?) {
        guard objects < EmbeddedState.maximumObjects, claims.count < EmbeddedState.maximumClaims else { return }
        if let flat = FlatState(value) {
            for (place, object) in flat.objects { take(object, path: "\(path)[\(place)]", currency: currency) }
            return
        }
        if depth == 0 { references = StateReferences(value) }
        depth += 1
        defer { depth -= 1 }
        switch value {
        case .array(let values):
            objects += 1
            for (index, value) in values.enumerated() where value.isContainer {
                visit(value, path: "\(path)[\(index)]", currency: currency)
            }
        case .object(let members):
            objects += 1
            let currency = JSONNames.currency(of: value) ?? currency
            take(value, path: path, currency: currency)
            for member in members where member.value.isContainer {
                visit(member.value, path: "\(path).\(member.step)", currency: currency)
            }
        default: break
        }
    }

    /// Whether an object is the page's product, by its name, or by its number or address where the page names nothing.
    private func isProduct(_ value: LooseJSON) -> Bool {
        guard let name = value.first(of: JSONNames.names)?.value.text else { return false }
        let folded = CleanText.folded(name)
        guard folded.count >= Self.shortestName else { return false }
        return identity.stateNames.contains(folded) || isByAddress && isAddressed(value)
    }

    private func isAddressed(_ value: LooseJSON) -> Bool {
        JSONNames.identifiers.contains { value[$0]?.text.map(identity.isNamed) ?? false }
            || JSONNames.addresses.contains { value[$0]?.text.map { identity.isOwn($0) } ?? false }
    }

    private mutating func take(_ value: LooseJSON, path: String, currency: String?) {
        guard claims.count < EmbeddedState.maximumClaims, isProduct(value) else { return }
        let value = references?.filled(value) ?? value
        let members = PriceMembers(
            of: value,
            path: path,
            currency: currency,
            currencies: currencies,
            isTextCertain: true
        )
        guard !members.prices.isEmpty else { return }
        // Two products that the address names are no answer.
        let stated = CleanText.folded(value.first(of: JSONNames.names)?.value.text ?? "")
        if let name, isByAddress, CleanText.folded(name) != stated {
            isContradictory = true
            return
        }
        name = name ?? value.first(of: JSONNames.names)?.value.text.flatMap(CleanText.name)
        if availability == .unknown { availability = StockMembers.availability(of: value) }
        for price in members.prices {
            var claim = PriceClaim(price, source: .embeddedState, kind: price.kind)
            // It supports a price but is none by itself.
            if members.mayCountCents { claim.confidence = Self.uncertain }
            claims.append(claim)
        }
    }

    /// How sure a whole number is that may count cents.
    private static let uncertain = 30
    private static let shortestName = 4
}
