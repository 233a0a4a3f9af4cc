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
/// text that no store made is answered with ``StoreError/Code/invalidArgument``.
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

/// Reads all pages of a list as one sequence of elements, asking for the next page when the last is used up.
///
/// - Parameters:
///   - fetch: gives the page that begins at a token, the first page for nil.
public func allElements<Element: Sendable>(
    _ fetch: @escaping @Sendable (PageToken?) async throws(StoreError) -> Page<Element>
) -> AsyncThrowingStream<Element, any Error> {
    AsyncThrowingStream { continuation in
        let task = Task {
            var token: PageToken?
            do {
                repeat {
                    try Task.checkCancellation()
                    let page = try await anyPage(fetch, token)
                    for element in page.elements { continuation.yield(element) }
                    token = page.next
                } while token != nil
                continuation.finish()
            } catch {
                continuation.finish(throwing: error)
            }
        }
        continuation.onTermination = { _ in task.cancel() }
    }
}

/// Fetches a page and throws its error untyped.
///
/// A function of its own, because Swift 6.3.1 crashes ("splitting coroutine") on the typed call inside the task above
/// when it optimises; inlined, it would crash there again.
@inline(never)
private func anyPage<Element: Sendable>(
    _ fetch: @Sendable (PageToken?) async throws(StoreError) -> Page<Element>,
    _ token: PageToken?
) async throws -> Page<Element> {
    try await fetch(token)
}
