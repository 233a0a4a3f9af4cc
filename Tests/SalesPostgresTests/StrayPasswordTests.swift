import SalesCore
import Testing

@testable import SalesPostgres

@Suite("Addresses that libpq reads otherwise than they were meant")
struct StrayPasswordTests {
    private static let secret = "canary-5d0b7e19"

    @Test(
        "a password that is not percent-encoded is refused, and repeated nowhere",
        arguments: [
            "u:\(secret)/x@h/d", "u:x/\(secret)@h/d", "u:1/\(secret)@h/d", "u:x@\(secret)@h/d", "u:\(secret)@x/y@h/d",
            "u:\(secret)@x/y@h/d?sslmode=require", "u:1/\(secret)@h", "u:\(secret)?a/b@h/d", "u:1?host=\(secret)/b@h/d",
            "u:/\(secret)@h/d", "u/\(secret)@h/d", "u@h/\(secret)@d", "h:\(secret)/d", "u@h:\(secret)/d",
            "u@h:1,i:\(secret)/d", "u@h:0/d", "u@h:65536/d", "u@h:-1/d", "u@h:99999999999999999999/d",
            "u@h/d?port=\(secret)", "u@h/d?sslmode=\(secret)", "u@h/d?sslmode=Require",
        ]
    )
    func refused(rest: String) throws {
        let error = try #require(throws: PostgresAddress.Invalid.self) { try PostgresAddress("postgres://" + rest) }
        expectNoSecret(Self.secret, in: error)
    }

    @Test(
        "what libpq reads as it was meant is taken",
        arguments: [
            ("u:a?b@h/d", "a?b"), ("u:a:b@h/d", "a:b"), ("u:a#b@h/d", "a#b"), ("u:p%40s%2Fw%3F@h/d", "p@s/w?"),
            ("u@h/d?password=a@b", "a@b"), ("h/d?user=me@h&password=a/b", "a/b"), ("u@h:1,i:,j:65535/d", nil),
            ("u@/d", nil), ("u@[::1]:5432/d", nil), ("/d?host=/tmp", nil), ("/d?host=@abstract", nil), ("", nil),
            ("u@h/d?port=", nil), ("u@h/a%40b", nil),
        ] as [(String, String?)]
    )
    func taken(rest: String, password: String?) throws {
        let address = try PostgresAddress("postgres://" + rest)
        #expect(address.hasPassword == (password != nil))
        #expect(value(of: "password", in: address) == password)
    }

    @Test("a parameter without a value is one that is not there, and leaves no server unproven")
    func emptyMode() throws {
        let address = try PostgresAddress("postgres://db.example/d?sslmode=")
        #expect(value(of: "sslmode", in: address) == "verify-full")
        #expect(try PostgresAddress("postgres://h/d?password=").hasPassword == false)
    }

    @Test("what the environment or a service chose stands, and a server elsewhere must prove who it is otherwise")
    func defaults() {
        func values(_ defaults: [String: String], _ given: [String: String] = [:]) -> [String: String] {
            CompleteParameters(
                given,
                over: ["sslmode": "prefer", "target_session_attrs": "any"].merging(defaults) { $1 }
            )
            .values
        }
        let there = ["host": "db.example"]
        #expect(values(there)["sslmode"] == "verify-full")
        for mode in ["disable", "require", "verify-ca", "verify-full"] {
            let found = values(there.merging(["sslmode": mode]) { $1 })
            #expect(found["sslmode"] == nil, "libpq takes it from where it stands")
            // The system's authorities where nobody named others.
            #expect((found["sslrootcert"] != nil) == mode.hasPrefix("verify"))
        }
        let own = ["sslmode": "verify-full", "sslrootcert": "/etc/our.pem", "keepalives_idle": "7"]
        let kept = values(there.merging(own) { $1 })
        #expect(kept["sslrootcert"] == nil && kept["keepalives_idle"] == nil && kept["keepalives_count"] == "3")
        let hosts = ["host": "a.example,b.example"]
        #expect(values(hosts)["target_session_attrs"] == "read-write")
        #expect(values(hosts.merging(["target_session_attrs": "primary"]) { $1 })["target_session_attrs"] == nil)
        #expect(values(hosts, ["target_session_attrs": "any"])["target_session_attrs"] == "any")
    }

    /// What libpq is told of a parameter.
    private func value(of parameter: String, in address: PostgresAddress) -> String? {
        address.servers(program: "tests").first?[parameter]
    }
}
