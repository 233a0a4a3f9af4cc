import SalesHTML

/// What a page says about itself in its tags: found in one pass over the bytes, without a tree.
struct PageSurvey: Sendable {
    /// A script that may hold data.
    struct Script: Sendable {
        let content: Range<Int>
        let type: String
        let id: String
    }

    /// The text of the first `title`.
    private(set) var title: String?
    /// The language of `html`.
    private(set) var language: String?
    /// The address of `link rel=canonical`.
    private(set) var canonical: String?
    /// The address of `base`, to which the page's other addresses are relative.
    private(set) var base: String?
    /// The contents of meta tags by name or property in lower case, in the page's order.
    ///
    /// One with `itemprop` is microdata: it speaks of the item around it, not of the page.
    private(set) var metas: [(name: String, content: String)] = []
    /// JSON-LD scripts.
    private(set) var jsonLD: [Range<Int>] = []
    /// Other inline scripts.
    private(set) var scripts: [Script] = []
    /// Currencies that microdata, JSON-LD and scripts name, as they are written.
    private(set) var statedCurrencies: [String] = []
    /// Whether any tag carries microdata or RDFa of a product.
    private(set) var hasMicrodata = false
    private(set) var hasRDFa = false
    /// Why the page may not be whole.
    private(set) var problem: HTMLProblem?

    /// The most scripts and meta tags that are looked at.
    static let maximumScripts = 500
    static let maximumMetas = 1_000

    init(_ source: HTMLSource) {
        var walk = HTMLScanner(source).makeIterator()
        while let tag = walk.next() { take(tag, of: source) }
        problem = walk.problem
    }

    /// What the relative addresses of the page are relative to; nil where that is not known.
    func base(of page: PageContent) -> PageURL? {
        base.flatMap { try? page.url?.resolving($0) } ?? page.url
    }

    /// The first content of a meta tag.
    func meta(_ name: String) -> String? {
        metas.first { $0.name == name && !$0.content.isEmpty }?.content
    }

    private mutating func take(_ tag: HTMLTag, of source: HTMLSource) {
        if tag.isNamed("script") {
            takeScript(tag, of: source)
        } else if tag.isNamed("meta") {
            takeMeta(tag)
        } else if tag.isNamed("title") {
            if title == nil { title = CleanText.name(tag.contentText) }
        } else if tag.isNamed("link") {
            if canonical == nil, tag.attribute("rel")?.lowercased() == "canonical" { canonical = tag.attribute("href") }
        } else if tag.isNamed("base") {
            if base == nil { base = tag.attribute("href") }
        } else if tag.isNamed("html") {
            if language == nil {
                language = (tag.attribute("lang") ?? tag.attribute("xml:lang")).flatMap(Self.nonEmpty)
            }
        }
        if !hasMicrodata, tag.attributeRange("itemscope") != nil || tag.attributeRange("itemprop") != nil {
            hasMicrodata = true
        }
        if !hasRDFa, tag.attributeRange("typeof") != nil { hasRDFa = true }
        if tag.attribute("itemprop")?.lowercased() == "pricecurrency", let content = tag.attribute("content") {
            appendCurrency(content)
        }
    }

    private mutating func takeMeta(_ tag: HTMLTag) {
        guard metas.count < Self.maximumMetas, let content = tag.attribute("content") else { return }
        for name in [tag.attribute("property"), tag.attribute("name")] {
            guard let name, !name.isEmpty else { continue }
            metas.append((name.lowercased(), CleanText.line(content, limit: 2_000)))
        }
    }

    private mutating func takeScript(_ tag: HTMLTag, of source: HTMLSource) {
        guard let content = tag.content, !content.isEmpty, scripts.count + jsonLD.count < Self.maximumScripts else {
            return
        }
        let type = (tag.attribute("type") ?? "").lowercased()
        if type.contains("ld+json") {
            jsonLD.append(content)
        } else {
            scripts.append(Script(content: content, type: type, id: tag.attribute("id") ?? ""))
        }
        for code in CurrencyMentions.codes(in: source.bytes[content]) { appendCurrency(code) }
    }

    private mutating func appendCurrency(_ code: String) {
        if statedCurrencies.count < 1_000 { statedCurrencies.append(code) }
    }

    private static func nonEmpty(_ text: String) -> String? { text.isEmpty ? nil : text }
}
