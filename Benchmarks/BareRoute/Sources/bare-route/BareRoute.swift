import Foundation
import Hummingbird
import Logging

/// Routes of Hummingbird that answer JSON from memory, with nothing before them and no store behind; the campaign
/// web_speed measures the service beside them.
///
///     bare-route PRODUCTS DAYS
///
/// `/small` answers an object of one member, and `/products` as many products as a page of the API has, each with so many
/// days of prices; both encode their answer for each request. Prints one JSON line, {"port": N}, once it listens on a port
/// of 127.0.0.1 that the system chooses, and ends at SIGTERM.
@main
struct BareRoute {
    static func main() async throws {
        let words = CommandLine.arguments
        guard words.count == 3, let products = Int(words[1]), let days = Int(words[2]), products >= 0, days >= 0 else {
            throw Usage()
        }
        let list = ProductList(count: products, days: days)
        let router = Router()
        router.get("small") { _, _ in Small(status: "ok") }
        router.get("products") { _, _ in list }
        // As the service has it: a line for each request is no part of either.
        var logger = Logger(label: "bare-route")
        logger.logLevel = .warning
        let application = Application(
            router: router,
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in
                let line = #"{"port": \#(channel.localAddress?.port ?? 0)}"# + "\n"
                FileHandle.standardOutput.write(Data(line.utf8))
            },
            logger: logger
        )
        try await application.runService()
    }

    struct Usage: Error, CustomStringConvertible {
        let description = "usage: bare-route PRODUCTS DAYS"
    }
}

private struct Small: ResponseEncodable {
    let status: String
}

/// Followed products of the same members and about the same size as `/api/v1/products` has.
private struct ProductList: ResponseEncodable {
    struct Money: Encodable {
        let amount: String
        let currency = "GBP"
    }

    struct Day: Encodable {
        let day: String
        let open: Money
        let low: Money
        let high: Money
        let close: Money
    }

    struct Product: Encodable {
        let id: Int64
        let url: String
        let selection = ""
        let name: String
        let price: Money
        let lowestPrice: Money
        let availability = "in_stock"
        let isGone = false
        let priceSince: String
        let lastCheckAt: String
        let lastReadAt: String
        let nextCheckAt: String
        let outcome = "offer"
        let isConfirming = false
    }

    struct Rule: Encodable {
        let text = "any drop"
        let reference: Money
        let words = "any drop"
    }

    struct Subscription: Encodable {
        let productID: Int64
        let rule: Rule
        let isMet = false
        let isPaused = false
        let channels: [String] = []
        let isInDigest = false
        let createdAt: String
    }

    struct Website: Encodable {
        let host: String
        let name = "shop"
    }

    struct Pace: Encodable {
        let intervalSeconds = 60.0
        let hostIntervalSeconds = 60.0
    }

    struct Followed: Encodable {
        let product: Product
        let subscription: Subscription
        let website: Website
        let pace = Pace()
        let recent: [Day]
    }

    let products: [Followed]
    let next: String

    init(count: Int, days: Int) {
        products = (0..<count).map { Self.followed(Int64($0 + 1), days: days) }
        next = String(repeating: "A", count: 40)
    }

    private static func followed(_ number: Int64, days: Int) -> Followed {
        let host = "shop-\(number % 100).example"
        let moment = "2026-03-01T12:00:00.000Z"
        let price = Money(amount: "39.99")
        return Followed(
            product: Product(
                id: number,
                url: "https://\(host)/products/\(number)",
                name: "Kettle \(number)",
                price: price,
                lowestPrice: price,
                priceSince: moment,
                lastCheckAt: moment,
                lastReadAt: moment,
                nextCheckAt: moment
            ),
            subscription: Subscription(productID: number, rule: Rule(reference: price), createdAt: moment),
            website: Website(host: host),
            recent: (0..<days).map { _ in Day(day: "2026-03-01", open: price, low: price, high: price, close: price) }
        )
    }
}
