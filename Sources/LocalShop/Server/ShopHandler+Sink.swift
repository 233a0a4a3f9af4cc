import FlyingFox
import Foundation

extension ShopHandler {
    /// The webhook sink: posts to `/sink` and to any one name below it are kept; `GET /sink` shows them.
    func sink(_ request: HTTPRequest, _ path: [String], _ body: Data) -> HTTPResponse {
        guard path.count <= 1 else { return .problem(404, "Post to /sink or to one name below it.") }
        if path.first == "fault" { return sinkFault(request, body) }
        switch request.method {
        case .POST, .PUT: return receive(request, body)
        case .GET where path.isEmpty: return .json(shop.posts)
        case .DELETE where path.isEmpty:
            shop.clearSink()
            return .json(shop.posts)
        default: return wrongMethod(path.isEmpty ? "GET, POST, PUT, DELETE" : "POST, PUT")
        }
    }

    private func receive(_ request: HTTPRequest, _ body: Data) -> HTTPResponse {
        let headers = Dictionary(
            request.headers.map { ($0.key.rawValue, $0.value) },
            uniquingKeysWith: { "\($0), \($1)" }
        )
        let text = String(validating: body, as: UTF8.self)
        let time = shop.time
        let refusal = shop.receive { refusal in
            WebhookSink.Post(
                time: time,
                path: request.target.rawValue,
                headers: headers,
                body: text,
                bodyBase64: text == nil ? body.base64EncodedString() : nil,
                status: refusal?.status ?? 200
            )
        }
        guard let refusal else { return .json(["received": true]) }
        var answer: HTTPHeaders = [:]
        if let retryAfter = refusal.retryAfter { answer.setValues([retryAfter], for: HTTPHeader("Retry-After")) }
        return .problem(refusal.status, "The sink was told to answer \(refusal.status).", headers: answer)
    }

    private func sinkFault(_ request: HTTPRequest, _ body: Data) -> HTTPResponse {
        switch request.method {
        case .DELETE:
            shop.setRefusal(nil)
            return .json(["cleared": true])
        case .POST:
            do {
                shop.setRefusal(try ControlInput(body, keys: ControlInput.refusalKeys).refusal())
                return .json(["set": true])
            } catch {
                return .problem(400, error.sentence)
            }
        default: return wrongMethod("POST, DELETE")
        }
    }
}
