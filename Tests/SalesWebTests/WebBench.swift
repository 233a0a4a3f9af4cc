import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import SalesCore
import SalesTesting
import Testing

@testable import SalesWeb

/// The service over a store in memory, asked without a network.
struct WebBench: Sendable {
    /// What a request was answered with.
    struct Answer {
        let status: Int
        let fields: HTTPFields
        let body: String

        /// The JSON of the body.
        func json<Value: Decodable>(as type: Value.Type = Value.self) throws -> Value {
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            return try decoder.decode(Value.self, from: Data(body.utf8))
        }
    }

    /// A problem as programs read it.
    struct Said: Decodable {
        struct Fault: Decodable, Equatable {
            let at: String
            let detail: String
        }
        let type: String
        let title: String
        let status: Int
        let detail: String
        let errors: [Fault]?
    }

    static let origin = "https://sales.example"

    let clock = ManualClock()
    let store: MemoryStore
    /// What the pages of shops say.
    let fetcher: ScriptedFetcher
    /// What brings pages in place of the script.
    var otherFetcher: (any Fetcher)?
    /// What was mailed.
    let mail = RecordingNotifier(channel: .email)
    /// What was texted.
    let texts = RecordingNotifier(channel: .sms)
    /// What is counted.
    let metrics = PrometheusRegistry(version: "1.2.3")
    var settings = WebSettings()
    /// What hosts allow: so much that no turn waits for a clock that nobody moves.
    var hosts = HostPolicy(standard: HostLimits(rate: 1_000, burst: 1_000, connections: 10))
    /// Under which people reach the service.
    var origin = WebBench.origin
    /// Where the service's log goes.
    var logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    /// How problems are shown to people.
    var pageProblem: PageProblem?

    init() {
        store = MemoryStore(time: clock)
        fetcher = ScriptedFetcher()
    }

    /// What the service works with.
    var parts: WebParts {
        get throws {
            var tracking = Tracker.Settings()
            tracking.hosts = hosts
            let key = try #require(LinkKey(bytes: Array(repeating: 7, count: 32)))
            return WebParts(
                store: store,
                tracker: Tracker(
                    store: store,
                    fetcher: otherFetcher ?? fetcher,
                    notifiers: [mail, texts],
                    settings: tracking,
                    time: clock
                ),
                accounts: Accounts(
                    store: store,
                    key: key,
                    base: try PageURL(Self.origin),
                    notifiers: [mail, texts],
                    time: clock
                ),
                metrics: metrics,
                time: clock
            )
        }
    }

    /// The service over its own routes, or over others.
    func service(
        _ routes: [Route]? = nil,
        listening: @escaping @Sendable (Int) async -> Void = { _ in }
    ) throws -> WebService {
        let parts = try parts
        return WebService(
            routes ?? WebService.routes(parts, settings),
            parts: parts,
            address: WebService.Address(host: "127.0.0.1", port: 0, origin: origin),
            settings: settings,
            pageProblem: pageProblem,
            logger: logger,
            listening: listening
        )
    }

    /// Signs a new person in and answers the secret.
    func signIn(
        _ name: String,
        as kind: AccountSession.Kind = .program,
        scope: AccountSession.Scope = .admin,
        isAdmin: Bool = false
    ) async throws -> AccountSecret {
        let draft = User.New(email: "\(name)@example.com", createdAt: clock.now)
        let user = try #require(try await store.addUser(draft)).user
        if isAdmin { _ = try await store.changeUser(user.id, UserChange(isAdmin: true)) }
        var random = RandomSource.system
        let secret = AccountSecret(using: &random)
        try await store.addSession(
            AccountSession(
                hash: secret.hash,
                userID: user.id,
                kind: kind,
                scope: scope,
                label: name,
                createdAt: clock.now,
                lastUsedAt: clock.now,
                endsAt: clock.now + .seconds(86_400)
            )
        )
        return secret
    }

    /// Asks a route, without a network, of a service that was asked nothing before.
    func ask(
        _ method: HTTPRequest.Method = .get,
        _ path: String,
        _ fields: HTTPFields = [:],
        body: String? = nil
    ) async throws -> Answer {
        try await asking { try await $0.ask(method, path, fields, body: body) }
    }
}

extension WebBench.Answer {
    init(_ response: TestResponse) {
        self.init(
            status: response.status.code,
            fields: response.headers,
            body: String(buffer: response.body)
        )
    }
}

extension HTTPFields {
    /// The fields of a program with this token.
    static func token(_ secret: AccountSecret) -> HTTPFields { [.authorization: "Bearer \(secret.text)"] }

    /// The fields of a browser with this session.
    static func cookie(_ secret: AccountSecret) -> HTTPFields { [.cookie: "a=b; __Host-sales=\(secret.text)"] }

    /// The fields of a browser with this session, which one of our own pages had send something.
    static func page(_ secret: AccountSecret) -> HTTPFields {
        var fields = cookie(secret)
        fields[.secFetchSite] = "same-origin"
        return fields
    }
}
