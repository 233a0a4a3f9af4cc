internal import SalesCore

extension FetcherPromises {
    static let addresses: [Promise<FetcherHarness>] = [
        Promise("FETCH-16", "An address that is not public is refused and hears nothing", role: "addresses") {
            harness in
            let server = try ScriptedServer { _, connection in connection.respond(text: "canary") }
            defer { server.stop() }
            let fetcher = try await harness.makeFetcher([])
            for host in ["127.0.0.1", "localhost", "x.localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"] {
                guard let url = try? PageURL("http://\(host):\(server.origin.port)/") else { continue }
                try await demandFetchError(.refused, what: host) { try await fetcher.fetch(FetchRequest(url: url)) }
            }
            try demand(server.connections, equals: 0, "connections that arrived")
        },
        Promise(
            "FETCH-17",
            "A redirect to an address that is not public is refused and hears nothing",
            role: "addresses"
        ) {
            harness in
            let canary = try ScriptedServer { _, connection in connection.respond(text: "canary") }
            let target = canary.origin.absoluteString
            let shop = try ScriptedServer { _, connection in connection.redirect(to: target) }
            defer {
                canary.stop()
                shop.stop()
            }
            let fetcher = try await harness.makeFetcher([shop.origin])
            try await demandFetchError(.refused, what: "a redirect to the own machine") {
                try await fetcher.fetch(FetchRequest(url: shop.origin, limits: .unhurried))
            }
            try demand(canary.connections, equals: 0, "connections that arrived")
        },
    ]
}
