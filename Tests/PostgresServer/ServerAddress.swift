import Foundation

/// Where a server is reached, without the database.
public struct ServerAddress: Sendable {
    /// The folder of the server's socket; nil for a server that somebody else runs.
    public let socket: String?
    /// The port, without TCP only part of the socket's name; nil for a server that somebody else runs.
    public let port: Int?
    private let authority: String
    private let query: String
    /// A database that is there already, from which others are made.
    let administration: String

    init(socket: String, port: Int, user: String) {
        self.socket = socket
        self.port = port
        authority = "postgresql://"
        query = "?host=\(Self.encoded(socket))&port=\(port)&user=\(Self.encoded(user))"
        administration = "\(authority)/postgres\(query)"
    }

    init(url: String) throws {
        guard let scheme = url.range(of: "://"), url.hasPrefix("postgres") else {
            throw PostgresServerError("SALES_TEST_POSTGRES has to be a URL such as postgresql://user@host/postgres.")
        }
        // By hand: several hosts in one URL are fine for libpq but not for Foundation.
        let queryStart = url.firstIndex(of: "?") ?? url.endIndex
        let rest = url[scheme.upperBound..<queryStart]
        authority = String(url[..<scheme.upperBound] + rest.prefix { $0 != "/" })
        query = String(url[queryStart...])
        socket = nil
        port = nil
        administration = url
    }

    /// The URL of a database, over the socket of a server of our own.
    public func url(of database: String) -> String {
        "\(authority)/\(Self.encoded(database))\(query)"
    }

    /// The URL of a database over TCP, with further parameters of libpq; for a server that was started with `--tcp`.
    public func url(of database: String, host: String, _ parameters: KeyValuePairs<String, String> = [:]) -> String {
        let port = port.map { ":\($0)" } ?? ""
        let query = parameters.map { "&\($0.key)=\(Self.encoded($0.value))" }.joined()
        return "postgresql://\(host)\(port)/\(Self.encoded(database))?user=postgres\(query)"
    }

    /// Text as it stands in a URL, whatever it holds.
    private static func encoded(_ text: String) -> String {
        var harmless = CharacterSet()
        harmless.insert(charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")
        return text.addingPercentEncoding(withAllowedCharacters: harmless) ?? text
    }
}
