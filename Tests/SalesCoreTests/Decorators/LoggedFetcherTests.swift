import Logging
import SalesTesting
import Testing

@testable import SalesCore

@Suite("A fetcher that tells a logger")
struct LoggedFetcherTests {
    private let lines = LogLines()
    private let url = Sample.url("https://shop.example/p/1?token=canary")

    @Test("An answer is told with its status and size, a failure with its code, and never a query")
    func tells() async throws {
        let shop = ScriptedFetcher()
        shop.script(url, .page("12345", at: url))
        let fetcher = LoggedFetcher(shop, logger: lines.logger(.debug))
        _ = try await fetcher.fetch(FetchRequest(url: url))
        #expect(lines.all.count == 1)
        let line = try #require(lines.all.first)
        #expect(line.hasPrefix("debug Answered bytes=5 conditional=false ms="))
        #expect(line.hasSuffix("status=200 url=https://shop.example/p/1?…"))
        let failing = LoggedFetcher(
            StubFetcher { _ throws(FetchError) in throw FetchError(.dns, message: "no address") },
            logger: lines.logger(.debug)
        )
        await #expect(throws: FetchError.self) { try await failing.fetch(FetchRequest(url: url)) }
        #expect(lines.all.last?.contains("Not answered code=dns") == true)
        #expect(!lines.all.joined().contains("canary"))
    }

    @Test("What robots.txt forbids is told with its reason")
    func robots() async {
        let fetcher = LoggedFetcher(
            StubFetcher { _ throws(FetchError) in throw FetchError(.robots, message: "line 2") },
            stage: .robots,
            logger: lines.logger(.debug)
        )
        await #expect(throws: FetchError.self) { try await fetcher.fetch(FetchRequest(url: url)) }
        #expect(lines.all == ["debug Forbidden by robots.txt url=https://shop.example/p/1?… why=line 2"])
    }

    @Test("A logger that wants no details hears nothing")
    func quiet() async throws {
        let shop = ScriptedFetcher()
        shop.script(url, .page("12345", at: url))
        _ = try await LoggedFetcher(shop, logger: lines.logger(.info)).fetch(FetchRequest(url: url))
        #expect(lines.all.isEmpty)
    }
}
