internal import SalesCore

extension FetcherPromises {
    static let codings: [Promise<FetcherHarness>] = [
        promise(
            18,
            "A body whose coding ends early or is broken is damaged, never a short page, whatever its length says",
            role: "responses"
        ) { request, connection in
            let whole = FetcherSamples.gzipPrice
            let end = Int(request.target.dropFirst()) ?? 0
            // Beyond its end the place of a byte that is changed is meant.
            var body = Array(whole.prefix(end))
            if end > whole.count { body[end - whole.count - 1] ^= 0x10 }
            return connection.respond(fields: ["Content-Encoding: gzip"], body: body)
        } check: { fetcher, server in
            let count = FetcherSamples.gzipPrice.count
            // All cuts, and a changed byte in the data and in each half of the check at the end.
            for end in Array(1..<count) + [count + 13, count + count - 6, count + count - 2] {
                try await demandFetchError(.damaged, what: "a gzip body of \(count) bytes, broken at \(end)") {
                    try await fetcher.fetch(FetchRequest(url: server.url("/\(end)")))
                }
            }
        }
    ]
}
