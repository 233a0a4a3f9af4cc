import SalesCore

extension CodeView {
    /// What a code does.
    enum Aim {
        case signIn, confirm
    }

    /// The page to type a code on.
    ///
    /// - Parameters:
    ///   - address: where the code was sent, as far as it is known, or what was typed.
    ///   - isKnown: whether it is known, so that nobody is asked for it.
    ///   - settings: how long codes are good, and how often they may be guessed.
    init(
        _ aim: Aim,
        page: PageFrame,
        address: PageField,
        isKnown: Bool,
        code: PageField = PageField(),
        settings: Accounts.Settings,
        again: String
    ) {
        let signsIn = aim == .signIn
        let lifetime = signsIn ? settings.signInLifetime : settings.digitLifetime
        self.init(
            page: page,
            heading: signsIn ? "Type the code" : "Confirm your address",
            intro: isKnown
                ? "We sent a code to \(address.value), if it can be used here."
                : "We send codes by text message. Type the one that came.",
            action: signsIn ? "/sign-in/code" : "/verify",
            asksAddress: !isKnown,
            address: address,
            code: code,
            hint: "\(SecretDigits.count) digits, good for \(DurationWords.text(lifetime)) and "
                + "\(CountedNoun.text(settings.guesses, "try", "tries")).",
            button: signsIn ? "Sign in" : "Confirm",
            again: again
        )
    }
}

extension MessageView {
    /// How somebody signs in to whom nothing can be sent: by a link that the terminal prints.
    ///
    /// - Parameter isPrivate: whether the service is one person's own.
    static func terminalLink(_ page: PageFrame, isPrivate: Bool) -> MessageView {
        MessageView(
            page: page,
            tone: .info,
            icon: "link",
            heading: "Sign in by a link",
            paragraphs: isPrivate
                ? [
                    "Run “salesctl users link” where this service runs. It prints a link that signs this browser in.",
                    "The link works once, for some minutes. No password is needed, and none can be stolen.",
                ]
                : ["No messages are sent here. Ask whoever runs this service for a link to sign in."]
        )
    }
}
