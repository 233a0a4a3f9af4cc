import FlyingFox
import Foundation

/// Decides what a product page answers, with or without a fault.
struct ProductResponder: Sendable {
    /// The catalogue at its opening, for the decoys.
    var opening: [ShopProduct]
    /// The shop's address and port.
    var base: String
    var port: UInt16
    /// The If-None-Match header of the request.
    var ifNoneMatch: String?

    func answer(_ visit: Shop.Visit) -> ProductAnswer {
        let product = visit.product
        guard let fault = visit.fault else { return page(of: product) }
        switch fault.kind {
        case .zero, .tenth, .hundredth, .currency: return page(of: fault.applied(to: product))
        case .noPrice: return page(of: product, prices: [])
        case .twoPrices:
            let other = ShopMoney(
                minor: product.price.minor + product.price.minor / 8 + 1,
                currency: product.price.currency
            )
            return page(of: product, prices: [product.price, other])
        case .captcha: return ProductAnswer(wall(WallPage.captcha, fault.status ?? 200, fault))
        case .login: return ProductAnswer(wall(WallPage.login, fault.status ?? 200, fault))
        case .status: return ProductAnswer(wall(WallPage.error(fault.status ?? 500), fault.status ?? 500, fault))
        case .redirectPrivate:
            // Loopback still, yet not the address that the shop listens on: nothing can answer there.
            let location = fault.location ?? "http://127.0.0.2:\(port)/latest/meta-data/"
            return ProductAnswer(.html("", status: 302, headers: [.location: location]))
        case .hang, .reset: return .dropped
        case .slow, .truncate, .empty, .endless, .gzipBomb, .binary: return ProductAnswer(body(fault, of: product))
        }
    }

    private func html(of product: ShopProduct, prices: [ShopMoney]) -> String {
        // Beside no price of its own the prices of others would make a list of the page.
        let related = prices.isEmpty ? [] : ProductPage.related(to: product, from: opening)
        return ProductPage(product: product, prices: prices, related: related, base: base).html()
    }

    private func page(of product: ShopProduct, prices: [ShopMoney]? = nil) -> ProductAnswer {
        let prices = prices ?? [product.price]
        let text = html(of: product, prices: prices)
        let tag = EntityTag(of: text)
        let headers: HTTPHeaders = [
            .eTag: tag.text, .lastModified: HTTPDate.text(product.changedAt), .cacheControl: "no-cache",
        ]
        var response = HTTPResponse.html(text, headers: headers)
        if tag.matches(ifNoneMatch) {
            response.statusCode = .shop(304)
            response = response.withoutBody()
        }
        return ProductAnswer(response, price: prices.count == 1 ? prices.first : nil)
    }

    private func wall(_ text: String, _ status: Int, _ fault: Fault) -> HTTPResponse {
        var headers: HTTPHeaders = [.cacheControl: "no-store"]
        if let retryAfter = fault.retryAfter { headers.setValues([retryAfter], for: HTTPHeader("Retry-After")) }
        return .html(text, status: status, headers: headers)
    }

    private func body(_ fault: Fault, of product: ShopProduct) -> HTTPResponse {
        let text = html(of: product, prices: [product.price])
        let bytes = Array(text.utf8)
        var headers: HTTPHeaders = [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"]
        switch fault.kind {
        case .slow:
            let seconds = fault.seconds ?? Fault.slowSeconds
            return .pieces(.slow(bytes, over: seconds), count: bytes.count, headers: headers)
        case .truncate:
            return .pieces(.cutOff(after: Array(bytes.prefix(bytes.count / 2))), count: bytes.count, headers: headers)
        case .endless:
            let start = text.range(of: "</main>").map { Array(text[..<$0.lowerBound].utf8) } ?? bytes
            return .pieces(.endless(after: start), count: nil, headers: headers)
        case .gzipBomb:
            let bomb = GzipBomb(start: text)
            headers[HTTPHeader("Content-Encoding")] = "gzip"
            return .pieces(bomb.body, count: bomb.count, headers: headers)
        case .binary:
            var random = SeededRandom(seed: UInt64(product.id))
            let noise = (0..<4_096).map { _ in UInt8.random(in: 0...255, using: &random) }
            let image: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0]
            return HTTPResponse(statusCode: .ok, headers: headers, body: Data(image + noise))
        default:
            return HTTPResponse(statusCode: .ok, headers: headers)
        }
    }
}
