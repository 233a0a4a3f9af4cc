internal import CLibpq
import SalesCore

/// What a session is told and asked before it is used.
struct SessionSettings: Sendable {
    /// The oldest server that is supported, as it numbers itself.
    static let oldestServer: Int32 = 150_000

    private let statements: [Statement]
    private let timeout: Duration

    init(_ options: PostgresOptions) {
        timeout = options.connectTimeout
        // The server gives up a little before we do, so that it can still say so.
        let limit = max(.milliseconds(100), options.requestTimeout - .milliseconds(500))
        let settings: [(String, String)] = [
            ("statement_timeout", "\(limit.wholeMilliseconds)"),
            ("lock_timeout", "\(options.lockTimeout.wholeMilliseconds)"),
            // A worker that was stopped inside of a transaction holds up nobody for longer.
            ("idle_in_transaction_session_timeout", "\(options.requestTimeout.wholeMilliseconds)"),
            // Who waited for a lock is to see what was done under it.
            ("default_transaction_isolation", "read committed"),
            ("TimeZone", "UTC"),
            // What was answered survives a power cut, whatever the server's standard is.
            ("synchronous_commit", "on"),
        ]
        var arguments = Arguments()
        for (name, value) in settings {
            arguments.add(name)
            arguments.add(value)
        }
        let calls = settings.indices.map { "set_config($\(2 * $0 + 1), $\(2 * $0 + 2), false)" }
        statements = [Statement(once: "SELECT " + calls.joined(separator: ", "), arguments)]
    }

    /// Makes a connection ready for use.
    ///
    /// - Throws: ``PostgresFailure`` or ``StoreError`` for a server that cannot be used.
    func prepare(_ connection: PostgresConnection) async throws {
        try await connection.check()
        _ = try await connection.run(statements, timeout: timeout)
    }
}

extension PostgresConnection {
    /// Refuses a server that is too old or whose texts are not UTF-8.
    func check() throws(PostgresFailure) {
        guard PQserverVersion(handle) >= SessionSettings.oldestServer else {
            throw .unsupported("the server is PostgreSQL \(parameter("server_version")); 15 or later is needed")
        }
        guard parameter("server_encoding") == "UTF8" else {
            throw .unsupported(
                "the database keeps texts in \(parameter("server_encoding")); make one with ENCODING 'UTF8'"
            )
        }
    }

    private func parameter(_ name: String) -> String {
        PQparameterStatus(handle, name).map { String(cString: $0) } ?? "unknown"
    }
}
