/// What carriers have in common to say, whatever service or server they hand a message to.
extension NotifyError {
    /// How long to wait before a message whose fate is not known is sent again.
    ///
    /// A missed sale is worse than a second message, but a carrier that is slow to answer gets the time to.
    public static var unknownWait: Duration { .seconds(90) }

    /// The characters of a carrier's answer that are shown.
    package static var maximumAnswer: Int { 300 }

    /// A person whom no mail can reach.
    package static var noMailAddress: NotifyError {
        NotifyError(.notConfigured, message: "The person has no mail address; set one to mail them.")
    }

    /// A person whose mail address is none.
    package init(invalid error: MailAddress.Invalid) {
        self.init(.badRecipient, message: "The person's mail address cannot be used. \(error.description)")
    }

    /// Something that was cut off, as a sentence begins.
    package static func cancelled(_ what: String) -> NotifyError {
        NotifyError(.cancelled, advice: .later(after: nil), message: "\(what): the task was cancelled.")
    }
}
