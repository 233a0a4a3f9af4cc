import Foundation
import PostgresServer
import SalesCore
import SalesTesting
import Testing

@testable import SalesPostgres

@Suite("Getting in", .timeLimit(.minutes(15)))
struct EntranceTests {
    /// Stands in for a password; it must never be seen.
    private static let secret = "canary-91e4d5aa"

    @Test("the right password lets in; a wrong one and none are refused, and named nowhere")
    func password() async throws {
        try await withDatabase(on: GuardedServer.shared()) { database in
            let role = try await database.makeRole("SUPERUSER PASSWORD '\(Self.secret)'")
            let right = database.url(adding: "user=\(role)&password=\(Self.secret)")
            try await PostgresStore(PostgresAddress(right), options: .patient).close()
            for credentials in ["user=\(role)&password=not-\(Self.secret)", "user=\(role)"] {
                try await expectRefusal(
                    .notPermitted,
                    saying: "PGPASSWORD",
                    opening: database.url(adding: credentials),
                    secret: Self.secret
                )
            }
            try await expectRefusal(
                .notPermitted,
                saying: "Check the user",
                opening: database.url(adding: "user=nobody_\(role)&password=\(Self.secret)"),
                secret: Self.secret
            )
        }
    }

    @Test("a user whom the server's rules keep out is refused")
    func rejected() async throws {
        try await withDatabase(on: GuardedServer.shared()) { database in
            let url = database.url(adding: "user=kept_out&password=\(Self.secret)")
            try await expectRefusal(.notPermitted, saying: "Check the user", opening: url, secret: Self.secret)
        }
    }

    @Test("a server that proves who it is may be used, with all that is sent encrypted")
    func proven() async throws {
        let server = try await GuardedServer.shared()
        let authority = try #require(server.files?.certificateAuthority)
        try await withDatabase(on: server) { database in
            let parameters: KeyValuePairs = ["sslmode": "verify-full", "sslrootcert": authority]
            for (number, host) in ["localhost", "127.0.0.1"].enumerated() {
                let address = try PostgresAddress(database.url(host: host, parameters))
                let store = try await PostgresStore(address, options: .patient)
                let isEncrypted = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
                #expect(try await store.row(isEncrypted) { try $0.flag() } == true)
                #expect(try await store.addProduct(Sample.product(number)).isNew)
                await store.close()
            }
        }
    }

    @Test("a server with a certificate of another authority, or of another name, is not trusted")
    func unproven() async throws {
        let server = try await GuardedServer.shared()
        let authority = try #require(server.files?.certificateAuthority)
        let folder = try TestFolder()
        defer { folder.remove() }
        let other = try folder.file("other.pem", Self.otherAuthority)
        try await withDatabase(on: server) { database in
            let urls = [
                database.url(host: "localhost", ["sslmode": "verify-full", "sslrootcert": other]),
                database.url(host: "localhost", ["sslmode": "verify-ca", "sslrootcert": other]),
                database.url(
                    host: "db.example",
                    ["hostaddr": "127.0.0.1", "sslmode": "verify-full", "sslrootcert": authority]
                ),
                database.url(host: "localhost", ["sslmode": "verify-full", "sslrootcert": "/nonexistent/root.crt"]),
            ]
            for url in urls {
                try await expectRefusal(
                    .unavailable,
                    saying: "does not prove who it is",
                    opening: url + "&password=\(Self.secret)",
                    secret: Self.secret
                )
            }
        }
    }

    @Test("a server without TLS is not trusted where it has to prove who it is")
    func withoutTLS() async throws {
        let server = try await PrivatePostgres.start(["--tcp"])
        try await withDatabase(on: server) { database in
            for mode in ["verify-full", "require"] {
                let url = database.url(host: "localhost", ["sslmode": mode, "password": Self.secret])
                try await expectRefusal(
                    .unavailable,
                    saying: "does not prove who it is",
                    opening: url,
                    secret: Self.secret
                )
            }
            try await PostgresStore(PostgresAddress(database.url(host: "localhost")), options: .patient).close()
        }
        await server.end()
    }

    @Test("a server that has no connection left is unavailable for now, and works when it has one")
    func crowded() async throws {
        let server = try await PrivatePostgres.start([
            "--set", "max_connections=5", "--set", "superuser_reserved_connections=1",
        ])
        try await withDatabase(on: server) { database in
            try await PostgresStore(PostgresAddress(database.url), options: .patient).close()
            let pool = try database.pool()
            let (taken, goOn) = (AsyncStream.makeStream(of: Void.self), Latch())
            try await withThrowingTaskGroup { group in
                for _ in 0..<5 {
                    group.addTask {
                        try await pool.withConnection { _ in
                            taken.continuation.yield()
                            await goOn.wait()
                        }
                    }
                }
                var arrivals = taken.stream.makeAsyncIterator()
                for _ in 0..<5 { await arrivals.next() }
                try await expectRefusal(
                    .unavailable,
                    .later(after: nil),
                    saying: "max_connections",
                    opening: database.url(adding: "password=\(Self.secret)"),
                    secret: Self.secret
                )
                await goOn.open()
                try await group.waitForAll()
            }
            await pool.close()
            let store = try await healed { try await PostgresStore(PostgresAddress(database.url), options: .patient) }
            await store.close()
        }
        await server.end()
    }

    /// A certificate authority that signed nothing; its key was thrown away.
    private static let otherAuthority = """
        -----BEGIN CERTIFICATE-----
        MIIBeTCCAR+gAwIBAgIUTzX8G9b2cx/2IyXhlhQzfL2pdqMwCgYIKoZIzj0EAwIw
        ETEPMA0GA1UEAwwGbm9ib2R5MCAXDTI2MTEyOTIxMzg0NloYDzIxMjYxMTA1MjEz
        ODQ2WjARMQ8wDQYDVQQDDAZub2JvZHkwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC
        AAQYr96bIdz2cgFCHZKGV6blsgWdCRj0RQiO8TX9SVw8vmHJwFpR57eW992B8N2X
        PlBZ2Vwzcw7qzdxbhWxPaqyxo1MwUTAdBgNVHQ4EFgQUxWrdC+Vp/aNB6sDZUm1j
        Dnb/wMYwHwYDVR0jBBgwFoAUxWrdC+Vp/aNB6sDZUm1jDnb/wMYwDwYDVR0TAQH/
        BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiEAhBSdd5Q0b1yvq3TRf+5QfQGAz4YE
        loQk5YSL5uAMLwgCIHpDzwKJxrLdMinq5L+8is/XAsVnocqmqqzTnmwnXHIU
        -----END CERTIFICATE-----
        """
}
