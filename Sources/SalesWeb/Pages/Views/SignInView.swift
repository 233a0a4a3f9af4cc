/// Signing in: `GET /sign-in`.
///
/// The form posts `address` to `/sign-in`, which answers ``MessageView/signInSent(_:)`` for mail and leads to
/// `/sign-in/code` for a phone, in the same way for addresses that nobody has.
struct SignInView: Sendable {
    let page: PageFrame
    /// What will come: a link by mail, a code by text message.
    let intro: String
    /// "E-mail address", or "E-mail address or phone number".
    let label: String
    var address = PageField()
    /// Where the reader wanted to go, a `LocalPath`; the form sends it as `next`.
    var next: String?
}

extension SignInView {
    /// The page.
    ///
    /// - Parameter hasTexts: whether text messages can be sent.
    init(page: PageFrame, hasTexts: Bool, address: PageField = PageField()) {
        self.page = page
        intro =
            hasTexts
            ? "We send a link to your mail address, or a code to your phone." : "We send a link to your mail address."
        label = hasTexts ? "E-mail address or phone number" : "E-mail address"
        self.address = address
    }
}

/// Typing the digits of a text message: `GET /sign-in/code` to sign in, `GET /verify` to confirm a number.
///
/// The form posts `address` and `code` to ``action``.
struct CodeView: Sendable {
    let page: PageFrame
    let heading: String
    let intro: String
    /// Where the form goes: `/sign-in/code` or `/verify`.
    let action: String
    /// Whether the number is asked for; else it is sent as it is.
    let asksAddress: Bool
    var address = PageField()
    var code = PageField()
    /// How long it is good and how many tries there are.
    let hint: String
    /// "Sign in", "Confirm".
    let button: String
    /// Where another code is asked for.
    let again: String
}
