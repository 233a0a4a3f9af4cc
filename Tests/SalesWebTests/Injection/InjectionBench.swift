import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import PostgresServer
import SalesCore
import SalesPostgres
import SalesSQLite
import SalesTesting
import Testing

@testable import SalesWeb

/// The service over each kind of store, asked without a network and without limits of how often.
struct InjectionBench: Sendable {
    /// A kind of store.
    enum Kind: String, CaseIterable, Sendable {
        case memory, sqlite, postgres
    }

    /// Whether all texts are sent to all places on all kinds, which takes a quarter of an hour: SALES_INJECTION=full.
    private static let isFull = ProcessInfo.processInfo.environment["SALES_INJECTION"] == "full"

    /// What the widest walks are made on: a file, unless all is asked for.
    static let kinds: [Kind] = isFull ? Kind.allCases : [.sqlite]

    /// One of so many texts of each family, the first among them; all, where all is asked for.
    static func texts(_ step: Int) -> [InjectionText] { isFull ? InjectionText.all : InjectionText.every(step) }

    /// A few texts, others at each turn: together the turns go through all families.
    static func texts(turn: Int) -> [InjectionText] {
        guard !isFull else { return InjectionText.all }
        return texts(40).enumerated().filter { ($0.offset + turn).isMultiple(of: 6) }.map(\.element)
    }

    let web: WebBench
    let store: any WebParts.Store
    /// An admin who gave a program all that they may do, and their browser.
    let program: HTTPFields
    let browser: HTTPFields
    let admin: UserID
    private let client: any TestClientProtocol

    /// The address of a person beside who asks.
    static let bystander = "known@example.com"

    /// Runs a test on a store of a kind, with an admin who follows a product and a person beside them.
    static func with(_ kind: Kind, _ body: @Sendable (InjectionBench) async throws -> Void) async throws {
        let web = WebBench.unlimited
        switch kind {
        case .memory: try await with(web, web.store, body)
        case .sqlite:
            let folder = FileManager.default.temporaryDirectory.appendingPathComponent("web-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let path = folder.appendingPathComponent("prices.sqlite").path
            let store = try await SQLiteStore(path: path, time: web.clock)
            try await with(web, store, body)
            try await store.close()
        case .postgres:
            let server = try await PrivatePostgres.shared()
            try await server.tests.pass {
                try await server.makeDatabase("web").use { database in
                    let store = try await PostgresStore(try PostgresAddress(database.url), time: web.clock)
                    try await with(web, store, body)
                    await store.close()
                }
            }
        }
    }

    private static func with(
        _ web: WebBench,
        _ store: any WebParts.Store,
        _ body: @Sendable (InjectionBench) async throws -> Void
    ) async throws {
        let service = WebService(
            parts: try web.parts(over: store),
            address: WebService.Address(origin: WebBench.origin),
            settings: web.settings,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        let person = User.New(email: bystander, firstName: "Zoë", createdAt: web.clock.now)
        _ = try #require(try await store.addUser(person))
        let draft = User.New(email: "root@example.com", createdAt: web.clock.now)
        let admin = try #require(try await store.addUser(draft)).user.id
        _ = try await store.changeUser(admin, UserChange(isAdmin: true))
        let program = try await session(.program, of: admin, in: store, web.clock)
        let browser = try await session(.browser, of: admin, in: store, web.clock)
        try await service.application.test(.router) { client in
            let bench = InjectionBench(
                web: web,
                store: store,
                program: .token(program),
                browser: .page(browser),
                admin: admin,
                client: client
            )
            try web.show(ShopPage.kettle, ShopPage.product("19.99"))
            let followed = try await bench.send(.post, "/api/v1/subscriptions", #"{"url": "\#(ShopPage.kettle)"}"#)
            try #require(followed.status == 201, "\(followed.body)")
            try await body(bench)
        }
    }

    private static func session(
        _ kind: AccountSession.Kind,
        of user: UserID,
        in store: any SessionStore,
        _ clock: ManualClock
    ) async throws -> AccountSecret {
        var random = RandomSource.system
        let secret = AccountSecret(using: &random)
        try await store.addSession(
            AccountSession(
                hash: secret.hash,
                userID: user,
                kind: kind,
                scope: .admin,
                label: "test",
                createdAt: clock.now,
                lastUsedAt: clock.now,
                endsAt: clock.now + .seconds(86_400)
            )
        )
        return secret
    }

    /// Asks a route, and holds what it answers to the description of the API.
    func ask(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ fields: HTTPFields,
        body: String? = nil
    ) async throws -> WebBench.Answer {
        let answer = try await client.execute(
            uri: path,
            method: method,
            headers: fields,
            body: body.map { ByteBuffer(string: $0) }
        ) { WebBench.Answer($0) }
        try Conformance.expect(.init(method: method, path: path, fields: fields, body: body), answer)
        return answer
    }

    /// Sends JSON as the admin's program.
    func send(_ method: HTTPRequest.Method, _ path: String, _ body: String) async throws -> WebBench.Answer {
        var fields = program
        fields[.contentType] = "application/json"
        return try await ask(method, path, fields, body: body)
    }

    /// Opens a page in the admin's browser.
    func open(_ path: String) async throws -> WebBench.Answer {
        var fields = browser
        fields[.accept] = "text/html"
        return try await ask(.get, path, fields)
    }

    /// Sends a form of a page in the admin's browser.
    func submit(_ path: String, _ form: [String: String]) async throws -> WebBench.Answer {
        var fields = browser
        fields[.accept] = "text/html"
        fields[.contentType] = "application/x-www-form-urlencoded"
        let body = form.map { "\($0.key)=\(Self.escaped($0.value))" }.joined(separator: "&")
        return try await ask(.post, path, fields, body: body)
    }

    /// A text as it stands in a path, a query or a form: every byte that is no letter or digit is escaped.
    static func escaped(_ text: String) -> String {
        text.utf8.map { plain.contains($0) ? String(UnicodeScalar($0)) : "%" + [$0].hexadecimal }.joined()
    }

    private static let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)

    /// A text as JSON has it, with its quotes.
    static func json(_ text: String) throws -> String {
        String(decoding: try JSONEncoder().encode(text), as: UTF8.self)
    }
}

// MARK: - What is there

extension InjectionBench {
    /// How many rows there are of each kind.
    struct Counts: Equatable, Sendable {
        var people: Int
        var sessions: Int
        var products: Int
        var websites: Int
        var subscriptions: Int
        var alerts: Int
        var suppressions: Int
    }

    func counts() async throws -> Counts {
        Counts(
            people: try await count { try await store.users(after: $0, limit: maximumPageSize) },
            sessions: try await count {
                try await store.sessions(of: admin, at: web.clock.now, after: $0, limit: maximumPageSize)
            },
            products: try await count {
                try await store.products(matching: .all, after: $0, limit: maximumPageSize)
            },
            websites: try await count { try await store.websites(after: $0, limit: maximumPageSize) },
            subscriptions: try await count {
                try await store.subscriptions(matching: SubscriptionFilter(), after: $0, limit: maximumPageSize)
            },
            alerts: try await count {
                try await store.alerts(matching: AlertFilter(), after: $0, limit: maximumPageSize)
            },
            suppressions: try await count { try await store.suppressions(after: $0, limit: maximumPageSize) }
        )
    }

    private func count<Element>(_ page: (PageToken?) async throws -> Page<Element>) async throws -> Int {
        var (count, token): (Int, PageToken?) = (0, nil)
        repeat {
            let next = try await page(token)
            count += next.elements.count
            token = next.next
        } while token != nil
        return count
    }
}

extension WebBench {
    /// A service where anybody may sign up, that counts nobody out.
    static var unlimited: WebBench {
        var bench = WebBench()
        bench.settings.registration = .open
        bench.settings.people.addsPerHour = 1_000_000
        let much = RateLimit(perMinute: 1_000_000, burst: 1_000_000)
        bench.settings.limits.person = much
        bench.settings.limits.address = much
        bench.settings.limits.costly = much
        bench.settings.limits.guesses = much
        return bench
    }

    /// What the service works with over another store.
    func parts(over store: any WebParts.Store) throws -> WebParts {
        var made = try self.parts
        made.store = store
        made.tracker = Tracker(
            store: store,
            fetcher: fetcher,
            notifiers: [mail, texts],
            settings: made.tracker.settings,
            time: clock
        )
        made.accounts = Accounts(
            store: store,
            key: try #require(LinkKey(bytes: Array(repeating: 7, count: 32))),
            base: try PageURL(Self.origin),
            notifiers: [mail, texts],
            time: clock
        )
        return made
    }
}
