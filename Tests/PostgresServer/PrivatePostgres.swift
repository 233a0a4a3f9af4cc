import Foundation

/// A PostgreSQL server for tests, usually one of their own that `Scripts/private-postgres` started.
public final class PrivatePostgres: Sendable {
    /// Where the server is reached.
    public let address: ServerAddress
    /// The server's log, data folder and certificate authority; nil for a server that somebody else runs.
    public let files: Files?
    private let script: RunningScript?
    /// Lets in so many tests at a time that their connections are fewer than the server has.
    public let tests = Gate(places: 8)
    private let clients = Gate(places: 8)

    /// What a server of our own has on disk.
    public struct Files: Sendable {
        /// The folder of the data, with `pg_hba.conf` and `postgresql.conf`.
        public let data: String
        /// The server's log.
        public let log: String
        /// The certificate authority that signed the server's certificate, where the server was started with `--tls`.
        public let certificateAuthority: String?
    }

    /// The one server of this test process: started when it is first asked for, gone when the process is.
    ///
    /// Where `SALES_TEST_POSTGRES` holds a URL it is the server there, whose user must be allowed to create databases.
    public static func shared() async throws -> PrivatePostgres {
        try await SharedServer.one.get()
    }

    /// Starts a server of one's own, with arguments of the script; it ends with this object if not before.
    public static func start(_ arguments: [String] = []) async throws -> PrivatePostgres {
        let script = try await RunningScript(arguments)
        guard let line = await script.lines.next() else { throw PostgresServerError(script.complaint()) }
        return try PrivatePostgres(script, place: line)
    }

    /// Whether it ends with this process, and all that is in it.
    public var isOwn: Bool { script != nil }

    /// The server at a URL that somebody else runs.
    init(url: String) throws {
        address = try ServerAddress(url: url)
        files = nil
        script = nil
    }

    private init(_ script: RunningScript, place line: String) throws {
        struct Place: Decodable {
            let socket: String
            let port: Int
            let user: String
            let data: String
            let log: String
            let ca: String?
        }
        let place = try JSONDecoder().decode(Place.self, from: Data(line.utf8))
        address = ServerAddress(socket: place.socket, port: place.port, user: place.user)
        files = Files(data: place.data, log: place.log, certificateAuthority: place.ca)
        self.script = script
    }

    /// Stops the server as a crash would, or starts a stopped one, and returns when it accepts connections again.
    public func restart() async throws {
        try await order(SIGUSR1)
    }

    /// Stops the server until ``restart()``; its clients are disconnected.
    public func stopServer() async throws {
        try await order(SIGUSR2)
    }

    /// Ends the server and removes all that it kept; returns when that is done.
    public func end() async {
        await script?.end()
    }

    private func order(_ signal: Int32) async throws {
        guard let script else { throw PostgresServerError("SALES_TEST_POSTGRES is not ours to stop.") }
        guard await script.order(signal) != nil else { throw PostgresServerError(script.complaint()) }
    }

    /// Makes a database whose name holds `prefix` and is nobody else's: empty, or a copy of one that nobody is in.
    ///
    /// - Parameter locale: its locale by ICU, such as `tr`; the server's own unless given.
    public func makeDatabase(
        _ prefix: String,
        copying template: TestDatabase? = nil,
        locale: String? = nil
    ) async throws -> TestDatabase {
        let clean = prefix.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }
        let unique = UUID().uuidString.replacingOccurrences(of: "-", with: "").lowercased().prefix(16)
        let name = "t_\(String(clean).prefix(40))_\(unique)"
        // Nobody may connect to template0, so many may copy it at once.
        let source = template?.name ?? "template0"
        let options = locale.map { " LOCALE_PROVIDER icu ICU_LOCALE '\($0)'" } ?? ""
        _ = try await sql("CREATE DATABASE \(name) TEMPLATE \(source)\(options)", at: address.administration)
        return TestDatabase(name: name, server: self)
    }

    /// Runs SQL in a database through psql; see ``TestDatabase/sql(_:)``.
    func sql(_ text: String, at url: String) async throws -> String {
        try await clients.pass { try await Psql.run(text, at: url, isOwnServer: self.isOwn) }
    }
}

/// Why a server or psql did not do what it was asked.
public struct PostgresServerError: Error, CustomStringConvertible {
    /// What the program said.
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}
