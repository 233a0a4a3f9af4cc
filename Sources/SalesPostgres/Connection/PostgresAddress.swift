internal import CLibpq
import Foundation

/// Where a server is and how to get in, read from a URL as libpq reads it.
///
/// What the URL leaves out comes from libpq's own places: its environment variables, a password file, a service file
/// (https://www.postgresql.org/docs/15/libpq-connect.html, 34.1.1.2, 34.15 to 34.17). A host that is not this machine
/// must prove who it is (`sslmode=verify-full`) unless something says otherwise.
public struct PostgresAddress: Sendable, CustomStringConvertible, CustomReflectable {
    /// Keywords of libpq with their values.
    private let parameters: [(keyword: String, value: String)]
    /// The address for people: user, hosts and database, without a password.
    public let description: String
    /// Whether the URL itself holds a password, which belongs into no list of processes.
    public let hasPassword: Bool
    /// Whether all hosts are this machine.
    public let isLocal: Bool

    /// The description and nothing else: the parts may be secret.
    public var customMirror: Mirror { Mirror(self, children: [:]) }

    /// Why a text is no address.
    public struct Invalid: Error {
        /// The end of the sentence “The address cannot be used: …”; it repeats nothing of the text.
        public let reason: String
    }

    /// How addresses begin.
    public static let schemes = ["postgres://", "postgresql://"]

    /// Reads a URL.
    ///
    /// - Throws: ``Invalid`` for a text that libpq does not read as a URL.
    public init(_ text: String) throws(Invalid) {
        guard Self.schemes.contains(where: text.hasPrefix) else {
            throw Invalid(reason: "it does not begin with postgres://")
        }
        guard let given = Self.parse(text) else {
            throw Invalid(
                reason: "it is no URL that libpq reads: postgres://USER@HOST:PORT/DATABASE?sslmode=…, where"
                    + " what is special in a URL is percent-encoded"
            )
        }
        let defaults = Self.defaults()
        func value(_ keyword: String) -> String? { given[keyword] ?? defaults[keyword] }

        var chosen = given
        let hosts = (value("hostaddr") ?? value("host") ?? "").split(separator: ",").map(String.init)
        // What a service of the URL's holds only libpq finds out, when it connects.
        isLocal = hosts.allSatisfy(Self.isLocal) && (given["service"] == nil || !hosts.isEmpty)
        if given["sslmode"] == nil, !isLocal, defaults["sslmode"].map({ $0 == "prefer" }) ?? true {
            chosen["sslmode"] = "verify-full"
        }
        if let mode = chosen["sslmode"], mode.hasPrefix("verify"), value("sslrootcert") == nil {
            chosen["sslrootcert"] = Self.authorities
        }
        if hosts.count > 1, given["target_session_attrs"] == nil { chosen["target_session_attrs"] = "read-write" }
        chosen["client_encoding"] = "UTF8"
        for (keyword, standard) in Self.standards where given[keyword] == nil { chosen[keyword] = standard }

        parameters = chosen.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        hasPassword = given["password"] != nil || given["sslpassword"] != nil
        let host = hosts.first.map { _ in value("host") ?? value("hostaddr") ?? "" } ?? ""
        description = Self.describe(user: value("user"), host: host, port: given["port"], database: value("dbname"))
    }

    /// Calls a function of libpq with the keywords and values.
    ///
    /// - Parameter program: what the server's list of connections calls it, unless the URL does.
    func withParameters<Answer>(
        program: String,
        _ body: (UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<UnsafePointer<CChar>?>) -> Answer
    ) -> Answer {
        let parameters = [("fallback_application_name", program)] + parameters
        let keywords = parameters.map { strdup($0.0) }
        let values = parameters.map { strdup($0.1) }
        defer { for text in keywords + values { free(text) } }
        return body(
            keywords.map { UnsafePointer($0) } + [nil],
            values.map { UnsafePointer($0) } + [nil]
        )
    }

    /// What is set unless the URL says otherwise: a peer that is gone is noticed within half a minute.
    private static let standards = [
        "keepalives_idle": "10", "keepalives_interval": "5", "keepalives_count": "3", "tcp_user_timeout": "20000",
    ]

    /// Where authorities are looked for when a server must prove who it is and nothing else is said: libpq's own file,
    /// else the system's.
    private static var authorities: String? {
        let own = FileManager.default.homeDirectoryForCurrentUser.appendingPathComponent(".postgresql/root.crt").path
        let known = ["/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem"]
        return ([own] + known).first(where: FileManager.default.isReadableFile(atPath:))
    }

    private static func isLocal(_ host: String) -> Bool {
        host.isEmpty || host.hasPrefix("/") || host.hasPrefix("@") || host == "localhost" || host == "::1"
            || host.hasPrefix("127.") && host.allSatisfy { $0 == "." || $0.isASCII && $0.isNumber }
    }

    private static func describe(user: String?, host: String, port: String?, database: String?) -> String {
        var text = "postgres://"
        if let user { text += user + "@" }
        if !host.hasPrefix("/") { text += host.contains(":") ? "[\(host)]" : host }
        if let port { text += ":" + port }
        text += "/" + (database ?? user ?? "")
        return host.hasPrefix("/") ? text + "?host=" + host : text
    }

    private static func parse(_ text: String) -> [String: String]? {
        var reason: UnsafeMutablePointer<CChar>?
        // What it says of a text that it cannot read may repeat a password.
        defer { PQfreemem(reason) }
        return PQconninfoParse(text, &reason).map(read)
    }

    private static func defaults() -> [String: String] {
        PQconndefaults().map(read) ?? [:]
    }

    private static func read(_ options: UnsafeMutablePointer<PQconninfoOption>) -> [String: String] {
        defer { PQconninfoFree(options) }
        var values: [String: String] = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { values[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        return values
    }
}
