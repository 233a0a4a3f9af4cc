/// Collects the field lines of the last response that libcurl hands over line by line.
///
/// An interim response (1xx) and the response of a proxy start with a status line as well; each status line begins
/// anew. Trailers come after the blank line and are counted but not kept, since nothing may change after the body.
struct ResponseHead: Sendable {
    /// One field as it was sent, without surrounding blanks.
    struct Line: Hashable, Sendable {
        var name: String
        var value: String
    }

    /// The most bytes of all lines of all responses of one transfer.
    let limit: Int
    private(set) var lines: [Line] = []
    private(set) var lastLine = ""
    /// Whether a mail server said that it took a login (RFC 4954 §4: 235 answers nothing else).
    private(set) var hasLoggedIn = false
    private var bytes = 0
    private var isComplete = false

    init(limit: Int) { self.limit = limit }

    /// Takes one line; false where the limit is passed.
    mutating func take(_ raw: UnsafeRawBufferPointer) -> Bool {
        bytes += raw.count
        guard bytes <= limit else { return false }
        let line = Self.trimmed(raw[...])
        if line.isEmpty {
            isComplete = true
        } else if line.starts(with: "HTTP/".utf8) {
            lines.removeAll(keepingCapacity: true)
            isComplete = false
        } else if !isComplete, let colon = line.firstIndex(of: UInt8(ascii: ":")) {
            let name = Self.text(line[..<colon])
            lines.append(Line(name: name, value: Self.text(Self.trimmed(line[line.index(after: colon)...]))))
        }
        return true
    }

    /// Takes one line of a mail server's dialogue; false where the limit is passed.
    mutating func takeReply(_ raw: UnsafeRawBufferPointer) -> Bool {
        bytes += raw.count
        guard bytes <= limit else { return false }
        let line = Self.trimmed(raw[...])
        if line.starts(with: "235".utf8) { hasLoggedIn = true }
        // The answer to QUIT comes after the one that counts.
        if !line.starts(with: "221".utf8) { lastLine = Self.text(line) }
        return true
    }

    private static func trimmed(_ bytes: Slice<UnsafeRawBufferPointer>) -> Slice<UnsafeRawBufferPointer> {
        func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A }
        var bytes = bytes.drop(while: isBlank)
        while let last = bytes.last, isBlank(last) { bytes.removeLast() }
        return bytes
    }

    /// UTF-8 where it is, else ISO 8859-1, which RFC 9110 §5.5 remembers as the historical meaning.
    private static func text(_ bytes: Slice<UnsafeRawBufferPointer>) -> String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }
}
