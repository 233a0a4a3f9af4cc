import HTTPTypes
import SalesCore
import SalesTesting
import Testing

@testable import SalesWeb

@Suite("Alerts that could not be told, for admins")
struct AdminDeadLetterTests {
    private struct Listed: Decodable {
        struct Letter: Decodable {
            struct Amount: Decodable, Equatable {
                let amount: String
                let currency: String
            }
            let id: String
            let userId: Int64
            let productId: Int64
            let channel: String
            let status: String
            let name: String
            let price: Amount?
            let attempts: Int
            let failure: String?
        }
        let alerts: [Letter]
        let next: String?

        /// The last digits of the alerts' identifiers.
        var digits: [String] { alerts.map { String($0.id.suffix(1)) } }
    }

    private let bench = WebBench()
    private let letters = "/api/v1/admin/dead-letters"

    /// Four dead alerts, and one that was told.
    private func fill() async throws -> HTTPFields {
        try await bench.addAlert(1, product: 1, .dead, failure: "the mailbox is full")
        try await bench.addAlert(2, product: 2, .dead, failure: "no such mailbox")
        try await bench.addAlert(3, product: 2, .accepted)
        try await bench.addAlert(4, product: 2, channel: .sms, .dead, failure: "no such number")
        try await bench.addAlert(5, product: 3, .dead, failure: "The Mailbox is full")
        return try await bench.admin()
    }

    /// The last digits of the alerts that wait for their next attempt.
    private func pending() async throws -> [String] {
        let filter = AlertFilter(statuses: [.pending])
        let page = try await bench.store.alerts(matching: filter, after: nil, limit: 10)
        return page.elements.map { String($0.id.rawValue.suffix(1)) }.sorted()
    }

    @Test("are listed newest first, a page at a time, with why")
    func list() async throws {
        let admin = try await fill()
        let first: Listed = try await bench.ask(.get, "\(letters)?limit=3", admin).json()
        #expect(first.digits == ["5", "4", "2"])
        let rest: Listed = try await bench.ask(.get, "\(letters)?limit=3&after=\(first.next ?? "")", admin).json()
        #expect(rest.digits == ["1"] && rest.next == nil)
        let letter = rest.alerts[0]
        #expect(letter.status == "dead" && letter.failure == "the mailbox is full" && letter.channel == "email")
        #expect(letter.userId == 1 && letter.productId == 1 && letter.name == "Kettle 1" && letter.attempts == 1)
        #expect(letter.price == .init(amount: "39.99", currency: "GBP"))
        let ofTwo: Listed = try await bench.ask(.get, "\(letters)?product=2", admin).json()
        #expect(ofTwo.digits == ["4", "2"])
        #expect(try await bench.ask(.get, "\(letters)?product=x", admin).status == 422)
    }

    @Test(
        "are tried again: all, those that are named, or those that are chosen",
        arguments: [
            ("{}", ["1", "2", "4", "5"]), (#"{"product": 2}"#, ["2", "4"]), (#"{"channel": "sms"}"#, ["4"]),
            (#"{"failure": "mailbox is FULL"}"#, ["1", "5"]), (#"{"product": 2, "channel": "email"}"#, ["2"]),
            (#"{"alerts": ["00000000000000000000000000000005", "00000000000000000000000000000003"]}"#, ["5"]),
            (#"{"alerts": []}"#, []), (#"{"product": 9}"#, []),
        ] as [(String, [String])]
    )
    func retried(_ body: String, _ expected: [String]) async throws {
        struct Retried: Decodable {
            let retried: Int
        }
        let admin = try await fill()
        let answer = try await bench.send(.post, "\(letters)/retries", admin, body)
        #expect(answer.status == 200)
        #expect(try answer.json(as: Retried.self).retried == expected.count)
        #expect(try await pending() == expected)
    }

    @Test("are chosen in one way, and by no more than a page of them")
    func wrong() async throws {
        let admin = try await fill()
        let many = Array(repeating: #""a""#, count: 201).joined(separator: ",")
        for (body, member) in [
            (#"{"alerts": [], "product": 1}"#, "/alerts"), (#"{"alerts": [\#(many)]}"#, "/alerts"),
            (#"{"failure": ""}"#, "/failure"),
            (#"{"failure": "\#(String(repeating: "x", count: 201))"}"#, "/failure"), (#"{"product": "1"}"#, "/product"),
            // A word that is mistyped does not mean all.
            (#"{"chanel": "sms"}"#, "/chanel"), (#"{"channel": ""}"#, "/channel"),
        ] {
            let answer = try await bench.send(.post, "\(letters)/retries", admin, body)
            #expect(answer.status == 422, "\(body)")
            #expect(try answer.json(as: WebBench.Said.self).errors?.map(\.at) == [member], "\(body)")
        }
        #expect(try await pending().isEmpty)
    }
}
