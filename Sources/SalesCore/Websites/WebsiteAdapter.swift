import HTTPTypes

/// Knows one website or platform: which URL names a product, and which request brings its page.
///
/// An adapter is code that serves one or many websites; a row of `websites` (``Website``) is one of them. Adapters are
/// pure: they describe requests and never make them. One with an interface of its own is a ``WebsiteInterface``.
public protocol WebsiteAdapter: Sendable {
    /// What people are told of it.
    var about: WebsiteAbout { get }

    /// Whether this adapter may know the URL's website.
    ///
    /// For a shop that is a matter of the host. For a platform it is the shape of the URL, and its page decides.
    func serves(_ url: PageURL) -> Bool

    /// The one URL that names the product, so that two spellings of it are one product.
    ///
    /// The caller guarantees that ``serves(_:)`` is true. Query keys are dropped only where they are known to name no
    /// product; what selects a variant stays.
    func canonical(_ url: PageURL) -> PageURL

    /// How the product's page is asked for and read.
    func page(of url: PageURL) -> WebsitePage
}

/// How a product's page is asked for and read.
public struct WebsitePage: Hashable, Sendable {
    /// The request.
    public var request: FetchRequest
    /// Where the configuration says that facts stand; empty for reading it as any page.
    public var fields: PageFields

    /// A page.
    public init(request: FetchRequest, fields: PageFields = PageFields()) {
        self.request = request
        self.fields = fields
    }

    /// A page as it is, asked for as HTML.
    public static func plain(_ url: PageURL) -> WebsitePage {
        WebsitePage(
            request: FetchRequest(
                url: url,
                fields: [.accept: "text/html,application/xhtml+xml,application/json;q=0.9,*/*;q=0.5"]
            )
        )
    }
}

/// Any website that has no adapter of its own: the page is read as it is.
public struct GenericWebsite: WebsiteAdapter {
    /// The adapter.
    public init() {}

    /// Any page.
    public var about: WebsiteAbout {
        WebsiteAbout(
            name: "generic",
            title: "Any website",
            serves: "every URL",
            interface: "the product's page",
            reads: ["price", "list price", "availability", "name", "currency"],
            verification: "measured on saved pages of many shops"
        )
    }

    /// Every URL.
    public func serves(_ url: PageURL) -> Bool { true }

    /// The URL without the query keys of ``TrackingParameters``.
    public func canonical(_ url: PageURL) -> PageURL {
        TrackingParameters.removed(from: url)
    }

    /// The page as it is.
    public func page(of url: PageURL) -> WebsitePage { .plain(url) }
}
