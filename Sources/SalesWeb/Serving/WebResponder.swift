internal import HTTPTypes
internal import Hummingbird
import SalesCore

/// Answers requests: finds the route, and lets the gate do all else.
///
/// No route is reached but through here, so that none can be added without its guard.
struct WebResponder: HTTPResponder {
    typealias Context = WebContext

    private let router: RouterResponder<WebContext>
    private let gate: Gate

    /// - Parameter routes: all there are; what else is asked for is not there, or not by that method.
    init(_ routes: [Route], gate: Gate) {
        self.gate = gate
        let router = Router(context: WebContext.self)
        for (path, there) in Dictionary(grouping: routes, by: \.path) {
            var methods: [HTTPRequest.Method: Route] = [:]
            for route in there { methods[route.method] = route }
            // What a GET answers is what a HEAD does, without its body (RFC 9110 §9.3.2).
            if methods[.head] == nil { methods[.head] = methods[.get] }
            let allowed = methods.keys.map(\.rawValue).sorted().joined(separator: ", ")
            let handled = methods
            let notAllowed = Problem.notAllowed(allowed)
            for method in Self.known + [Self.unknown] {
                router.on(RouterPath(path), method: method) { request, context in
                    guard let route = handled[method] else {
                        return await gate.refuse(request, like: there.first, context, because: notAllowed)
                    }
                    return await gate.respond(to: request, by: route, context)
                }
            }
        }
        self.router = router.buildResponder()
    }

    func respond(to request: Request, context: WebContext) async throws -> Response {
        var request = request
        // The router has no others: the answer is what the path does have.
        if !Self.known.contains(request.method) {
            var head = request.head
            head.method = Self.unknown
            request = Request(head: head, body: request.body)
        }
        do {
            let response = try await router.respond(to: request, context: context)
            // The router's own words for what no route has are not ours.
            guard context.endpointPath == "NotFound" else { return response }
            return await gate.refuse(request, like: nil, context, because: Problem.nothingHere)
        } catch {
            return await gate.refuse(request, like: nil, context, because: error)
        }
    }

    /// What stands for all other methods, which no path has.
    private static let unknown = method("OTHER")

    private static func method(_ name: String) -> HTTPRequest.Method {
        guard let method = HTTPRequest.Method(name) else { preconditionFailure("\(name) is a method's name") }
        return method
    }

    /// The methods that a path can have.
    static let known: [HTTPRequest.Method] = [.get, .head, .post, .put, .patch, .delete, .options, .trace]
}

/// What Hummingbird keeps of a request.
struct WebContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The address at the other end of the connection; empty where there is no connection.
    let peer: String

    init(source: Source) {
        coreContext = .init(source: source)
        peer = source.channel.remoteAddress?.ipAddress ?? ""
    }
}
