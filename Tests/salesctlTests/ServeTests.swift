import Foundation
import GRDB
import PythonServers
import SalesCore
import SalesSQLite
import Testing

@testable import LocalShop

@Suite("Serving the API and the dashboard", .timeLimit(.minutes(15)))
struct ServeTests {
    /// What the tests read of a line in JSON.
    private struct Line: Decodable {
        let message: String
        let origin: String?
        let mode: String?
        let product: String?
    }

    private struct SignIn: Decodable {
        let user: Int64
        let url: String
    }

    private static let any = ["serve", "--port", "0", "--log-format", "json"]

    /// Looks again and again until something holds; false where it does not within 20 seconds.
    private static func holds(_ condition: () async throws -> Bool) async throws -> Bool {
        let clock = ContinuousClock()
        let end = clock.now + .seconds(20)
        while clock.now < end {
            if try await condition() { return true }
            try await Task.sleep(for: .milliseconds(20))
        }
        return false
    }

    /// Starts it at a free port, and waits until it says at which.
    private static func start(
        _ home: Sandbox,
        _ options: [String] = [],
        environment: [String: String] = [:]
    ) async throws -> (program: StartedProgram, port: Int) {
        let program = try await home.start(Self.any + options, environment: environment)
        #expect(try await holds { program.output.contains(#""message":"serving""#) || program.hasEnded })
        let port = program.output.firstMatch(of: /"address":"127\.0\.0\.1:(\d+)"/).flatMap { Int($0.output.1) }
        return (program, try #require(port, "\(program.output)"))
    }

    /// Ends it in good order.
    private static func end(_ program: StartedProgram) async throws -> ProgramRun {
        program.send(SIGTERM)
        let run = try await program.end()
        #expect(run.status == 0, "\(run.errors)")
        #expect(!run.output.contains(Sandbox.secret) && !run.errors.contains(Sandbox.secret), "A secret was told.")
        return run
    }

    /// What a link signs in with.
    private static func secret(in text: String) -> AccountSecret? {
        text.firstMatch(of: /http:\/\/127\.0\.0\.1:\d+\/s\/([A-Za-z0-9_-]{43})/).flatMap {
            AccountSecret(String($0.output.1))
        }
    }

    @Test(
        "It says where it listens and for whom, answers there, lets in only who signs in, and tells its output no link"
    )
    func listens() async throws {
        try await Sandbox.with { home in
            let (program, port) = try await Self.start(home)
            let health = try await PlainConnection.get("/healthz", at: port)
            #expect(health.hasPrefix("HTTP/1.1 200") && health.contains(#"{"status":"ok"}"#), "\(health)")
            let me = try await PlainConnection.get("/api/v1/me", at: port)
            #expect(me.hasPrefix("HTTP/1.1 401"), "\(me)")
            let run = try await Self.end(program)
            let lines = try run.jsonLines(as: Line.self)
            #expect(lines.map(\.message) == ["serving", "sign in", "watching", "stopped"])
            #expect(lines.first?.origin == "http://127.0.0.1:\(port)" && lines.first?.mode == "private")
            #expect(!run.output.contains("/s/") && run.output.contains("salesctl users link"))
        }
    }

    @Test("A terminal gets a link that signs its person in, and `users link` makes another; the store has only hashes")
    func signInLink() async throws {
        try await Sandbox.with { home in
            let terminal = try PseudoTerminal()
            let program = try await home.start(["serve", "--port", "0"], output: terminal.device)
            var screen = ""
            let isShown = try await Self.holds {
                screen += terminal.text()
                return Self.secret(in: screen) != nil && screen.contains("watching") || program.hasEnded
            }
            #expect(isShown, "\(screen)")
            let link: SignIn = try await home.salesctl("users", "link", "--format", "json").json()
            program.send(SIGTERM)
            #expect(try await program.end().status == 0)
            #expect(link.user == 1 && link.url.hasPrefix("http://127.0.0.1:8080/s/"), "\(link)")
            let store = try await SQLiteStore(path: home.storePath)
            for text in [screen, link.url] {
                let secret = try #require(Self.secret(in: text), "\(text)")
                let token = try await store.token(secret.hash, for: .signIn, at: SystemTime().now)
                #expect(token?.userID == .local)
                let isKept = try Data(contentsOf: URL(fileURLWithPath: home.storePath)).range(
                    of: Data(secret.text.utf8)
                )
                #expect(isKept == nil)
            }
            try await store.close()
        }
    }

    @Test(
        "A sign-in link leads where people reach it, is for anybody there is, and is refused where it would be no use"
    )
    func links() async throws {
        try await Sandbox.with { home in
            let environment = ["SALES_WEB_ORIGIN": "https://sales.example"]
            let own = try await home.salesctl(["users", "link"], environment: environment)
            #expect(own.status == 0 && own.output.hasPrefix("https://sales.example/s/"), "\(own.errors)")
            #expect(own.output.split(separator: "\n").count == 1 && own.errors.contains("user 1 in once"))
            let other = try await home.salesctl(
                ["users", "link", "1", "--sign-in", "--origin", "http://127.0.0.1:81"],
                environment: environment
            )
            #expect(other.output.hasPrefix("http://127.0.0.1:81/s/"), "\(other.errors)")
            for (arguments, status) in [
                (["9", "--sign-in"], 66), (["--product", "3"], 64), (["1", "--origin", "https://a.example"], 64),
                (["--origin", "https://a.example/b"], 64), (["--store", "memory:"], 64),
            ] as [([String], Int32)] {
                let run = try await home.salesctl(["users", "link"] + arguments)
                #expect(
                    run.status == status && run.output.isEmpty && !run.errors.isEmpty,
                    "\(arguments): \(run.errors)"
                )
            }
        }
    }

    @Test(
        "At a signal it takes no more connections, answers what was asked, and ends with 0",
        arguments: [SIGTERM, SIGINT]
    )
    func stop(_ signal: Int32) async throws {
        try await Sandbox.with { home in
            let (program, port) = try await Self.start(home)
            let store = try await SQLiteStore(path: home.storePath)
            var random = RandomSource.system
            let secret = AccountSecret(using: &random)
            let before = SystemTime().now - .seconds(3_600)
            try await store.addSession(
                AccountSession(
                    hash: secret.hash,
                    userID: .local,
                    kind: .program,
                    scope: .write,
                    label: "test",
                    createdAt: before,
                    lastUsedAt: before,
                    endsAt: before + .seconds(86_400)
                )
            )
            let connection = try PlainConnection(port: port)
            let body = (#"{"label":"#, #""Script"}"#)
            connection.send(
                "POST /api/v1/tokens HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nAuthorization: Bearer \(secret.text)\r\n"
                    + "Content-Type: application/json\r\nContent-Length: \(body.0.utf8.count + body.1.utf8.count)\r\n\r\n"
                    + body.0
            )
            // Its session is used: the request is with the route, which waits for the rest of the body.
            let isUnderWay = try await Self.holds {
                let sessions = try await store.sessions(of: .local, at: SystemTime().now, after: nil, limit: 10)
                return sessions.elements.contains { $0.hash == secret.hash && $0.lastUsedAt > before }
            }
            #expect(isUnderWay)
            program.send(signal)
            #expect(try await Self.holds { (try? PlainConnection(port: port)) == nil })
            #expect(!program.hasEnded)
            connection.send(body.1)
            let answer = try await connection.answer()
            #expect(answer.hasPrefix("HTTP/1.1 201"), "\(answer)")
            let run = try await program.end()
            #expect(run.status == 0 && run.output.contains(#""message":"stopped""#), "\(run.errors)")
            try await store.close()
        }
    }

    @Test("A second one at the same port says that it is taken, and checks nothing")
    func taken() async throws {
        try await Sandbox.with { home in
            let (program, port) = try await Self.start(home)
            let second = try await home.salesctl("serve", "--port", "\(port)", "--log-format", "json")
            #expect(second.status == 75, "\(second.errors)")
            #expect(second.errors.contains("127.0.0.1:\(port) is taken") && second.errors.contains("--port"))
            #expect(!second.output.contains("serving") && !second.output.contains("watching"), "\(second.output)")
            #expect(try await PlainConnection.get("/healthz", at: port).hasPrefix("HTTP/1.1 200"))
            _ = try await Self.end(program)
        }
    }

    @Test("It watches as `watch` does")
    func watches() async throws {
        try await OpenShop.with { shop in
            shop.setPrice(49_99, of: 6)
            try await Sandbox.with(allowing: shop) { home in
                let (program, _) = try await Self.start(home)
                let tracked = try await home.salesctl("track", shop.page(6), "--below", "40", "--every", "1s")
                #expect(tracked.status == 0)
                shop.setPrice(39_99, of: 6)
                #expect(try await Self.holds { program.output.contains(#""message":"told""#) })
                let run = try await Self.end(program)
                #expect(run.errors.contains("Price drop: "))
                #expect(try run.jsonLines(as: Line.self).filter { $0.message == "told" }.map(\.product) == ["1"])
            }
        }
    }

    @Test("With --no-watch nothing is checked, and letters go out all the same, with links to the origin")
    func noWatch() async throws {
        let sink = try await SMTPSink()
        defer { sink.stop() }
        let settings = [
            "SALES_LINKS_SECRET": String(repeating: Sandbox.secret, count: 3), "SALES_NOTIFY_CHANNELS": "email",
            "SALES_NOTIFY_SMTP_HOST": "127.0.0.1", "SALES_NOTIFY_SMTP_PORT": "\(sink.port)",
            "SALES_NOTIFY_SMTP_SECURITY": "none", "SALES_NOTIFY_SMTP_USERNAME": "", "SALES_NOTIFY_SMTP_PASSWORD": "",
        ]
        try await OpenShop.with { shop in
            try await Sandbox.with(allowing: shop) { home in
                #expect(try await home.salesctl("track", shop.page(6), "--every", "1s").status == 0)
                let waiting = settings.merging(["SALES_NOTIFY_ENABLED": "false"]) { $1 }
                let added = try await home.salesctl(
                    ["users", "add", "--email", "ann@example.org"],
                    environment: waiting
                )
                let early = try sink.mails()
                #expect(added.status == 0 && early.isEmpty, "\(added.errors)")
                let queue = try DatabaseQueue(path: home.storePath)
                try await queue.write { db in try db.execute(sql: "UPDATE products SET next_check_at = 0") }
                let options = ["--no-watch", "--origin", "https://sales.example"]
                let (program, _) = try await Self.start(home, options, environment: settings)
                #expect(try await Self.holds { try !sink.mails().isEmpty })
                let run = try await Self.end(program)
                let due = try await queue.read { db in try Int.fetchOne(db, sql: "SELECT next_check_at FROM products") }
                try queue.close()
                #expect(due == 0)
                let lines = try run.jsonLines(as: Line.self)
                #expect(lines.map(\.message) == ["serving", "not watching", "stopped"])
                #expect(lines.first?.mode == "people" && lines.first?.origin == "https://sales.example")
                let letter = try #require(try sink.mails().first)
                #expect(letter.part("text/plain")?.contains("https://sales.example/v/") == true)
            }
        }
    }

    @Test("Where many people come and nothing can be sent to them, it says so")
    func nobody() async throws {
        try await Sandbox.with { home in
            let settings = ["SALES_LINKS_SECRET": String(repeating: Sandbox.secret, count: 3)]
            let (program, _) = try await Self.start(home, ["--origin", "https://sales.example"], environment: settings)
            let run = try await Self.end(program)
            #expect(run.errors.contains("nobody can sign up or in by themselves"), "\(run.errors)")
        }
    }

    @Test(
        "What cannot be served safely, or at all, is refused with what to say instead",
        arguments: [
            ("--host 0.0.0.0", 77, "--insecure-http"), ("--host 0.0.0.0 --private", 77, "--insecure-http"),
            ("--origin http://sales.example", 77, "http://sales.example is for others"),
            ("--host 0.0.0.0 --insecure-http", 64, "--origin http://"),
            ("--registration open", 64, "Nobody can register"), ("--registration some", 64, "closed, invite or open"),
            ("--origin https://sales.example/x", 64, "--origin must be an origin"),
            ("--origin sales.example", 64, "--origin"),
            ("--origin https://sales.example --store memory:", 64, "a store that lasts"),
            ("--port 65536", 64, "--port must be 0 to 65535"), ("--concurrency 0", 64, "--concurrency"),
        ] as [(String, Int32, String)]
    )
    func refused(_ options: String, _ status: Int32, _ words: String) async throws {
        try await Sandbox.with { home in
            let run = try await home.salesctl(["serve"] + options.split(separator: " ").map(String.init))
            #expect(run.status == status && run.errors.contains(words), "\(run.status) \(run.errors)")
            let isUntouched = try home.hasUntouchedStore()
            #expect(run.output.isEmpty && isUntouched)
        }
    }

    @Test("Accounts need a key, and a host is one of this machine's")
    func lacking() async throws {
        try await Sandbox.with { home in
            let key = try await home.salesctl("serve", "--origin", "https://sales.example")
            #expect(key.status == 65 && key.errors.contains("links.secret is not set"), "\(key.errors)")
            let host = try await home.salesctl("serve", "--host", "192.0.2.1", "--private", "--insecure-http")
            #expect(
                host.status == 64 && host.errors.contains("“192.0.2.1” is no address of this machine"),
                "\(host.errors)"
            )
        }
    }
}
