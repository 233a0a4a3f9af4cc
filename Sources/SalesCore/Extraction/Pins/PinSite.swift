import SalesHTML

/// What a pin found at one place of a page.
struct PinnedValue: Sendable {
    /// The text as the page has it.
    let text: String
    /// The element or path, for people.
    let path: String
    /// Whether it is written for machines: an attribute, a JSON value.
    let isForMachines: Bool
    /// The offer that was selected, where the pin selects a whole one.
    var offer: OfferFacts?
}

/// A page opened for pins: its tree and its data, each brought to light once and only when a pin asks for it.
struct PinSite {
    private let document: HTMLDocument?
    private let source: HTMLSource?
    private let survey: PageSurvey?
    private let json: [LooseJSON]
    private let hints: PriceTextHints
    /// What relative addresses are relative to; nil where that is not known.
    let base: PageURL?
    /// What the page tells of its currency.
    private(set) var currencies: CurrencyEvidence

    /// Why a pin found nothing.
    struct Nothing: Error {
        let reason: String
    }

    init(_ page: PageContent) throws(Nothing) {
        if case .json = BodyKind(page.body) {
            let reading = LooseJSONReader.reading(of: page.body)
            guard reading.isWhole else { throw Nothing(reason: JSONPage.brokenOff) }
            json = reading.documents
            document = nil
            source = nil
            survey = nil
            currencies = CurrencyEvidence(address: page.url)
            hints = currencies.hints
            base = page.url
            return
        }
        do {
            let charset = page.contentType.flatMap { EncodingDecision.charset(inContentType: $0) }
            let source = try HTMLSource(page.body, charset: charset)
            let survey = PageSurvey(source)
            self.source = source
            self.survey = survey
            document = try HTMLDocument(parsing: source, detail: .visible)
            json = []
            currencies = CurrencyEvidence(survey: survey, page: page)
            hints = currencies.hints
            base = survey.base(of: page)
        } catch {
            throw Nothing(reason: error.description)
        }
    }

    /// Everything that a pin selects; never empty.
    func values(of pin: Pin) throws(Nothing) -> [PinnedValue] {
        do {
            switch pin.kind {
            case .css:
                let (selector, attribute) = try pin.cssParts()
                return try values(of: try tree().select(selector), attribute: attribute)
            case .xpath: return try values(of: try tree().select(try pin.xpathQuery()), attribute: nil)
            case .json:
                let (script, path) = try pin.jsonParts()
                return try values(of: path, script: script)
            case .offer:
                let offers = offers
                guard let place = Int(pin.value), offers.indices.contains(place - 1) else {
                    throw Nothing(reason: "its structured data states \(CountedNoun.text(offers.count, "offer"))")
                }
                return try values(of: [offers[place - 1]])
            case .sku: return try values(of: offers.filter { $0.isNumbered(pin.value) })
            case .variant: return try values(of: offers.filter { $0.isVariant(pin.value) })
            }
        } catch let error as Nothing {
            throw error
        } catch {
            throw Nothing(reason: "\(error)")
        }
    }

    private func tree() throws(Nothing) -> HTMLDocument {
        guard let document else { throw Nothing(reason: "the body is JSON, which has no elements") }
        return document
    }

    private func values(of nodes: [HTMLNode], attribute: String?) throws(Nothing) -> [PinnedValue] {
        guard !nodes.isEmpty else { throw Nothing(reason: "it selects no element") }
        let values = nodes.prefix(Self.maximumValues).compactMap { node in value(of: node, attribute: attribute) }
        guard !values.isEmpty else {
            throw Nothing(
                reason: attribute.map { "the element it selects has no \($0)" } ?? "the element it selects is empty"
            )
        }
        return values
    }

    private func value(of node: HTMLNode, attribute: String?) -> PinnedValue? {
        let text: String
        var isForMachines = true
        var path = node.path
        if let attribute {
            guard let stated = node.attribute(attribute) else { return nil }
            text = stated
            path += " @\(attribute)"
        } else if node.kind == .attribute {
            text = node.textContent
        } else if node.kind == .element, let content = node.attribute("content"),
            node.isNamed("meta") || node.attribute("itemprop") != nil
        {
            text = content
        } else if node.kind == .element, node.isNamed("input") || node.isNamed("data"),
            let stated = node.attribute("value")
        {
            text = stated
        } else {
            let shown = node.visibleText
            text = shown.isEmpty ? node.textContent : shown
            isForMachines = false
        }
        let line = CleanText.line(text, limit: Self.maximumText)
        return line.isEmpty ? nil : PinnedValue(text: line, path: path, isForMachines: isForMachines)
    }

    /// The most places that one pin is read at.
    static let maximumValues = 100
    /// The most of one place's text that is read, in characters.
    static let maximumText = 500
}

extension PinSite {
    private func values(of path: JSONPath, script: String?) throws(Nothing) -> [PinnedValue] {
        for (name, root) in data(script) {
            let found = path.matches(in: root).prefix(Self.maximumValues).compactMap { match -> PinnedValue? in
                guard let text = match.value.plainText else { return nil }
                return PinnedValue(
                    text: CleanText.line(text, limit: Self.maximumText),
                    path: name + match.path,
                    isForMachines: true
                )
            }
            if !found.isEmpty { return found }
        }
        throw Nothing(reason: script.map { "the script #\($0) has no such value" } ?? "its data has no such value")
    }

    /// The page's data with the name of where it stands: JSON-LD first, then other scripts.
    private func data(_ script: String?) -> [(name: String, value: LooseJSON)] {
        guard let survey, let source else { return script == nil ? json.map { ("", $0) } : [] }
        var data: [(String, LooseJSON)] = []
        if script == nil {
            for range in survey.jsonLD { data += LooseJSONReader.documents(in: source.bytes[range]).map { ("", $0) } }
        }
        var room = EmbeddedState.maximumBytes
        for other in survey.scripts where (script == nil || other.id == script) && other.content.count <= room {
            room -= other.content.count
            let label = other.id.isEmpty ? "script " : "#\(CleanText.line(other.id, limit: 40)) "
            let isData = other.type.contains("json")
            data += ScriptData.values(in: source.bytes[other.content], isData: isData).map {
                (label + ($0.name == "$" ? "" : "\($0.name) "), $0.value)
            }
        }
        return data
    }

    /// The offers of the strongest structured source that has any, those of the page's own products first.
    private var offers: [OfferFacts] {
        guard let survey, let source, let outline = try? HTMLOutline(source) else {
            return JSONPage.products(in: json, currencies: currencies).flatMap(\.offers)
        }
        let structured = StructuredProducts(survey: survey, source: source, outline: outline, hints: hints)
        for (_, products) in structured.sources {
            let offers = (products.filter { !$0.isAside } + products.filter(\.isAside)).flatMap(\.offers)
            if offers.contains(where: { !$0.prices.isEmpty }) { return offers }
        }
        return []
    }

    private func values(of offers: [OfferFacts]) throws(Nothing) -> [PinnedValue] {
        guard !offers.isEmpty else { throw Nothing(reason: "its structured data has no such offer") }
        let values = offers.compactMap { offer -> PinnedValue? in
            let price = offer.prices.first { $0.kind == .current || $0.kind == .from }
            guard let price else { return nil }
            return PinnedValue(text: price.text, path: price.path, isForMachines: true, offer: offer)
        }
        guard !values.isEmpty else { throw Nothing(reason: "the offer it selects states no price") }
        return values
    }
}

extension OfferFacts {
    /// Whether the offer, or its variant, names itself by this number.
    fileprivate func isNumbered(_ number: String) -> Bool {
        identifiers.contains { $0.lowercased() == number.lowercased() }
    }

    /// Whether it is the offer of a variant: by its number, or by `variant=ID` in its address.
    fileprivate func isVariant(_ id: String) -> Bool {
        if isNumbered(id) { return true }
        return addresses.contains { address in
            let query = address.split(separator: "?", maxSplits: 1).dropFirst().first ?? ""
            return query.prefix { $0 != "#" }.split(separator: "&").contains { $0 == "variant=\(id)" }
        }
    }
}

extension LooseJSON {
    /// The text of a string, number or truth value; nil for anything else.
    var plainText: String? {
        if case .bool(let value) = self { value ? "true" : "false" } else { text }
    }
}
