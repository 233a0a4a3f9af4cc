import Foundation
import PostgresServer
import Testing

@Suite("Addresses of stores on the command line and in settings", .timeLimit(.minutes(15)))
struct StoreAddressTests {
    @Test("A password that is not percent-encoded is refused, printed nowhere, and no unit of a service is written")
    func strayPasswords() async throws {
        try await Sandbox.with { home in
            for rest in [
                "sales:\(Sandbox.secret)/x@host/db", "sales:x/\(Sandbox.secret)@host/db", "h:\(Sandbox.secret)/d",
            ] {
                let address = "postgres://" + rest
                for command in [["list"], ["-vv", "list"], ["doctor"], ["service", "install"]] {
                    let flag = try await home.salesctl(command + ["--store", address])
                    #expect(flag.status == 64, "\(command)")
                    let variable = try await home.salesctl(command, environment: ["SALES_STORE": address])
                    #expect(variable.status == 65, "\(command)")
                    let said = variable.errors + variable.output
                    #expect(said.contains("SALES_STORE") && said.contains("percent-encoded"), "\(command)")
                }
            }
            #expect(!FileManager.default.fileExists(atPath: home.folder.path + "/config/systemd"))
        }
    }

    @Test(
        "Of a text that names no store nothing is repeated that may be a password",
        arguments: [
            ("host=db user=sales password=\(Sandbox.secret)", "“…”"), ("postgres//u:\(Sandbox.secret)", "“…”"),
            ("http://u@h/db?password=\(Sandbox.secret)", "“http:…”"),
            ("postgres:u:\(Sandbox.secret)@h", "“postgres:…”"),
            ("prices.sqlite", "“prices.sqlite”"), ("/home/me/prices.db", "“/home/me/prices.db”"),
            ("http://db.example/prices", "“http://db.example/prices”"),
        ]
    )
    func namesNoStore(text: String, shown: String) async throws {
        try await Sandbox.with { home in
            let flag = try await home.salesctl("list", "--store", text)
            #expect(flag.status == 64 && flag.errors.contains("\(shown) names no store"), "\(flag.errors)")
            let variable = try await home.salesctl(["list"], environment: ["SALES_STORE": text])
            #expect(variable.status == 65 && variable.errors.contains("\(shown) names no store"), "\(variable.errors)")
        }
    }

    @Test("What libpq's own variables or service file say wrongly is a mistake of settings")
    func libpqSettings() async throws {
        try await Sandbox.with { home in
            for (name, value) in [("PGSSLMODE", "bogus"), ("PGPORT", "five"), ("PGSERVICE", "nosuch")] {
                let run = try await home.salesctl(
                    ["migrate", "--store", "postgres://sales@127.0.0.1/prices"],
                    environment: [name: value]
                )
                #expect(run.status == 65 && run.errors.contains("(PG…)"), "\(name): \(run.errors)")
            }
            let zone = try await home.salesctl("migrate", "--zone", "UTC", "--store", "postgres:///d?service=nosuch")
            #expect(zone.status == 65, "\(zone.errors)")
        }
    }

    @Test("A service of the address keeps what it says of TLS; one that says nothing must be proven")
    func services() async throws {
        let server = try await PrivatePostgres.start(["--tcp"])
        try await server.makeDatabase("service").use { database in
            try await Sandbox.with { home in
                // An address that is not this machine's by name, and reaches it all the same.
                let place =
                    "hostaddr=0.0.0.0\nport=\(server.address.port ?? 0)\nuser=postgres\ndbname=\(database.name)\n"
                let file = try home.file(
                    "services.conf",
                    "[plain]\n\(place)sslmode=disable\n[silent]\n\(place)[strict]\n\(place)sslmode=require\n"
                )
                func migrate(_ name: String) async throws -> ProgramRun {
                    try await home.salesctl(
                        ["migrate", "--store", "postgres://?service=\(name)"],
                        environment: ["PGSERVICEFILE": file]
                    )
                }
                let plain = try await migrate("plain")
                #expect(plain.status == 0 && plain.output.contains("@0.0.0.0:"), "\(plain.errors)")
                for name in ["silent", "strict"] {
                    let run = try await migrate(name)
                    #expect(run.status == 74 && run.errors.contains("does not prove"), "\(name): \(run.errors)")
                }
            }
        }
        await server.end()
    }
}
