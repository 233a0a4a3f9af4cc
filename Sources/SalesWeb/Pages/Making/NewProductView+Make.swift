import SalesCore

extension NewProductView.Found {
    /// What was read of a page that can be tracked; nil where it cannot be.
    ///
    /// - Parameters:
    ///   - look: what the page said, read without a selection.
    ///   - url: the product's canonical URL.
    ///   - chosen: the selection that the person chose; nil for none yet.
    ///   - fault: what is wrong with the choice.
    init?(_ look: Look, at url: PageURL, chosen: Selection?, fault: String? = nil, for reader: Reader) {
        guard let extraction = look.extraction else { return nil }
        let offer = look.reading.offer
        let candidates = Self.candidates(extraction, look.reading, chosen: chosen, for: reader)
        let isUnsure = look.reading.outcome == .ambiguous
        switch look.reading {
        case .offer, .noPrice: break
        case .ambiguous: guard !candidates.isEmpty else { return nil }
        case .blocked, .gone, .failed: return nil
        }
        let name = ProductWords.name(offer?.name ?? extraction.name ?? "", at: url.site)
        let notes = extraction.notes.prefix(Self.maximumNotes).map { ForeignText.line($0, limit: Self.longestText) }
        self.init(
            pageURL: url.absoluteString,
            isInsisting: look.reading.outcome == .noPrice,
            name: name,
            initial: ProductWords.initial(of: name),
            picture: ProductWords.picture(extraction.image),
            shop: url.site,
            outcome: offer != nil ? "Read at once" : isUnsure ? "Several prices" : "No price now",
            price: offer.map { reader.money($0.price) },
            availability: PageStock(look.reading.offer?.availability ?? extraction.availability),
            evidence: Self.evidence(extraction, offer, for: reader),
            // One price leaves nothing to choose.
            hasCandidates: isUnsure || candidates.count > 1,
            candidatesTitle: isUnsure ? "Which price is the one you pay?" : "Other prices on this page",
            candidatesText: isUnsure
                ? "The page states several, and nothing tells which is meant. Yours is followed from now on."
                : "If the first is not the price that you pay, choose yours.",
            candidates: candidates,
            fault: fault,
            hasNotes: !notes.isEmpty,
            notes: notes,
            trackLabel: look.reading.outcome == .noPrice ? "Track it anyway" : "Track it"
        )
    }

    private static let maximumNotes = 8
    private static let maximumCandidates = 12
    fileprivate static let longestText = 200

    private static func evidence(_ extraction: Extraction, _ offer: Offer?, for reader: Reader) -> [PageFact] {
        let facts: [(String, String?)] = [
            ("Price", offer.map { ForeignText.line($0.source, limit: longestText) } ?? "none was taken"),
            ("List price", offer?.listPrice.map(reader.money)),
            ("Availability", (offer?.availability ?? extraction.availability).words),
            ("Kind of page", words(for: extraction.kind)),
        ]
        return facts.compactMap { fact in fact.1.map { PageFact(name: fact.0, value: $0) } }
    }

    private static func words(for kind: Extraction.PageKind) -> String {
        switch kind {
        case .product: "a product"
        case .listing: "a list of products"
        case .wall: "a wall before the product"
        case .scriptShell: "a page that a script would fill"
        case .error: "an error"
        case .other: "something else"
        }
    }

    /// The prices to choose from, the best first: the page's own, and those that a selection names.
    private static func candidates(
        _ extraction: Extraction,
        _ reading: SalesCore.Reading,
        chosen: Selection?,
        for reader: Reader
    ) -> [NewProductView.Candidate] {
        let own = reading.offer.flatMap { offer in extraction.candidates.firstIndex { $0.money == offer.price } }
        var found: [NewProductView.Candidate] = []
        if let own {
            let isChosen = chosen.map { $0 == .page } ?? true
            found.append(.init(extraction.candidates[own], .page, isChosen: isChosen, for: reader))
        }
        for (index, candidate) in extraction.candidates.enumerated() where index != own {
            guard let selection = candidate.selection, isPrice(candidate.kind) || reading.offer == nil else { continue }
            found.append(.init(candidate, selection, isChosen: chosen == selection, for: reader))
        }
        return Array(found.prefix(maximumCandidates))
    }

    /// Whether it may be what somebody pays for the product.
    private static func isPrice(_ kind: SalesCore.Candidate.Kind) -> Bool {
        switch kind {
        case .current, .list, .member, .variant, .from, .upTo: true
        case .unit, .shipping, .instalment, .other: false
        }
    }
}

extension NewProductView.Candidate {
    init(_ candidate: SalesCore.Candidate, _ selection: Selection, isChosen: Bool, for reader: Reader) {
        let amount = candidate.money.map(reader.money) ?? candidate.amount
        let quote = ForeignText.line(candidate.text, limit: Self.longestQuote)
        let path = ForeignText.line(candidate.path, limit: Self.longestQuote)
        self.init(
            selection: selection.text,
            amount: ForeignText.line(amount, limit: Self.longestQuote),
            meaning: Self.meaning(candidate.kind),
            place: "\(Self.source(candidate.source)) · \(path)",
            quote: quote.isEmpty || quote == amount ? nil : quote,
            sure: "\(candidate.confidence) of 100",
            isChosen: isChosen
        )
    }

    private static let longestQuote = 120

    private static func meaning(_ kind: SalesCore.Candidate.Kind) -> String {
        switch kind {
        case .current: "Price"
        case .list: "List price"
        case .unit: "Price of a unit"
        case .shipping: "Shipping"
        case .instalment: "One of several payments"
        case .member: "Price for members"
        case .variant: "Price of a variant"
        case .from: "Lowest of a range"
        case .upTo: "Highest of a range"
        case .other: "Price of another product"
        }
    }

    private static func source(_ source: SalesCore.Candidate.Source) -> String {
        switch source {
        case .api: "Interface"
        case .jsonLD: "JSON-LD"
        case .microdata: "Microdata"
        case .rdfa: "RDFa"
        case .meta: "Meta tag"
        case .embeddedState: "Data for scripts"
        case .pin: "Place that was named"
        case .text: "Text"
        }
    }
}

extension NewProductView.Trouble {
    /// Why a page that was looked at gives nothing to track.
    init(_ look: Look) {
        let reason = ForeignText.line(look.reading.reason ?? "the page gave no answer", limit: 200)
        let advice = Self.advice(look)
        self.init(
            title: Self.title(look),
            text: ProductWords.stopped(ProductWords.capital(reason)),
            hasAdvice: !advice.isEmpty,
            advice: advice
        )
    }

    /// Why a page was not looked at, or not followed.
    init(_ problem: Problem) {
        self.init(title: "\(problem.kind.title).", text: problem.detail, hasAdvice: false, advice: [])
    }

    private static func title(_ look: Look) -> String {
        switch look.reading {
        case .offer, .noPrice: "The page states no price."
        case .ambiguous: "The price is not clear."
        case .blocked: "The shop keeps programs out."
        case .gone: "The product is not there."
        case .failed: "The page could not be read."
        }
    }

    private static func advice(_ look: Look) -> [String] {
        let isList = look.extraction?.kind == .listing
        let open = isList ? ["Open one of the products in the list, and paste the address of its page."] : []
        switch look.reading {
        case .offer, .noPrice: return open
        case .ambiguous:
            return open + ["Choose the size or colour at the shop first, where its address changes with them."]
        case .blocked:
            return ["Try the same product at another shop.", "Try again later: some shops refuse for a time only."]
        case .gone: return ["Check the address: open it in a browser."]
        case .failed: return open + ["Check the address: open it in a browser.", "Try again in some minutes."]
        }
    }
}
