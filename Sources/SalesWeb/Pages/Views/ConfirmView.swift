/// One question with one button: what somebody opened from a message, or is about to take away.
///
/// A GET shows it and changes nothing; the form posts to ``action``.
struct ConfirmView: Sendable {
    /// A word that has to be typed.
    struct Typed: Sendable {
        /// "Type “erase” to confirm".
        let label: String
        /// The form sends it as `typed`.
        var field = PageField()
    }

    let page: PageFrame
    let heading: String
    var paragraphs: [String] = []
    var hasItems = false
    /// What is taken away: names of products.
    var items: [String] = []
    let action: String
    /// What the form sends besides, as names and values: `id` of each product.
    var values: [PageFact] = []
    var typed: Typed?
    let button: String
    /// `danger` for what cannot be undone, else empty: a class of the stylesheet.
    var tone = ""
    /// What the script asks before the form is sent; nil for nothing.
    var question: String?
    /// Where "Cancel" leads; nil for a page that somebody opened from a message.
    var cancel: String?
}

extension ConfirmView {
    /// `GET /s/{secret}`: signing in from a mail.
    static func signIn(_ page: PageFrame, secret: String) -> ConfirmView {
        ConfirmView(
            page: page,
            heading: "Sign in",
            paragraphs: ["Press the button to sign in with this browser. The link works once."],
            action: "/s/\(secret)",
            button: "Sign in"
        )
    }

    /// `GET /v/{secret}`: confirming an address.
    static func address(_ page: PageFrame, secret: String) -> ConfirmView {
        ConfirmView(
            page: page,
            heading: "Is this your address?",
            paragraphs: ["Somebody, probably you, asked for price alerts to it. If it was not you, close this page."],
            action: "/v/\(secret)",
            button: "Yes, this is my address"
        )
    }

    /// `GET /u/{token}`: stopping messages about a product, or all.
    ///
    /// - Parameter product: the product's name; nil for all messages to the address.
    static func stop(_ page: PageFrame, token: String, product: String?) -> ConfirmView {
        ConfirmView(
            page: page,
            heading: product == nil ? "Stop all messages?" : "Stop messages about this product?",
            paragraphs: [
                product == nil ? "Nothing is sent to this address any more." : "Other products are still told."
            ],
            hasItems: product != nil,
            items: product.map { [$0] } ?? [],
            action: "/u/\(token)",
            // What mail programs send by themselves: RFC 8058.
            values: [PageFact(name: "List-Unsubscribe", value: "One-Click")],
            button: "Stop"
        )
    }

    /// `GET /products/{id}/delete` and `GET /products/delete?id=…`: the form posts `id` for each to `/products/delete`.
    static func delete(_ page: PageFrame, products: [(id: String, name: String)], cancel: String) -> ConfirmView {
        let isOne = products.count == 1
        return ConfirmView(
            page: page,
            heading: isOne ? "Delete this product?" : "Delete \(products.count) products?",
            paragraphs: [
                isOne
                    ? "You are told nothing of it any more, and its rule is forgotten."
                    : "You are told nothing of them any more, and their rules are forgotten.",
                "To keep what you asked for, pause instead.",
            ],
            hasItems: true,
            items: products.map { $0.name },
            action: "/products/delete",
            values: products.map { PageFact(name: "id", value: $0.id) },
            button: "Delete",
            tone: "danger",
            cancel: cancel
        )
    }

    /// `GET /settings/erase`: erasing the account; the form posts `typed` to it.
    static func erase(_ page: PageFrame, field: PageField = PageField()) -> ConfirmView {
        ConfirmView(
            page: page,
            heading: "Erase my account",
            paragraphs: [
                "Your name, addresses, products, rules, alerts, sessions and tokens are erased, at once and for good.",
                "What shops asked for their products stays: it says nothing of you.",
            ],
            action: "/settings/erase",
            typed: Typed(label: "Type “erase” to confirm", field: field),
            button: "Erase everything",
            tone: "danger",
            question: "Erase everything? This cannot be undone.",
            cancel: "/settings"
        )
    }
}
