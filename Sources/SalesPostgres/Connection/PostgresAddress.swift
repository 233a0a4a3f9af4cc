internal import CLibpq
import Foundation

/// Where a server is and how to get in, read from a URL as libpq reads it.
///
/// What the URL leaves out comes from libpq's own places: its environment variables, a password file, a service file
/// (https://www.postgresql.org/docs/15/libpq-connect.html, 34.1.1.2, 34.15 to 34.17). A host that is not this machine
/// must prove who it is (`sslmode=verify-full`) unless something says otherwise.
public struct PostgresAddress: Sendable, CustomStringConvertible, CustomReflectable {
    private let servers: [[String: String]]
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
    /// - Throws: ``Invalid`` for a text that libpq does not read as a URL, or reads otherwise than it was meant.
    public init(_ text: String) throws(Invalid) {
        guard Self.schemes.contains(where: text.hasPrefix) else {
            throw Invalid(reason: "it does not begin with postgres://")
        }
        guard !AddressText.holdsStrayPassword(text) else {
            throw Invalid(reason: "an “@” stands where none can. \(AddressText.encoding)")
        }
        guard let given = Self.parse(text) else {
            throw Invalid(
                reason: "it is no URL that libpq reads: postgres://USER@HOST:PORT/DATABASE?sslmode=…, where"
                    + " what is special in a URL is percent-encoded"
            )
        }
        if let port = given["port"], !AddressText.arePorts(port) {
            throw Invalid(reason: "its port is no number from 1 to 65535. \(AddressText.encoding)")
        }
        if let mode = given["sslmode"], !AddressText.modes.contains(mode) {
            throw Invalid(reason: "its sslmode is none of \(AddressText.modes.joined(separator: ", "))")
        }
        // What a service of the URL's holds comes before the environment.
        let service = given["service"].flatMap { _ in LibpqDefaults.ofService(given) }
        let complete = CompleteParameters(
            given,
            over: service ?? LibpqDefaults.all(),
            isUnknown: given["service"] != nil && service == nil
        )
        servers = complete.servers
        isLocal = complete.isLocal
        hasPassword = given["password"] != nil || given["sslpassword"] != nil
        description = Self.describe(
            user: complete.value("user"),
            host: complete.value("host") ?? complete.value("hostaddr") ?? "",
            port: given["port"] ?? service?["port"],
            database: complete.value("dbname")
        )
    }

    /// Keywords of libpq with their values, for each server in the order in which they are tried.
    ///
    /// - Parameter program: what the server's list of connections calls it, unless the address does.
    func servers(program: String) -> [[String: String]] {
        servers.map { $0.merging(["fallback_application_name": program]) { given, _ in given } }
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
        return PQconninfoParse(text, &reason).map(LibpqDefaults.read)
    }
}
