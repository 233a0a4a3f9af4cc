import SalesTesting
import Testing

@testable import SalesCore

@Suite("Letters that are sent in the background", .timeLimit(.minutes(15)))
struct LetterRunTests {
    @Test("whoever runs them is told what came of each")
    func reports() async throws {
        let bench = try AccountBench()
        try await bench.accounts.signUp(SignUp(email: AccountBench.email))
        let (outcomes, told) = AsyncStream.makeStream(of: LetterSettlement.Outcome.self)
        let running = Task { [accounts = bench.accounts] in
            await accounts.run(report: { _, outcome in _ = told.yield(outcome) })
        }
        let first = await outcomes.first { _ in true }
        #expect(first == .accepted)
        running.cancel()
        await running.value
    }
}
