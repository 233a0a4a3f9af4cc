internal import HTTPTypes
import SalesCore

// The one rule of what follows from a route, whatever it does.
extension APIOperation {
    /// The problems that a route may answer with beside those of its own.
    static func commonProblems(of route: Route) -> [Problem.Kind] {
        var kinds: [Problem.Kind] = [.malformed, .methodNotAllowed, .fieldsTooLarge, .failed, .unavailable]
        if route.counting != .never { kinds.append(.tooMany) }
        if route.access != .open { kinds.append(.unauthenticated) }
        if let scope = route.scope, scope > .read { kinds.append(.scope) }
        if route.access == .admins || route.path.contains("{") { kinds.append(.notFound) }
        if !route.method.changesNothing, !route.isOneClick { kinds.append(.crossSite) }
        if route.isForPrograms { kinds.append(.invalid) }
        if route.takesKeys { kinds += [.inProgress, .keyReused] }
        if route.takesKeys || route.operation?.body != nil { kinds.append(.tooLarge) }
        if route.operation?.body?.isTypeChecked == true { kinds.append(.unsupportedType) }
        return kinds
    }

    /// The fields that a request to a route may have.
    static func commonFields(of route: Route) -> [APIParameter] {
        if route.takesKeys { return [APIField.idempotencyKey] }
        return route.isTagged ? [APIField.ifNoneMatch] : []
    }
}

extension Route {
    /// Whether it is of the API, whose parameters are all known.
    var isForPrograms: Bool { path.hasPrefix(Exchange.programs) }

    /// Whether a request to it is done once that comes twice with the same key, where somebody is signed in.
    var takesKeys: Bool { isForPrograms && Idempotency.methods.contains(method) }

    /// Whether its answers are known again by their tags.
    var isTagged: Bool {
        method == .get && operation?.answers.contains { $0.type == "application/json" } == true
    }
}

/// Fields that go with requests and answers, whatever the route is.
enum APIField {
    static let ifNoneMatch = APIParameter(
        "If-None-Match",
        "The tag of the answer that the client has: where it is still the answer, there is no body (304).",
        .text().example("\"0f343b0931126a20f133d67c2b018a3b\"")
    )
    static let idempotencyKey = APIParameter(
        "Idempotency-Key",
        """
        A text in quotes that names this request among the caller's: whoever sends it again within a day gets the \
        first answer again, and nothing is done twice. Without quotes it is taken, too.
        """,
        .text(pattern: #"^("([ !#-\[\]-~]|\\["\\]){1,255}"|[!#-~][!-~]{0,254})$"#)
            .example("\"8e03978e-40d5-43e8-bc93-6894a57f9324\"")
    )

    static let eTag = APIParameter("ETag", "What the answer is known again by.", .text())
    static let replayed = APIParameter(
        "Idempotency-Replayed",
        "Whether the answer was given before to the same key.",
        .words(["true"])
    )
    static let authenticate = APIParameter("WWW-Authenticate", "How to prove who asks (RFC 6750).", .text())
    static let allow = APIParameter("Allow", "The methods that the address takes.", .text())
    static let retryAfter = APIParameter("Retry-After", "How many seconds to wait.", .text(pattern: "^[0-9]+$"))
    static let rateLimitPolicy = APIParameter(
        "RateLimit-Policy",
        "Who is counted, and how many requests a minute there are (draft-ietf-httpapi-ratelimit-headers).",
        .text()
    )
    static let rateLimit = APIParameter("RateLimit", "How many are left, and when there are more.", .text())

    /// The fields of a problem that comes with a status, by whether each is always there.
    static func ofProblem(_ status: Int) -> (always: [APIParameter], sometimes: [APIParameter]) {
        switch status {
        case 401: ([authenticate], [])
        case 403: ([], [authenticate])
        case 405: ([allow], [])
        case 409, 503: ([], [retryAfter])
        case 429: ([retryAfter], [rateLimitPolicy, rateLimit])
        default: ([], [])
        }
    }
}
