/// What was read from a page, and why.
public struct Extraction: Sendable {
    /// What kind of page it is.
    public enum PageKind: String, Codable, Sendable {
        /// A page about one product.
        case product
        /// Many products.
        case listing
        /// A captcha, bot wall or login.
        case wall
        /// A page whose content a script would bring.
        case scriptShell = "script_shell"
        /// An error page, whatever its status.
        case error
        /// Anything else.
        case other
    }

    /// How much of a page is read.
    public enum Evidence: String, Codable, Sendable {
        /// As much as the answer needs: where the structured data is the whole answer, the prices of the visible text
        /// are not read, and are no candidates.
        case enough
        /// Everything, for people who ask why.
        case all
    }

    /// The result that rules and history see.
    public var reading: Reading
    /// What kind of page it is.
    public var kind: PageKind
    /// The product's name, even where there is no offer.
    public var name: String?
    /// A picture of the product, where the page is about one and names one; its address over http or https, made whole.
    public var image: PageURL?
    /// Whether the product can be had, even where there is no offer.
    public var availability: Availability
    /// An amount that the page plainly states as the price but whose currency cannot be told.
    public var unresolved: UnresolvedPrice?
    /// Every price that was seen, the one taken first, at most ``maximumCandidates``.
    public var candidates: [Candidate]
    /// How much of the page was read; the answer is the same in either case.
    public var evidence: Evidence
    /// What else is worth knowing, in sentences: which encoding was used, which sources disagree.
    public var notes: [String]

    /// What was read.
    public init(
        reading: Reading,
        kind: PageKind,
        name: String? = nil,
        image: PageURL? = nil,
        availability: Availability = .unknown,
        unresolved: UnresolvedPrice? = nil,
        candidates: [Candidate] = [],
        evidence: Evidence = .all,
        notes: [String] = []
    ) {
        self.reading = reading
        self.kind = kind
        self.name = name
        self.image = image
        self.availability = availability
        self.unresolved = unresolved
        self.candidates = candidates
        self.evidence = evidence
        self.notes = notes
    }

    /// The most candidates that are kept.
    public static let maximumCandidates = 100
}

/// An amount that a page states as its price without telling the currency.
///
/// It is never an ``Offer``: ``Money`` needs a currency. The command line prints it with a null currency.
public struct UnresolvedPrice: Hashable, Sendable {
    /// The amount as a plain decimal string.
    public var amount: String
    /// What its sign can mean; empty where there is no sign.
    public var possibleCurrencies: [Currency]

    /// An amount without a currency.
    public init(amount: String, possibleCurrencies: [Currency] = []) {
        self.amount = amount
        self.possibleCurrencies = possibleCurrencies
    }
}

/// A page as it came, ready to be read.
public struct PageContent: Sendable {
    /// The bytes.
    public var body: [UInt8]
    /// The URL it came from; gives the domain's country where nothing else tells the currency.
    public var url: PageURL?
    /// The `Content-Type` field, where there was one.
    public var contentType: String?
    /// The `Content-Language` field, where there was one.
    public var contentLanguage: String?
    /// Which of the page's prices is meant: the page's own, or a ``Pin``.
    public var selection: Selection
    /// Where the configuration says that facts stand.
    public var fields: PageFields

    /// A page.
    public init(
        body: [UInt8],
        url: PageURL? = nil,
        contentType: String? = nil,
        contentLanguage: String? = nil,
        selection: Selection = .page,
        fields: PageFields = PageFields()
    ) {
        self.body = body
        self.url = url
        self.contentType = contentType
        self.contentLanguage = contentLanguage
        self.selection = selection
        self.fields = fields
    }
}
