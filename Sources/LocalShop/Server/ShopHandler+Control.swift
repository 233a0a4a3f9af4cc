import FlyingFox
import Foundation

extension ShopHandler {
    /// The control interface, for scripts with `curl`.
    func control(_ request: HTTPRequest, _ path: [String], _ body: Data) -> HTTPResponse {
        switch (path.first, path.count) {
        case (nil, _): return reading(request) { .text(ControlGuide.text(base: base)) }
        case ("products", 1): return reading(request) { .json(reports()) }
        case ("log", 1): return reading(request) { .json(shop.log) }
        case ("reset", 1):
            guard request.method == .POST else { return wrongMethod("POST") }
            shop.reset()
            return .json(reports())
        case ("products", 2), ("products", 3):
            guard let id = Int(path[1]), let product = shop.product(id) else {
                return .problem(404, "There is no product \(path[1].prefix(20)); there are 1 to \(shop.opening.count).")
            }
            if path.count == 2 { return controlProduct(request, product, body) }
            guard path[2] == "fault" else { return unknownControl }
            return controlFault(request, product, body)
        default: return unknownControl
        }
    }

    private var unknownControl: HTTPResponse {
        .problem(404, "There is nothing to control here; GET /control says what there is.")
    }

    private func reports() -> [ProductReport] {
        shop.products.map { ProductReport($0, fault: shop.fault(of: $0.id), base: base) }
    }

    private func report(_ product: ShopProduct) -> HTTPResponse {
        .json(ProductReport(shop.product(product.id) ?? product, fault: shop.fault(of: product.id), base: base))
    }

    private func controlProduct(_ request: HTTPRequest, _ product: ShopProduct, _ body: Data) -> HTTPResponse {
        guard request.method == .POST else {
            return request.method == .GET ? report(product) : wrongMethod("GET, POST")
        }
        do {
            let input = try ControlInput(body, keys: ControlInput.productKeys)
            let changed = try shop.change(product.id) { (current) throws(ControlError) in
                try input.change(of: current)
            }
            return report(changed ?? product)
        } catch {
            return .problem(400, error.sentence)
        }
    }

    private func controlFault(_ request: HTTPRequest, _ product: ShopProduct, _ body: Data) -> HTTPResponse {
        switch request.method {
        case .DELETE:
            _ = shop.setFault(nil, of: product.id)
            return report(product)
        case .POST:
            do {
                let fault = try ControlInput(body, keys: ControlInput.faultKeys).fault()
                _ = shop.setFault(fault, of: product.id)
                return report(product)
            } catch {
                return .problem(400, error.sentence)
            }
        default: return wrongMethod("POST, DELETE")
        }
    }
}
