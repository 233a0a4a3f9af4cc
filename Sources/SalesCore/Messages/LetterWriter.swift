/// Writes what a letter about an account says.
///
/// Pure. Nothing that anybody typed at sign-up stands in one: whoever signs a stranger up must not be able to tell them
/// something in our name.
enum LetterWriter {
    /// What proves that somebody reads what is sent to an address.
    enum Proof {
        /// A link to be opened.
        case link(PageURL)
        /// Digits to be typed.
        case digits(SecretDigits)
    }

    /// The message of a letter.
    ///
    /// - Parameters:
    ///   - letter: What is sent; its identifier becomes the message's.
    ///   - recipient: The person.
    ///   - proof: What verifies the address or signs in; nil for a letter that does neither.
    ///   - lifetime: How long the proof is good.
    ///   - place: Where the installation is found; nil where it has no address.
    static func message(
        for letter: Letter,
        to recipient: User,
        proof: Proof?,
        lifetime: Duration,
        place: PageURL?,
        at now: Timestamp
    ) -> Message {
        let name = place.map { "Sales Tracker at \($0.site)" } ?? "Sales Tracker"
        let time = DurationWords.text(lifetime)
        let content =
            switch (letter.kind, proof) {
            case (.signIn, let proof?), (.signInAgain, let proof?): signIn(proof, time, name)
            case (.newAddress, let proof?): newAddress(proof, time, name)
            case (_, let proof): confirmation(proof, time, name)
            }
        return Message(
            id: letter.id,
            recipient: recipient,
            subject: content.subject,
            text: content.paragraphs.map(\.text).joined(separator: "\n\n") + "\n",
            html: html(content),
            short: content.short,
            facts: [],
            createdAt: now
        )
    }

    private struct Content {
        var subject: String
        var paragraphs: [Paragraph]
        var short: String
    }

    private struct Paragraph {
        var text: String
        var isLink = false
    }

    private static func confirmation(_ proof: Proof?, _ time: String, _ name: String) -> Content {
        let asked = "Somebody, probably you, asked \(name) to send price alerts to this address."
        let ignored = "If it was not you, ignore this message: without your confirmation nothing is sent here."
        switch proof {
        case .link(let url):
            return Content(
                subject: "Please confirm your address",
                paragraphs: [
                    Paragraph(text: asked), Paragraph(text: "Open this link within \(time) to confirm the address:"),
                    Paragraph(text: url.absoluteString, isLink: true), Paragraph(text: ignored),
                ],
                short: "Sales Tracker: confirm at \(url.absoluteString)"
            )
        case .digits(let digits):
            return Content(
                subject: "Your confirmation code",
                paragraphs: [
                    Paragraph(text: asked),
                    Paragraph(text: "Your confirmation code is \(digits.text). It is good for \(time)."),
                    Paragraph(text: ignored),
                ],
                short: "\(digits.text) is your Sales Tracker code, good for \(time). Not asked for it? Ignore this."
            )
        case nil:
            return Content(
                subject: "You have an account already",
                paragraphs: [
                    Paragraph(text: asked), Paragraph(text: "The address is known and confirmed; nothing was changed."),
                    Paragraph(text: "If it was not you, ignore this message: nothing happens."),
                ],
                short: "Sales Tracker: this number is confirmed already; nothing was changed."
            )
        }
    }

    private static func newAddress(_ proof: Proof, _ time: String, _ name: String) -> Content {
        let asked = "Somebody, probably you, asked \(name) to send their price alerts to this address from now on."
        let ignored = "If it was not you, ignore this message: whoever it was can do nothing without it."
        switch proof {
        case .link(let url):
            return Content(
                subject: "Please confirm your new address",
                paragraphs: [
                    Paragraph(text: asked),
                    Paragraph(text: "Open this link within \(time), in the browser in which you are signed in:"),
                    Paragraph(text: url.absoluteString, isLink: true), Paragraph(text: ignored),
                ],
                short: "Sales Tracker: confirm where you are signed in, at \(url.absoluteString)"
            )
        case .digits(let digits):
            return Content(
                subject: "Your confirmation code",
                paragraphs: [
                    Paragraph(text: asked),
                    Paragraph(text: "Your confirmation code is \(digits.text). It is good for \(time)."),
                    Paragraph(text: "Type it where you are signed in."),
                    Paragraph(text: ignored),
                ],
                short: "\(digits.text) is your Sales Tracker code, good for \(time). Not asked for it? Ignore this."
            )
        }
    }

    private static func signIn(_ proof: Proof, _ time: String, _ name: String) -> Content {
        let asked = "Somebody, probably you, asked to sign in to \(name)."
        let ignored = "If it was not you, ignore this message and pass it on to nobody: without it nobody is signed in."
        switch proof {
        case .link(let url):
            return Content(
                subject: "Your link to sign in",
                paragraphs: [
                    Paragraph(text: asked), Paragraph(text: "Open this link within \(time) to sign in:"),
                    Paragraph(text: url.absoluteString, isLink: true), Paragraph(text: ignored),
                ],
                short: "Sales Tracker: sign in at \(url.absoluteString)"
            )
        case .digits(let digits):
            return Content(
                subject: "Your code to sign in",
                paragraphs: [
                    Paragraph(text: asked),
                    Paragraph(text: "Your code to sign in is \(digits.text). It is good for \(time)."),
                    Paragraph(text: ignored),
                ],
                short: "\(digits.text) signs you in to Sales Tracker, good for \(time). Tell it to nobody. "
                    + "Not asked for it? Ignore this."
            )
        }
    }

    private static func html(_ content: Content) -> String {
        let paragraphs = content.paragraphs.map { paragraph in
            let text = HTMLEscaping.escaped(paragraph.text)
            return paragraph.isLink ? "<p><a href=\"\(text)\" rel=\"noreferrer\">\(text)</a></p>" : "<p>\(text)</p>"
        }
        return MessageHTML.document(title: content.subject, body: paragraphs.joined(separator: "\n"))
    }
}
