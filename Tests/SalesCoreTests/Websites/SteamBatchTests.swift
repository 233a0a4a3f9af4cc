import HTTPTypes
import SalesTesting
import Testing

@testable import SalesCore

@Suite("Many apps of Steam in one request")
struct SteamBatchTests {
    static let details = "https://store.steampowered.com/api/appdetails"

    static func app(_ id: Int, _ price: Int) -> String {
        """
        "\(id)":{"success":true,"data":{"type":"game","name":"App \(id)","is_free":false,"price_overview":\(overview(price))}}
        """
    }

    static func overview(_ price: Int) -> String {
        #"{"currency":"GBP","initial":\#(price),"final":\#(price),"discount_percent":0,"final_formatted":""}"#
    }

    static func short(_ id: Int, _ price: Int?) -> String {
        let data = price.map { "{\"price_overview\":\(overview($0))}" } ?? "[]"
        return "\"\(id)\":{\"success\":true,\"data\":\(data)}"
    }

    static func single(_ id: Int) -> String { "\(details)?appids=\(id)&filters=basic,price_overview,release_date" }

    /// Three apps that are tracked and due.
    private func bench() async throws -> AdapterBench {
        let bench = AdapterBench()
        for id in 1...3 {
            bench.answer(Self.single(id), "{\(Self.app(id, id * 1_000))}")
            _ = try await bench.track("https://store.steampowered.com/app/\(id)")
            bench.clock.advance(by: .seconds(10))
        }
        bench.clock.advance(by: .seconds(70))
        return bench
    }

    private func batch(_ ids: String) -> String { "\(Self.details)?appids=\(ids)&filters=price_overview" }

    @Test("Those that are claimed together are asked in one request, each reads its own price")
    func together() async throws {
        let bench = try await bench()
        bench.answer(batch("1,2,3"), "{\(Self.short(1, 1_000)),\(Self.short(2, 2_000)),\(Self.short(3, 2_500))}")
        let count = bench.shop.requests.count
        let reports = try await bench.roundTogether()
        #expect(bench.asked(since: count) == ["/api/appdetails?appids=1,2,3&filters=price_overview"])
        #expect(reports.count == 3)
        let prices = reports.map { $0.look?.reading.offer?.price.minorUnits }
        #expect(prices == [1_000, 2_000, 2_500])
        #expect(reports.map(\.product.name) == ["App 1", "App 2", "App 3"])
        #expect(reports.map { $0.state.quarantine != nil } == [false, false, true])
    }

    @Test("An app that the batch says nothing of is asked alone")
    func rest() async throws {
        let bench = try await bench()
        bench.answer(batch("1,2,3"), "{\(Self.short(1, 1_000)),\(Self.short(2, nil)),\(Self.short(3, 3_000))}")
        let count = bench.shop.requests.count
        let reports = try await bench.roundTogether()
        #expect(reports.count == 3)
        #expect(bench.asked(since: count).count == 2)
        #expect(bench.asked(since: count).last?.contains("appids=2&") == true)
        #expect(reports.allSatisfy { $0.look?.reading.offer != nil })
    }

    @Test(
        "Where the store takes no batch, each is asked alone, and no batch is tried for an hour",
        arguments: [("null", HTTPResponse.Status.ok), ("null", .badRequest), ("<html></html>", .ok), ("", .forbidden)]
    )
    func refused(body: String, status: HTTPResponse.Status) async throws {
        let bench = try await bench()
        bench.answer(batch("1,2,3"), body, status: status)
        var count = bench.shop.requests.count
        let reports = try await bench.roundTogether()
        #expect(reports.compactMap { $0.look?.reading.offer }.count == 3)
        #expect(bench.asked(since: count).count == 4)
        bench.clock.advance(by: .seconds(80))
        count = bench.shop.requests.count
        #expect(try await bench.roundTogether().count == 3)
        #expect(!bench.asked(since: count).contains { $0.contains("1,2,3") })
    }

    @Test("A store that asks for time is asked no more, for none of them")
    func tooMany() async throws {
        let bench = try await bench()
        bench.answer(batch("1,2,3"), "null", status: .tooManyRequests, fields: [.retryAfter: "120"])
        let count = bench.shop.requests.count
        let reports = try await bench.roundTogether()
        #expect(reports.map(\.state.outcome) == [.failed, .failed, .failed])
        #expect(bench.shop.requests.count == count + 1)
        #expect(try await bench.store.host("store.steampowered.com").pausedUntil != nil)
    }

    @Test("A batch that is not answered counts as one failure, and nothing is asked instead of it (RELIABILITY K3)")
    func unanswered() async throws {
        let bench = try await bench()
        bench.shop.script(Sample.url(batch("1,2,3")), .failure(FetchError(.timeout, message: "too slow")))
        let count = bench.shop.requests.count
        #expect(try await bench.roundTogether().map(\.state.outcome) == [.failed, .failed, .failed])
        #expect(bench.shop.requests.count == count + 1)
        #expect(try await bench.store.host("store.steampowered.com").consecutiveFailures == 1)
    }

    @Test("A server error to a batch is one failure; each is asked alone the next time, not at once")
    func serverError() async throws {
        let bench = try await bench()
        bench.answer(batch("1,2,3"), "", status: .internalServerError)
        var count = bench.shop.requests.count
        #expect(try await bench.roundTogether().map(\.state.outcome) == [.failed, .failed, .failed])
        #expect(bench.shop.requests.count == count + 1)
        #expect(try await bench.store.host("store.steampowered.com").consecutiveFailures == 1)
        for _ in 0..<2 {
            count = bench.shop.requests.count
            #expect(try await bench.roundTogether().compactMap { $0.look?.reading.offer }.count == 3)
            #expect(bench.asked(since: count).count == 3)
            #expect(!bench.asked(since: count).contains { $0.contains("1,2,3") })
        }
        #expect(try await bench.store.host("store.steampowered.com").consecutiveFailures == 0)
    }

    @Test("Apps of two regions, and one that waits to be confirmed, are not mixed")
    func groups() async throws {
        let bench = try await bench()
        bench.answer(Self.single(4) + "&cc=de", "{\(Self.app(4, 4_000))}")
        _ = try await bench.track("https://store.steampowered.com/app/4?cc=de")
        bench.clock.advance(by: .seconds(80))
        let claimed = try await bench.claim()
        let groups = bench.tracker.together(claimed)
        #expect(groups.map(\.checks.count).sorted() == [1, 3])
    }
}
