import Foundation
import HTTPTypes
import SalesCore
import SalesTesting
import Testing

@testable import SalesWeb

@Suite("What would be read of a page, over the API")
struct ExtractionRoutesTests {
    private struct Read: Decodable {
        struct Price: Decodable, Equatable {
            let amount: String
            let currency: String?
        }
        struct Candidate: Decodable {
            let price: Price
            let source: String
            let path: String
            let verdict: String
            let selection: String?
        }
        let outcome: String
        let reason: String?
        let price: Price?
        let source: String?
        let candidates: [Candidate]
    }

    private static let path = "/api/v1/extractions"
    private let bench = WebBench()

    @Test("is told with where each price stands and why it was taken, and nothing is kept")
    func reads() async throws {
        let anna = try await bench.signIn("anna")
        try bench.show(ShopPage.kettle, ShopPage.product("19.99"))
        let answer = try await bench.send(.post, Self.path, #"{"url": "\#(ShopPage.kettle)"}"#, by: anna)
        #expect(answer.status == 200)
        let read: Read = try answer.json()
        #expect(read.outcome == "offer" && read.price == Read.Price(amount: "19.99", currency: "GBP"))
        #expect(read.source?.contains("JSON-LD") == true)
        let first = try #require(read.candidates.first)
        #expect(first.source == "json_ld" && first.verdict.hasPrefix("taken") && first.selection?.isEmpty == false)
        let products = try await bench.store.products(matching: .all, after: nil, limit: 9)
        #expect(products.elements.isEmpty)
    }

    @Test("each price that can be chosen is what its selection gives")
    func choices() async throws {
        let anna = try await bench.signIn("anna")
        try bench.show(ShopPage.kettle, ShopPage.twoPrices)
        let url = #""url": "\#(ShopPage.kettle)""#
        let read: Read = try await bench.send(.post, Self.path, "{\(url)}", by: anna).json()
        #expect(read.outcome == "ambiguous" && read.reason?.isEmpty == false && read.candidates.count == 2)
        for candidate in read.candidates {
            let selection = try #require(candidate.selection)
            let body = #"{\#(url), "selection": "\#(selection)"}"#
            let chosen: Read = try await bench.send(.post, Self.path, body, by: anna).json()
            #expect(chosen.outcome == "offer" && chosen.price == candidate.price)
        }
    }

    @Test("says of a shop that refuses or fails that it does, for that is what would be read")
    func failures() async throws {
        let anna = try await bench.signIn("anna")
        for (index, (status, outcome)) in [(HTTPResponse.Status.forbidden, "blocked"), (.notFound, "gone")].enumerated()
        {
            let url = "https://shop\(index).example/"
            try bench.show(url, "<html><body>No.</body></html>", status: status)
            let answer = try await bench.send(.post, Self.path, #"{"url": "\#(url)"}"#, by: anna)
            #expect(answer.status == 200)
            #expect(try answer.json(as: Read.self).outcome == outcome)
        }
    }

    @Test("is refused where the body or the address is wrong")
    func wrong() async throws {
        let anna = try await bench.signIn("anna")
        for (body, place) in [
            (#"{}"#, "/url"), (#"{"url": "kettle"}"#, "/url"), (#"{"url": "https://nowhere.example/"}"#, "/url"),
            (#"{"url": "https://shop.example/", "selection": "x"}"#, "/selection"),
            (#"{"url": "https://shop.example/", "rule": 1}"#, "/rule"),
        ] {
            let answer = try await bench.send(.post, Self.path, body, by: anna)
            #expect(answer.status == 422, "\(body)")
            #expect(try bench.faults(of: answer) == [place], "\(body)")
        }
    }

    @Test("is counted by itself, so that looking keeps nobody from following")
    func limits() async throws {
        var bench = bench
        bench.settings.people.addsPerHour = 1
        let anna = try await bench.signIn("anna")
        try bench.show(ShopPage.kettle, ShopPage.product("19.99"))
        let body = #"{"url": "\#(ShopPage.kettle)"}"#
        let first = try await bench.send(.post, Self.path, body, by: anna)
        let second = try await bench.send(.post, Self.path, body, by: anna)
        #expect(first.status == 200 && second.status == 429)
        #expect(second.fields[.retryAfter] == "3600")
        _ = try await bench.follow(by: anna)
    }
}
