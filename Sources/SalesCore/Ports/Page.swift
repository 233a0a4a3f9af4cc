/// One piece of a longer list, and where the next begins.
public struct Page<Element: Sendable>: Sendable {
    /// The elements, in the list's own order.
    public var elements: [Element]
    /// Where the next page begins; nil where this is the last.
    public var next: PageToken?

    /// A page.
    public init(elements: [Element], next: PageToken?) {
        self.elements = elements
        self.next = next
    }

    /// The same page of other elements.
    public func map<Other: Sendable>(_ transform: (Element) -> Other) -> Page<Other> {
        Page<Other>(elements: elements.map(transform), next: next)
    }
}

/// Where a page begins: a keyset position that only the store which made it can read.
///
/// It holds no connection, does not expire, and rows added or removed meanwhile neither repeat nor hide the others. A
/// text that no store made is answered with ``StoreErrorCode/invalidArgument``.
public struct PageToken: Hashable, Codable, Sendable {
    /// The position, opaque to callers.
    public let text: String

    /// A position of this text.
    public init(text: String) { self.text = text }
}

/// The largest page that a store must serve; larger limits are served as this.
public let maximumPageSize = 1_000

/// The size of the page that a limit asks for: at least 1, at most ``maximumPageSize``.
public func pageSize(_ limit: Int) -> Int {
    min(max(limit, 1), maximumPageSize)
}

/// All elements of a list as one sequence that asks for the next page when the last is used up.
public struct PagedElements<Element: Sendable>: AsyncSequence, Sendable {
    /// Gives the page that begins at a token, the first page for nil.
    public typealias Fetch = @Sendable (PageToken?) async throws(StoreError) -> Page<Element>

    private let fetch: Fetch

    /// The elements of the pages that a closure gives.
    public init(_ fetch: @escaping Fetch) {
        self.fetch = fetch
    }

    /// All elements in one array, for lists that fit into memory.
    ///
    /// - Throws: what the store threw.
    @inline(never)  // Swift 6.3.1's optimiser crashes on a typed error that is thrown inside an asynchronous closure.
    public func all() async throws(StoreError) -> [Element] {
        var page = try await fetch(nil)
        var elements = page.elements
        while let token = page.next {
            page = try await fetch(token)
            elements += page.elements
        }
        return elements
    }

    /// A walk from the first page on.
    public func makeAsyncIterator() -> Iterator {
        Iterator(fetch: fetch)
    }

    /// A walk over the elements; it holds one page at a time.
    public struct Iterator: AsyncIteratorProtocol {
        fileprivate let fetch: Fetch
        private var page: ArraySlice<Element> = []
        private var token: PageToken?
        private var isAtEnd = false

        fileprivate init(fetch: @escaping Fetch) {
            self.fetch = fetch
        }

        /// The next element; nil after the last.
        ///
        /// - Throws: what the store threw; the walk is over then.
        public mutating func next(
            isolation actor: isolated (any Actor)? = #isolation
        ) async throws(StoreError) -> Element? {
            while page.isEmpty, !isAtEnd {
                let next = try await fetch(token)
                page = next.elements[...]
                token = next.next
                isAtEnd = next.next == nil
            }
            return page.popFirst()
        }
    }
}
