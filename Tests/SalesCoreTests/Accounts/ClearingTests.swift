import SalesTesting
import Testing

@testable import SalesCore

@Suite("What accounts keep that nothing asks for any more")
struct ClearingTests {
    @Test("A report of a carrier is known for ninety days when it comes again, and then forgotten")
    func reports() async throws {
        let bench = try AccountBench()
        let report = Feedback(kind: .bounce, channel: .email, address: AccountBench.email, reference: "r1")
        #expect(try await bench.accounts.apply(feedback: [report]) == 1)
        for (wait, changed) in [(Accounts.reportsKept, 0), (.milliseconds(1), 1)] {
            try await bench.store.liftSuppression(of: AccountBench.email, on: .email)
            bench.clock.advance(by: wait)
            try await bench.accounts.clear()
            #expect(try await bench.accounts.apply(feedback: [report]) == changed)
        }
    }

    @Test("The key of a request is known for a day, and then forgotten with its answer")
    func requestKeys() async throws {
        let bench = try AccountBench()
        let key = IdempotencyKey(userID: .local, text: "once")
        let fingerprint = try #require(SecretHash(bytes: Array(0..<32)))
        func begin() async throws -> IdempotencyState {
            try await bench.store.begin(key, fingerprint: fingerprint, lease: .seconds(30), at: bench.clock.now)
        }
        guard case .begun(let token) = try await begin() else {
            Issue.record("a new key was not begun")
            return
        }
        let answer = KeptAnswer(status: 201)
        #expect(try await bench.store.finish(key, token: token, with: answer))
        bench.clock.advance(by: IdempotencyKey.lifetime)
        try await bench.accounts.clear()
        #expect(try await begin() == .finished(answer))
        bench.clock.advance(by: .milliseconds(1))
        try await bench.accounts.clear()
        #expect(try await begin() != .finished(answer))
    }

    @Test("Sessions that ended long ago are forgotten, and no others")
    func sessions() async throws {
        let bench = try AccountBench()
        let begin = bench.clock.now
        for (number, end) in [(1, 10), (2, 86_400 * 9)] {
            let session = AccountSession(
                hash: try #require(SecretHash(bytes: Array(repeating: UInt8(number), count: SecretHash.length))),
                userID: .local,
                kind: .browser,
                scope: .admin,
                label: "\(number)",
                createdAt: begin,
                lastUsedAt: begin,
                endsAt: begin + .seconds(end)
            )
            try await bench.store.addSession(session)
        }
        func labels() async throws -> [String] {
            try await bench.store.sessions(of: .local, at: begin, after: nil, limit: 9).elements.map(\.label)
        }
        try await bench.accounts.clear()
        #expect(try await labels() == ["2", "1"])
        bench.clock.advance(by: .seconds(86_400 * 8))
        try await bench.accounts.clear()
        #expect(try await labels() == ["2"])
    }
}
