import Foundation

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
            case .userInformation: "A URL with a user name or password in it is not accepted; give cookies or headers in the configuration."
            case .character(let code): "The URL holds a character that no URL may hold (U+\(String(code, radix: 16, uppercase: true)))."
            }
        }
    }

    /// Reads a URL.
    ///
    /// - Throws: ``Invalid`` with what is wrong; nothing is guessed or repaired except letter case, an international
    ///   host name, and a missing path.
    public init(_ text: String) throws(Invalid) {
        guard !text.isEmpty, text.utf8.count <= Self.maximumLength else { throw .length(text.utf8.count) }
        if let bad = text.unicodeScalars.first(where: { $0.value <= 0x20 || $0.value == 0x7F || $0 == "\\" }) {
            throw .character(bad.value)
        }
        guard let colon = text.firstIndex(of: ":") else { throw .noScheme }
        let schemeText = text[..<colon].lowercased()
        guard !schemeText.isEmpty, schemeText.utf8.allSatisfy(\.isSchemeCharacter) else { throw .noScheme }
        let rest = text[text.index(after: colon)...]
        guard let scheme = Scheme(rawValue: schemeText) else {
            // `example.com:8080/x` has no scheme either; a scheme has no dot in practice.
            throw schemeText.contains(".") ? .noScheme : .scheme(schemeText)
        }
        guard rest.hasPrefix("//") else { throw .host("") }
        let afterSlashes = rest.dropFirst(2)
        let end = afterSlashes.firstIndex(where: { "/?#".contains($0) }) ?? afterSlashes.endIndex
        let (host, port) = try Self.splitAuthority(afterSlashes[..<end], scheme: scheme)
        let tail = afterSlashes[end...].prefix { $0 != "#" }
        let mark = tail.firstIndex(of: "?")
        let path = Self.percentEncoded(mark.map { tail[..<$0] } ?? tail)
        let query = mark.map { Self.percentEncoded(tail[tail.index(after: $0)...]) }
        self.init(
            scheme: scheme,
            host: try Self.asciiHost(host),
            port: port,
            path: path.isEmpty ? "/" : path,
            query: query.flatMap { $0.isEmpty ? nil : $0 }
        )
    }

    private static func splitAuthority(_ text: Substring, scheme: Scheme) throws(Invalid) -> (Substring, Int) {
        guard !text.contains("@") else { throw .userInformation }
        let hostEnd: Substring.Index
        if text.first == "[" {
            guard let bracket = text.firstIndex(of: "]") else { throw .host(String(text)) }
            hostEnd = text.index(after: bracket)
        } else {
            hostEnd = text.firstIndex(of: ":") ?? text.endIndex
        }
        let portText = text[hostEnd...]
        guard !portText.isEmpty else { return (text, scheme.defaultPort) }
        guard portText.first == ":" else { throw .host(String(text)) }
        let digits = portText.dropFirst()
        if digits.isEmpty { return (text[..<hostEnd], scheme.defaultPort) }
        guard digits.utf8.count <= 5, digits.utf8.allSatisfy({ (48...57).contains($0) }), let port = Int(digits),
            (1...65_535).contains(port)
        else { throw .port(String(digits)) }
        return (text[..<hostEnd], port)
    }

    private static func asciiHost(_ host: Substring) throws(Invalid) -> String {
        guard !host.isEmpty, !host.contains("%") else { throw .host(String(host)) }
        if host.first == "[" {
            let inside = host.dropFirst().dropLast()
            guard host.last == "]", inside.contains(":"),
                inside.utf8.allSatisfy({ $0.isHexDigit || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") })
            else { throw .host(String(host)) }
            return host.lowercased()
        }
        var ascii = host.lowercased()
        if !ascii.utf8.allSatisfy({ $0 < 0x80 }) {
            guard let converted = URL(string: "http://\(host)/")?.host(percentEncoded: true)?.lowercased(),
                // A host that turns into other plain ASCII letters or digits was written to deceive.
                converted.contains("xn--")
            else { throw .host(String(host)) }
            ascii = converted
        }
        let labels = ascii.split(separator: ".", omittingEmptySubsequences: false)
        let relevant = labels.last == "" ? labels.dropLast() : labels[...]
        guard ascii.utf8.count <= 253, !relevant.isEmpty,
            relevant.allSatisfy({ label in
                (1...63).contains(label.utf8.count) && label.utf8.allSatisfy(\.isHostCharacter)
            })
        else { throw .host(String(host)) }
        return ascii
    }

    private static func percentEncoded(_ text: Substring) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            if byte < 0x80, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "<"), byte != UInt8(ascii: ">") {
                result.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let hex = String(byte, radix: 16, uppercase: true)
                result += byte < 16 ? "%0\(hex)" : "%\(hex)"
            }
        }
        return result
    }
}

extension UInt8 {
    fileprivate var isAlphanumeric: Bool {
        (48...57).contains(self) || (65...90).contains(self) || (97...122).contains(self)
    }
    fileprivate var isHexDigit: Bool {
        (48...57).contains(self) || (65...70).contains(self) || (97...102).contains(self)
    }
    fileprivate var isSchemeCharacter: Bool {
        isAlphanumeric || self == UInt8(ascii: "+") || self == UInt8(ascii: "-") || self == UInt8(ascii: ".")
    }
    fileprivate var isHostCharacter: Bool {
        isAlphanumeric || self == UInt8(ascii: "-") || self == UInt8(ascii: "_")
    }
}
