import HTTPTypes
import SalesCore
import SalesTesting
import Testing

@testable import SalesWeb

@Suite("An installation and its products, for admins")
struct AdminInstallationTests {
    private struct Totals: Decodable {
        let since: String
        let people: Int
        let verifiedPeople: Int
        let products: Int
        let followedProducts: Int
        let activeSubscriptions: Int
        let pausedSubscriptions: Int
        let alerts: [String: Int]
    }

    private struct Products: Decodable {
        struct Product: Decodable {
            let id: Int64
            let name: String
            let followers: Int
            let consecutiveFailures: Int
        }
        let products: [Product]
        let next: String?
    }

    private let bench = WebBench()

    @Test("totals are those of the whole, alerts those since a moment")
    func totals() async throws {
        let admin = try await bench.admin()
        try await bench.follow(1)
        _ = try await bench.store.addProduct(Sample.product(2))
        try await bench.addAlert(1, .dead, failure: "no")
        let totals: Totals = try await bench.ask(.get, "/api/v1/admin/totals", admin).json()
        #expect(totals.people == 2 && totals.verifiedPeople == 0)
        #expect(totals.products == 2 && totals.followedProducts == 1)
        #expect(totals.activeSubscriptions == 1 && totals.pausedSubscriptions == 0)
        #expect(totals.alerts["dead"] == 1 && totals.alerts["accepted"] == 0)
        #expect(totals.since == (bench.clock.now - .seconds(86_400)).description)
    }

    @Test("products with most followers come first, a page at a time")
    func popular() async throws {
        let admin = try await bench.admin()
        try await bench.follow(1)
        let second = try await bench.follow(2)
        let other = Sample.draft(of: UserID(rawValue: 2), to: second, at: bench.clock.now)
        _ = try #require(try await bench.store.save(other, expectedVersion: nil, dueAt: bench.clock.now))
        let path = "/api/v1/admin/products/popular?limit=1"
        let first: Products = try await bench.ask(.get, path, admin).json()
        #expect(first.products.map(\.followers) == [2] && first.products[0].name == "Kettle 2")
        let token = try #require(first.next)
        let rest: Products = try await bench.ask(.get, "\(path)&after=\(token)", admin).json()
        #expect(rest.products.map(\.followers) == [1])
    }

    @Test("what changed last comes first, of all products, with what it cost before")
    func changes() async throws {
        struct Amount: Decodable {
            let amount: String
        }
        struct Changes: Decodable {
            struct Change: Decodable {
                let product: Int64
                let name: String
                let before: Amount?
                let after: Amount?
            }
            let changes: [Change]
        }
        let admin = try await bench.admin()
        for number in 1...3 {
            let product = try await bench.follow(number)
            try await bench.drop(of: product, to: 3_000 + Int64(number))
        }
        let changes: Changes = try await bench.ask(.get, "/api/v1/admin/changes?limit=2", admin).json()
        #expect(changes.changes.map(\.name) == ["Kettle 3", "Kettle 2"])
        #expect(changes.changes.map(\.after?.amount) == ["30.03", "30.02"])
        #expect(changes.changes.allSatisfy { $0.before?.amount == "49.99" })
        #expect(try await bench.ask(.get, "/api/v1/admin/changes?limit=0", admin).status == 422)
    }

    @Test("products that cannot be read are those that failed, the worst first")
    func failing() async throws {
        let admin = try await bench.admin()
        for (number, failures) in [(1, 0), (2, 3), (3, 7)] {
            let state = ProductState(lastCheckAt: bench.clock.now, consecutiveFailures: failures)
            _ = try await bench.store.restoreProduct(Sample.product(number), state: state)
        }
        let products: Products = try await bench.ask(.get, "/api/v1/admin/products/failing", admin).json()
        #expect(products.products.map(\.consecutiveFailures) == [7, 3])
    }
}
