import SalesCore

extension AccountPromises {
    /// Promises about links and codes.
    static let tokens: [Promise<StoreHarness>] = [
        promise(20, "a token is read back whole by its hash and purpose, as often as it is looked at", role: "tokens") {
            bench,
            accounts in
            let person = try await bench.person(1)
            let token = try bench.token(1, of: person)
            try demand(try await accounts.addToken(token, limits: []), equals: true, "whether it was kept")
            for _ in 0..<2 {
                let found = try await accounts.token(token.hash, for: .verification, at: bench.clock.now)
                try demand(found, equals: token, "the token")
            }
            let used = try await accounts.useToken(token.hash, for: .verification, at: bench.clock.now)
            try demand(used, equals: token, "the token when it is used")
        },
        promise(21, "a limit counts the tokens of one purpose and address within its time, used or not", role: "tokens")
        {
            bench,
            accounts in
            let person = try await bench.person(1)
            let limits = [
                TokenLimit(count: 2, period: .seconds(60)), TokenLimit(count: 3, period: .seconds(600)),
            ]
            var number = 0
            func add(after wait: Duration, _ change: (inout AccountToken) -> Void = { _ in }) async throws -> Bool {
                bench.clock.advance(by: wait)
                number += 1
                var token = try bench.token(number, of: person)
                change(&token)
                return try await accounts.addToken(token, limits: limits)
            }
            try demand(try await add(after: .zero), equals: true, "the first")
            _ = try await accounts.useToken(try StoreBench.hash(1), for: .verification, at: bench.clock.now)
            let second = try await add(after: .zero) { $0.address = "PERSON1@EXAMPLE.COM" }
            try demand(second, equals: true, "the second, of an address in other letter case")
            try demand(try await add(after: .milliseconds(59_999)), equals: false, "the third within a minute")
            let refused = try await accounts.token(try StoreBench.hash(3), for: .verification, at: bench.clock.now)
            try demand(refused, equals: nil, "the token that was not kept")
            try demand(try await add(after: .milliseconds(1)), equals: true, "the third after a minute")
            try demand(try await add(after: .seconds(60)), equals: false, "the fourth within ten minutes")
            try demand(try await add(after: .zero) { $0.purpose = .signIn }, equals: true, "one of another purpose")
            try demand(
                try await add(after: .zero) { $0.address = "b@example.com" },
                equals: true,
                "one of another address"
            )
            try demand(try await add(after: .zero) { $0.channel = .sms }, equals: true, "one of another channel")
            for (address, isKept) in [("Night-Desk", true), ("night-DESK", true), ("NIGHT-desk", false)] {
                let isAdded = try await add(after: .zero) { token in
                    token.channel = Channel(rawValue: "pager")
                    token.address = address
                }
                try demand(isAdded, equals: isKept, "the one of \(address) on a channel of somebody's own")
            }
        },
        promise(22, "16 callers who add tokens for one address at once keep no more than the limit", role: "tokens") {
            bench,
            accounts in
            let person = try await bench.person(1)
            let limits = [TokenLimit(count: 3, period: .seconds(3_600))]
            let kept = try await bench.together { number in
                try await accounts.addToken(try bench.token(number, of: person), limits: limits)
            }
            try demand(kept.filter(\.self).count, equals: 3, "how many were kept")
        },
        promise(
            23,
            "a token is worth nothing for another purpose, under another hash, or when it ended",
            role: "tokens"
        ) { bench, accounts in
            let person = try await bench.person(1)
            let token = try bench.token(1, of: person)
            _ = try await accounts.addToken(token, limits: [])
            var bytes = token.hash.bytes
            bytes[SecretHash.length - 1] ^= 1
            let near = try demandValue(SecretHash(bytes: bytes), "32 bytes are no hash")
            let tries: [(SecretHash, AccountToken.Purpose, Timestamp)] = [
                (near, .verification, bench.clock.now), (token.hash, .signIn, bench.clock.now),
                (token.hash, AccountToken.Purpose(rawValue: "Verification"), bench.clock.now),
                (token.hash, .verification, token.endsAt), (token.hash, .verification, token.endsAt + .seconds(1)),
            ]
            for (hash, purpose, time) in tries {
                let found = try await accounts.token(hash, for: purpose, at: time)
                try demand(found, equals: nil, "what is found for \(purpose.rawValue) at \(time)")
                let used = try await accounts.useToken(hash, for: purpose, at: time)
                try demand(used, equals: nil, "what is used for \(purpose.rawValue) at \(time)")
            }
            let last = token.endsAt - .milliseconds(1)
            let used = try await accounts.useToken(token.hash, for: .verification, at: last)
            try demand(used, equals: token, "the token after all that, a millisecond before it ends")
        },
        promise(24, "a token that was used is worth nothing any more", role: "tokens") { bench, accounts in
            let person = try await bench.person(1)
            let token = try bench.token(1, of: person)
            let other = try bench.token(2, of: person)
            for token in [token, other] { _ = try await accounts.addToken(token, limits: []) }
            _ = try await accounts.useToken(token.hash, for: .verification, at: bench.clock.now)
            for _ in 0..<2 {
                let used = try await accounts.useToken(token.hash, for: .verification, at: bench.clock.now)
                try demand(used, equals: nil, "what a replay gives")
            }
            let found = try await accounts.token(token.hash, for: .verification, at: bench.clock.now)
            try demand(found, equals: nil, "what is found of a used token")
            let kept = try await accounts.addToken(token, limits: [])
            try demand(kept, equals: false, "whether a used token can be added again")
            let second = try await accounts.useToken(other.hash, for: .verification, at: bench.clock.now)
            try demand(second, equals: other, "another token of the same person")
        },
        promise(25, "of 16 callers who use one token at once one gets it", role: "tokens") { bench, accounts in
            let person = try await bench.person(1)
            for round in 1...5 {
                let token = try bench.token(round, of: person)
                _ = try await accounts.addToken(token, limits: [])
                let now = bench.clock.now
                let answers = try await bench.together { _ in
                    try await accounts.useToken(token.hash, for: .verification, at: now)
                }
                try demand(answers.compactMap(\.self), equals: [token], "what the callers got")
            }
        },
        promise(26, "removing ended tokens removes those and no others", role: "tokens") { bench, accounts in
            let person = try await bench.person(1)
            for number in 1...3 {
                let begin = bench.clock.now + .seconds(number)
                _ = try await accounts.addToken(try bench.token(number, of: person, at: begin), limits: [])
            }
            let limit = bench.clock.now + .seconds(3_602)
            try demand(try await accounts.removeTokens(endedBefore: limit), equals: 1, "how many were removed")
            try demand(try await accounts.removeTokens(endedBefore: limit), equals: 0, "how many were removed again")
            let first = try bench.token(1, of: person)
            try demand(try await accounts.addToken(first, limits: []), equals: true, "whether the first can be added")
            let second = try await accounts.token(try StoreBench.hash(2), for: .verification, at: bench.clock.now)
            try demand(second?.hash, equals: try StoreBench.hash(2), "the second")
        },
        promise(27, "a token of nobody is not kept", role: "tokens") { bench, accounts in
            let nobody = User(id: UserID(rawValue: 999), email: "a@example.com", createdAt: bench.clock.now)
            let token = try bench.token(1, of: nobody)
            try demand(try await accounts.addToken(token, limits: []), equals: false, "whether it was kept")
            let found = try await accounts.token(token.hash, for: .verification, at: bench.clock.now)
            try demand(found, equals: nil, "what is found")
        },
    ]
}
