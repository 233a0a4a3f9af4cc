extension MIMEMessage {
    /// The mail that tells a message.
    package init(_ message: Message, from sender: MailAddress, to recipient: MailAddress) {
        self.init(
            sender: sender,
            recipient: recipient,
            subject: message.subject,
            text: message.text,
            html: message.html,
            date: message.createdAt,
            id: message.id.rawValue,
            unsubscribeURL: message.unsubscribeURL
        )
    }
}
