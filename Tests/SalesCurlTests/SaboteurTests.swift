import HTTPTypes
import SalesCore
import SalesTesting
import Testing

@testable import SalesCurl

/// Fetchers that are broken on purpose: each must be caught by the promises named with it.
@Suite("The promises catch broken fetchers")
struct SaboteurTests {
    /// A fetcher that asks another for something else, or tells something else than it heard.
    private struct Saboteur: Fetcher {
        var inner: any Fetcher
        var changeRequest: @Sendable (FetchRequest) -> FetchRequest = { $0 }
        var changeResponse: @Sendable (FetchResponse) throws(FetchError) -> FetchResponse = {
            response throws(FetchError) in response
        }
        var changeError: @Sendable (FetchError, FetchRequest) throws(FetchError) -> FetchResponse = {
            error,
            _ throws(FetchError) in throw error
        }

        func fetch(_ request: FetchRequest) async throws(FetchError) -> FetchResponse {
            do {
                return try changeResponse(try await inner.fetch(changeRequest(request)))
            } catch {
                return try changeError(error, request)
            }
        }
    }

    private func demandCaught(_ numbers: [String], _ make: @escaping @Sendable (any Fetcher) -> any Fetcher) async {
        let harness = FetcherHarness { allowed in make(TestFetcher.make(allowing: allowed)) }
        for promise in FetcherPromises.all where numbers.contains(promise.number) {
            await #expect(throws: PromiseBroken.self, "\(promise.number)") { try await promise.check(harness) }
        }
    }

    @Test("one that throws for statuses, drops bodies or keeps them for 304")
    func responses() async {
        await demandCaught(["FETCH-1"]) { inner in
            Saboteur(
                inner: inner,
                changeResponse: { response throws(FetchError) in
                    guard response.status.code < 500 else { throw FetchError(.other, message: "") }
                    return response
                }
            )
        }
        await demandCaught(["FETCH-1", "FETCH-3", "FETCH-12"]) { inner in
            Saboteur(
                inner: inner,
                changeResponse: { response throws(FetchError) in
                    FetchResponse(status: response.status, url: response.url)
                }
            )
        }
        await demandCaught(["FETCH-2"]) { inner in
            Saboteur(inner: inner, changeRequest: { FetchRequest(url: $0.url, fields: $0.fields, limits: $0.limits) })
        }
        await demandCaught(["FETCH-4"]) { inner in
            Saboteur(
                inner: inner,
                changeRequest: { request in
                    var request = request
                    request.needsFreshConnection = false
                    return request
                }
            )
        }
        await demandCaught(["FETCH-5", "FETCH-6"]) { inner in
            Saboteur(
                inner: inner,
                changeError: { _, request throws(FetchError) in
                    FetchResponse(status: .ok, body: Array("<p>39.99".utf8), url: request.url)
                }
            )
        }
    }

    @Test("one that forgets a limit or calls it something else")
    func limits() async {
        await demandCaught(["FETCH-7", "FETCH-13"]) { inner in
            Saboteur(
                inner: inner,
                changeRequest: { request in
                    var request = request
                    request.limits = FetchLimits()
                    return request
                }
            )
        }
        await demandCaught([
            "FETCH-8", "FETCH-9", "FETCH-10", "FETCH-11", "FETCH-13", "FETCH-14", "FETCH-16", "FETCH-17",
        ]) { inner in
            Saboteur(
                inner: inner,
                changeError: { error, _ throws(FetchError) in
                    throw FetchError(.other, message: error.message)
                }
            )
        }
    }

    @Test("one that does not guard addresses, or lets fields go anywhere")
    func addresses() async throws {
        let open = FetcherHarness { _ in
            CurlFetcher(engine: CurlEngine(policy: .trusted), options: TestFetcher.options)
        }
        for promise in FetcherPromises.all where ["FETCH-16", "FETCH-17"].contains(promise.number) {
            await #expect(throws: PromiseBroken.self, "\(promise.number)") { try await promise.check(open) }
        }
        let leaky = FetcherHarness { allowed in
            var options = TestFetcher.options
            for url in allowed {
                options.hosts[url.site] = HostOptions(fields: [.authorization: "Bearer secret"])
            }
            return TestFetcher.make(allowing: allowed, options: options)
        }
        for promise in FetcherPromises.all where promise.number == "FETCH-15" {
            await #expect(throws: PromiseBroken.self) { try await promise.check(leaky) }
        }
    }

    @Test("one that takes a part for the whole, or follows redirects unasked")
    func partsAndRedirects() async {
        await demandCaught(["FETCH-18"]) { inner in
            Saboteur(
                inner: inner,
                changeError: { error, request throws(FetchError) in
                    guard error.code == .damaged else { throw error }
                    return FetchResponse(status: .ok, body: Array("<p>39".utf8), url: request.url)
                }
            )
        }
        await demandCaught(["FETCH-19"]) { inner in
            Saboteur(
                inner: inner,
                changeRequest: { request in
                    var request = request
                    request.followsRedirects = true
                    return request
                }
            )
        }
    }

    @Test("every promise has a saboteur")
    func complete() {
        #expect(FetcherPromises.all.map(\.number) == (1...19).map { "FETCH-\($0)" })
    }
}
