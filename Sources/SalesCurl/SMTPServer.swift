internal import SalesCore

/// A mail server that takes messages for sending on (RFC 6409), as the operator names it.
public struct SMTPServer: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    /// How the connection is protected.
    public enum Security: String, Hashable, Sendable, CaseIterable {
        /// STARTTLS, and nothing is sent without it (RFC 3207). The usual port is 587.
        case startTLS = "starttls"
        /// TLS from the first byte (RFC 8314). The usual port is 465.
        case implicit = "tls"
        /// None; only for a server on this machine.
        case none

        /// The port where none is named.
        public var defaultPort: Int {
            switch self {
            case .startTLS: 587
            case .implicit: 465
            case .none: 25
            }
        }
    }

    /// The host, in normal form.
    public let host: String
    /// The port.
    public let port: Int
    /// How the connection is protected.
    public let security: Security
    /// Who we are to the server; nil to send without logging in.
    public let user: String?
    /// The password; never described.
    public let password: String?
    /// The name given in EHLO; nil for this machine's own.
    public let greetingName: String?

    /// A mail server.
    ///
    /// - Throws: ``MailError`` with code ``MailError/Code/settings`` where the host or port is none, where there is a
    ///   password without protection, or no protection on the way to another machine.
    public init(
        host: String,
        port: Int? = nil,
        security: Security = .startTLS,
        user: String? = nil,
        password: String? = nil,
        greetingName: String? = nil
    ) throws(MailError) {
        guard let name = Self.normalHost(host) else {
            throw MailError(.settings, message: "“\(host.prefix(255))” is not the name of a mail server.")
        }
        let port = port ?? security.defaultPort
        guard (1...65_535).contains(port) else {
            throw MailError(.settings, message: "\(port) is not a port; ports are 1 to 65535.")
        }
        guard security != .none || Self.isThisMachine(name) else {
            throw MailError(
                .settings,
                message: "Mail is sent without encryption only to this machine; use starttls or tls for \(name)."
            )
        }
        guard ![user, password].contains(where: { $0?.utf8.contains { $0 < 0x20 } ?? false }) else {
            throw MailError(.settings, message: "The mail server's user name or password holds a control character.")
        }
        if let greetingName, Self.normalHost(greetingName) == nil {
            throw MailError(.settings, message: "The name for the mail server's greeting is not a host name.")
        }
        self.host = name
        self.port = port
        self.security = security
        self.user = user
        self.password = password
        self.greetingName = greetingName
    }

    /// What libcurl connects to.
    var url: String {
        "\(security == .implicit ? "smtps" : "smtp")://\(host):\(port)/\(greetingName.flatMap(Self.normalHost) ?? "")"
    }

    /// The host in the one form that a URL takes; nil where it is none.
    static func normalHost(_ host: String) -> String? {
        let bracketed = host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host
        guard let url = try? PageURL("http://\(bracketed)/"), url.path == "/", url.query == nil, url.port == 80 else {
            return nil
        }
        return url.host
    }

    private static func isThisMachine(_ host: String) -> Bool {
        if host == "localhost" { return true }
        guard let address = IPAddress(host) else { return false }
        return address.isVersion4 ? address.bytes[0] == 127 : address == IPAddress("::1")
    }

    /// Host, port and protection; no user and no password.
    public var description: String { "\(host):\(port) (\(security.rawValue))" }

    /// Nothing beside the description.
    public var customMirror: Mirror { Mirror(self, children: ["server": description]) }
}
