internal import HTTPTypes
internal import SalesCore

/// What every `Fetcher` promises, by number.
///
/// A fetcher's conformance test is one parameterised test over ``all`` (see ``Promise``). Each promise has a server of its
/// own on the loopback interface, which sends what the promise is about, right or broken.
public enum FetcherPromises {
    /// Every promise of a fetcher.
    public static let all: [Promise<FetcherHarness>] =
        responses + limits + redirects + addresses + codings + singleRequests

    /// A promise whose check gets a server that answers by the closure, and a fetcher that may reach it.
    static func promise(
        _ number: Int,
        _ sentence: String,
        role: String,
        answer: @escaping @Sendable (ScriptedServer.Request, ScriptedConnection) -> Bool,
        check: @escaping @Sendable (any Fetcher, ScriptedServer) async throws -> Void
    ) -> Promise<FetcherHarness> {
        Promise("FETCH-\(number)", sentence, role: role) { harness in
            let server = try ScriptedServer(answer: answer)
            defer { server.stop() }
            try await check(try await harness.makeFetcher([server.origin]), server)
        }
    }

    /// Breaks the promise unless the fetch throws one of these codes.
    static func demandFetchError(
        _ codes: FetchError.Code...,
        what: String,
        from call: () async throws -> FetchResponse
    ) async throws {
        try await demandError(what, where: { codes.contains(($0 as? FetchError)?.code ?? .other) }) {
            _ = try await call()
        }
    }

    static let responses: [Promise<FetcherHarness>] = [
        promise(1, "Every status is a response, with its fields and body", role: "responses") { request, connection in
            connection.respond(
                "\(request.target.dropFirst()) X",
                fields: ["X-Shop: yes"],
                text: "said \(request.target)"
            )
        } check: { fetcher, server in
            for code in [200, 203, 400, 403, 404, 410, 429, 500, 503] {
                let response = try await fetcher.fetch(FetchRequest(url: server.url("/\(code)")))
                try demand(response.status.code, equals: code, "status")
                try demand(response.fields[values: .init("X-Shop") ?? .accept], equals: ["yes"], "field of \(code)")
                try demand(response.body, equals: Array("said /\(code)".utf8), "body of \(code)")
            }
        },
        promise(2, "Validators make the request conditional, and 304 has no body", role: "responses") {
            request,
            connection in
            let isSame = request.field("If-None-Match") == "\"v1\"" && request.field("If-Modified-Since") != nil
            return connection.send(
                isSame
                    ? "HTTP/1.1 304 Not Modified\r\nETag: \"v1\"\r\n\r\n"
                    : "HTTP/1.1 500 X\r\nContent-Length: 0\r\n\r\n"
            )
        } check: { fetcher, server in
            let validators = Validators(etag: "\"v1\"", lastModified: "Tue, 24 Nov 2026 10:00:00 GMT")
            let response = try await fetcher.fetch(FetchRequest(url: server.origin, validators: validators))
            try demand(response.status.code, equals: 304, "status")
            try demand(response.body.isEmpty, "304 came with a body")
        },
        promise(3, "A body that is encoded with gzip comes decoded", role: "responses") { _, connection in
            connection.respond(fields: ["Content-Encoding: gzip"], body: FetcherSamples.gzipPrice)
        } check: { fetcher, server in
            let response = try await fetcher.fetch(FetchRequest(url: server.origin))
            try demand(String(decoding: response.body, as: UTF8.self), equals: "<p>39.99 EUR</p>", "body")
        },
        promise(4, "A fresh connection is a new one, and the request has a User-Agent", role: "responses") {
            _,
            connection in
            connection.respond(text: "x")
        } check: { fetcher, server in
            for _ in 0..<2 {
                _ = try await fetcher.fetch(FetchRequest(url: server.origin, needsFreshConnection: true))
            }
            try demand(Set(server.requests.map(\.connection)).count, equals: 2, "connections")
            try demand(server.requests.allSatisfy { $0.field("User-Agent")?.isEmpty == false }, "no User-Agent")
        },
        promise(5, "A body that ends before its announced length is malformed, never a short page", role: "responses") {
            _,
            connection in
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<p>39.99")
            return false
        } check: { fetcher, server in
            try await demandFetchError(.malformed, .connection, what: "a truncated body") {
                try await fetcher.fetch(FetchRequest(url: server.origin))
            }
        },
        promise(6, "What is not HTTP is an error", role: "responses") { _, connection in
            connection.send("220 mail.example ESMTP\r\n")
            return false
        } check: { fetcher, server in
            try await demandFetchError(.malformed, .connection, what: "a mail server's greeting") {
                try await fetcher.fetch(FetchRequest(url: server.origin))
            }
        },
    ]
}
