import HTTPTypes

/// Knows one website or platform: which URL names a product, and which request reads it.
///
/// An adapter is code that serves one or many websites; a row of `websites` is one of them. Adapters are pure: they
/// describe requests and never make them.
public protocol WebsiteAdapter: Sendable {
    /// A short name for people and logs, in lower case.
    var name: String { get }

    /// Whether this adapter knows the URL's website.
    func serves(_ url: PageURL) -> Bool

    /// The one URL that names the product, so that two spellings of it are one product.
    ///
    /// The caller guarantees that ``serves(_:)`` is true. Query keys are dropped only where they are known to name no
    /// product; what selects a variant stays.
    func canonical(_ url: PageURL) -> PageURL

    /// The request that reads the product.
    func request(for url: PageURL) -> FetchRequest
}

/// The adapters in the order in which they are asked; the generic one is the last.
public struct WebsiteAdapters: Sendable {
    private let adapters: [any WebsiteAdapter]
    private let generic = GenericWebsite()

    /// The adapters of this list, and the generic one behind them.
    public init(_ adapters: [any WebsiteAdapter] = []) {
        self.adapters = adapters
    }

    /// The adapter that serves a URL.
    public func adapter(for url: PageURL) -> any WebsiteAdapter {
        adapters.first { $0.serves(url) } ?? generic
    }
}

/// Any website that has no adapter of its own: the page is read as it is.
public struct GenericWebsite: WebsiteAdapter {
    /// The adapter.
    public init() {}

    /// `generic`.
    public var name: String { "generic" }

    /// Every URL.
    public func serves(_ url: PageURL) -> Bool { true }

    /// The URL without the query keys of ``TrackingParameters``.
    public func canonical(_ url: PageURL) -> PageURL {
        TrackingParameters.removed(from: url)
    }

    /// The page, asked for as HTML.
    public func request(for url: PageURL) -> FetchRequest {
        FetchRequest(url: url, fields: [.accept: "text/html,application/xhtml+xml,application/json;q=0.9,*/*;q=0.5"])
    }
}
