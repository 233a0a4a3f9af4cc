import Foundation
import SalesCore
import Testing

@testable import SalesPostgres

@Suite("Addresses of PostgreSQL servers")
struct AddressTests {
    private static let secret = "canary-2f6ad08e"

    @Test(
        "hosts that are this machine are told from others",
        arguments: [
            ("", true), ("localhost", true), ("127.0.0.1", true), ("127.8.9.10:5433", true), ("[::1]", true),
            ("localhost:1,127.0.0.1:2", true), ("%2Fvar%2Frun%2Fpostgresql", true), ("%40abstract", true),
            ("db.example", false), ("192.0.2.7", false), ("localhost,db.example", false), ("[2001:db8::1]", false),
            ("127.evil.example", false), ("127.0.0.1.evil.example", false), ("localhost.evil.example", false),
            ("10.0.0.1", false), ("0.0.0.0", false),
        ]
    )
    func local(host: String, isLocal: Bool) throws {
        let address = try PostgresAddress("postgres://\(host)/prices")
        #expect(address.isLocal == isLocal)
    }

    @Test("a host that is given by its parts is told by the address that is connected to")
    func localParts() throws {
        for (query, isLocal) in [
            ("host=/tmp", true), ("host=db.example", false), ("host=db.example&hostaddr=127.0.0.1", true),
            ("host=localhost&hostaddr=192.0.2.7", false), ("service=sales", false), ("host=/tmp&service=sales", true),
        ] {
            #expect(try PostgresAddress("postgres:///prices?\(query)").isLocal == isLocal, "\(query)")
        }
    }

    @Test("a server elsewhere must prove who it is, unless the address says otherwise")
    func verification() throws {
        for (rest, mode) in [
            ("db.example/prices", "verify-full"), ("192.0.2.7:5433/prices", "verify-full"),
            ("localhost,db.example/prices", "verify-full"), ("/prices?service=sales", "verify-full"),
            ("127.evil.example/prices", "verify-full"), ("db.example/prices?sslmode=require", "require"),
            ("db.example/prices?sslmode=disable", "disable"), ("localhost/prices?sslmode=verify-ca", "verify-ca"),
            ("localhost/prices", nil), ("/prices", nil), ("/prices?host=/tmp", nil),
        ] as [(String, String?)] {
            let found = try parameters("postgres://\(rest)")
            #expect(found["sslmode"] == mode, "\(rest)")
            // Something must be trusted, and it is what the address says, or what there is on this machine.
            let verifies = mode?.hasPrefix("verify") == true
            #expect((found["sslrootcert"] != nil) == verifies || ProcessInfo.hasAuthority == false, "\(rest)")
        }
        let named = try parameters("postgres://db.example/prices?sslrootcert=/etc/our.pem")
        #expect(named["sslrootcert"] == "/etc/our.pem" && named["sslmode"] == "verify-full")
    }

    @Test("texts are UTF-8, a dead peer is noticed, and of several hosts the one that takes changes is used")
    func standards() throws {
        let one = try parameters("postgres://localhost/prices?tcp_user_timeout=7&client_encoding=LATIN1")
        #expect(one["client_encoding"] == "UTF8")
        #expect(one["tcp_user_timeout"] == "7" && one["keepalives_idle"] == "10" && one["keepalives_count"] == "3")
        #expect(one["target_session_attrs"] == nil)
        let several = try parameters("postgres://a.example,b.example/prices")
        #expect(several["target_session_attrs"] == "read-write")
        let any = try parameters("postgres://a.example,b.example/prices?target_session_attrs=any")
        #expect(any["target_session_attrs"] == "any")
    }

    @Test("servers are tried one after the other, each with its port, unless libpq must choose among them")
    func servers() throws {
        func places(_ text: String) throws -> [String] {
            try PostgresAddress(text).servers(program: "tests").map {
                [$0["host"], $0["hostaddr"], $0["port"]].map { $0 ?? "" }.joined(separator: " ")
            }
        }
        #expect(try places("postgres://a.example,b.example:7/d") == ["a.example  ", "b.example  7"])
        #expect(try places("postgres://a.example:6,b.example:7/d") == ["a.example  6", "b.example  7"])
        #expect(try places("postgres:///d?host=a.example,b.example&port=7") == ["a.example  7", "b.example  7"])
        #expect(try places("postgres:///d?host=a,b&hostaddr=127.0.0.1,127.0.0.2") == ["a 127.0.0.1 ", "b 127.0.0.2 "])
        // What does not fit together libpq says best itself.
        #expect(try places("postgres:///d?host=a,b&hostaddr=127.0.0.1") == ["a,b 127.0.0.1 "])
        #expect(try places("postgres://a,b/d?target_session_attrs=prefer-standby") == ["a,b  ,"])
    }

    @Test("the program's name is what the server's list shows, unless the address has another")
    func applicationName() throws {
        #expect(try parameters("postgres://localhost/prices")["fallback_application_name"] == "tests")
        let named = try parameters("postgres://localhost/prices?application_name=ours")
        #expect(named["application_name"] == "ours")
    }

    @Test(
        "an address is shown with user, hosts and database, and without its password",
        arguments: [
            ("postgres://sales:\(secret)@db.example:5433/prices", "postgres://sales@db.example:5433/prices"),
            ("postgresql://sales:\(secret)@db.example/prices", "postgres://sales@db.example/prices"),
            ("postgres://sales:\(secret)@[2001:db8::1]:5433/prices", "postgres://sales@[2001:db8::1]:5433/prices"),
            ("postgres://sales@a.example:1,b.example:2/prices", "postgres://sales@a.example,b.example:1,2/prices"),
            ("postgres:///prices?host=/tmp&user=sales&password=\(secret)", "postgres://sales@/prices?host=/tmp"),
            ("postgres://sales@/prices?host=/tmp&port=6543", "postgres://sales@:6543/prices?host=/tmp"),
            ("postgres://sales@db.example", "postgres://sales@db.example/sales"),
            (
                "postgres://sales:p%40ss%2F\(secret)@db.example/prices?sslmode=require",
                "postgres://sales@db.example/prices"
            ),
            ("postgres://sales@db.example/prices?sslpassword=\(secret)", "postgres://sales@db.example/prices"),
        ]
    )
    func shown(text: String, description: String) throws {
        let address = try PostgresAddress(text)
        #expect(address.description == description)
        #expect(address.hasPassword == text.contains(Self.secret))
        expectNoSecret(Self.secret, in: address)
    }

    @Test("a password is handed to libpq as it was meant")
    func password() throws {
        #expect(try parameters("postgres://u:p%40s%3As%2F%25@h/d")["password"] == "p@s:s/%")
        #expect(try parameters("postgres://u@h/d?password=a%26b")["password"] == "a&b")
        #expect(try parameters("postgres://u@h/d")["password"] == nil)
    }

    @Test(
        "a text that libpq does not read is refused, in words that repeat nothing of it",
        arguments: [
            "", "prices", "postgres:prices", "http://\(secret)@db.example", "postgres:/db.example/\(secret)",
            "POSTGRES://db.example/\(secret)", "postgres://u:\(secret)%zz@h/d", "postgres://h/d?\(secret)=1",
            "postgres://u:\(secret)@[::1/d", "postgres://h/d?host", "postgres://h/d?password=\(secret)%",
            "postgres://h/d?sslmode=\(secret)&nosuch=1",
        ]
    )
    func invalid(text: String) throws {
        let error = try #require(throws: PostgresAddress.Invalid.self) { try PostgresAddress(text) }
        expectNoSecret(Self.secret, in: error)
        #expect(error.reason.contains("postgres://"))
    }

    /// What libpq is told.
    private func parameters(_ text: String) throws -> [String: String] {
        try PostgresAddress(text).servers(program: "tests").first ?? [:]
    }
}

extension ProcessInfo {
    /// Whether this machine has a list of authorities.
    fileprivate static var hasAuthority: Bool {
        FileManager.default.isReadableFile(atPath: "/etc/ssl/certs/ca-certificates.crt")
    }
}
