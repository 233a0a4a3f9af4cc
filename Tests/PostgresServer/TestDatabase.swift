/// An empty database that a test has to itself.
public struct TestDatabase: Sendable {
    /// Its name.
    public let name: String
    /// The server that it is in.
    public let server: PrivatePostgres

    /// Its URL, as the program takes it.
    public var url: String { server.address.url(of: name) }

    /// Its URL over TCP, with further parameters of libpq; for a server that was started with `--tcp`.
    public func url(host: String, _ parameters: KeyValuePairs<String, String> = [:]) -> String {
        server.address.url(of: name, host: host, parameters)
    }

    /// Runs SQL in it through psql and returns the rows: a line for each, with `|` between columns.
    ///
    /// Each statement is a transaction of its own. Throws what psql said where one fails.
    public func sql(_ text: String) async throws -> String {
        try await server.sql(text, at: url)
    }

    /// Does something with it and removes it, whatever comes of that.
    public func use(_ body: (TestDatabase) async throws -> Void) async throws {
        do {
            try await body(self)
        } catch {
            await drop()
            throw error
        }
        await drop()
    }

    /// Removes it and disconnects who uses it; a server that has gone has taken it along already.
    public func drop() async {
        // In a task of its own: a test that its time limit has cancelled removes its database, too.
        await Task {
            _ = try? await server.sql("DROP DATABASE IF EXISTS \(name) WITH (FORCE)", at: server.address.administration)
        }.value
    }
}
