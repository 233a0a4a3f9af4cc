import ArgumentParser
import Logging
import SalesCore
import SalesTesting
import Testing

@testable import salesctl

@Suite("What a command works with")
struct SessionTests {
    @Test("The present moment is that of the store's clock, not this machine's")
    func clock() async throws {
        let clock = ManualClock(now: Timestamp(milliseconds: 1_000_000))
        let store = MemoryStore(time: clock)
        let session = Session(
            terminal: Terminal(noColour: true),
            format: .table,
            settings: try await AppSettings(options: GlobalOptions.parse([]), environment: [:]),
            tracker: Tracker(store: store, fetcher: ScriptedFetcher(), notifiers: [], time: clock),
            time: clock,
            logger: Logger(label: "tests")
        )
        #expect(session.now == clock.now)
    }
}
