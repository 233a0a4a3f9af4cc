/// An http or https URL that can be fetched, taken apart by one strict parser so that what is checked is what is used.
///
/// The text form is normalised by RFC 3986 §6.2.2 and §6.2.3: scheme and host in lower case, the host in its ASCII
/// form (RFC 3492) without a dot at its end, the default port left out, an empty path written `/`, no dot segments,
/// escapes in upper case and only where needed, no fragment, no user information.
/// Which query keys belong to a product's identity is not decided here but by its website adapter.
public struct PageURL: Hashable, Sendable {
    /// The schemes that are fetched.
    public enum Scheme: String, Sendable, Codable {
        /// Plain HTTP.
        case http
        /// HTTP over TLS.
        case https

        /// The port used where the URL names none.
        public var defaultPort: Int { self == .http ? 80 : 443 }
    }

    /// The scheme.
    public let scheme: Scheme
    /// The host in lower case and ASCII: a name, an IPv4 address, or an IPv6 address in brackets.
    public let host: String
    /// The port, which is the scheme's own where the text named none; 1 to 65535.
    public let port: Int
    /// The path, beginning with `/`, in normal form.
    public let path: String
    /// The query without its `?`, in normal form; nil where there is none.
    public let query: String?

    /// A URL of parts that were already checked by the parser.
    init(scheme: Scheme, host: String, port: Int, path: String, query: String?) {
        self.scheme = scheme
        self.host = host
        self.port = port
        self.path = path
        self.query = query
    }

    /// The host with the port where it is not the scheme's own, as the `Host` field carries it.
    public var authority: String {
        port == scheme.defaultPort ? host : "\(host):\(port)"
    }

    /// The website that politeness and the `websites` table know it by: the authority without a leading `www.`.
    public var site: String {
        authority.hasPrefix("www.") ? String(authority.dropFirst(4)) : authority
    }

    /// The whole URL in normal form.
    public var absoluteString: String {
        "\(scheme.rawValue)://\(authority)\(path)" + (query.map { "?\($0)" } ?? "")
    }

    /// The longest URL that is read, in bytes.
    public static let maximumLength = 4_096
}

extension PageURL: CustomStringConvertible {
    /// The whole URL in normal form.
    public var description: String { absoluteString }
}

extension PageURL: Codable {
    /// Reads the URL's text.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        do {
            try self.init(text)
        } catch {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: error.description)
        }
    }

    /// Writes the URL in normal form.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(absoluteString)
    }
}
