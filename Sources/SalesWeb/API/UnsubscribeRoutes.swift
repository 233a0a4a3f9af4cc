internal import HTTPTypes
internal import Hummingbird
import SalesCore

/// Stopping messages by a link that one of them carried: one POST, whoever is signed in or not (RFC 8058).
///
/// Mail programs send it by themselves, with a form or without; what is in it says nothing more than the link does. They
/// must not be sent elsewhere, and need no cookie.
struct UnsubscribeRoutes: Sendable {
    let accounts: Accounts

    func all() -> [Route] {
        [
            // Scanners of mail open links: it changes nothing.
            Route(.get, "/u/{token}", for: .open) { request in
                try Self.answer(try await accounts.unsubscription(Self.token(request)), isDone: false)
            },
            Route(.post, "/u/{token}", for: .open, isOneClick: true) { request in
                _ = try await request.bytes()
                return try Self.answer(try await accounts.unsubscribe(Self.token(request)), isDone: true)
            },
        ]
    }

    private static func token(_ request: WebRequest) -> String { request.parameters.get("token") ?? "" }

    private static func answer(_ unsubscription: Unsubscription, isDone: Bool) throws(Problem) -> WebAnswer {
        let done = unsubscription.description
        let words: String
        switch unsubscription {
        case .invalid: throw .nothingHere
        case _ where isDone: words = done
        case .product: words = "Nothing was changed yet. A POST to this address stops the messages about this product."
        case .all: words = "Nothing was changed yet. A POST to this address stops all messages to your address."
        }
        return WebAnswer(.ok, fields: [.contentType: "text/plain; charset=utf-8"], body: Array((words + "\n").utf8))
    }
}
