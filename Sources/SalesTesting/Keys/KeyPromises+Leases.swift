import SalesCore

extension KeyPromises {
    /// Promises about who works on a key, and until when.
    static let leases: [Promise<StoreHarness>] = [
        promise(5, "a lease that ran out is taken over, and the old token can neither finish nor abandon") { bench in
            let key = KeyBench.key()
            let old = try await bench.begun()
            bench.clock.advance(by: KeyBench.lease)
            let states = try await bench.bench.together { _ in try await bench.begin() }
            let tokens = states.compactMap(\.token)
            try demand(tokens.count, equals: 1, "how many of 16 took it over")
            let token = try demandValue(tokens.first, "nobody took it over")
            try demand(token != old, "the token of the lease that ran out was given again")
            let isOld = try await bench.keys.finish(key, token: old, with: KeptAnswer(status: 500))
            try demand(isOld, equals: false, "whether the old token finished it")
            try await bench.keys.abandon(key, token: old)
            try demand(try await bench.begin(), equals: .inProgress, "the key after the old token gave it up")
            let isKept = try await bench.keys.finish(key, token: token, with: KeyBench.answer)
            try demand(isKept, equals: true, "whether the new token finished it")
            let isLate = try await bench.keys.finish(key, token: old, with: KeptAnswer(status: 500))
            try demand(isLate, equals: false, "whether the old token finished it after the new one")
            try demand(try await bench.begin(), equals: .finished(KeyBench.answer), "what is answered")
        },
        promise(6, "who is late finishes a key that nobody took over") { bench in
            let token = try await bench.begun()
            bench.clock.advance(by: KeyBench.lease * 2)
            let isKept = try await bench.keys.finish(KeyBench.key(), token: token, with: KeyBench.answer)
            try demand(isKept, equals: true, "whether the answer was kept")
            try demand(try await bench.begin(), equals: .finished(KeyBench.answer), "what is answered")
        },
        promise(7, "an abandoned key is begun anew by the next request, and a finished one is not given up") { bench in
            let key = KeyBench.key()
            let old = try await bench.begun(request: 1)
            try await bench.keys.abandon(key, token: old + 1)
            try demand(try await bench.begin(request: 1), equals: .inProgress, "the key after a token that nobody has")
            try await bench.keys.abandon(key, token: old)
            let isOld = try await bench.keys.finish(key, token: old, with: KeptAnswer(status: 500))
            try demand(isOld, equals: false, "whether who gave it up finished it")
            let token = try await bench.begun(request: 2)
            try demand(token != old, "the token of who gave it up was given again")
            let isKept = try await bench.keys.finish(key, token: token, with: KeyBench.answer)
            try demand(isKept, equals: true, "whether the next request finished it")
            for token in [old, token] { try await bench.keys.abandon(key, token: token) }
            let found = try await bench.begin(request: 2)
            try demand(found, equals: .finished(KeyBench.answer), "a finished key that was given up")
        },
        promise(8, "removing old keys removes those on which nobody works, and no others") { bench in
            let begin = bench.clock.now
            let worked = KeyBench.key("worked on")
            try await bench.finish(KeyBench.key("finished"))
            _ = try await bench.begun(KeyBench.key("run out"))
            let token = try await bench.begun(worked, lease: .seconds(600))
            bench.clock.advance(by: .seconds(60))
            try await bench.finish(KeyBench.key("young"))
            // Taken over, and yet first seen at the beginning.
            _ = try await bench.begun(KeyBench.key("run out"))
            bench.clock.advance(by: KeyBench.lease)
            let none = try await bench.keys.removeKeys(begunBefore: begin)
            try demand(none, equals: 0, "how many were removed of before the first")
            let moment = begin + .seconds(60)
            try demand(try await bench.keys.removeKeys(begunBefore: moment), equals: 2, "how many were removed")
            try demand(try await bench.keys.removeKeys(begunBefore: moment), equals: 0, "how many were removed again")
            let young = try await bench.begin(KeyBench.key("young"))
            try demand(young, equals: .finished(KeyBench.answer), "a younger key")
            try demand(try await bench.begin(worked), equals: .inProgress, "one that is worked on")
            let isKept = try await bench.keys.finish(worked, token: token, with: KeyBench.answer)
            try demand(isKept, equals: true, "whether the work on it was kept")
            for text in ["finished", "run out"] { _ = try await bench.begun(KeyBench.key(text), request: 2) }
        },
    ]
}
