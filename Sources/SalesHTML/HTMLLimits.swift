/// The limits that keep hostile pages from costing more than a bounded amount of time and memory.
///
/// Every limit has a default that real product pages stay far below. Raising one is safe for correctness and
/// raises the worst-case cost in proportion.
public struct HTMLLimits: Sendable, Hashable {
    /// The largest page in bytes, before and after decoding (5 MiB).
    public var bytes = 5 * 1_024 * 1_024
    /// The most attributes that one tag may have (1,000): libxml2 compares each with all before it.
    public var attributesPerTag = 1_000
    /// The most elements that a tree may hold (300,000).
    public var elements = 300_000
    /// The deepest nesting that a tree may have (512, the limit of Chromium).
    public var depth = 512
    /// The most characters (Unicode scalars) that one text extraction returns (1,000,000).
    public var textLength = 1_000_000
    /// The most nodes that one query returns (10,000).
    public var selectedNodes = 10_000
    /// The most steps that one query may take, as libxml2 counts them (20,000,000: well below a second).
    public var queryOperations = 20_000_000

    /// The longest XPath or CSS text in characters (500).
    public static let queryLength = 500
    /// The longest XPath that a CSS selector of the permitted length is translated to, in characters (40,000).
    static let translatedQueryLength = 40_000
    /// The most queries that a document keeps compiled (64).
    static let compiledQueries = 64
    /// The longest element or attribute name that is kept, in bytes (64; libxml2 cuts at 100).
    static let nameLength = 64
    /// How many bytes at the start of a page are searched for a declared encoding (1,024, as the HTML standard says).
    static let prescannedBytes = 1_024

    /// Makes the default limits.
    public init() {}
}
