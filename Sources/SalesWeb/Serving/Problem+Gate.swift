internal import HTTPTypes
import SalesCore

/// What the gate itself says.
extension Problem.Kind {
    static let tooMany = Self("too-many", .tooManyRequests, "Too many requests")
    static let scope = Self("scope", .forbidden, "The token is not good for that")
    static let inProgress = Self("in-progress", .conflict, "The same request is being done")
    static let keyReused = Self("idempotency-key-reused", .unprocessableContent, "The key was used for another request")
    static let toldOnce = Self("told-once", .conflict, "This is done, and its answer was told once")
    static let fieldsTooLarge = Self("fields-too-large", .requestHeaderFieldsTooLarge, "The fields are too large")
}

extension Problem {
    static let otherSite = Problem(
        .crossSite,
        "A page of another site sent this, or a browser that does not say which. Do it on our own pages; programs send "
            + "a token and no cookie."
    )

    /// What is said to whoever asks too often, with the fields of draft-ietf-httpapi-ratelimit-headers.
    static func tooMany(_ policy: RateLimiter.Policy, _ limit: RateLimit, wait: Duration) -> Problem {
        let seconds = max(1, (wait.wholeMilliseconds + 999) / 1_000)
        let what =
            switch policy {
            case .person, .address: "You ask too often."
            case .costly: "You have asked for this too often."
            case .guesses: "Too many tokens and sessions that do not hold came from your address."
            }
        return Problem(
            .tooMany,
            "\(what) Try again in \(seconds) s.",
            fields: [
                .retryAfter: "\(seconds)",
                .rateLimitPolicy: "\"\(policy.rawValue)\";q=\(limit.perMinute);w=60",
                .rateLimit: "\"\(policy.rawValue)\";r=0;t=\(seconds)",
            ]
        )
    }

    /// What is said to whoever may do something, but not by what they signed in with (RFC 6750 §3.1).
    static func needs(_ scope: AccountSession.Scope, has present: AccountSession.Scope) -> Problem {
        Problem(
            .scope,
            "This needs the scope \(scope.rawValue), and you are signed in with \(present.rawValue).",
            fields: [.wwwAuthenticate: "Bearer error=\"insufficient_scope\", scope=\"\(scope.rawValue)\""]
        )
    }

    /// What is said to a program that may change what a person follows, and not who they are.
    static let byHandAlone = Problem(
        .scope,
        "Do this in a browser in which you are signed in, or with a token of the scope admin.",
        fields: [.wwwAuthenticate: "Bearer error=\"insufficient_scope\", scope=\"admin\""]
    )

    /// What is said of what is no HTTP, of which the server knows no more.
    static let noRequest = Problem(.malformed, "What was sent is no request of HTTP/1.1.")

    static func fieldsTooLarge(_ limits: WebLimits) -> Problem {
        Problem(
            .fieldsTooLarge,
            "A request may have \(limits.fields) fields and \(limits.fieldBytes) bytes of them at most."
        )
    }
}
