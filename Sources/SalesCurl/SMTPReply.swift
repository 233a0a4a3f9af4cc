internal import Foundation

/// A reply line of a mail server, taken apart (RFC 5321 §4.2, RFC 3463).
struct SMTPReply: Hashable, Sendable {
    /// The line without control characters and people's addresses, cut to ``maximumLength``.
    let line: String
    /// Its three digits.
    let code: Int

    /// Reads a line; nil where it does not begin with a reply code.
    ///
    /// - Parameter addresses: What is not repeated, in whatever letters: servers like to name whom they refuse.
    init?(_ line: String, hiding addresses: [String] = []) {
        let head = line.utf8.prefix(3)
        guard head.count == 3, head.allSatisfy({ (0x30...0x39).contains($0) }),
            let code = Int(String(decoding: head, as: UTF8.self)), (200...599).contains(code)
        else { return nil }
        self.code = code
        // A server's words end up in logs and on terminals.
        let visible = line.unicodeScalars.filter { $0.properties.generalCategory != .control }
        var said = String(String.UnicodeScalarView(visible))
        for address in addresses { said = said.replacingOccurrences(of: address, with: "…", options: .caseInsensitive) }
        self.line = String(said.prefix(Self.maximumLength))
    }

    /// Whether it says no, for now or for good.
    var isRefusal: Bool { code >= 400 }
    /// Whether it says no for now.
    var isTemporary: Bool { (400...499).contains(code) }
    /// Whether its enhanced status is about the recipient's address (RFC 3463 §3.2, X.1.1 to X.1.6 and X.1.10).
    var isAboutAddress: Bool {
        let words = line.split(separator: " ", maxSplits: 2)
        guard words.count > 1 else { return false }
        return ["5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10"].contains(String(words[1]))
    }

    /// The most characters that are kept.
    static let maximumLength = 500
}
