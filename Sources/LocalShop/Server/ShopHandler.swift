import FlyingFox
import Foundation

/// The shop's routes.
struct ShopHandler: HTTPHandler {
    /// The largest body that the control interface and the sink take.
    static let bodyLimit = 1_048_576

    let shop: Shop
    /// The shop's own address without a slash at the end, such as `http://127.0.0.1:8080`.
    let base: String
    let port: UInt16

    func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
        // Read even where no route wants it: what stays unread would be taken for the connection's next request.
        let body = try await readBody(of: request)
        var response: HTTPResponse
        if let body {
            response = try await route(request, body)
        } else {
            response = .problem(413, "The body has more than \(Self.bodyLimit) bytes; send less.")
        }
        if request.method == .HEAD { response = response.withoutBody() }
        response.headers[.date] = HTTPDate.text(shop.time)
        return response
    }

    private func route(_ request: HTTPRequest, _ body: Data) async throws -> HTTPResponse {
        let path = request.path.split(separator: "/").map(String.init)
        switch path.first {
        case nil: return reading(request) { .html(ListingPage(products: shop.products).html()) }
        case "p" where path.count == 2: return try await product(request, id: path[1])
        case "private" where path.count == 3 && path[1] == "p": return try await product(request, id: path[2])
        case "login" where path.count == 1: return reading(request) { .html(WallPage.login) }
        case "robots.txt" where path.count == 1:
            return reading(request) { .text("User-agent: *\nDisallow: /private/\n") }
        case "control": return control(request, Array(path.dropFirst()), body)
        case "sink": return sink(request, Array(path.dropFirst()), body)
        default: return .html(WallPage.error(404), status: 404)
        }
    }

    /// Answers GET and HEAD.
    func reading(_ request: HTTPRequest, _ make: () -> HTTPResponse) -> HTTPResponse {
        guard request.method == .GET || request.method == .HEAD else { return wrongMethod("GET, HEAD") }
        return make()
    }

    func wrongMethod(_ allowed: String) -> HTTPResponse {
        .problem(405, "This path answers \(allowed) only.", headers: [HTTPHeader("Allow"): allowed])
    }

    /// The whole body, or nil where it is longer than ``bodyLimit``.
    private func readBody(of request: HTTPRequest) async throws -> Data? {
        var data = Data()
        var fits = true
        for try await piece in request.bodySequence {
            fits = fits && data.count + piece.count <= Self.bodyLimit
            if fits { data.append(piece) }
        }
        return fits ? data : nil
    }
}

extension ShopHandler {
    /// A product's page, or whatever its fault makes of it.
    ///
    /// Queries change nothing.
    private func product(_ request: HTTPRequest, id text: String) async throws -> HTTPResponse {
        guard request.method == .GET || request.method == .HEAD else { return wrongMethod("GET, HEAD") }
        guard let id = Int(text), let visit = shop.visit(id) else { return .html(WallPage.error(404), status: 404) }
        let responder = ProductResponder(
            opening: shop.opening,
            base: base,
            port: port,
            ifNoneMatch: request.headers[.ifNoneMatch]
        )
        let answer = responder.answer(visit)
        let conditional = request.headers[.ifNoneMatch] != nil || request.headers[.ifModifiedSince] != nil
        shop.record(
            RequestLog.Entry(
                time: shop.time,
                path: request.target.rawValue,
                product: id,
                method: request.method.rawValue,
                status: answer.status,
                userAgent: request.headers[HTTPHeader("User-Agent")],
                conditional: conditional,
                price: answer.price?.decimal,
                currency: answer.price?.currency.rawValue,
                fault: visit.fault?.kind.rawValue
            )
        )
        switch visit.fault?.kind {
        case .hang: try await Task.sleep(for: .seconds(visit.fault?.seconds ?? Fault.hangSeconds))
        case .reset:
            if case .ip4(_, let peer) = request.remoteAddress { OwnSockets.resetOnClose(from: peer, to: port) }
        default: break
        }
        return answer.response
    }
}
