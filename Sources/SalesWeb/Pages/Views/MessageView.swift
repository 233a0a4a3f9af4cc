/// What happened, in words, with where to go from here.
struct MessageView: Sendable {
    let page: PageFrame
    let tone: Tone
    /// A symbol of ``PageTemplate/icons``.
    let icon: String
    let heading: String
    let paragraphs: [String]
    var hasLinks = false
    /// Names of links with their paths.
    var links: [PageFact] = []
    /// What a report of the fault should name: "404 Not Found"; nil where nothing is wrong.
    var status: String?
}

extension MessageView {
    /// After signing up: the same whether or not the address is known.
    static func signUpSent(_ page: PageFrame, by channel: String = "mail") -> MessageView {
        MessageView(
            page: page,
            tone: .good,
            icon: "mail",
            heading: "Look into your \(channel)",
            paragraphs: [
                "We sent a message to confirm your address. Open the link in it, then sign in.",
                "Nothing came after some minutes? Look among unwanted mail, or sign up once more.",
            ]
        )
    }

    /// After asking for a link to sign in: the same whether or not the address is known.
    static func signInSent(_ page: PageFrame) -> MessageView {
        MessageView(
            page: page,
            tone: .good,
            icon: "mail",
            heading: "Look into your mail",
            paragraphs: [
                "If the address has an account here, a link to sign in is on its way. It works once.",
                "Nothing came after some minutes? Look among unwanted mail, or ask once more.",
            ],
            hasLinks: true,
            links: [PageFact(name: "Ask once more", value: "/sign-in")]
        )
    }

    /// After an address was confirmed.
    static func confirmed(_ page: PageFrame) -> MessageView {
        MessageView(
            page: page,
            tone: .good,
            icon: "check",
            heading: "Your address is confirmed",
            paragraphs: ["From now on you are told what you ask for."],
            hasLinks: true,
            links: [PageFact(name: "My products", value: "/products")]
        )
    }

    /// After messages were stopped.
    ///
    /// - Parameter isAll: whether to all messages, or about one product.
    static func stopped(_ page: PageFrame, isAll: Bool) -> MessageView {
        MessageView(
            page: page,
            tone: .good,
            icon: "check",
            heading: "Stopped",
            paragraphs: [
                isAll
                    ? "Nothing is sent to this address any more. To hear of prices again, confirm it in the settings."
                    : "Nothing is sent about this product any more. Other products are still told."
            ]
        )
    }

    /// After the account was erased.
    static func erased(_ page: PageFrame) -> MessageView {
        MessageView(
            page: page,
            tone: .good,
            icon: "check",
            heading: "Everything is erased",
            paragraphs: ["Nothing of you is kept here. Thank you for having tried it."]
        )
    }

    /// For a link that was used, is too old or was never given: nobody learns which.
    static func deadLink(_ page: PageFrame) -> MessageView {
        MessageView(
            page: page,
            tone: .warn,
            icon: "warning",
            heading: "This link does not work",
            paragraphs: ["It was used already, or is too old. Ask for another one."],
            hasLinks: true,
            links: [PageFact(name: "Sign in", value: "/sign-in")]
        )
    }

    /// For what is not there, and for what is somebody else's.
    static func notFound(_ page: PageFrame) -> MessageView {
        fault(
            page,
            .quiet,
            "There is nothing here",
            "There is nothing under this address, or nothing of yours. Perhaps it was deleted.",
            status: "404 Not Found"
        )
    }

    /// For what this person may not do.
    static func forbidden(_ page: PageFrame, _ detail: String) -> MessageView {
        fault(page, .warn, "That is not allowed", detail, status: "403 Forbidden")
    }

    /// For whoever asked too often.
    static func tooMany(_ page: PageFrame, _ detail: String) -> MessageView {
        fault(page, .warn, "Too many requests", detail, status: "429 Too Many Requests")
    }

    /// For what nobody foresaw.
    static func failed(_ page: PageFrame) -> MessageView {
        fault(
            page,
            .bad,
            "Something went wrong here",
            "It is not your doing, and it is in the log. Your products are still watched. Try again in a minute.",
            status: "500 Internal Server Error"
        )
    }

    /// For what does not work just now.
    static func unavailable(_ page: PageFrame, _ detail: String) -> MessageView {
        fault(page, .warn, "That does not work just now", detail, status: "503 Service Unavailable")
    }

    private static func fault(
        _ page: PageFrame,
        _ tone: Tone,
        _ heading: String,
        _ text: String,
        status: String
    ) -> MessageView {
        MessageView(
            page: page,
            tone: tone,
            icon: tone == .quiet ? "search" : "warning",
            heading: heading,
            paragraphs: [text],
            hasLinks: true,
            links: [PageFact(name: "To the first page", value: "/")],
            status: status
        )
    }
}
