import SalesCore

extension KeyPromises {
    /// Promises about what becomes of a key.
    static let states: [Promise<StoreHarness>] = [
        promise(1, "a key is begun once, and then in progress for everybody") { bench in
            _ = try await bench.begun()
            for _ in 0..<2 { try demand(try await bench.begin(), equals: .inProgress, "a begun key") }
            bench.clock.advance(by: KeyBench.lease - .milliseconds(1))
            try demand(try await bench.begin(), equals: .inProgress, "a begun key just before its lease runs out")
            _ = try await bench.begun(KeyBench.key("another"))
        },
        promise(2, "of 16 who begin one key at once one begins it") { bench in
            for round in 1...5 {
                let key = KeyBench.key("round \(round)")
                let states = try await bench.bench.together { _ in try await bench.begin(key) }
                try demand(states.compactMap(\.token).count, equals: 1, "how many began it")
                let others = states.filter { $0 == .inProgress }.count
                try demand(others, equals: 15, "how many were told that somebody works on it")
            }
        },
        promise(3, "a finished key gives the same status, type and bytes for good") { bench in
            let everyByte: [UInt8] = Array(0...255)
            let longest: [UInt8] = (0..<KeptAnswer.maximumBytes).map { UInt8($0 % 251) }
            let answers: [KeptAnswer] = [
                KeptAnswer(status: 204), KeptAnswer(status: 200, contentType: "", body: []), KeyBench.answer,
                KeptAnswer(status: 422, contentType: "text/plain; charset=utf-8", body: Array("Zoë 🛒".utf8)),
                KeptAnswer(status: 500, contentType: nil, body: everyByte),
                KeptAnswer(status: 599, contentType: "image/png", body: [0]),
                KeptAnswer(status: 201, contentType: "a/b", body: longest),
            ]
            for (number, answer) in answers.enumerated() {
                let key = KeyBench.key("answer \(number)")
                let token = try await bench.begun(key)
                let isKept = try await bench.keys.finish(key, token: token, with: answer)
                try demand(isKept, equals: true, "whether answer \(number) was kept")
                for wait in [Duration.zero, KeyBench.lease * 2] {
                    bench.clock.advance(by: wait)
                    // Not by its text, which may be long.
                    let isSame = try await bench.begin(key) == .finished(answer)
                    try demand(isSame, equals: true, "whether answer \(number) came back as it was")
                }
                let isKeptAgain = try await bench.keys.finish(key, token: token, with: KeptAnswer(status: 100))
                try demand(isKeptAgain, equals: false, "whether a finished key was finished again")
                let isLeft = try await bench.begin(key) == .finished(answer)
                try demand(isLeft, equals: true, "whether answer \(number) stayed")
            }
        },
        promise(4, "a key with another request is told so, whatever became of it") { bench in
            let token = try await bench.begun(request: 1)
            try demand(try await bench.begin(request: 2), equals: .otherRequest, "in progress")
            bench.clock.advance(by: KeyBench.lease)
            try demand(try await bench.begin(request: 2), equals: .otherRequest, "after the lease ran out")
            _ = try await bench.keys.finish(KeyBench.key(), token: token, with: KeyBench.answer)
            try demand(try await bench.begin(request: 2), equals: .otherRequest, "when it is finished")
            try demand(try await bench.begin(request: 1), equals: .finished(KeyBench.answer), "the request itself")
        },
    ]
}
