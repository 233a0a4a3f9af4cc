import SalesTesting
import Testing

@testable import SalesCore

@Suite("Suppressions that an operator lifts", .timeLimit(.minutes(15)))
struct SuppressionLiftingTests {
    private static let digest = AddressDigest(AccountBench.email, on: .email)

    private static func report(_ kind: Feedback.Kind, _ reference: String) -> [Feedback] {
        [Feedback(kind: kind, channel: .email, address: AccountBench.email, reference: reference)]
    }

    @Test("A bounce is lifted whole, and where there is nothing nothing happens")
    func bounce() async throws {
        let bench = try AccountBench()
        #expect(try await bench.store.liftReport(of: Self.digest) == .nothing)
        #expect(try await bench.accounts.apply(feedback: Self.report(.bounce, "r1")) == 1)
        #expect(try await bench.store.liftReport(of: Self.digest) == .lifted)
        #expect(try await bench.store.suppression(of: Self.digest) == nil)
    }

    @Test("A stop stays, whoever asks but its owner")
    func stop() async throws {
        let bench = try AccountBench()
        #expect(try await bench.accounts.apply(feedback: Self.report(.stop, "r1")) == 1)
        #expect(try await bench.store.liftReport(of: Self.digest) == .kept)
        #expect(try await bench.store.suppression(of: Self.digest)?.kind == .stop)
    }

    @Test("A complaint, which may hide a stop, becomes one, and its owner lifts it by a link that is sent then")
    func complaint() async throws {
        let bench = try AccountBench()
        let user = try await bench.signUp()
        #expect(try await bench.accounts.verify(secret: bench.secret()) != nil)
        #expect(try await bench.accounts.apply(feedback: Self.report(.stop, "r1")) == 1)
        #expect(try await bench.accounts.apply(feedback: Self.report(.complaint, "r2")) == 1)
        bench.clock.advance(by: .seconds(60))
        try await bench.accounts.requestVerification(of: user, on: .email)
        #expect(try await bench.accounts.deliverLetters() == 0)
        #expect(try await bench.store.liftReport(of: Self.digest) == .softened)
        #expect(try await bench.store.suppression(of: Self.digest)?.kind == .stop)
        try await bench.accounts.requestVerification(of: user, on: .email)
        #expect(try await bench.accounts.deliverLetters() == 1)
        #expect(try await bench.accounts.verify(secret: bench.secret()) != nil)
        #expect(try await bench.store.suppression(of: Self.digest) == nil)
    }
}
