import ArgumentParser
import Foundation
import PostgresServer
import SalesCore
import SalesPostgres
import Testing

@testable import salesctl

@Suite("A PostgreSQL store that cannot be worked on", .timeLimit(.minutes(15)))
struct StoreObstacleTests {
    private static let working = [["track", "https://shop.example/p/1"], ["check"], ["watch"]]

    @Test("Only `migrate` makes a store on a server; everything else says so and leaves the database empty")
    func onlyMigrateMakes() async throws {
        try await PrivatePostgres.shared().makeDatabase("obstacle").use { database in
            try await Sandbox.with { home in
                let others = [
                    ["doctor"], ["import", try home.file("none.jsonl", "")], ["pause", "1"], ["alerts", "retry"],
                ]
                for command in Self.working + others {
                    let run = try await home.salesctl(command + ["--store", database.url])
                    let said = run.errors + run.output
                    #expect(run.status == 66 && said.contains("salesctl migrate"), "\(command): \(said)")
                }
                #expect(try await database.sql("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == "0\n")
            }
        }
    }

    @Test("One that takes no changes is refused before anything is begun, and the doctor fails")
    func readOnly() async throws {
        try await PrivatePostgres.shared().makeDatabase("obstacle").use { database in
            try await Sandbox.with { home in
                #expect(try await home.salesctl("migrate", "--store", database.url).status == 0)
                _ = try await database.sql("ALTER DATABASE \(database.name) SET default_transaction_read_only = on")
                for command in Self.working + [["doctor"]] {
                    let run = try await home.salesctl(command + ["--store", database.url])
                    let said = run.errors + run.output
                    #expect(run.status == 74 && said.contains("Name the server that takes them"), "\(command): \(said)")
                }
                #expect(try await home.salesctl("list", "--store", database.url).status == 0)
            }
        }
    }

    @Test("A user who may only read is refused before anything is begun, and the doctor says what to grant")
    func rights() async throws {
        try await PrivatePostgres.shared().makeDatabase("obstacle").use { database in
            try await Sandbox.with { home in
                #expect(try await home.salesctl("migrate", "--store", database.url).status == 0)
                let role = "reader_of_\(database.name)"
                _ = try await database.sql(
                    "CREATE ROLE \(role) LOGIN; GRANT SELECT ON ALL TABLES IN SCHEMA public TO \(role)"
                )
                let url = database.url + "&user=\(role)"
                for command in Self.working + [["doctor"]] {
                    let run = try await home.salesctl(command + ["--store", url])
                    let said = run.errors + run.output
                    #expect(run.status == 77 && said.contains("GRANT SELECT, INSERT"), "\(command): \(said)")
                }
                #expect(try await database.sql("SELECT count(*) FROM products") == "0\n")
                #expect(try await home.salesctl("list", "--store", url).status == 0)
                _ = try await database.sql("DROP OWNED BY \(role); DROP ROLE \(role)")
            }
        }
    }

    @Test("The doctor says what the server is, and warns where fewer connections are left than a worker may use")
    func server() async throws {
        try await PrivatePostgres.shared().makeDatabase("obstacle").use { database in
            try await Sandbox.with { home in
                #expect(
                    try await home.salesctl("migrate", "--zone", "Europe/London", "--store", database.url).status == 0
                )
                let doctor = try await home.salesctl("doctor", "--store", database.url)
                #expect(doctor.status == 0, "\(doctor.output)")
                for words in ["PostgreSQL 1", "not encrypted", "days of Europe/London", "connections in use"] {
                    #expect(doctor.output.contains(words), "\(words)")
                }
                let address = try PostgresAddress(database.url)
                let store = try await PostgresStore(address, creates: false)
                let report = try await store.report()
                await store.close()
                let left = Int(report.maximumConnections - report.connections)
                #expect(ServerDiagnosis.findings(report, address: address, most: left).map(\.state) == [.ok])
                let findings = ServerDiagnosis.findings(report, address: address, most: left + 1)
                #expect(findings.map(\.state) == [.ok, .warning])
                #expect(findings.last?.message.contains("store_connections") == true)
                _ = try await database.sql("UPDATE price_days SET state = 'frozen' WHERE starts_at > now()")
                let again = try await PostgresStore(address, creates: false)
                let late = ServerDiagnosis.findings(try await again.report(), address: address, most: 0)
                await again.close()
                #expect(late.map(\.state) == [.ok, .warning] && late.last?.message.contains("day after today") == true)
                let elsewhere = try PostgresAddress("postgres://db.example/sales?sslmode=disable")
                #expect(
                    ServerDiagnosis.findings(report, address: elsewhere, most: 0).last?.message.contains("sslmode")
                        == true
                )
            }
        }
    }

    @Test("So many connections as `store_connections` says are used, and a number out of range is refused")
    func connections() async throws {
        try await Sandbox.with { home in
            let file = try home.file("settings.yaml", "store_connections: 3\n")
            var options = try GlobalOptions.parse([])
            (options.store, options.config, options.allowAddress) = ("postgres:///sales", file, [])
            let settings = try await AppSettings(options: options, environment: [:])
            #expect(settings.postgresOptions.maximumConnections == 3)
            let variable = try await AppSettings(options: options, environment: ["SALES_STORE_CONNECTIONS": "5"])
            #expect(variable.postgresOptions.maximumConnections == 5)
            for wrong in ["0", "65", "many"] {
                let run = try await home.salesctl(["list"], environment: ["SALES_STORE_CONNECTIONS": wrong])
                #expect(run.status == 65 && run.errors.contains("1 to 64"), "\(run.errors)")
            }
            let keys = try await home.salesctl("doctor", "--keys")
            #expect(keys.output.contains("store_connections"))
        }
    }
}
