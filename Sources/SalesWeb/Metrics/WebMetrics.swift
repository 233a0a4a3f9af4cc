internal import CoreMetrics
internal import HTTPTypes
internal import Hummingbird

/// Counts requests and how long they took.
struct WebMetrics: Sendable {
    private let factory: any MetricsFactory

    init(_ factory: any MetricsFactory) {
        self.factory = factory
    }

    /// Counts a request that was answered.
    ///
    /// - Parameters:
    ///   - route: the path of the route, with names for its parts: never the path that was asked for, which may hold
    ///     secrets. Nil for what no route has.
    ///   - method: one that nobody knows is counted with others of its kind.
    func observe(_ route: String?, _ method: HTTPRequest.Method, _ status: HTTPResponse.Status, _ duration: Duration) {
        let route = ("route", route ?? "none")
        let method = ("method", Self.known.contains(method) ? method.rawValue : "other")
        MetricDescription.requests.count(route, method, ("status", "\(status.code / 100)xx"), in: factory)
        MetricDescription.requestSeconds.record(duration, route, method, in: factory)
    }

    private static let known: Set<HTTPRequest.Method> = [
        .get, .head, .post, .put, .patch, .delete, .options, .trace,
    ]
}

/// Answers requests as another does, and counts them.
///
/// It stands outermost: what the gate refuses is counted like anything else.
struct MeasuredResponder: HTTPResponder {
    typealias Context = WebContext

    let responder: WebResponder
    let metrics: WebMetrics

    func respond(to request: Request, context: WebContext) async throws -> Response {
        let begin = ContinuousClock.now
        let response = try await responder.respond(to: request, context: context)
        // The router's own words for what no route has.
        let route = context.endpointPath == "NotFound" ? nil : context.endpointPath
        metrics.observe(route, request.method, response.status, ContinuousClock.now - begin)
        return response
    }
}
