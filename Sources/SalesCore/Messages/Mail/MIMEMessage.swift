/// A mail of text and HTML as bytes: RFC 5322 with the MIME of RFC 2045 to 2047, all ASCII, lines ended by CR LF.
///
/// Every value is made safe here, whatever the caller did before: a header is one line of visible characters, and a
/// part is encoded so that no line of it can be a boundary, a header or an end.
package struct MIMEMessage: Sendable {
    /// Who writes.
    package var sender: MailAddress
    /// To whom.
    package var recipient: MailAddress
    /// The subject, in any characters.
    package var subject: String
    /// The plain text.
    package var text: String
    /// The HTML.
    package var html: String
    /// When it was written.
    package var date: Timestamp
    /// What names this mail, the same each time it is sent; the message's identifier.
    package var id: String
    /// Where one POST stops mails of this kind; nil for none.
    package var unsubscribeURL: PageURL?

    /// A mail.
    package init(
        sender: MailAddress,
        recipient: MailAddress,
        subject: String,
        text: String,
        html: String,
        date: Timestamp,
        id: String,
        unsubscribeURL: PageURL? = nil
    ) {
        self.sender = sender
        self.recipient = recipient
        self.subject = subject
        self.text = text
        self.html = html
        self.date = date
        self.id = id
        self.unsubscribeURL = unsubscribeURL
    }

    /// The whole mail.
    package var bytes: [UInt8] {
        var output = ""
        for field in fields { output += field.encoded }
        output += "\r\n"
        for (type, body) in [("text/plain", text), ("text/html", html)] {
            output += "--\(Self.boundary)\r\n"
            output += "Content-Type: \(type); charset=utf-8\r\n"
            output += "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
            // The line break before a boundary belongs to the boundary (RFC 2046 §5.1.1).
            output += QuotedPrintable.encoded(body) + "\r\n"
        }
        output += "--\(Self.boundary)--\r\n"
        return Array(output.utf8)
    }

    private var fields: [MIMEField] {
        [
            MIMEField(name: .date, structured: MIMEDate.text(date)),
            MIMEField(name: .from, address: sender),
            MIMEField(name: .to, address: recipient),
            MIMEField(name: .messageID, structured: "<\(Self.token(id))@\(sender.domain)>"),
            MIMEField(name: .subject, text: subject),
            // RFC 3834 §5: nobody's absence note answers it.
            MIMEField(name: .autoSubmitted, structured: "auto-generated"),
            // Exchange's way to the same ([MS-OXCMAIL] §2.2.3.2.14); bounces are wanted, so not "All".
            MIMEField(name: .autoResponseSuppress, structured: "OOF, AutoReply"),
            MIMEField(name: .mimeVersion, structured: "1.0"),
            MIMEField(name: .contentType, structured: "multipart/alternative; boundary=\"\(Self.boundary)\""),
        ] + unsubscribeFields
    }

    /// How a mail program stops mails of this kind by itself (RFC 2369 §3.2, RFC 8058 §3.1).
    private var unsubscribeFields: [MIMEField] {
        guard let unsubscribeURL, let list = MIMEField(name: .listUnsubscribe, url: unsubscribeURL) else { return [] }
        // One click is for https only (RFC 8058 §3.1).
        guard unsubscribeURL.scheme == .https else { return [list] }
        return [list, MIMEField(name: .listUnsubscribePost, structured: "List-Unsubscribe=One-Click")]
    }

    /// Quoted-printable writes every `=` as `=3D`, so that no encoded line can hold this (RFC 2045 §6.7).
    private static let boundary = "=_sales-tracker_alternative"

    /// An identifier as a dot-atom that differs where the identifiers differ.
    package static func token(_ id: String) -> String {
        var token = ""
        for byte in id.utf8.prefix(maximumIDBytes) {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                token.unicodeScalars.append(Unicode.Scalar(byte))
            default: token += "_\(QuotedPrintable.hexadecimal(byte))"
            }
        }
        return token.isEmpty ? "alert" : token
    }

    /// The bytes of an identifier that are written; ours have 32.
    private static let maximumIDBytes = 64
}
