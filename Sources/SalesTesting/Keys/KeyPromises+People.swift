import SalesCore

extension KeyPromises {
    /// Promises about whose keys are whose.
    static let people: [Promise<StoreHarness>] = [
        promise(9, "keys of two people, or of two texts however alike, have nothing to do with each other") { bench in
            let person = try await bench.bench.person(1)
            let other = try await bench.bench.person(2)
            let longest = String(repeating: "k", count: IdempotencyKey.maximumLength)
            let shorter = String(longest.dropLast())
            let texts = ["Key", "key", "key ", "caf\u{E9}", "cafe\u{301}", longest, shorter + "l", "' OR 1 = 1 --"]
            var tokens: [(key: IdempotencyKey, token: Int64)] = []
            for user in [person.id, other.id] {
                for text in texts {
                    let key = KeyBench.key(text, of: user)
                    // Of each its own request, so that a mix is seen.
                    let token = try await bench.begun(key, request: tokens.count)
                    tokens.append((key, token))
                }
            }
            for (number, begun) in tokens.enumerated() {
                let answer = KeptAnswer(status: 200 + number)
                let isKept = try await bench.keys.finish(begun.key, token: begun.token, with: answer)
                try demand(isKept, equals: true, "whether the answer of “\(begun.key.text)” was kept")
            }
            for (number, begun) in tokens.enumerated() {
                let state = try await bench.begin(begun.key, request: number)
                let answer = KeptAnswer(status: 200 + number)
                try demand(state, equals: .finished(answer), "“\(begun.key.text)” of person \(begun.key.userID)")
            }
        },
        promise(10, "a key of nobody is refused") { bench in
            let key = KeyBench.key(of: UserID(rawValue: 999))
            for _ in 0..<2 {
                try await demandError("a key of nobody", where: { ($0 as? StoreError)?.code == .invalidArgument }) {
                    _ = try await bench.begin(key)
                }
            }
            let isKept = try await bench.keys.finish(key, token: 1, with: KeyBench.answer)
            try demand(isKept, equals: false, "whether an answer was kept")
        },
        promise(11, "erasing a person removes their keys, and nobody else's") { bench in
            let person = try await bench.bench.person(1)
            let other = try await bench.bench.person(2)
            try await bench.finish(KeyBench.key("finished", of: person.id))
            try await bench.finish(KeyBench.key("finished", of: other.id))
            let key = KeyBench.key("begun", of: person.id)
            let token = try await bench.begun(key)
            try await bench.bench.accounts().eraseUser(person.id, at: bench.clock.now)
            let isKept = try await bench.keys.finish(key, token: token, with: KeyBench.answer)
            try demand(isKept, equals: false, "whether the answer of who was erased was kept")
            try await demandError("a key of who was erased", where: { ($0 as? StoreError)?.code == .invalidArgument }) {
                _ = try await bench.begin(KeyBench.key("finished", of: person.id))
            }
            let others = try await bench.begin(KeyBench.key("finished", of: other.id))
            try demand(others, equals: .finished(KeyBench.answer), "somebody else's key of the same text")
            let left = try await bench.keys.removeKeys(begunBefore: bench.clock.now + .seconds(1))
            try demand(left, equals: 1, "how many keys were left")
        },
        promise(12, "handles on one store share the keys and their leases", needs: [.secondHandle]) { bench in
            let second = try await bench.secondHandle()
            let fingerprint = try StoreBench.hash(1)
            for round in 1...5 {
                let key = KeyBench.key("round \(round)")
                let now = bench.clock.now
                let states = try await bench.bench.together { number in
                    let handle = number % 2 == 0 ? bench.keys : second
                    return try await handle.begin(key, fingerprint: fingerprint, lease: KeyBench.lease, at: now)
                }
                let tokens = states.compactMap(\.token)
                try demand(tokens.count, equals: 1, "how many of both began a key")
                let token = try demandValue(tokens.first, "nobody began a key")
                // Whoever began it.
                let isKept = try await second.finish(key, token: token, with: KeyBench.answer)
                try demand(isKept, equals: true, "whether the other handle finished it")
                try demand(try await bench.begin(key), equals: .finished(KeyBench.answer), "what the first answers")
            }
        },
    ]
}
