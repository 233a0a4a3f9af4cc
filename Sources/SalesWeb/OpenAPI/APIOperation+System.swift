// What is told of a service, and reported to it.
extension APIOperation {
    static let openAPI = APIOperation(
        "describeAPI",
        .system,
        "This document.",
        answers: [.json(200, "The description of the API (OpenAPI 3.1).", .anything)]
    )

    static let healthz = APIOperation(
        "checkLife",
        .system,
        "Whether the service lives.",
        detail: "It answers, and asks nothing of its store: a store that is away is no reason to start it again.",
        answers: [.json(200, "It lives.", state("ok"))]
    )

    static let readyz = APIOperation(
        "checkReadiness",
        .system,
        "Whether the service can work.",
        detail: "Its store is asked a small question; where that fails, the answer is 503.",
        answers: [.json(200, "It can.", state("ready"))]
    )

    static let metrics = APIOperation(
        "readMetrics",
        .system,
        "What is counted, as Prometheus reads it.",
        answers: [.text("Every family of metrics, in Prometheus' text format.")]
    )

    static let showUnsubscription = APIOperation(
        "showUnsubscription",
        .system,
        "What a link in a message would stop; nothing is stopped.",
        detail: "Whoever accepts text/html gets a page that asks.",
        path: [unsubscribeToken],
        answers: [.text("What a POST would stop, in words.")]
    )

    static let unsubscribe = APIOperation(
        "unsubscribe",
        .system,
        "Stops what a link in a message says (RFC 8058), as often as it is asked.",
        detail: "Whoever accepts text/html gets a page.",
        path: [unsubscribeToken],
        body: .foreign(
            ["application/x-www-form-urlencoded": .object([.may("List-Unsubscribe", .text())])],
            isRequired: false
        ),
        answers: [.text("What was stopped, in words.")]
    )

    static let reportFeedback = APIOperation(
        "reportFeedback",
        .system,
        "Takes what Amazon SNS reports of addresses: bounces, complaints, STOP.",
        detail: "It is believed by its own signature; there is no such address where nothing is sent by Amazon.",
        body: .foreign(["text/plain": .text(), "application/json": .anything], isRequired: true),
        answers: [.empty("It was believed, whether it changed anything or not.")],
        problems: [.notGenuine, .notFound]
    )

    private static let unsubscribeToken = APIParameter("token", "The secret of the link.", .text())

    private static func state(_ word: String) -> Schema { .object([.must("status", .words([word]))]) }
}
