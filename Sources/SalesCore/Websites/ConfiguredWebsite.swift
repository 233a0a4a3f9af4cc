import HTTPTypes

/// A website that a person defined in the configuration: where its facts stand, on its pages or in its interface.
///
/// With a request template its interface is asked first, and the page is read as any other where that answers otherwise;
/// without one the fields are places of the page.
public struct ConfiguredWebsite: WebsiteInterface {
    /// Why a definition cannot be used, for people.
    public struct Invalid: Error, Hashable, Sendable, CustomStringConvertible {
        /// What is wrong.
        public let description: String

        /// What is wrong.
        public init(_ description: String) { self.description = description }
    }

    private let name: String
    private let sites: Set<String>
    private let fields: PageFields
    private let template: InterfaceTemplate?
    private let keptQuery: Set<String>?

    /// A website.
    ///
    /// - Parameters:
    ///   - name: a name for people and logs.
    ///   - hosts: its hosts, without `www.`, with the port where that is not the usual one.
    ///   - fields: where its facts stand.
    ///   - template: the request that reads a product; nil for its page.
    ///   - keptQuery: the query keys that name a product; nil for all that are not known to be idle.
    public init(
        name: String,
        hosts: [String],
        fields: PageFields,
        template: InterfaceTemplate? = nil,
        keptQuery: [String]? = nil
    ) {
        self.name = name
        sites = Set(hosts.map { $0.lowercased() }.map { $0.hasPrefix("www.") ? String($0.dropFirst(4)) : $0 })
        self.fields = fields
        self.template = template
        self.keptQuery = keptQuery.map(Set.init)
    }

    /// What the configuration says.
    public var about: WebsiteAbout {
        let stated: [(String, Bool)] = [
            ("price", fields.price != nil), ("list price", fields.listPrice != nil),
            ("availability", fields.availability != nil), ("name", fields.name != nil),
            ("picture", fields.image != nil),
            ("currency", fields.currency != nil),
        ]
        return WebsiteAbout(
            name: name,
            title: name,
            serves: sites.sorted().joined(separator: ", "),
            interface: template.map { "\($0.text), else the page" } ?? "the product's page",
            reads: stated.filter(\.1).map(\.0),
            verification: "by you: it is defined in the configuration"
        )
    }

    /// Whether it is one of the hosts.
    public func serves(_ url: PageURL) -> Bool { sites.contains(url.site) }

    /// The URL with the query keys that name a product.
    public func canonical(_ url: PageURL) -> PageURL {
        guard let keptQuery, let query = url.query else { return TrackingParameters.removed(from: url) }
        let kept = query.split(separator: "&").filter { keptQuery.contains(String($0.prefix { $0 != "=" })) }
        return url.sibling(path: url.path, query: kept.isEmpty ? nil : kept.joined(separator: "&"))
    }

    /// The page; its fields where there is no interface.
    public func page(of url: PageURL) -> WebsitePage {
        var page = WebsitePage.plain(url)
        if template == nil { page.fields = fields }
        return page
    }

    /// Nothing: the template says all.
    public func lesson(in page: PageContent) -> String? { nil }

    /// The request of the template.
    public func request(for question: InterfaceQuestion) -> FetchRequest? {
        guard question.selection == .page, let url = template?.url(for: question.url) else { return nil }
        return FetchRequest(url: url, fields: [.accept: "application/json,text/html;q=0.8,*/*;q=0.5"])
    }

    /// The fields of the answer.
    public func read(_ answer: PageContent, for question: InterfaceQuestion) -> InterfaceAnswer {
        var page = answer
        page.fields = fields
        let extraction = Extractor.read(page)
        switch extraction.reading {
        case .offer, .noPrice: return .answer(extraction)
        case .ambiguous(let reason), .blocked(let reason), .gone(let reason), .failed(let reason):
            return .otherwise("cannot be read (\(reason))")
        }
    }
}

/// A request that is made from a product's URL: `https://{host}/api/products/{id}`.
///
/// `{host}` is the product's host with its port, `{id}` what the path template selects, and without one the last part
/// of the path.
public struct InterfaceTemplate: Hashable, Sendable {
    /// The request's text.
    public let text: String
    private let path: [String]?

    /// A template.
    ///
    /// - Parameters:
    ///   - text: the URL with `{host}` and `{id}`.
    ///   - path: the product's path with `{id}` for one part and `*` for parts that may be anything, `/p/*/{id}`.
    /// - Throws: ``ConfiguredWebsite/Invalid`` that says what is wrong.
    public init(_ text: String, path: String? = nil) throws(ConfiguredWebsite.Invalid) {
        self.text = text
        self.path = try path.map { (path) throws(ConfiguredWebsite.Invalid) in try Self.parts(of: path) }
        guard text.contains("{id}") else {
            throw .init("“\(text)” has no {id}, so that every product would get the same answer")
        }
        let sample = Self.filled(text, host: "shop.example", id: "1")
        guard !sample.contains("{"), !sample.contains("}") else {
            throw .init("“\(text)” has braces other than {host} and {id}")
        }
        do {
            _ = try PageURL(sample)
        } catch {
            throw .init("“\(text)” is no URL: \(error)")
        }
    }

    /// Checks a path template.
    ///
    /// - Throws: ``ConfiguredWebsite/Invalid`` that says what is wrong.
    public static func parts(of path: String) throws(ConfiguredWebsite.Invalid) -> [String] {
        let parts = path.split(separator: "/").map(String.init)
        guard path.hasPrefix("/"), parts.filter({ $0 == "{id}" }).count == 1 else {
            throw .init("“\(path)” is no path with one part {id}; write it like /product/{id}")
        }
        return parts
    }

    /// The request for a product; nil where its path is another.
    func url(for product: PageURL) -> PageURL? {
        guard let id = id(in: product) else { return nil }
        return try? PageURL(Self.filled(text, host: product.authority, id: id))
    }

    private func id(in url: PageURL) -> String? {
        let parts = url.pathParts
        guard let path else { return parts.last.map(String.init) }
        guard parts.count == path.count else { return nil }
        var id: String?
        for (part, wanted) in zip(parts, path) {
            switch wanted {
            case "{id}": id = String(part)
            case "*": break
            default: guard part == wanted else { return nil }
            }
        }
        return id
    }

    private static func filled(_ text: String, host: String, id: String) -> String {
        text.replacing("{host}", with: host).replacing("{id}", with: id)
    }
}
