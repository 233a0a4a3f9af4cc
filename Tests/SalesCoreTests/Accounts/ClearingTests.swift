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
}
