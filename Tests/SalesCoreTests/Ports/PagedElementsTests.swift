import SalesCore
import Testing

@Suite("Lists that come in pages")
struct PagedElementsTests {
    /// Pages by the texts of their tokens, each with that of the next; a page that is not there fails.
    private static func list(_ pages: [String: ([Int], String?)]) -> PagedElements<Int> {
        PagedElements { (token) async throws(StoreError) in
            guard let (elements, next) = pages[token?.text ?? ""] else {
                throw StoreError(.unavailable, message: "The store is gone.")
            }
            return Page(elements: elements, next: next.map(PageToken.init))
        }
    }

    private static let whole = list(["": ([1, 2], "a"), "a": ([], "b"), "b": ([3], "c"), "c": ([], nil)])
    private static let broken = list(["": ([1, 2], "a"), "a": ([3], "b")])

    @Test("are walked through to their end, over pages that are empty")
    func walk() async throws {
        var walked: [Int] = []
        for try await number in Self.whole { walked.append(number) }
        #expect(walked == [1, 2, 3])
    }

    @Test("are taken whole, or not at all where a page fails")
    func all() async throws {
        #expect(try await Self.whole.all() == [1, 2, 3])
        let error = await #expect(throws: StoreError.self) { try await Self.broken.all() }
        #expect(error?.code == .unavailable)
    }

    @Test("end where a page fails, with what came before it")
    func failure() async throws {
        var walked: [Int] = []
        let error = await #expect(throws: StoreError.self) {
            for try await number in Self.broken { walked.append(number) }
        }
        #expect(walked == [1, 2, 3] && error?.code == .unavailable)
    }
}
