/// One field of a mail's header, encoded and folded to lines of at most 76 characters where the value allows it.
package struct MIMEField: Sendable {
    /// A field's name.
    ///
    /// Names are ours alone, never made of foreign text.
    package struct Name: RawRepresentable, Hashable, Sendable {
        package let rawValue: String
        package init(rawValue: String) { self.rawValue = rawValue }
        private init(_ rawValue: String) { self.rawValue = rawValue }

        package static let date = Name("Date")
        package static let from = Name("From")
        package static let to = Name("To")
        package static let messageID = Name("Message-ID")
        package static let subject = Name("Subject")
        package static let autoSubmitted = Name("Auto-Submitted")
        package static let autoResponseSuppress = Name("X-Auto-Response-Suppress")
        package static let listUnsubscribe = Name("List-Unsubscribe")
        package static let listUnsubscribePost = Name("List-Unsubscribe-Post")
        package static let mimeVersion = Name("MIME-Version")
        package static let contentType = Name("Content-Type")
    }

    /// The field with its line break, as it is written.
    package let encoded: String

    /// A field of ours whose value is printable ASCII with a grammar of its own; anything else in it becomes `?`.
    package init(name: Name, structured value: String) {
        let safe = value.unicodeScalars.map { (0x20...0x7E).contains($0.value) ? Character($0) : "?" }
        encoded = "\(name.rawValue): \(String(safe))\r\n"
    }

    /// A field of free text (RFC 5322 §3.6.5): as it is where it is short and plain, in encoded words otherwise.
    package init(name: Name, text: String) {
        let line = ForeignText.line(text, limit: Self.maximumText)
        let start = "\(name.rawValue): "
        encoded = start + Self.words(line, column: start.utf8.count) + "\r\n"
    }

    /// A field of one address, with its name before it where it has one.
    package init(name: Name, address: MailAddress) {
        let start = "\(name.rawValue): "
        guard let shown = address.name else {
            encoded = "\(start)\(address.address)\r\n"
            return
        }
        // A phrase has specials that would have to be quoted; encoded words have none (RFC 2047 §5).
        let isPlain = shown.utf8.allSatisfy(Self.isPhraseByte)
        let phrase = isPlain ? shown : EncodedWord.encoded(shown, column: start.utf8.count)
        encoded = "\(start)\(phrase)\r\n <\(address.address)>\r\n"
    }

    /// A field of one URL in angle brackets (RFC 2369 §2), on one line however long.
    ///
    /// Nil where the URL is longer than a line may be, or holds what programs would take for an encoded word.
    package init?(name: Name, url: PageURL) {
        let line = "\(name.rawValue): <\(url.absoluteString)>"
        guard line.utf8.count <= Self.longestLine, line.utf8.allSatisfy({ (0x20...0x7E).contains($0) }),
            !line.contains("=?")
        else { return nil }
        encoded = line + "\r\n"
    }

    /// The characters of a subject that are written.
    package static let maximumText = 500
    /// RFC 2047 §2.
    package static let maximumLine = 76
    /// RFC 5322 §2.1.1.
    package static let longestLine = 998

    private static func words(_ line: String, column: Int) -> String {
        let isPlain = line.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !line.contains("=?")
        guard !isPlain || column + line.utf8.count > maximumLine else { return line }
        return EncodedWord.encoded(line, column: column)
    }

    private static func isPhraseByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: " "):
            true
        default: false
        }
    }
}
