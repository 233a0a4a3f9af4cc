import Foundation
import HTTPTypes
import SalesCore
import SalesTesting
import Testing

@testable import SalesWeb

/// Pages of shops as tests show them.
enum ShopPage {
    static let kettle = "https://shop.example/kettle"

    /// A product with a price in its data.
    static func product(_ price: String, name: String = "Kettle") -> String {
        """
        <!doctype html><html lang="en"><head><title>\(name)</title><script type="application/ld+json">
        {"@context":"https://schema.org","@type":"Product","name":"\(name)","offers":{"@type":"Offer",
        "price":"\(price)","priceCurrency":"GBP","availability":"https://schema.org/InStock"}}
        </script></head><body><h1>\(name)</h1></body></html>
        """
    }

    /// A page that states two prices, and nothing tells which is meant.
    static let twoPrices = """
        <!doctype html><html lang="en"><head><title>Blue Kettle | Example Shop</title></head><body><main>
        <h1>Blue Kettle</h1><p class="price">£24.50</p><p class="price">£31.00</p>
        <button type="submit">Add to cart</button></main></body></html>
        """

    /// A page without a price.
    static let noPrice = "<html lang=\"en\"><body><h1>About us</h1><p>We sell kettles.</p></body></html>"
}

/// A shop that never answers: each request waits until it is cancelled.
struct SilentFetcher: Fetcher {
    let clock: ManualClock

    func fetch(_ request: FetchRequest) async throws(FetchError) -> FetchResponse {
        do {
            try await clock.sleep(for: .seconds(86_400))
        } catch {
            throw FetchError(.cancelled, message: "The request was cancelled.")
        }
        throw FetchError(.timeout, message: "The shop did not answer.")
    }
}

extension WebBench {
    /// What an address shows from now on.
    func show(
        _ url: String,
        _ html: String,
        status: HTTPResponse.Status = .ok,
        fields: HTTPFields = [:]
    ) throws {
        let url = try PageURL(url)
        fetcher.script(url, .page(html, at: url, status: status, fields: fields))
    }

    /// Sends a body of JSON.
    func send(
        _ method: HTTPRequest.Method = .post,
        _ path: String,
        _ body: String,
        by person: AccountSecret
    ) async throws -> Answer {
        var fields = HTTPFields.token(person)
        fields[.contentType] = "application/json"
        return try await ask(method, path, fields, body: body)
    }

    /// Asks as a person.
    func get(_ path: String, by person: AccountSecret) async throws -> Answer {
        try await ask(.get, path, .token(person))
    }

    /// Follows a product and answers its number.
    func follow(_ url: String = ShopPage.kettle, at price: String = "19.99", by person: AccountSecret) async throws
        -> Int64
    {
        struct Followed: Decodable {
            struct Product: Decodable {
                let id: Int64
            }
            let product: Product
        }
        try show(url, ShopPage.product(price))
        let answer = try await send(.post, "/api/v1/subscriptions", #"{"url": "\#(url)"}"#, by: person)
        try #require(answer.status == 201, "\(answer.body)")
        return try answer.json(as: Followed.self).product.id
    }

    /// The kind of an answer's problem.
    func kind(of answer: Answer) throws -> String {
        String(try answer.json(as: Said.self).type.dropFirst("urn:sales-tracker:problem:".count))
    }

    /// Where an answer says that the request is wrong.
    func faults(of answer: Answer) throws -> [String] {
        try answer.json(as: Said.self).errors?.map(\.at) ?? []
    }
}
