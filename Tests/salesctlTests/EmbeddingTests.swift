import Foundation
import SalesCore
import SalesCurl
import SalesNotify
import SalesSQLite
import Testing

/// The program that the README shows to those who embed the library.
enum Embedding {
    static func tracker(file: String, engine: CurlEngine) async throws -> Tracker {
        let pages = CurlFetcher(engine: engine, options: CurlOptions(contact: "https://example.com/about-my-bot"))
        let store = try await SQLiteStore(path: file)
        return Tracker(
            store: store,
            fetcher: PoliteFetcher(pages, hosts: store, agent: "SalesTracker"),
            notifiers: [ConsoleNotifier { print($0) }]
        )
    }

    static func follow(_ url: String, with tracker: Tracker) async throws {
        let tracked = try await tracker.track(TrackRequest(url: url, rule: .below("40.00")))
        print("\(tracked.product.name): \(RuleWords.text(tracked.subscription.rule))")
        await tracker.run()  // checks and tells until the task is cancelled
    }
}

@Suite("The README's program")
struct EmbeddingTests {
    @Test("tracks nothing at a private address, and leaves the store as it was")
    func privateAddress() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "embedding-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let engine = CurlEngine(policy: .publicInternet())
        let tracker = try await Embedding.tracker(file: folder.path + "/prices.sqlite", engine: engine)
        await #expect {
            try await Embedding.follow("http://127.0.0.1:8080/kettle", with: tracker)
        } throws: { error in
            guard case TrackingError.noAnswer(let look) = error else { return false }
            return look.failure?.code == .refused
        }
        #expect(try await tracker.store.products(matching: .all, after: nil, limit: 1).elements.isEmpty)
        await engine.shutdown()
    }
}
