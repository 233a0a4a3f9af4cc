internal import SalesCore

/// Whether addresses and messages are fit for SMTP, so that nothing in them can become a command.
///
/// Pure.
enum MailCheck {
    /// Whether an address may stand in an envelope: a dot-atom, `@`, and a host name (RFC 5321 §4.1.2).
    ///
    /// Quoted local parts are legal and unused; they are refused because programs read them differently.
    static func isAddress(_ address: String) -> Bool {
        let parts = address.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard parts.count == 2, address.utf8.count <= 254, (1...64).contains(parts[0].count) else { return false }
        guard DotAtom.holds(parts[0]) else { return false }
        let domain = String(decoding: parts[1], as: UTF8.self)
        return domain.utf8.allSatisfy { $0 < 0x80 } && !domain.hasSuffix(".") && domain.first != "["
            && SMTPServer.normalHost(domain) != nil
    }

    /// What is wrong with a message, or nil: its line breaks, its line lengths, or bytes that need an encoding.
    ///
    /// A line break that is not CR LF could end the message early for one server and not for the next, and what follows
    /// would be commands ("SMTP smuggling").
    static func fault(of message: [UInt8]) -> String? {
        guard !message.isEmpty else { return "it is empty" }
        guard message.count <= maximumMessageBytes else { return "it is longer than \(maximumMessageBytes) bytes" }
        var lineStart = 0
        for (index, byte) in message.enumerated() {
            switch byte {
            case 0x0A:
                guard index > 0, message[index - 1] == 0x0D else { return "a line break is not CR LF" }
                lineStart = index + 1
            case 0x0D:
                guard index + 1 < message.count, message[index + 1] == 0x0A else { return "a line break is not CR LF" }
            case 0, 0x80...: return "a byte needs a content transfer encoding"
            default:
                guard index - lineStart < maximumLineBytes else {
                    return "a line is longer than \(maximumLineBytes) bytes"
                }
            }
        }
        return nil
    }

    /// RFC 5322 §2.1.1.
    static let maximumLineBytes = 998
    /// Alerts are small; mail servers commonly take 10 to 25 MB.
    static let maximumMessageBytes = 10 << 20
}
