import Foundation
import HTTPTypes
import PythonServers
import SalesCore
import SalesCurl
import Testing

@testable import LocalShop

/// A home that is served to browsers, beside a shop and a mail server, for the length of a test.
struct ServedHome: Sendable {
    /// For whom it is there.
    enum People: Sendable {
        /// The one at the keyboard.
        case one
        /// Everybody who signs up, told by mail.
        case all
    }

    /// It did not begin.
    struct NotServing: Error, CustomStringConvertible {
        let description: String
    }

    let home: Sandbox
    let shop: OpenShop
    let sink: SMTPSink
    /// Where it is reached, as `http://127.0.0.1:4711`.
    let origin: String
    private let client = CurlHTTPClient(
        engine: CurlEngine(policy: .trusted),
        options: CurlOptions(contact: "tests@example.org")
    )

    /// Serves a home for a test, and ends it in good order afterwards.
    static func with(_ people: People, _ body: (ServedHome) async throws -> Void) async throws {
        let sink = try await SMTPSink()
        defer { sink.stop() }
        try await OpenShop.with { shop in
            try await Sandbox.with(allowing: shop) { home in
                let (program, origin) = try await start(home, people, mailingTo: sink)
                try await body(ServedHome(home: home, shop: shop, sink: sink, origin: origin))
                program.send(SIGTERM)
                let run = try await program.end()
                #expect(run.status == 0, "\(run.errors)")
                let isTold = (run.output + run.errors).contains(Sandbox.secret)
                #expect(!isTold, "A secret was told.")
            }
        }
        let faults = try sink.mails().flatMap(\.faults)
        #expect(faults.isEmpty)
    }

    private init(home: Sandbox, shop: OpenShop, sink: SMTPSink, origin: String) {
        (self.home, self.shop, self.sink, self.origin) = (home, shop, sink, origin)
    }

    /// Starts it at a port that is free.
    ///
    /// Links in mails lead to its origin, so that the port has to be known before: below 32768 Linux gives none away by
    /// itself, and one that somebody has is tried no further.
    private static func start(
        _ home: Sandbox,
        _ people: People,
        mailingTo sink: SMTPSink
    ) async throws -> (StartedProgram, origin: String) {
        var settings = ["SALES_CHECKS_INTERVAL": "1s"]
        if people == .all {
            settings.merge([
                "SALES_LINKS_SECRET": String(repeating: Sandbox.secret, count: 3), "SALES_NOTIFY_CHANNELS": "email",
                "SALES_NOTIFY_SMTP_HOST": "127.0.0.1", "SALES_NOTIFY_SMTP_PORT": "\(sink.port)",
                "SALES_NOTIFY_SMTP_SECURITY": "none", "SALES_NOTIFY_SMTP_USERNAME": "",
                "SALES_NOTIFY_SMTP_PASSWORD": "",
            ]) { $1 }
        }
        for _ in 0..<10 {
            let port = Int.random(in: 20_000..<32_000)
            let origin = "http://127.0.0.1:\(port)"
            var arguments = ["serve", "--host", "127.0.0.1", "--port", "\(port)", "--log-format", "json"]
            if people == .all { arguments += ["--registration", "open", "--insecure-http", "--origin", origin] }
            let program = try await home.start(arguments, environment: settings)
            let isServing = try await found { () -> Bool? in
                program.output.contains(#""message":"serving""#) ? true : program.hasEnded ? false : nil
            }
            if isServing == true { return (program, origin) }
            guard isServing == false else { break }
            let run = try await program.end()
            guard run.status == 75 else { throw NotServing(description: run.errors) }
        }
        throw NotServing(description: "serve did not say that it serves")
    }

    /// Looks again and again until there is something; nil where there is nothing within a minute.
    static func found<Value: Sendable>(_ look: () async throws -> Value?) async throws -> Value? {
        let clock = ContinuousClock()
        let end = clock.now + .seconds(60)
        while clock.now < end {
            if let value = try await look() { return value }
            try await Task.sleep(for: .milliseconds(50))
        }
        return nil
    }

    /// Waits for a mail to an address, and answers the newest whose subject begins so.
    func mail(_ subject: String, to address: String) async throws -> SMTPSink.Mail {
        let mail = try await Self.found { () -> SMTPSink.Mail? in
            try sink.mails().last { $0.recipients == [address] && $0.field("Subject")?.hasPrefix(subject) == true }
        }
        return try #require(mail, "No mail “\(subject)” came.")
    }

    /// The links of a mail to a room of the service, as `/v/`, in their order.
    func links(to room: String, in mail: SMTPSink.Mail) throws -> [String] {
        let text = try #require(mail.part("text/plain"))
        return text.split(whereSeparator: \.isWhitespace).filter { $0.hasPrefix(origin + room) }.map(String.init)
    }

    /// Asks the API with a token.
    func get(_ path: String, token: String) async throws -> FetchResponse {
        try await client.get(try PageURL(origin + path), fields: [.authorization: "Bearer \(token)"])
    }

    /// Stops messages as a mail program does by itself (RFC 8058 §3.2).
    func stop(by link: String) async throws -> FetchResponse {
        let fields: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
        return try await client.post(Array("List-Unsubscribe=One-Click".utf8), to: try PageURL(link), fields: fields)
    }
}
