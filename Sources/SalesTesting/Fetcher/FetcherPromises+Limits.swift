internal import HTTPTypes
internal import SalesCore

extension FetcherPromises {
    static let limits: [Promise<FetcherHarness>] = [
        promise(7, "A body is counted after decoding and stopped at the limit", role: "limits") { _, connection in
            connection.respond(fields: ["Content-Encoding: gzip"], body: FetcherSamples.gzipBomb)
        } check: { fetcher, server in
            var request = FetchRequest(url: server.origin)
            request.limits.bodyBytes = 100_000
            try await demandFetchError(.tooLarge, what: "a gzip bomb") { try await fetcher.fetch(request) }
        },
        promise(8, "An endless body is stopped at the limit", role: "limits") { _, connection in
            connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
            connection.flood(Array("400\r\n".utf8) + [UInt8](repeating: 0x20, count: 1_024) + Array("\r\n".utf8))
            return false
        } check: { fetcher, server in
            var request = FetchRequest(url: server.origin)
            request.limits.bodyBytes = 100_000
            try await demandFetchError(.tooLarge, what: "an endless body") { try await fetcher.fetch(request) }
        },
        promise(9, "Endless fields are stopped at the limit", role: "limits") { _, connection in
            connection.send("HTTP/1.1 200 OK\r\n")
            connection.flood(Array("X-Filler: 0123456789012345678901234567890123456789\r\n".utf8))
            return false
        } check: { fetcher, server in
            var request = FetchRequest(url: server.origin)
            request.limits.fieldBytes = 10_000
            try await demandFetchError(.tooLarge, what: "endless fields") { try await fetcher.fetch(request) }
        },
        promise(10, "One deadline holds from the call to the last byte, for silence and for trickles", role: "limits") {
            request,
            connection in
            if request.target == "/trickle" {
                connection.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
                connection.drip([0x20], everyMilliseconds: 20)
            }
            connection.waitForClose()
            return false
        } check: { fetcher, server in
            for path in ["/silence", "/trickle"] {
                var request = FetchRequest(url: try server.url(path))
                request.limits.deadline = .milliseconds(250)
                try await demandFetchError(.timeout, what: path) { try await fetcher.fetch(request) }
            }
        },
        promise(11, "A cancelled task ends the fetch at once", role: "limits") { _, connection in
            connection.waitForClose()
            return false
        } check: { fetcher, server in
            let request = FetchRequest(url: server.origin, limits: FetchLimits(deadline: .seconds(600)))
            let task = Task { try await fetcher.fetch(request) }
            await server.waitForRequests()
            task.cancel()
            try await demandFetchError(.cancelled, what: "a cancelled fetch") { try await task.value }
        },
    ]
}
