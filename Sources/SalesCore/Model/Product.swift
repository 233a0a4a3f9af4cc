/// What is tracked: a canonical URL and a selection on its page; a row of the ERD's `products`.
///
/// Two spellings of one URL are one product, because the URL is canonical (``WebsiteAdapter/canonical(_:)``). A
/// person's pin makes another product of the same URL, so that nobody's pin changes what others are told.
public struct Product: Hashable, Codable, Sendable {
    /// Its number in the store.
    public let id: ProductID
    /// The website it belongs to.
    public let websiteID: WebsiteID
    /// The canonical URL that is fetched and shown.
    public let url: PageURL
    /// Which of the page's prices is meant; empty for the page's own.
    public let selection: Selection
    /// The name last read from the page; the URL's own words until then.
    public var name: String
    /// The shortest interval that an active subscription names, kept by the store; nil where none names one.
    public var interval: Duration?
    /// Whether an active subscription names no interval and so asks for the installation's default, kept by the store.
    public var hasDefaultFollower: Bool
    /// How many subscriptions to it are active, kept by the store; a product without one is not checked.
    public var activeFollowers: Int
    /// When the next check is due; a confirmation may bring it forward.
    public var nextCheckAt: Timestamp
    /// When it was first tracked.
    public let createdAt: Timestamp
    /// What is remembered between checks.
    public var state: ProductState

    /// A product row.
    public init(
        id: ProductID,
        websiteID: WebsiteID,
        url: PageURL,
        selection: Selection = .page,
        name: String,
        interval: Duration? = nil,
        hasDefaultFollower: Bool = false,
        activeFollowers: Int = 0,
        nextCheckAt: Timestamp,
        createdAt: Timestamp,
        state: ProductState = ProductState()
    ) {
        self.id = id
        self.websiteID = websiteID
        self.url = url
        self.selection = selection
        self.name = name
        self.interval = interval
        self.hasDefaultFollower = hasDefaultFollower
        self.activeFollowers = activeFollowers
        self.nextCheckAt = nextCheckAt
        self.createdAt = createdAt
        self.state = state
    }

    /// How often its followers together ask for it: the shortest interval that one of them names, or the installation's
    /// default where that is shorter and one of them names none.
    public func interval(default standard: Duration) -> Duration {
        asked.duration(default: standard)
    }

    /// How often its followers together ask for it, in the terms in which it is kept.
    public var asked: HostDemand.Interval {
        HostDemand.Interval(named: interval, hasDefaultFollower: hasDefaultFollower)
    }

    /// The longest name that is kept, in characters.
    public static let maximumNameLength = 300

    /// A product that a store has yet to number.
    public struct New: Hashable, Codable, Sendable {
        /// The host that names its website and whose rate its checks share: ``PageURL/site``.
        public var host: String
        /// The canonical URL.
        public var url: PageURL
        /// Which of the page's prices is meant.
        public var selection: Selection
        /// The name to begin with.
        public var name: String
        /// When its first check is due.
        public var nextCheckAt: Timestamp
        /// When it was first tracked.
        public var createdAt: Timestamp

        /// A product to be added.
        public init(
            host: String,
            url: PageURL,
            selection: Selection = .page,
            name: String,
            nextCheckAt: Timestamp,
            createdAt: Timestamp
        ) {
            self.host = host
            self.url = url
            self.selection = selection
            self.name = name
            self.nextCheckAt = nextCheckAt
            self.createdAt = createdAt
        }
    }
}

/// Which of a page's prices a product means, as text that a store keeps and compares byte for byte.
///
/// It is empty for the page's own price, else the text of a ``Pin``: `css:…`, `xpath:…`, `json:…`, `offer:…`, `sku:…`
/// or `variant:…`.
public struct Selection: Hashable, Codable, Sendable {
    /// The text; empty for the page's own price.
    public let text: String

    /// A selection of this text.
    public init(text: String) { self.text = text }

    /// The page's own price.
    public static let page = Selection(text: "")

    /// The longest selection that is accepted, in bytes.
    public static let maximumLength = 500

    /// Whether two selections are one, byte for byte as stores compare them: text that only looks the same is not.
    func isSame(as other: Selection) -> Bool { text.utf8.elementsEqual(other.text.utf8) }

    /// Reads the bare text.
    public init(from decoder: any Decoder) throws {
        text = try decoder.singleValueContainer().decode(String.self)
    }

    /// Writes the bare text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
