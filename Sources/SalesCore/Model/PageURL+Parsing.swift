extension PageURL {
    /// Why a text is not a URL that can be tracked.
    public enum Invalid: Error, Hashable, Sendable, CustomStringConvertible {
        /// The text is empty or longer than ``PageURL/maximumLength``.
        case length(Int)
        /// The text has no scheme.
        case noScheme
        /// The scheme is neither http nor https.
        case scheme(String)
        /// The host is missing or malformed.
        case host(String)
        /// The port is not a number from 1 to 65535.
        case port(String)
        /// The URL carries a user name or password.
        case userInformation
        /// A character that no URL may hold.
        case character(UInt32)

        /// What is wrong, as a sentence for people.
        public var description: String {
            switch self {
            case .length(0): "The URL is empty."
            case .length(let count): "The URL is \(count) bytes long; at most \(PageURL.maximumLength) are read."
            case .noScheme: "This is not a URL: it has no http:// or https:// in front."
            case .scheme(let name): "Only http and https pages can be tracked, not \(name):."
            case .host(let host): "“\(host)” is not a host name."
            case .port(let port): "“\(port)” is not a port; ports are 1 to 65535."
            case .userInformation:
                "A URL with a user name or password in it is not accepted; give cookies or headers in the configuration."
            case .character(let code):
                "The URL holds a character that no URL may hold (U+\(String(code, radix: 16, uppercase: true)))."
            }
        }
    }

    /// Reads a URL.
    ///
    /// The text form is brought to normal form (see ``PageURL``), so that one page has one URL.
    /// - Throws: ``Invalid`` with what is wrong; nothing is guessed, and what other programs may read differently is
    ///   refused.
    public init(_ text: String) throws(Invalid) {
        guard !text.isEmpty, text.utf8.count <= Self.maximumLength else { throw .length(text.utf8.count) }
        if let bad = text.unicodeScalars.first(where: { $0.value <= 0x20 || $0.value == 0x7F || $0 == "\\" }) {
            throw .character(bad.value)
        }
        // On bytes, since a combining mark after a `/` makes another character of it for String but not for others.
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { throw .noScheme }
        let schemeText = text[..<colon].lowercased()
        guard !schemeText.isEmpty, schemeText.utf8.allSatisfy(\.isSchemeCharacter) else { throw .noScheme }
        let rest = text[text.utf8.index(after: colon)...]
        guard let scheme = Scheme(rawValue: schemeText) else {
            // `example.com:8080/x` has no scheme either; a scheme has no dot in practice.
            throw schemeText.contains(".") ? .noScheme : .scheme(schemeText)
        }
        guard rest.utf8.starts(with: "//".utf8) else { throw .host("") }
        let afterSlashes = rest[rest.utf8.index(rest.startIndex, offsetBy: 2)...]
        let end = afterSlashes.utf8.firstIndex(where: { "/?#".utf8.contains($0) }) ?? afterSlashes.endIndex
        let (host, port) = try Self.splitAuthority(afterSlashes[..<end], scheme: scheme)
        let fragment = afterSlashes.utf8.firstIndex(of: UInt8(ascii: "#")) ?? afterSlashes.endIndex
        let tail = afterSlashes[end..<fragment]
        let mark = tail.utf8.firstIndex(of: UInt8(ascii: "?"))
        self.init(
            scheme: scheme,
            host: try Self.asciiHost(host),
            port: port,
            path: Self.normalPath(mark.map { tail[..<$0] } ?? tail),
            query: mark.flatMap { Self.normalQuery(tail[tail.utf8.index(after: $0)...]) }
        )
        // Escapes make it longer, and what was read must be readable again.
        let length = absoluteString.utf8.count
        guard length <= Self.maximumLength else { throw .length(length) }
    }

    private static func splitAuthority(_ text: Substring, scheme: Scheme) throws(Invalid) -> (Substring, Int) {
        guard !text.utf8.contains(UInt8(ascii: "@")) else { throw .userInformation }
        let hostEnd: Substring.Index
        if text.utf8.first == UInt8(ascii: "[") {
            guard let bracket = text.utf8.firstIndex(of: UInt8(ascii: "]")) else { throw .host(String(text)) }
            hostEnd = text.utf8.index(after: bracket)
        } else {
            hostEnd = text.utf8.firstIndex(of: UInt8(ascii: ":")) ?? text.endIndex
        }
        let portText = text[hostEnd...]
        guard !portText.isEmpty else { return (text, scheme.defaultPort) }
        guard portText.utf8.first == UInt8(ascii: ":") else { throw .host(String(text)) }
        let digits = portText[portText.utf8.index(after: hostEnd)...]
        if digits.isEmpty { return (text[..<hostEnd], scheme.defaultPort) }
        guard digits.utf8.count <= 5, digits.utf8.allSatisfy({ (48...57).contains($0) }), let port = Int(digits),
            (1...65_535).contains(port)
        else { throw .port(String(digits)) }
        return (text[..<hostEnd], port)
    }
}
