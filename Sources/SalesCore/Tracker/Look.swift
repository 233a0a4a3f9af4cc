/// What one look at a product's page gave: the reading with all that the next steps need.
public struct Look: Sendable {
    /// The result that rules and history see.
    public var reading: Reading
    /// What was read and why; nil where there was no body to read.
    public var extraction: Extraction?
    /// The URL that answered, after redirects; nil where none did.
    public var url: PageURL?
    /// The HTTP status; nil where there was no response.
    public var status: Int?
    /// Why there was no response; nil where there was one.
    public var failure: FetchError?
    /// Whether the server said that nothing changed (304).
    public var isUnchanged: Bool
    /// What makes the next request conditional.
    public var validators: Validators
    /// A hash of the body.
    public var bodyHash: UInt64?
    /// What the request showed of the host; nil where it showed nothing (cancelled, refused by robots.txt).
    public var signal: CircuitBreaker.Signal?
    /// How long the host, or the fetcher, asked to wait.
    public var retryAfter: Duration?
    /// Which request answered, for the next check.
    var way = ReadingWay.page

    /// A look.
    public init(
        reading: Reading,
        extraction: Extraction? = nil,
        url: PageURL? = nil,
        status: Int? = nil,
        failure: FetchError? = nil,
        isUnchanged: Bool = false,
        validators: Validators = Validators(),
        bodyHash: UInt64? = nil,
        signal: CircuitBreaker.Signal? = nil,
        retryAfter: Duration? = nil
    ) {
        self.reading = reading
        self.extraction = extraction
        self.url = url
        self.status = status
        self.failure = failure
        self.isUnchanged = isUnchanged
        self.validators = validators
        self.bodyHash = bodyHash
        self.signal = signal
        self.retryAfter = retryAfter
    }
}
