import HTTPTypes
import SalesCore
import SalesTesting
import Testing

@testable import SalesWeb

@Suite("A bucket of requests")
struct RateBucketTests {
    private let start = Timestamp(milliseconds: 1_800_000_000_000)

    @Test("lets as many through at once as it holds, and then one each time that it has filled by one")
    func fills() {
        let limit = RateLimit(perMinute: 120, burst: 3)
        var bucket = RateBucket()
        for _ in 0..<3 { #expect(bucket.take(by: limit, at: start) == nil) }
        #expect(bucket.take(by: limit, at: start) == .milliseconds(500))
        #expect(bucket.take(by: limit, at: start + .milliseconds(499)) == .milliseconds(1))
        #expect(bucket.take(by: limit, at: start + .milliseconds(500)) == nil)
        #expect(bucket.take(by: limit, at: start + .milliseconds(500)) == .milliseconds(500))
        for _ in 0..<3 { #expect(bucket.take(by: limit, at: start + .seconds(100)) == nil) }
        #expect(bucket.take(by: limit, at: start + .seconds(100)) != nil)
    }

    @Test("lets no more through than its limit says at any time, and one after the wait it names", arguments: 1...5)
    func never(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        for _ in 0..<20 {
            let limit = RateLimit(
                perMinute: Int.random(in: 1...1_000, using: &random),
                burst: Int.random(in: 1...50, using: &random)
            )
            var bucket = RateBucket()
            var times: [Timestamp] = []
            var now = start
            for _ in 0..<300 {
                now = now + .milliseconds(Int64.random(in: 0...200, using: &random))
                if let wait = bucket.take(by: limit, at: now) {
                    now = now + .milliseconds(wait.wholeMilliseconds + 1)
                    #expect(bucket.take(by: limit, at: now) == nil, "\(limit)")
                }
                times.append(now)
            }
            for (index, time) in times.enumerated() where index >= limit.burst {
                // The first of these and all up to this one: a burst, and what has filled since.
                let span = Double((time - times[index - limit.burst]).wholeMilliseconds + 1)
                #expect(span * Double(limit.perMinute) / 60_000 >= 0.999, "\(limit)")
            }
        }
    }

    @Test("keeps nobody out for longer than it takes to fill when the clock is put back")
    func clock() {
        let limit = RateLimit(perMinute: 60, burst: 2)
        var bucket = RateBucket()
        #expect(bucket.take(by: limit, at: start) == nil)
        let before = start - .seconds(86_400)
        #expect(bucket.take(by: limit, at: before).map { $0 <= .seconds(1) } == true)
        #expect(bucket.take(by: limit, at: before + .seconds(1)) == nil)
        #expect(bucket.take(by: limit, at: Timestamp(milliseconds: .max)) == nil)
        #expect(bucket.take(by: RateLimit(perMinute: 0, burst: .max), at: Timestamp(milliseconds: .min)) != .zero)
    }
}

@Suite("Counting requests")
struct RateLimiterTests {
    private let start = Timestamp(milliseconds: 1_800_000_000_000)
    private let limit = RateLimit(perMinute: 1, burst: 1)

    @Test("counts each by itself")
    func keys() {
        let rates = RateLimiter([limit])
        for key in [.client("a", .address), .client("b", .address), .client("a", .costly)] as [RateLimiter.Key] {
            #expect(rates.take(key, by: limit, at: start) == nil)
            #expect(rates.take(key, by: limit, at: start) == .seconds(60))
            #expect(rates.wait(for: key, by: limit, at: start) == .seconds(60))
        }
    }

    @Test("keeps so many buckets and no more, and those that ask again for the longest")
    func bounded() {
        let rates = RateLimiter([limit])
        let regular = RateLimiter.Key.client("regular", .address)
        #expect(rates.take(regular, by: limit, at: start) == nil)
        for number in 0..<(RateLimiter.maximumCount * 5 / 4) {
            _ = rates.take(.client("\(number)", .address), by: limit, at: start)
            if number % 10_000 == 0 { #expect(rates.take(regular, by: limit, at: start) != nil) }
        }
        #expect(rates.count <= RateLimiter.maximumCount)
        #expect(rates.take(regular, by: limit, at: start) != nil)
    }

    @Test("forgets full buckets, and no others")
    func forgets() {
        let rates = RateLimiter([limit])
        for number in 0..<100 { _ = rates.take(.client("\(number)", .address), by: limit, at: start) }
        let known = RateLimiter.Key.client("99", .address)
        #expect(rates.take(known, by: limit, at: start + .seconds(59)) != nil)
        _ = rates.take(.client("later", .address), by: limit, at: start + .seconds(60))
        #expect(rates.knows(known))
        _ = rates.take(.client("later", .address), by: limit, at: start + .seconds(120))
        #expect(!rates.knows(known) && rates.count <= 2)
    }
}

@Suite("Who asks too often")
struct RateTests {
    private func bench(_ change: (inout WebLimits) -> Void) -> WebBench {
        var bench = WebBench()
        // Whatever a test does not count is no matter in it.
        let much = RateLimit(perMinute: 1_000_000, burst: 1_000_000)
        bench.settings.limits.person = much
        bench.settings.limits.address = much
        bench.settings.limits.costly = much
        bench.settings.limits.guesses = much
        change(&bench.settings.limits)
        return bench
    }

    private func unknown() -> AccountSecret {
        var random = RandomSource.system
        return AccountSecret(using: &random)
    }

    @Test("is told so, with when to come back and what holds, and is let in then")
    func told() async throws {
        let bench = bench { $0.address = RateLimit(perMinute: 30, burst: 2) }
        try await bench.asking { service in
            for _ in 0..<2 { #expect(try await service.ask(.get, "/api/v1/me").status == 401) }
            let answer = try await service.ask(.get, "/api/v1/me")
            #expect(answer.status == 429 && answer.fields[.retryAfter] == "2")
            #expect(answer.fields[.rateLimitPolicy] == #""address";q=30;w=60"#)
            #expect(answer.fields[.rateLimit] == #""address";r=0;t=2"#)
            #expect(try answer.json(as: WebBench.Said.self).type == "urn:sales-tracker:problem:too-many")
            bench.clock.advance(by: .seconds(2))
            #expect(try await service.ask(.get, "/api/v1/me").status == 401)
        }
    }

    @Test("gets no further by fields that name other addresses")
    func spoofed() async throws {
        let bench = bench { $0.address = RateLimit(perMinute: 120, burst: 40) }
        let letIn = try await bench.asking { service in
            var count = 0
            for number in 0..<1_000 {
                let address = "198.51.\(number / 256).\(number % 256)"
                let fields: HTTPFields = [.xForwardedFor: address, .forwarded: "for=\(address)"]
                if try await service.ask(.get, "/api/v1/me", fields).status != 429 { count += 1 }
            }
            return count
        }
        #expect(letIn == 40)
    }

    @Test("by one token is let in by another, and keeps nobody out who is not signed in")
    func people() async throws {
        let bench = bench { $0.person = RateLimit(perMinute: 60, burst: 2) }
        let anna = HTTPFields.token(try await bench.signIn("anna"))
        let ben = HTTPFields.token(try await bench.signIn("ben"))
        try await bench.asking { service in
            for _ in 0..<2 { #expect(try await service.ask(.get, "/api/v1/me", anna).status == 200) }
            let answer = try await service.ask(.get, "/api/v1/me", anna)
            #expect(answer.status == 429 && answer.fields[.rateLimit]?.hasPrefix(#""person";"#) == true)
            #expect(try await service.ask(.get, "/api/v1/me", ben).status == 200)
            #expect(try await service.ask(.get, "/api/v1/me").status == 401)
        }
    }

    @Test("by wrong tokens is refused before the store is asked, and keeps nobody out whose token held just now")
    func guesses() async throws {
        let bench = bench { $0.guesses = RateLimit(perMinute: 60, burst: 2) }
        let anna = HTTPFields.token(try await bench.signIn("anna"))
        let ben = HTTPFields.token(try await bench.signIn("ben"))
        try await bench.asking { service in
            #expect(try await service.ask(.get, "/api/v1/me", anna).status == 200)
            for _ in 0..<2 { #expect(try await service.ask(.get, "/api/v1/me", .token(unknown())).status == 401) }
            let answer = try await service.ask(.get, "/api/v1/me", .token(unknown()))
            #expect(answer.status == 429 && answer.fields[.rateLimit]?.hasPrefix(#""guesses";"#) == true)
            #expect(try await service.ask(.get, "/api/v1/me", .cookie(unknown())).status == 429)
            #expect(try await service.ask(.get, "/api/v1/me", anna).status == 200)
            #expect(try await service.ask(.get, "/api/v1/me", ben).status == 429)
            #expect(try await service.ask(.get, "/api/v1/me").status == 401)
            bench.clock.advance(by: .seconds(1))
            #expect(try await service.ask(.get, "/api/v1/me", ben).status == 200)
        }
    }

    @Test("for what makes work is held back sooner; mail programs that end subscriptions are not")
    func costly() async throws {
        let bench = bench { $0.costly = RateLimit(perMinute: 60, burst: 2) }
        let routes = [
            Route(.post, "/api/v1/letters", for: .open) { _ in WebAnswer(.accepted) },
            Route(.get, "/api/v1/letters", for: .open) { _ in WebAnswer(.noContent) },
            Route(.post, "/u/{token}", for: .open, isOneClick: true) { _ in WebAnswer(.noContent) },
            Route(.post, "/api/v1/things", for: .people) { _ in WebAnswer(.noContent) },
        ]
        let anna = HTTPFields.token(try await bench.signIn("anna"))
        try await bench.asking(routes) { service in
            for _ in 0..<2 { #expect(try await service.ask(.post, "/api/v1/letters").status == 202) }
            for fields in [[:], anna] as [HTTPFields] {
                let answer = try await service.ask(.post, "/api/v1/letters", fields)
                #expect(answer.status == 429 && answer.fields[.rateLimit]?.hasPrefix(#""costly";"#) == true)
            }
            #expect(try await service.ask(.get, "/api/v1/letters").status == 204)
            for _ in 0..<5 { #expect(try await service.ask(.post, "/u/secret").status == 204) }
            for _ in 0..<5 { #expect(try await service.ask(.post, "/api/v1/things", anna).status == 204) }
        }
    }

    @Test("whether it lives is told, and nobody is asked who they are")
    func watching() async throws {
        let one = RateLimit(perMinute: 1, burst: 1)
        let bench = bench { limits in
            limits.address = one
            limits.guesses = one
        }
        try await bench.asking { service in
            for _ in 0..<20 {
                let lives = try await service.ask(.get, "/healthz", .token(unknown()))
                let isReady = try await service.ask(.get, "/readyz")
                #expect(lives.status == 200 && isReady.status == 200)
            }
        }
    }
}
