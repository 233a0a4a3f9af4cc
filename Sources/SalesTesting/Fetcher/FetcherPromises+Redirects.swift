internal import HTTPTypes
internal import SalesCore

extension FetcherPromises {
    static let redirects: [Promise<FetcherHarness>] = [
        promise(
            12,
            "Redirects of every kind are followed and the response names the URL that answered",
            role: "redirects"
        ) {
            request,
            connection in
            if request.target == "/shop/end?x=1" { return connection.respond(text: "end") }
            return connection.redirect("\(request.target.suffix(3)) X", to: "end?x=1#top")
        } check: { fetcher, server in
            for code in [301, 302, 303, 307, 308] {
                let url = try server.url("/shop/\(code)")
                let response = try await fetcher.fetch(FetchRequest(url: url, limits: .unhurried))
                try demand(response.url, equals: try server.url("/shop/end?x=1"), "URL after \(code)")
                try demand(response.body, equals: Array("end".utf8), "body after \(code)")
            }
        },
        promise(13, "More redirects than allowed, and circles, are errors", role: "redirects") { request, connection in
            if request.target == "/circle" { return connection.redirect(to: "/circle") }
            let step = Int(request.target.dropFirst()) ?? 0
            return step == 0 ? connection.respond(text: "end") : connection.redirect(to: "/\(step - 1)")
        } check: { fetcher, server in
            let limits = FetchLimits(deadline: FetchLimits.unhurried.deadline, redirects: 3)
            let three = try await fetcher.fetch(FetchRequest(url: server.url("/3"), limits: limits))
            try demand(three.status.code, equals: 200, "status after as many redirects as allowed")
            for path in ["/4", "/circle"] {
                try await demandFetchError(.redirects, what: path) {
                    try await fetcher.fetch(FetchRequest(url: server.url(path), limits: limits))
                }
            }
        },
        promise(14, "A redirect to another scheme is refused, whatever its letters", role: "redirects") {
            request,
            connection in
            connection.redirect(to: String(request.target.dropFirst()))
        } check: { fetcher, server in
            for target in [
                "file:///etc/passwd", "FILE:/etc/passwd", "gopher://127.0.0.1:1/", "ftp://127.0.0.1/", "data:,x",
            ] {
                try await demandFetchError(.refused, .malformed, what: target) {
                    try await fetcher.fetch(FetchRequest(url: server.url("/" + target), limits: .unhurried))
                }
            }
        },
        Promise("FETCH-15", "The caller's fields do not go along to another host", role: "redirects") { harness in
            let other = try ScriptedServer { _, connection in connection.respond(text: "end") }
            let target = other.origin.absoluteString
            let first = try ScriptedServer { _, connection in connection.redirect(to: target) }
            defer {
                first.stop()
                other.stop()
            }
            let fetcher = try await harness.makeFetcher([first.origin, other.origin])
            var request = FetchRequest(url: first.origin, limits: .unhurried)
            request.fields = [.authorization: "Bearer secret", .cookie: "session=secret"]
            _ = try await fetcher.fetch(request)
            try demand(first.requests.first?.field("Authorization"), equals: "Bearer secret", "field to the first host")
            let leaks = other.requests.contains { request in request.lines.contains { $0.contains("secret") } }
            try demand(!leaks, "the other host was told what was meant for the first")
        },
    ]
    static let singleRequests: [Promise<FetcherHarness>] = [
        promise(
            19,
            "Where no redirect is to be followed it is the answer, and the place that it names hears nothing",
            role: "redirects"
        ) { request, connection in
            if request.target == "/end" { return connection.respond(text: "end") }
            return connection.redirect("\(request.target.dropFirst()) X", to: "/end")
        } check: { fetcher, server in
            for code in [301, 302, 303, 307, 308] {
                let url = try server.url("/\(code)")
                let response = try await fetcher.fetch(FetchRequest(url: url, followsRedirects: false))
                try demand(response.status.code, equals: code, "status")
                try demand(response.url, equals: url, "URL")
                try demand(response.fields[.location], equals: "/end", "place that is named")
            }
            try demand(server.requests.contains { $0.target == "/end" }, equals: false, "request to the place")
        }
    ]
}
