import SalesCore

extension HomeView.SignUpForm {
    /// The form, with what was typed into it and what is wrong with that.
    ///
    /// - Parameters:
    ///   - form: what was typed; nil before.
    ///   - hasTexts: whether text messages can be sent.
    init(_ form: FormFields?, _ faults: AccountFaults, hasTexts: Bool) {
        self.init(
            heading: "Sign up",
            needsInvitation: false,
            email: faults.field("email", of: form),
            hasTexts: hasTexts,
            phone: faults.field("phone", of: form),
            firstName: faults.field("first_name", of: form),
            lastName: faults.field("last_name", of: form),
            fault: faults.whole
        )
    }
}

extension HomeView.Closed {
    /// Why nobody can sign up; nil where everybody can.
    init?(_ settings: WebSettings) {
        guard !settings.isPrivate else {
            self = .onePerson
            return
        }
        switch settings.registration {
        case .open: return nil
        case .closed: self = .byOperator
        case .invite: self = .byInvitation
        }
    }

    /// Said where people are invited, by a message to their address.
    static let byInvitation = Self(
        title: "Ask for an invitation",
        text: "Who is invited gets a message with a link. Ask whoever runs this service to invite you; then sign in."
    )

    /// Said where the service is one person's own.
    static let onePerson = Self(
        title: "This is one person’s own",
        text: "Whoever runs it signs in by a link that “salesctl users link” prints."
    )
}
