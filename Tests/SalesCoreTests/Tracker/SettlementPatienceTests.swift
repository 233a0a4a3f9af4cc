import SalesTesting
import Synchronization
import Testing

@testable import SalesCore

@Suite("Recording what came of attempts", .timeLimit(.minutes(15)))
struct SettlementPatienceTests {
    private let clock = ManualClock()
    private let busy = StoreError(.locked, advice: .later(after: nil), message: "busy")

    @Test(
        "is tried again while the store is busy, with a wait before each, at most five times in all",
        arguments: 0...5
    )
    func busy(times: Int) async {
        let store = FailingStore(busy, times: times)
        let begin = clock.now
        let recording = Task { await store.record(SettlementPatience(time: clock)) }
        for wait in SettlementPatience.waits.prefix(times) {
            await clock.waitForSleepers()
            clock.advance(by: wait)
        }
        let result = await recording.value
        #expect(result == (times < 5 ? .success([true]) : .failure(busy)))
        #expect(store.tries == min(times + 1, 5))
        #expect(clock.now - begin == SettlementPatience.waits.prefix(times).reduce(.zero, +))
    }

    @Test("is not tried again where that is of no use")
    func broken() async {
        let error = StoreError(.corrupt, message: "broken")
        let store = FailingStore(error, times: 1)
        #expect(await store.record(SettlementPatience(time: clock)) == .failure(error))
        #expect(store.tries == 1)
    }
}

/// Settles nothing the first times.
private final class FailingStore: Sendable {
    private let error: StoreError
    private let times: Int
    private let count = Mutex(0)

    init(_ error: StoreError, times: Int) {
        self.error = error
        self.times = times
    }

    /// How often it was asked to settle.
    var tries: Int { count.withLock { $0 } }

    func record(_ patience: SettlementPatience) async -> Result<[Bool], StoreError> {
        do throws(StoreError) {
            return .success(try await patience.record { () async throws(StoreError) in try settle() })
        } catch {
            return .failure(error)
        }
    }

    private func settle() throws(StoreError) -> [Bool] {
        let tries = count.withLock { count in
            count += 1
            return count
        }
        guard tries > times else { throw error }
        return [true]
    }
}
