import PostgresServer

/// A server with TLS that asks everybody but its administrator for a password; there is one for all tests.
actor GuardedServer {
    private static let one = GuardedServer()
    private var starting: Task<PrivatePostgres, any Error>?

    static func shared() async throws -> PrivatePostgres { try await one.get() }

    private func get() async throws -> PrivatePostgres {
        if let starting { return try await starting.value }
        let task = Task.detached {
            let rules = """
                local all postgres trust
                local all kept_out reject
                local all all scram-sha-256
                hostssl all all 127.0.0.1/32 trust
                hostssl all all ::1/128 trust

                """
            let folder = try TestFolder()
            // The server has read it when it is up.
            defer { folder.remove() }
            let file = try folder.file("hba.conf", rules)
            return try await PrivatePostgres.start(["--tls", "--set", "hba_file=\(file)"])
        }
        starting = task
        return try await task.value
    }
}

extension TestDatabase {
    /// Makes a role that may log in, with a name that is nobody else's.
    func makeRole(_ attributes: String) async throws -> String {
        _ = try await sql("CREATE ROLE role_\(name) LOGIN \(attributes)")
        return "role_\(name)"
    }
}
