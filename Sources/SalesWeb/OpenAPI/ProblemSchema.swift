/// What a problem is (RFC 9457).
enum ProblemSchema {
    /// Any problem.
    static let any = Schema.named(
        "Problem",
        .object([
            .must("type", .words(Problem.Kind.all.map(\.type)).about("The kind of failure, which never changes.")),
            .must("title", .text().about("The kind in words.")),
            .must("status", .whole(400...599).about("The status of HTTP.")),
            .must("detail", .text().about("What happened this time, and what to do.")),
            .may(
                "errors",
                .list(
                    .object([
                        .must("at", .text().about("A member as a JSON pointer, or the name of a parameter.")),
                        .must("detail", .text().about("What is wrong with it.")),
                    ])
                ).about("What is wrong with which part of the request.")
            ),
            .may(
                "candidates",
                .list(.candidate, atMost: Problem.maximumCandidates)
                    .about("The prices of which one must be chosen, by its selection.")
            ),
        ])
        .about("Why a request was not done (RFC 9457).")
        .example([
            "type": "urn:sales-tracker:problem:invalid", "title": "Something in the request is wrong", "status": 422,
            "detail": "Something in the query is wrong.",
            "errors": [["at": "limit", "detail": "A page has from 1 to 200 rows."]],
        ])
    )

    /// A problem of one of several kinds, which have the same status.
    static func of(_ kinds: [Problem.Kind], status: Int) -> Schema {
        .all(of: [any, .refining(["type": .words(kinds.map(\.type)), "status": .whole(status...status)])])
    }
}

extension Problem.Kind {
    /// All that there are.
    static let all: [Problem.Kind] = [
        malformed, unauthenticated, crossSite, scope, notFound, methodNotAllowed, inProgress, toldOnce, tooLarge,
        unsupportedType, invalid, keyReused, tooMany, fieldsTooLarge, failed, unavailable, registrationClosed,
        notGenuine, notErasable, sendingStopped, ambiguous, noPrice, shopBlocked, shopFailed, shopBusy, shopSlow,
        tooManyProducts, tooManyAdds,
    ]

    /// What a problem of this kind has as its type.
    var type: String { Problem.typePrefix + name }
}
