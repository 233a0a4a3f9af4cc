/// Reads a page where a person or a configuration says where its facts stand.
///
/// What is pinned decides alone: it is never replaced by another candidate of the page. A pin that selects nothing, or
/// prices that differ, is a reading of its own that says so.
enum PinnedPage {
    /// Reads a page whose selection or fields name places.
    ///
    /// - Parameters:
    ///   - page: the page; its selection goes before the price of its fields.
    ///   - evidence: how much is read beside what is pinned.
    static func read(_ page: PageContent, evidence: Extraction.Evidence) -> Extraction {
        var fields = page.fields
        do throws(Pin.Invalid) {
            if let pin = try Pin(page.selection) { fields.price = pin }
        } catch {
            return Extractor.failure("the pin “\(page.selection.text)” cannot be used: \(error)")
        }
        var plain = page
        plain.selection = .page
        plain.fields = PageFields()
        let usual = Extractor.read(plain, evidence: evidence)
        // A wall or a page that was cut off says nothing about the pin. A shell may hold its data all the same.
        let isShell = usual.kind == .scriptShell
        if usual.reading.outcome == .blocked || usual.reading.outcome == .failed && !isShell { return usual }
        do throws(PinSite.Nothing) {
            let site = try PinSite(page)
            let pinned = try PinnedReader(site: site, fields: fields, usual: usual).extraction()
            // What is not there matches no pin: that the page is gone says more than that.
            let saysWhy = usual.reading.outcome == .gone || isShell
            return saysWhy && pinned.reading.outcome == .failed ? usual : pinned
        } catch {
            return Extractor.failure(error.reason)
        }
    }
}

/// Puts pinned values in the place of those that the page's usual reading gave.
struct PinnedReader {
    let site: PinSite
    let fields: PageFields
    let usual: Extraction

    func extraction() throws(PinSite.Nothing) -> Extraction {
        var result = usual
        result.name = name
        result.image = image
        result.availability = availability
        let currency = statedCurrency
        guard let pin = fields.price else { return rewritten(result) }
        let values: [PinnedValue]
        do {
            values = try site.values(of: pin)
        } catch {
            return broken(pin, error.reason)
        }
        let claims = values.compactMap { claim($0, kind: .current, currency: currency) }
        guard !claims.isEmpty else {
            return broken(pin, reproach(values.first))
        }
        if let offer = values.first?.offer, offer.availability != .unknown, fields.availability == nil {
            result.availability = offer.availability
        }
        let list = listClaims(values: values, currency: currency)
        let ranking = Ranking(claims + list, currencies: site.currencies)
        let amounts = Set(claims.map { DecimalOrder.key($0.amount) })
        result.candidates = ranking.candidates + usual.candidates.map(Self.passedOver)
        result.candidates = Array(result.candidates.prefix(Extraction.maximumCandidates))
        result.unresolved = nil
        result.reading = .noPrice(availability: result.availability)
        result.kind = .product
        if amounts.count > 1 {
            let shown = claims.prefix(3).map(\.amount).joined(separator: ", ")
            result.reading = .ambiguous(
                reason: "the pin \(pin.text) selects \(claims.count) prices (\(shown)); make it narrower"
            )
            return result
        }
        ranking.settle(&result, availability: result.availability)
        keepList(in: &result)
        return result
    }

    private func broken(_ pin: Pin, _ why: String) -> Extraction {
        var result = usual
        result.reading = .failed(reason: "the pin \(pin.text) does not match the page as it is now: \(why)")
        result.unresolved = nil
        result.candidates = usual.candidates.map(Self.passedOver)
        return result
    }

    /// Why what is pinned gives no price.
    private func reproach(_ value: PinnedValue?) -> String {
        let said = "“\(CleanText.line(value?.text ?? "", limit: 60))”"
        guard let value, !value.isForMachines, PriceText.read(value.text, hints: site.currencies.hints).values.count > 1
        else { return "\(said) is no price" }
        return "\(said) holds several prices; pin the element inside it that holds only the one you pay"
    }

    /// The usual reading with the name and availability that are pinned.
    private func rewritten(_ extraction: Extraction) -> Extraction {
        var result = extraction
        if case .offer(var offer) = result.reading {
            offer.name = result.name
            offer.availability = result.availability
            result.reading = .offer(offer)
        } else if case .noPrice = result.reading {
            result.reading = .noPrice(availability: result.availability)
        }
        return result
    }

    // MARK: Fields

    private var name: String? {
        fields.name.flatMap { try? site.values(of: $0) }.flatMap { CleanText.name($0.first?.text) } ?? usual.name
    }

    private var image: PageURL? {
        guard let pin = fields.image, let values = try? site.values(of: pin) else { return usual.image }
        // Words that readers see are no address, and what was cut off leads elsewhere.
        let stated = values.filter { $0.isForMachines && $0.text.count < PinSite.maximumText }
            .prefix(ProductPicture.maximumStated).map(\.text)
        return ProductPicture.choose(stated, base: site.base) ?? usual.image
    }

    private var availability: Availability {
        guard let pin = fields.availability else { return usual.availability }
        guard let text = (try? site.values(of: pin))?.first?.text else { return .unknown }
        return Self.availability(text)
    }

    private var statedCurrency: Currency? {
        switch fields.currency {
        case .code(let currency): currency
        case .pin(let pin):
            (try? site.values(of: pin))?.first.flatMap { CurrencyEvidence.currency(named: $0.text) }
        case nil: nil
        }
    }

    /// What a configured availability says: words, a truth value, or how many there are.
    static func availability(_ text: String) -> Availability {
        switch text.lowercased() {
        case "true", "yes", "1": .inStock
        case "false", "no", "0": .outOfStock
        default: Int(text).map { $0 > 0 ? .inStock : .outOfStock } ?? AvailabilityWords.schema(text)
        }
    }

    // MARK: Prices

    private func claim(_ value: PinnedValue, kind: Candidate.Kind, currency: Currency?) -> PriceClaim? {
        if let price = value.offer?.prices.first(where: { $0.kind == .current || $0.kind == .from }) {
            var claim = PriceClaim(price, source: .pin, kind: kind)
            claim.currency = claim.currency ?? currency
            return claim
        }
        var hints = site.currencies.hints
        if let currency { hints.currency = currency }
        var readings: [String] = []
        var stated: Currency?
        var possible: [Currency] = []
        if value.isForMachines {
            let text = amount(value.text, currency ?? site.currencies.fallback?.currency)
            guard let read = MachinePrice.read(text, currency: currency, hints: hints) else { return nil }
            (readings, stated) = read
        } else {
            guard let read = PriceText.read(value.text, hints: hints).price else { return nil }
            (readings, stated, possible) = (read.readings, read.currency, read.possibleCurrencies)
        }
        var claim = PriceClaim(
            readings: readings,
            currency: stated ?? currency,
            kind: kind,
            source: .pin,
            path: value.path,
            text: CleanText.line(value.text, limit: 120),
            confidence: PriceClaim.trust(in: .pin)
        )
        claim.possibleCurrencies = possible
        return claim
    }

    /// The amount in whole units, where the configuration says that it counts the smallest.
    private func amount(_ text: String, _ currency: Currency?) -> String {
        guard fields.countsMinorUnits else { return text }
        return MinorUnits.decimal(text, digits: currency?.minorUnitDigits ?? 2) ?? text
    }

    private func listClaims(values: [PinnedValue], currency: Currency?) -> [PriceClaim] {
        if let pin = fields.listPrice {
            let found = (try? site.values(of: pin)) ?? []
            return found.compactMap { claim($0, kind: .list, currency: currency) }
        }
        let lists = values.first?.offer?.prices.filter { $0.kind == .list } ?? []
        return lists.map { PriceClaim($0, source: .pin, kind: .list) }
    }

    /// The page's own list price stays where the page means the same price.
    private func keepList(in result: inout Extraction) {
        guard fields.listPrice == nil, case .offer(var offer) = result.reading, offer.listPrice == nil,
            let other = usual.reading.offer, other.price == offer.price
        else { return }
        offer.listPrice = other.listPrice
        result.reading = .offer(offer)
    }

    private static func passedOver(_ candidate: Candidate) -> Candidate {
        var candidate = candidate
        candidate.verdict = "not pinned"
        return candidate
    }
}
