/// What was read from a page, as the command line prints it in JSON.
///
/// Every key is always there; what is not known is null. Amounts are decimal strings.
public struct ExtractionReport: Encodable, Sendable {
    /// An amount; the currency is null where the page does not tell it.
    public struct Price: Hashable, Encodable, Sendable {
        /// The amount as a decimal string.
        public let amount: String
        /// The ISO 4217 code.
        public let currency: Currency?

        /// Writes every key.
        public func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(amount, forKey: .amount)
            try container.encode(currency, forKey: .currency)
        }

        private enum CodingKeys: String, CodingKey {
            case amount, currency
        }
    }

    /// One candidate.
    public struct Entry: Hashable, Encodable, Sendable {
        /// The amount, and the currency where it is known.
        public let price: Price
        /// What it means.
        public let kind: Candidate.Kind
        /// Where it was found.
        public let source: Candidate.Source
        /// The element or path.
        public let path: String
        /// The text as the page has it.
        public let text: String
        /// How sure its meaning is, 0 to 100.
        public let confidence: Int
        /// Why it was taken or not.
        public let verdict: String
        /// The pin that gives this price (``Candidate/selection``).
        public let selection: String?

        /// Writes every key.
        public func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(price, forKey: .price)
            try container.encode(kind, forKey: .kind)
            try container.encode(source, forKey: .source)
            try container.encode(path, forKey: .path)
            try container.encode(text, forKey: .text)
            try container.encode(confidence, forKey: .confidence)
            try container.encode(verdict, forKey: .verdict)
            try container.encode(selection, forKey: .selection)
        }

        private enum CodingKeys: String, CodingKey {
            case price, kind, source, path, text, confidence, verdict, selection
        }
    }

    /// The URL, where it is known.
    public let url: String?
    /// The kind of result.
    public let outcome: Reading.Outcome
    /// Why there is no offer; null for an offer.
    public let reason: String?
    /// The kind of page.
    public let kind: Extraction.PageKind
    /// The product's name.
    public let name: String?
    /// The address of a picture of the product.
    public let image: String?
    /// The price; with a null currency where the page states an amount whose currency cannot be told.
    public let price: Price?
    /// The price that it is compared with.
    public let listPrice: Price?
    /// Whether it can be had.
    public let availability: Availability
    /// Where the price was found.
    public let source: String?
    /// Every price that was seen.
    public let candidates: [Entry]
    /// How much of the page was read.
    public let evidence: Extraction.Evidence
    /// What else is worth knowing.
    public let notes: [String]

    /// The report of an extraction.
    public init(_ extraction: Extraction, url: PageURL? = nil) {
        let offer = extraction.reading.offer
        self.url = url?.absoluteString
        outcome = extraction.reading.outcome
        reason = extraction.reading.reason
        kind = extraction.kind
        name = offer?.name ?? extraction.name
        image = extraction.image?.absoluteString
        if let offer {
            price = Price(amount: offer.price.decimal, currency: offer.price.currency)
        } else {
            price = extraction.unresolved.map { Price(amount: $0.amount, currency: nil) }
        }
        listPrice = offer?.listPrice.map { Price(amount: $0.decimal, currency: $0.currency) }
        availability = extraction.availability
        source = offer?.source
        candidates = extraction.candidates.map { candidate in
            Entry(
                price: Price(amount: candidate.money?.decimal ?? candidate.amount, currency: candidate.money?.currency),
                kind: candidate.kind,
                source: candidate.source,
                path: candidate.path,
                text: candidate.text,
                confidence: candidate.confidence,
                verdict: candidate.verdict,
                selection: candidate.selection?.text
            )
        }
        evidence = extraction.evidence
        notes = extraction.notes
    }

    private enum CodingKeys: String, CodingKey {
        case url, outcome, reason, kind, name, image, price
        case listPrice = "list_price"
        case availability, source, candidates, evidence, notes
    }

    /// Writes every key, null where there is nothing.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(url, forKey: .url)
        try container.encode(outcome, forKey: .outcome)
        try container.encode(reason, forKey: .reason)
        try container.encode(kind, forKey: .kind)
        try container.encode(name, forKey: .name)
        try container.encode(image, forKey: .image)
        try container.encode(price, forKey: .price)
        try container.encode(listPrice, forKey: .listPrice)
        try container.encode(availability, forKey: .availability)
        try container.encode(source, forKey: .source)
        try container.encode(candidates, forKey: .candidates)
        try container.encode(evidence, forKey: .evidence)
        try container.encode(notes, forKey: .notes)
    }
}
