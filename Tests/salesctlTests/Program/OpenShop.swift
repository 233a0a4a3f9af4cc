import Foundation

@testable import LocalShop

/// A pretend shop that is open for the length of a test.
struct OpenShop: Sendable {
    let shop: Shop
    let url: String
    let port: UInt16

    /// Opens a shop for a test and closes it afterwards.
    static func with(_ body: (OpenShop) async throws -> Void) async throws {
        let shop = Shop(count: 12, seed: 1) { Int64(Date().timeIntervalSince1970 * 1000) }
        let server = try await ShopServer.start(shop)
        do {
            try await body(OpenShop(shop: shop, url: server.url, port: server.port))
        } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }

    /// The page of a product.
    func page(_ id: Int) -> String { "\(url)/p/\(id)" }

    /// Gives a product another price, in hundredths of its currency.
    func setPrice(_ minor: Int64, of id: Int) {
        _ = shop.change(id) { product in
            Shop.Change(price: ShopMoney(minor: minor, currency: product.price.currency))
        }
    }
}
