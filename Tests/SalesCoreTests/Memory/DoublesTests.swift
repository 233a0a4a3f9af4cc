import HTTPTypes
import SalesCore
import SalesTesting
import Testing

@Suite("The doubles in memory keep the promises of what they stand for")
struct DoublesTests {
    // A second handle on memory would be the same object.
    @Test("keeps every promise of an archiver", arguments: ArchiverPromises.all.without(.secondHandle))
    func archiver(_ promise: Promise<ArchiverHarness>) async throws {
        try await promise.check(ArchiverHarness { TestedArchiver(MemoryArchiver()) })
    }

    @Test("keeps every promise of a notifier", arguments: NotifierPromises.all)
    func notifier(_ promise: Promise<NotifierHarness>) async throws {
        try await promise.check(.recording)
    }

    private let url = Sample.url("https://shop.example/products/1")

    @Test("a scripted fetcher answers in order, repeats its last answer, and keeps what it was asked")
    func script() async throws {
        let fetcher = ScriptedFetcher()
        let failure = FetchError(.timeout, message: "shop.example did not answer in time.")
        fetcher.script(url, .failure(failure), .page("<p>1</p>", at: url, status: .notFound), .page("2", at: url))
        await #expect(throws: failure) { try await fetcher.fetch(FetchRequest(url: url)) }
        #expect(try await fetcher.fetch(FetchRequest(url: url)).status == .notFound)
        for _ in 0..<2 { #expect(try await fetcher.fetch(FetchRequest(url: url)).body == Array("2".utf8)) }
        #expect(fetcher.requests.map(\.url) == [url, url, url, url])
    }

    @Test("a scripted fetcher answers 304 to the page's own ETag and keeps to the body's limit")
    func limits() async throws {
        let fetcher = ScriptedFetcher()
        fetcher.script(url, .page("a page", at: url, fields: [.eTag: "\"1\""]))
        let same = FetchRequest(url: url, validators: Validators(etag: "\"1\""))
        #expect(try await fetcher.fetch(same).status == .notModified)
        let other = FetchRequest(url: url, validators: Validators(etag: "\"2\""))
        #expect(try await fetcher.fetch(other).status == .ok)
        let small = FetchRequest(url: url, limits: FetchLimits(bodyBytes: 5))
        await #expect { try await fetcher.fetch(small) } throws: { ($0 as? FetchError)?.code == .tooLarge }
    }

    @Test("a scripted fetcher without an answer says that the host has no address")
    func unscripted() async {
        await #expect { try await ScriptedFetcher().fetch(FetchRequest(url: url)) } throws: { error in
            (error as? FetchError)?.code == .dns
        }
    }

    @Test("an answer that was lost on its way leaves the message accepted")
    func lostAnswer() async throws {
        let notifier = RecordingNotifier()
        let lost = NotifyError(.unavailable, advice: .later(after: nil), message: "The connection broke.")
        notifier.script(.acceptThenFail(lost))
        let message = Sample.message(to: Sample.user(1))
        await #expect(throws: lost) { try await notifier.send(message) }
        _ = try await notifier.send(message)
        #expect(notifier.messages.map(\.id) == [message.id, message.id])
        #expect(notifier.callCount == 2)
    }
}
