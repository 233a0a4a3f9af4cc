internal import HTTPTypes
internal import Hummingbird
import Logging
import SalesCore

/// Answers requests: finds who asks, whether they may, and what the route says; whatever fails becomes a problem.
///
/// No route is reached but through here, and in this one order, so that none can be added without its guard.
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
            for method in Self.known {
                router.on(RouterPath(path), method: method) { request, context in
                    guard let route = handled[method] else { throw Problem.notAllowed(allowed) }
                    return try await gate.respond(to: request, by: route, context)
                }
            }
        }
        self.router = router.buildResponder()
    }

    func respond(to request: Request, context: WebContext) async throws -> Response {
        let answer: WebAnswer
        do {
            var response = try await router.respond(to: request, context: context)
            // The router's own words for what no route has.
            if context.endpointPath == "NotFound" { response = Response(Problem.nothingHere.answer) }
            return gate.guarded(response)
        } catch let problem as Problem {
            answer = problem.answer
        } catch {
            answer = gate.failure(error, context).answer
        }
        return gate.guarded(Response(answer, hasBody: request.method != .head))
    }

    private static let known: [HTTPRequest.Method] = [.get, .head, .post, .put, .patch, .delete, .options, .trace]
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

/// What stands before every route.
struct Gate: Sendable {
    let authenticator: Authenticator
    let crossSite: CrossSiteCheck
    let limits: WebLimits
    let time: any TimeSource

    func respond(to request: Request, by route: Route, _ context: WebContext) async throws -> Response {
        let now = time.now
        guard !crossSite.refuses(request.method, request.headers) else {
            throw Problem(.crossSite, "A page of another site sent this. Do it on our own pages.")
        }
        let caller = try await authenticator.caller(by: request.headers, at: now)
        guard caller.may(route.access) else {
            if case .anybody = caller { throw Problem.signInFirst }
            // Who may not know of it is told what they are told where there is nothing.
            throw Problem.nothingHere
        }
        let answer = try await route.handle(
            WebRequest(
                request: request,
                parameters: context.parameters,
                caller: caller,
                limits: limits,
                client: context.peer,
                now: now
            )
        )
        return Response(answer, hasBody: request.method != .head)
    }

    /// What is said of an error that nobody foresaw: nothing of it, but in the log.
    func failure(_ error: any Error, _ context: WebContext) -> Problem {
        switch error {
        case let error as StoreError where error.code == .invalidArgument: return Problem(.invalid, error.message)
        case let error as StoreError where error.advice != .never:
            context.logger.warning("A request met the store's failure", metadata: ["error": "\(error)"])
            return Problem(.unavailable, "The store does not answer just now. Try again later.")
        case is CancellationError:
            return Problem(.unavailable, "The service stops just now. Try again later.")
        default:
            context.logger.error("A request failed", metadata: ["error": "\(error)"])
            return Problem(.failed, "Something went wrong here, and is in the log. Try again later.")
        }
    }

    /// A response with the fields that guard whoever shows it.
    func guarded(_ response: Response) -> Response {
        var response = response
        response.headers[.xContentTypeOptions] = "nosniff"
        response.headers[.referrerPolicy] = "same-origin"
        response.headers[.crossOriginOpenerPolicy] = "same-origin"
        response.headers[.crossOriginResourcePolicy] = "same-origin"
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
        if response.headers[.contentSecurityPolicy] == nil {
            response.headers[.contentSecurityPolicy] = Self.nothingRuns
        }
        return response
    }

    /// For what is no page: nothing of it runs, and nobody frames it.
    private static let nothingRuns = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"
}

extension Problem {
    static func notAllowed(_ allowed: String) -> Problem {
        Problem(.methodNotAllowed, "This takes \(allowed).", fields: [.allow: allowed])
    }
}

extension Response {
    init(_ answer: WebAnswer, hasBody: Bool = true) {
        var fields = answer.fields
        fields[.contentLength] = "\(answer.body.count)"
        self.init(
            status: answer.status,
            headers: fields,
            body: hasBody ? ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)) : ResponseBody()
        )
    }
}
