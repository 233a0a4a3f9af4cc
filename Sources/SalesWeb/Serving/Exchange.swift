internal import HTTPTypes
internal import Hummingbird
import SalesCore

/// A request on its way through the gate, with what is known of it so far.
struct Exchange: Sendable {
    let request: Request
    /// What was asked for; nil where there is no such path.
    let route: Route?
    let context: WebContext
    /// What the client is counted by: ``TrustedProxies``.
    let client: String
    /// When it came in.
    let now: Timestamp
    /// Who asks; anybody until the gate has found out.
    var caller = Caller.anybody

    /// Who reads the answer: of a page that is there for programs as well, and where there is no route beside the API,
    /// whoever says that they read HTML.
    var kind: Route.Kind {
        if let route, route.kind == .api || route.operation == nil { return route.kind }
        let reads = request.headers[.accept]?.contains("text/html") == true
        return reads && !request.uri.path.hasPrefix(Self.programs) ? .page : .api
    }

    /// Where the paths for programs begin.
    static let programs = "/api/"
}
