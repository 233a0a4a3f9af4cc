/// The first page: `GET /`.
///
/// Its form posts `email`, `phone`, `first_name`, `last_name` and `invitation` to `/sign-up`, which answers
/// ``MessageView/signUpSent(_:)`` whether or not the address is known, or this again with what is wrong.
struct HomeView: Sendable {
    /// The form to sign up.
    struct SignUpForm: Sendable {
        /// "Sign up", or "Sign up with an invitation".
        let heading: String
        let needsInvitation: Bool
        var invitation = PageField()
        var email = PageField()
        /// Whether text messages can be sent, so that a number is asked for.
        let hasTexts: Bool
        var phone = PageField()
        var firstName = PageField()
        var lastName = PageField()
        /// What is wrong with the whole: no address at all, too many sign-ups.
        var fault: String?
    }

    /// Said where nobody can sign up.
    struct Closed: Sendable {
        let title: String
        let text: String

        /// Where accounts are made by whoever runs the service.
        static let byOperator = Closed(
            title: "Ask for an account",
            text: "This service is for people who were let in. Ask whoever runs it for an account; then sign in."
        )
    }

    let page: PageFrame
    /// Whether the reader is signed in; then there is no form.
    let isSignedIn: Bool
    /// Nil where nobody can sign up, or the reader is signed in.
    let signUp: SignUpForm?
    let closed: Closed?
    /// A ``PriceChart`` of an example; nil for a drawing.
    let picture: String?
    /// The names of supported websites, as many as fit.
    let websites: [String]
}
