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

    /// The result that rules and history see.
    public var reading: Reading
    /// What kind of page it is.
    public var kind: PageKind
    /// The product's name, even where there is no offer.
    public var name: String?
    /// Every price that was seen, the one taken first, at most ``maximumCandidates``.
    public var candidates: [Candidate]
    /// What else is worth knowing, in sentences: which encoding was used, which sources disagree.
    public var notes: [String]

    /// What was read.
    public init(
        reading: Reading,
        kind: PageKind,
        name: String? = nil,
        candidates: [Candidate] = [],
        notes: [String] = []
    ) {
        self.reading = reading
        self.kind = kind
        self.name = name
        self.candidates = candidates
        self.notes = notes
    }

    /// The most candidates that are kept.
    public static let maximumCandidates = 100
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
    /// Which of the page's prices is meant.
    public var selection: Selection

    /// A page.
    public init(
        body: [UInt8],
        url: PageURL? = nil,
        contentType: String? = nil,
        contentLanguage: String? = nil,
        selection: Selection = .page
    ) {
        self.body = body
        self.url = url
        self.contentType = contentType
        self.contentLanguage = contentLanguage
        self.selection = selection
    }
}
