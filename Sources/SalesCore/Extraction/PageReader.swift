import SalesHTML

/// The order of steps by which one page is read.
struct PageReader {
    let page: PageContent
    let source: HTMLSource
    let outline: HTMLOutline

    func extraction(_ evidence: Extraction.Evidence) -> Extraction {
        let survey = PageSurvey(source)
        var currencies = CurrencyEvidence(survey: survey, page: page)
        let structured = StructuredProducts(survey: survey, source: source, outline: outline, hints: currencies.hints)
        currencies.take(structured.statedCurrencies)
        if evidence == .enough, let answer = structuredAnswer(structured, survey, currencies) { return answer }
        let tree = PageTree(outline)
        let text = PageText(tree)
        let stated =
            structured.mainNames + [survey.meta("og:title"), survey.title].compactMap { $0 }
            + Self.titleParts(survey.title)
        let heading = PageHeading(text, stated: stated)
        let identity = PageIdentity(
            survey: survey,
            headings: heading.firstHeadings + [heading.text].compactMap { $0 },
            url: page.url
        )
        let choice = structured.choose(identity: identity, currency: currencies.fallback?.currency)
        let visible = VisiblePrices(
            text,
            heading: heading,
            hints: currencies.hints,
            address: page.url,
            setting: PageSetting(survey: survey, source: source, hasProduct: choice.hasProduct)
        )
        let hasVisible = visible.spots.first.map { $0.score >= VisiblePrices.threshold } ?? false
        let hasStructured = choice.claims.contains { $0.kind == .current || $0.kind == .from }
        var state = EmbeddedState(survey: survey, source: source, identity: identity, currencies: currencies)
        if state.claims.isEmpty, !hasStructured, !hasVisible {
            state = EmbeddedState(
                survey: survey,
                source: source,
                identity: identity,
                currencies: currencies,
                isByAddress: true
            )
        }
        let notes = encodingNotes()
        if let problem = outline.problem ?? survey.problem {
            return Extraction(
                reading: .failed(reason: Self.sentence(problem)),
                kind: .other,
                name: choice.name ?? heading.text,
                candidates: Ranking(choice.claims + visible.claims, currencies: currencies).candidates,
                notes: notes
            )
        }
        let hasState = state.claims.contains { $0.kind == .current && $0.confidence >= Ranking.threshold }
        // A page that states its product's price is no wall: most pages end the question here.
        let finding =
            hasStructured || hasState
            ? nil : PageKindDecider.decide(signs(survey, tree, text, heading, visible, hasVisible))
        if let finding {
            return Extraction(
                reading: finding.reading,
                kind: finding.kind,
                name: nil,
                candidates: Ranking(visible.claims, currencies: currencies).candidates,
                notes: notes
            )
        }
        let verdict = PageVerdict(
            choice: choice,
            visible: visible,
            state: state,
            heading: heading,
            survey: survey,
            currencies: currencies
        )
        return withPicture(verdict.extraction(notes: notes), choice, survey)
    }

    /// The answer of the structured data alone, where that is the whole answer.
    private func structuredAnswer(
        _ structured: StructuredProducts,
        _ survey: PageSurvey,
        _ currencies: CurrencyEvidence
    ) -> Extraction? {
        guard outline.problem == nil, survey.problem == nil else { return nil }
        let headings = outline.visibleElements(named: "h1", limit: PageHeading.maximumFirst)
        let identity = PageIdentity(
            survey: survey,
            headings: headings.compactMap { $0.visibleText(limit: PageHeading.maximumLength) },
            url: page.url
        )
        let choice = structured.choose(identity: identity, currency: currencies.fallback?.currency)
        // Most pages that cannot be answered so end here, before anything is read twice.
        guard choice.hasProduct, choice.availability != .unknown, choice.claims.contains(where: { $0.kind == .current })
        else { return nil }
        let answer = StructuredAnswer(
            choice: choice,
            state: EmbeddedState(survey: survey, source: source, identity: identity, currencies: currencies).claims,
            currencies: currencies,
            glance: PriceGlance(outline, address: page.url)
        )
        guard let whole = answer.extraction(notes: encodingNotes()),
            !PriceGlance.mayRefine(choice.availability, in: outline)
        else { return nil }
        return withPicture(whole, choice, survey)
    }

    /// The extraction with the picture of its product, where the page is about one.
    private func withPicture(
        _ extraction: Extraction,
        _ choice: StructuredProducts.Choice,
        _ survey: PageSurvey
    ) -> Extraction {
        guard extraction.kind == .product else { return extraction }
        var extraction = extraction
        extraction.image = ProductPicture.choose(
            choice.pictures + MetaTags.pictures(survey),
            base: survey.base(of: page)
        )
        return extraction
    }

    private func signs(
        _ survey: PageSurvey,
        _ tree: PageTree,
        _ text: PageText,
        _ heading: PageHeading,
        _ visible: VisiblePrices,
        _ hasVisible: Bool
    ) -> PageKindDecider.Evidence {
        var words = ""
        for run in text.runs where words.utf8.count < PageKindDecider.maximumText { words += run.text + " " }
        var addresses: [String] = []
        var hasPassword = false
        for element in tree.elements {
            let node = element.node
            if node.isNamed("script") || node.isNamed("iframe") || node.isNamed("img") || node.isNamed("form") {
                if let address = node.attribute("src") ?? node.attribute("action"), addresses.count < 500 {
                    addresses.append(address.lowercased())
                }
            } else if node.isNamed("input"), node.attribute("type")?.lowercased() == "password" {
                hasPassword = true
            }
        }
        return PageKindDecider.Evidence(
            text: words,
            title: survey.title ?? "",
            headings: heading.firstHeadings,
            addresses: addresses,
            hasPasswordField: hasPassword,
            scriptBytes: survey.scripts.reduce(0) { $0 + $1.content.count },
            hasVisiblePrice: hasVisible,
            hasBuyButton: visible.hasBuyButton,
            address: page.url
        )
    }

    /// The parts of a title between the signs that sites put before their own name.
    static func titleParts(_ title: String?) -> [String] {
        guard let title else { return [] }
        var parts: [String] = []
        var part = ""
        let characters = Array(title)
        for (index, character) in characters.enumerated() {
            let isSpaced = index > 0 && characters[index - 1] == " "
            if "|–—•·»:".contains(character) || (character == "-" && isSpaced) {
                parts.append(part)
                part = ""
            } else {
                part.append(character)
            }
        }
        parts.append(part)
        return parts.count > 1 ? parts.filter { $0.count >= 5 } : []
    }

    private func encodingNotes() -> [String] {
        let decision = source.decision
        guard decision.encoding != .utf8 || decision.isContested else { return [] }
        let contested = decision.isContested ? ", against what the page declares" : ""
        return ["The page was read as \(decision.encoding.rawValue) (\(decision.basis.rawValue))\(contested)."]
    }

    private static func sentence(_ problem: HTMLProblem) -> String {
        switch problem {
        case .tooDeep: "the page is nested too deeply to be read whole"
        case .tooManyElements: "the page has too many elements to be read whole"
        case .endsInsideMarkup: "the page ends in the midst of a tag, comment or script: it was cut off"
        case .fatalParserError: "the page could not be parsed to its end"
        case .undecodable: "the page's encoding cannot be decoded"
        }
    }
}
