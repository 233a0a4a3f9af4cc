import Foundation
import PostgresServer
import Testing

@Suite("A store on a PostgreSQL server", .timeLimit(.minutes(15)))
struct PostgresStoreTests {
    @Test("It tracks, lists, pauses, exports and imports as a store in a file does")
    func life() async throws {
        try await OpenShop.with { shop in
            try await withDatabase { database in
                try await Sandbox.with(allowing: shop) { home in
                    let store = ["--store", database.url]
                    #expect(try await home.salesctl(["migrate"] + store).status == 0)
                    let track = try await home.salesctl(["track", shop.page(1), "--below", "1"] + store)
                    #expect(track.status == 0, "\(track.errors)")
                    let products = try await home.products(store: database.url)
                    #expect(products.map(\.url) == [shop.page(1)] && products.first?.price != nil)
                    #expect(try await home.salesctl(["pause", "1"] + store).status == 0)
                    #expect(try await home.products(store: database.url).map(\.isPaused) == [true])
                    let history = try await home.salesctl(["history", "1", "--format", "json"] + store)
                    #expect(history.status == 0 && history.output.contains("amount"))
                    let export = try await home.salesctl(["export"] + store)
                    #expect(export.status == 0 && export.output.contains(shop.page(1)))
                    let file = try home.file("all.jsonl", export.output)
                    // Into a file and back again into a database of its own: nothing is lost between the two.
                    #expect(try await home.salesctl("import", file).status == 0)
                    try await withDatabase { other in
                        #expect(try await home.salesctl("migrate", "--store", other.url).status == 0)
                        for _ in 0..<2 {
                            let run = try await home.salesctl("import", file, "--store", other.url)
                            #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
                        }
                        let again = try await home.salesctl("export", "--store", other.url)
                        #expect(again.output == (try await home.salesctl("export").output))
                    }
                    #expect(try await home.salesctl(["untrack", "1", "--forget"] + store).status == 0)
                    #expect(try await home.products(store: database.url).isEmpty)
                }
            }
        }
    }

    @Test("A command that only reads makes no store; `migrate` makes one, once, and the doctor finds it")
    func readingMakesNothing() async throws {
        try await withDatabase { database in
            try await Sandbox.with { home in
                for command in [["list"], ["export"], ["show", "1"], ["history", "1"], ["alerts"]] {
                    let run = try await home.salesctl(command + ["--store", database.url])
                    #expect(run.status == 66 && run.output.isEmpty, "\(command)")
                    #expect(run.errors.contains("salesctl migrate"), "\(command)")
                }
                #expect(try await database.sql("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == "0\n")
                let zone = try await home.salesctl("migrate", "--store", database.url, "--zone", "Nowhere/Land")
                #expect(zone.status == 64 && zone.errors.contains("no time zone"))
                let made = try await home.salesctl("migrate", "--store", database.url, "--zone", "Europe/London")
                #expect(made.status == 0 && made.output.contains("was made") && made.output.contains("Europe/London"))
                let again = try await home.salesctl("migrate", "--store", database.url)
                #expect(again.status == 0 && again.output.contains("is up to date"))
                #expect(try await home.salesctl("list", "--store", database.url).status == 0)
                let doctor = try await home.salesctl("doctor", "--store", database.url)
                #expect(doctor.status == 0 && doctor.output.contains(database.name))
            }
        }
    }

    @Test("A server that is down is temporary; one that does not let in, and a database of others, are not")
    func failures() async throws {
        try await withDatabase { database in
            try await Sandbox.with { home in
                let secret = Sandbox.secret
                let down = "postgres://sales:\(secret)@127.0.0.1:1/prices"
                for command in [["list"], ["track", "https://shop.example/p/1"], ["migrate"]] {
                    let run = try await home.salesctl(command, environment: ["SALES_STORE": down])
                    #expect(
                        run.status == 75 && run.errors.contains("postgres://sales@127.0.0.1:1/prices"),
                        "\(command)"
                    )
                }
                let doctor = try await home.salesctl(
                    ["doctor", "--format", "json"],
                    environment: ["SALES_STORE": down]
                )
                #expect(doctor.status == 75 && doctor.output.contains("sales@127.0.0.1:1"))
                let stranger = database.url + "&user=nobody_of_\(database.name)&password=\(secret)"
                let kept = try await home.salesctl(["list"], environment: ["SALES_STORE": stranger])
                #expect(kept.status == 77 && kept.errors.contains("nobody_of_"))
                let missing = database.url + "&dbname=\(database.name)_missing"
                #expect(try await home.salesctl("list", "--store", missing).status == 74)
                _ = try await database.sql("CREATE TABLE users (login text)")
                for command in [["list"], ["track", "https://shop.example/p/1"], ["migrate"]] {
                    let foreign = try await home.salesctl(command + ["--store", database.url])
                    #expect(foreign.status == 74 && foreign.errors.contains("“users” that is not ours"), "\(command)")
                }
            }
        }
    }

    @Test("A password on the command line is refused before anything is done with it, and repeated nowhere")
    func passwordInFlag() async throws {
        try await Sandbox.with { home in
            for address in [
                "postgres://sales:\(Sandbox.secret)@127.0.0.1:1/prices",
                "postgresql://127.0.0.1:1/prices?user=sales&password=\(Sandbox.secret)",
            ] {
                for command in [["list"], ["migrate"], ["service", "install"]] {
                    let run = try await home.salesctl(command + ["--store", address])
                    #expect(run.status == 64 && run.errors.contains("PGPASSWORD"), "\(command)")
                }
            }
            for wrong in ["postgres://u:\(Sandbox.secret)%zz@h/d", "postgres://h/d?\(Sandbox.secret)=1"] {
                #expect(try await home.salesctl("list", "--store", wrong).status == 64)
                let variable = try await home.salesctl(["list"], environment: ["SALES_STORE": wrong])
                #expect(variable.status == 65 && variable.errors.contains("SALES_STORE"))
            }
        }
    }

    @Test("A password comes from PGPASSWORD, a file of passwords or SALES_STORE; without one nobody gets in")
    func passwords() async throws {
        let server = try await passwordServer()
        let database = try await server.makeDatabase("passwords")
        try await Sandbox.with { home in
            _ = try await database.sql("CREATE ROLE sales LOGIN SUPERUSER PASSWORD '\(Sandbox.secret)'")
            let url = database.url + "&user=sales"
            let flag = ["migrate", "--store", url]
            let none = try await home.salesctl(flag)
            #expect(none.status == 77 && none.errors.contains("PGPASSWORD"), "\(none.errors)")
            let wrong = try await home.salesctl(flag, environment: ["PGPASSWORD": "not-" + Sandbox.secret])
            #expect(wrong.status == 77 && wrong.errors.contains("password"), "\(wrong.errors)")
            let right = try await home.salesctl(flag, environment: ["PGPASSWORD": Sandbox.secret])
            #expect(right.status == 0, "\(right.errors)")
            let file = try home.file("passwords", "*:*:*:sales:\(Sandbox.secret)\n")
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
            let named = try await home.salesctl(flag, environment: ["PGPASSFILE": file])
            #expect(named.status == 0, "\(named.errors)")
            let whole = url + "&password=" + Sandbox.secret
            let variable = try await home.salesctl(["migrate"], environment: ["SALES_STORE": whole])
            #expect(variable.status == 0 && variable.output.contains("sales@"), "\(variable.errors)")
            let settings = try home.file("settings.yaml", "store: \(whole)\n")
            let configured = try await home.salesctl(
                ["migrate", "--config", settings],
                environment: ["SALES_STORE": ""]
            )
            #expect(configured.status == 0, "\(configured.errors)")
        }
        await server.end()
    }

    @Test("A service gets no store of the shell's variables, and one of a flag as it was given")
    func service() async throws {
        try await withDatabase { database in
            try await Sandbox.with { home in
                let refused = try await home.salesctl(
                    ["service", "install"],
                    environment: ["SALES_STORE": database.url]
                )
                #expect(refused.status == 64 && refused.errors.contains("configuration file"))
                let unit = home.folder.path + "/config/systemd/user/"
                #expect(!FileManager.default.fileExists(atPath: unit))
                let installed = try await home.salesctl("service", "install", "--store", database.url)
                #expect(installed.status == 0)
                let files = try FileManager.default.contentsOfDirectory(atPath: unit)
                let text = try String(contentsOfFile: unit + (files.first ?? ""), encoding: .utf8)
                #expect(text.contains(database.name))
            }
        }
    }

    @Test("What the server remarks is not written beside the answer")
    func notices() async throws {
        try await withDatabase { database in
            try await Sandbox.with { home in
                _ = try await database.sql("ALTER DATABASE \(database.name) SET client_min_messages = 'debug1'")
                for command in [["migrate"], ["list"], ["export"]] {
                    let run = try await home.salesctl(command + ["--store", database.url])
                    #expect(run.status == 0 && run.errors.isEmpty, "\(command): \(run.errors)")
                }
            }
        }
    }

    private func withDatabase(_ body: (TestDatabase) async throws -> Void) async throws {
        try await PrivatePostgres.shared().makeDatabase("salesctl").use(body)
    }

    /// A server that asks everybody but its administrator for a password.
    private func passwordServer() async throws -> PrivatePostgres {
        let rules = "local all postgres trust\nlocal all all scram-sha-256\n"
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("hba-\(UUID().uuidString).conf")
        try Data(rules.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        return try await PrivatePostgres.start(["--set", "hba_file=\(file.path)"])
    }
}
