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

/// The service of an installation where anybody may sign up and texts go to GB, with a mail box and a telephone.
struct PeopleBench: Sendable {
    var web = WebBench()
    var limits = Accounts.Settings(texts: TextBudget(countries: ["GB"]))
    var feedback: (any FeedbackReader)?

    static let email = "ann@example.com"
    static let phone = "+442079460001"

    init() { web.settings.registration = .open }

    var store: MemoryStore { web.store }
    var clock: ManualClock { web.clock }

    var accounts: Accounts {
        get throws {
            Accounts(
                store: web.store,
                key: try #require(LinkKey(bytes: Array(repeating: 7, count: 32))),
                base: try PageURL(WebBench.origin),
                notifiers: [web.mail, web.texts],
                settings: limits,
                time: web.clock
            )
        }
    }

    var parts: WebParts {
        get throws {
            var parts = try web.parts
            parts.accounts = try accounts
            parts.feedback = feedback
            return parts
        }
    }

    /// Asks a route, without a network.
    func ask(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ fields: HTTPFields = [:],
        body: String? = nil
    ) async throws -> WebBench.Answer {
        let service = WebService(
            parts: try parts,
            address: WebService.Address(origin: WebBench.origin),
            settings: web.settings,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        let answer = try await service.application.test(.router) { client in
            try await client.execute(
                uri: path,
                method: method,
                headers: fields,
                body: body.map { ByteBuffer(string: $0) }
            ) { WebBench.Answer($0) }
        }
        try Conformance.expect(.init(method: method, path: path, fields: fields, body: body), answer)
        return answer
    }

    /// Posts JSON.
    func send(_ path: String, _ body: String, by fields: HTTPFields = [:]) async throws -> WebBench.Answer {
        try await send(.post, path, body, by: fields)
    }

    /// Sends JSON.
    func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ body: String,
        by fields: HTTPFields = [:]
    ) async throws -> WebBench.Answer {
        var fields = fields
        fields[.contentType] = "application/json"
        return try await ask(method, path, fields, body: body)
    }

    /// A person whose addresses are proved.
    func person(email: String? = Self.email, phone: String? = nil) async throws -> User {
        let draft = User.New(email: email, phone: phone, createdAt: clock.now)
        let user = try #require(try await store.addUser(draft)).user
        for channel in [Channel.email, .sms] { _ = try await accounts.confirm(user, on: channel) }
        return try #require(try await store.user(user.id))
    }

    /// The fields of a program by which a person is signed in.
    func token(of user: User, scope: AccountSession.Scope = .write) async throws -> HTTPFields {
        let opened = try await accounts.openSession(
            for: user.id,
            kind: .program,
            scope: scope,
            label: "test",
            in: store
        )
        return .token(opened.secret)
    }

    /// Brings the letters out and answers the secret of the link in the mail that came last.
    func secret(of room: String) async throws -> String {
        try await accounts.deliverLetters()
        let text = try #require(web.mail.messages.last?.text)
        let start = "\(WebBench.origin)/\(room)/"
        let line = try #require(text.split(separator: "\n").first { $0.hasPrefix(start) })
        return String(line.dropFirst(start.count))
    }

    /// Brings the letters out and answers the digits of the text that came last.
    func digits() async throws -> String {
        try await accounts.deliverLetters()
        return String(try #require(web.texts.messages.last?.short).prefix(8))
    }

    /// All that the store keeps that a request could change of a person.
    func rows(of user: User) async throws -> String {
        var rows: [Any] = []
        rows.append(try await store.user(user.id) as Any)
        rows.append(try await store.tokens(of: user.id))
        rows.append(try await store.letters(to: user.id))
        rows.append(try await store.subscriptions(matching: .init(userID: user.id), after: nil, limit: 100).elements)
        rows.append(try await store.suppressions(after: nil, limit: 100).elements)
        rows.append(try await store.sessions(of: user.id, at: user.createdAt, after: nil, limit: 100).elements)
        rows.append(try await store.counts(of: Quota.names(of: user.id, over: [])))
        return rows.map { String(describing: $0) }.joined(separator: "\n")
    }
}

/// What an answer is to whoever compares two of them.
struct Seen: Hashable {
    let status: Int
    let fields: HTTPFields
    let body: String

    init(_ answer: WebBench.Answer) {
        status = answer.status
        fields = answer.fields
        body = answer.body
    }
}
