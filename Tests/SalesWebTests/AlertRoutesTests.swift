import Foundation
import HTTPTypes
import SalesCore
import SalesTesting
import Testing

@testable import SalesWeb

@Suite("Alerts over the API")
struct AlertRoutesTests {
    private struct Listed: Decodable {
        struct Row: Decodable {
            struct Money: Decodable {
                let amount: String
            }
            let id: String
            let productId: Int64
            let channel: String
            let kind: String
            let status: String
            let price: Money?
            let oldPrice: Money?
        }
        let alerts: [Row]
        let next: String?
    }

    private static let path = "/api/v1/alerts"
    private let bench = WebBench()

    private func list(_ query: String = "", by person: AccountSecret) async throws -> Listed {
        let answer = try await bench.get(Self.path + query, by: person)
        try #require(answer.status == 200, "\(answer.body)")
        return try answer.json()
    }

    /// Shows a price until it is believed, and makes the alerts that come of it.
    private func fall(_ ids: [Int64], _ urls: [String], to price: String) async throws {
        let tracker = try bench.parts.tracker
        for url in urls { try bench.show(url, ShopPage.product(price)) }
        for _ in 0..<5 {
            bench.clock.advance(by: .seconds(15))
            try await tracker.check(ids.map { ProductID(rawValue: $0) }) { _ in }
        }
        try await tracker.expandEvents()
    }

    @Test("are listed to whom they are for, newest first, as many as are asked for")
    func lists() async throws {
        let anna = try await bench.signIn("anna")
        let ben = try await bench.signIn("ben")
        let urls = (0..<3).map { "https://shop.example/\($0)" }
        var ids: [Int64] = []
        for url in urls { ids.append(try await bench.follow(url, by: anna)) }
        let none = try await list(by: anna)
        #expect(none.alerts.isEmpty)
        try await fall(ids, urls, to: "15.00")
        let all = try await list("?channel=email", by: anna).alerts
        #expect(Set(all.map(\.productId)) == Set(ids) && all.count == 3)
        let first = try #require(all.first)
        #expect(first.kind == "drop" && first.price?.amount == "15.00" && first.oldPrice?.amount == "19.99")
        let others = try await list(by: ben)
        #expect(others.alerts.isEmpty)
        var seen: [String] = []
        var next: String?
        repeat {
            let page = try await list("?channel=email&limit=1\(next.map { "&after=\($0)" } ?? "")", by: anna)
            seen += page.alerts.map(\.id)
            next = page.next
        } while next != nil && seen.count < 100
        #expect(seen == all.map(\.id))
    }

    @Test("are chosen by product, status, kind, channel and time")
    func filters() async throws {
        let anna = try await bench.signIn("anna")
        let id = try await bench.follow(by: anna)
        try await fall([id], [ShopPage.kettle], to: "15.00")
        let all = try await list(by: anna).alerts
        let alert = try #require(all.first)
        for query in [
            "product=\(id)", "status=\(alert.status)", "kind=drop&kind=gone", "channel=\(alert.channel)",
            "since=2026-03-01T12:00:00Z",
        ] {
            let found = try await list("?\(query)", by: anna).alerts
            #expect(!found.isEmpty, "\(query)")
        }
        for query in ["product=999", "status=dead", "kind=gone", "channel=pigeon", "since=2026-03-01T14:00:00Z"] {
            let found = try await list("?\(query)", by: anna).alerts
            #expect(found.isEmpty, "\(query)")
        }
        for query in [
            "product=x", "status=odd", "kind=odd", "since=odd", "channel=", "user=1", "limit=0", "product=1&product=2",
            (0..<21).map { _ in "kind=drop" }.joined(separator: "&"),
        ] {
            let answer = try await bench.get("\(Self.path)?\(query)", by: anna)
            #expect(answer.status == 422, "\(query)")
        }
    }
}
