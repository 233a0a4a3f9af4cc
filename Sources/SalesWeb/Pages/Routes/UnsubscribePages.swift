internal import HTTPTypes
internal import Hummingbird
import SalesCore

/// Stopping messages by a link that one of them carried: one POST, whoever is signed in or not (RFC 8058).
///
/// Mail programs send it by themselves, with a form or without; what is in it says nothing more than the link does.
/// They must not be sent elsewhere, need no cookie, and get a line of text; whoever reads HTML gets pages.
struct UnsubscribePages: Sendable {
    private let accounts: Accounts
    private let store: any CatalogueStore
    private let pages: PageMaker

    init(_ parts: WebParts, _ pages: PageMaker) {
        accounts = parts.accounts
        store = parts.store
        self.pages = pages
    }

    func all() -> [Route] {
        [
            // Scanners of mail open links: it changes nothing.
            Route(.get, "/u/{token}", for: .open, as: .showUnsubscription, kind: .page) { request in
                try await show(request)
            },
            Route(.post, "/u/{token}", for: .open, as: .unsubscribe, kind: .page, isOneClick: true) { request in
                try await stop(request)
            },
        ]
    }

    /// Three questions to the store at most: who is signed in, whose link it is, and which product it is about.
    private func show(_ request: WebRequest) async throws -> WebAnswer {
        let token = Self.token(request)
        let unsubscription = try await accounts.unsubscription(token)
        let product: String?
        let words: String
        switch unsubscription {
        case .invalid: return nothingHere(request)
        case .product(let id):
            words = "Nothing was changed yet. A POST to this address stops the messages about this product."
            product = try await request.readsPages ? name(of: id) : nil
        case .all:
            words = "Nothing was changed yet. A POST to this address stops all messages to your address."
            product = nil
        }
        guard request.readsPages else { return Self.line(words) }
        return pages.page(
            .confirm,
            ConfirmView.stop(pages.frame("Stop messages", for: request), token: token, product: product)
        )
    }

    private func stop(_ request: WebRequest) async throws -> WebAnswer {
        _ = try await request.bytes()
        let unsubscription = try await accounts.unsubscribe(Self.token(request))
        let isAll: Bool
        switch unsubscription {
        case .invalid: return nothingHere(request)
        case .product: isAll = false
        case .all: isAll = true
        }
        guard request.readsPages else { return Self.line(unsubscription.description) }
        return pages.page(.message, MessageView.stopped(pages.frame("Stopped", for: request), isAll: isAll))
    }

    private func name(of product: ProductID) async throws -> String {
        let name = try await store.product(product)?.name ?? ""
        return name.isEmpty ? "A product that is not here any more" : name
    }

    /// A mail program is answered as the API answers.
    private func nothingHere(_ request: WebRequest) -> WebAnswer {
        request.readsPages ? PageProblems(pages).answer(.nothingHere, to: request.caller) : Problem.nothingHere.answer
    }

    private static func line(_ words: String) -> WebAnswer {
        WebAnswer(.ok, fields: [.contentType: "text/plain; charset=utf-8"], body: Array((words + "\n").utf8))
    }

    private static func token(_ request: WebRequest) -> String { request.parameters.get("token") ?? "" }
}

extension WebRequest {
    /// Whether whoever asks says that they read HTML, as browsers do and mail programs do not.
    var readsPages: Bool { sentFields[.accept]?.contains("text/html") == true }
}
