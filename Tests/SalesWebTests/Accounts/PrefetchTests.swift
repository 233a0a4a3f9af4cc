import Foundation
import GRDB
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import SalesCore
import SalesSQLite
import SalesTesting
import Testing

@testable import SalesWeb

@Suite("Programs that look at links before people do (M2)", .timeLimit(.minutes(15)))
struct PrefetchTests {
    /// What browsers, mail programs and scanners of links say of themselves, or nothing.
    private static let looks: [[(name: String, value: String)]] = [
        [], [("Sec-Purpose", "prefetch")], [("Sec-Purpose", "prefetch;prerender")], [("Purpose", "prefetch")],
        [("X-Moz", "prefetch")], [("X-Purpose", "preview")],
        [("User-Agent", "Mozilla/5.0 (compatible; SafeLinks; +https://scan.example)"), ("Accept", "text/html")],
        [("Accept", "text/html"), ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate")],
    ]

    /// All rows of all tables of a file, as texts.
    private static func dump(_ path: String) throws -> [String] {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        return try queue.read { db in
            let tables = try String.fetchAll(
                db,
                sql: "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
            )
            return try tables.flatMap { table -> [String] in
                try Row.fetchAll(db, sql: "SELECT * FROM \"\(table)\"").map { "\(table) \($0)" }
            }
        }
    }

    /// The path of the link of the mail that came last.
    private static func link(_ room: String, in mail: RecordingNotifier) throws -> String {
        let text = try #require(mail.messages.last?.text)
        let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("\(WebBench.origin)/\(room)/") })
        return String(line.dropFirst(WebBench.origin.count))
    }

    @Test("change no row of a store in a file by 1,000 looks and more, whatever they say of themselves")
    func looks() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("web-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("prices.sqlite").path
        let web = WebBench.unlimited
        let store = try await SQLiteStore(path: path, time: web.clock)
        let parts = try web.parts(over: store)
        let accounts = parts.accounts
        let draft = User.New(email: PeopleBench.email, createdAt: web.clock.now)
        let ann = try #require(try await store.addUser(draft)).user
        let product = try await store.addProduct(Sample.product(1, at: web.clock.now)).product.id
        _ = try await store.save(Sample.draft(of: ann.id, to: product), expectedVersion: nil, dueAt: web.clock.now)
        try await accounts.requestVerification(of: ann, on: .email)
        try await accounts.deliverLetters()
        let proof = try Self.link("v", in: web.mail)
        _ = try await accounts.confirm(ann, on: .email)
        try await accounts.requestSignIn(of: PeopleBench.email, on: .email)
        try await accounts.deliverLetters()
        let signIn = try Self.link("s", in: web.mail)
        let secrets = try #require(accounts.links)
        let urls = try #require(secrets.unsubscribeURLs(for: ann, about: product, over: .email))
        let session = try await accounts.openSession(
            for: ann.id,
            kind: .browser,
            scope: .admin,
            label: "test",
            in: store
        )
        let (stopAll, stopOne) = (urls.all.path, (urls.product ?? urls.all).path)
        let links = [
            proof, signIn, stopAll, stopOne, stopOne + "?utm_source=mail", "/products/\(product)/delete",
            "/products/delete?id=\(product)",
        ]
        let service = WebService(
            parts: parts,
            address: WebService.Address(origin: WebBench.origin),
            settings: web.settings,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        let before = try Self.dump(path)
        #expect(before.count > 10)
        try await service.application.test(.router) { client in
            var count = 0
            for round in 0..<6 {
                for link in links {
                    for look in Self.looks {
                        // In the browser of somebody who is signed in, and in one of nobody.
                        var fields = round.isMultiple(of: 2) ? HTTPFields() : HTTPFields.cookie(session.secret)
                        for (name, value) in look {
                            let field = try #require(HTTPField.Name(name))
                            fields[field] = value
                        }
                        for method in [HTTPRequest.Method.get, .head, .options] {
                            let answer = try await client.execute(uri: link, method: method, headers: fields) {
                                WebBench.Answer($0)
                            }
                            count += 1
                            #expect(answer.status < 500, "\(method) \(link) \(look)")
                            let cookies = answer.fields[values: .setCookie]
                            #expect(cookies.allSatisfy { !$0.hasPrefix("__Host-sales=") }, "\(method) \(link) \(look)")
                        }
                    }
                }
            }
            #expect(count >= 1_000)
            let after = try Self.dump(path)
            #expect(before == after)
            // They were links all the same: what a person does with them is done.
            for link in [proof, signIn, stopOne, stopAll] {
                let known = try Self.dump(path)
                var fields = HTTPFields.page(session.secret)
                fields[.contentType] = "application/x-www-form-urlencoded"
                let answer = try await client.execute(
                    uri: link,
                    method: .post,
                    headers: fields,
                    body: ByteBuffer(string: "List-Unsubscribe=One-Click")
                ) { WebBench.Answer($0) }
                #expect(answer.status < 400, "\(link): \(answer.status)")
                let changed = try Self.dump(path)
                #expect(known != changed, "\(link)")
            }
        }
        try await store.close()
    }
}
