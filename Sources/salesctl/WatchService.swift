import SalesCore
import SalesSQLite
import SalesWeb
import ServiceLifecycle

/// The tracker's loops as a service that ends on a graceful shutdown, or when the store is lost.
struct WatchService: ServiceLifecycle.Service, CustomStringConvertible {
    /// What checks and tells; nil where another program does, and only letters are sent here.
    let tracker: Tracker?
    /// What sends letters to people; nil where no people can be added.
    let accounts: Accounts?
    /// What archives each day; nil where nobody asked for it.
    let archive: ScheduledArchive?
    let concurrency: Int
    let display: WatchDisplay
    /// What counts its work; nil where nobody asks.
    var metrics: TrackingMetrics?

    var description: String { "watch" }

    /// Why one of the tasks ended.
    private enum Ending: Sendable {
        /// Its task was cancelled.
        case loop
        /// All are to end.
        case stop
        /// The store is lost to this program.
        case loss(StoreError)
    }

    /// Runs until the group shuts down, and fails where the store is lost.
    func run() async throws {
        try await run { try? await gracefulShutdown() }
    }

    /// Runs until something returns, and fails where the store is lost.
    func run(until end: @escaping @Sendable () async -> Void) async throws {
        // Signals are heard by now: whoever reads that it watches may stop it.
        await display.begin(isWatching: tracker != nil)
        let (losses, loss) = AsyncStream.makeStream(of: StoreError.self)
        let shown = Tracker.Observer(
            checked: { await display.checked($0) },
            attempted: { await display.attempted($0, $1) },
            stumbled: { error in
                // All other failures may pass; these would go on for ever.
                guard [.replaced, .tooNew].contains(error.code) else { return await display.stumbled(error) }
                loss.yield(error)
            }
        )
        let observer = metrics?.observer(wrapping: shown) ?? shown
        let lost = await withTaskGroup(of: Ending.self) { group in
            group.addTask {
                await end()
                return .stop
            }
            group.addTask {
                let error = await losses.first { _ in true }
                return error.map(Ending.loss) ?? .loop
            }
            group.addTask {
                await accounts?.run(report: { metrics?.sent($0, $1) }, stumbled: observer.stumbled)
                return .loop
            }
            group.addTask {
                await archive?.run { await display.archived($0, next: $1) }
                return .loop
            }
            if let tracker {
                group.addTask {
                    await display.keepFresh()
                    return .loop
                }
                group.addTask {
                    await tracker.run(concurrency: concurrency, observer: observer)
                    return .loop
                }
            }
            var lost: StoreError?
            for await ending in group {
                switch ending {
                case .loop: continue
                case .stop: group.cancelAll()
                case .loss(let error):
                    lost = error
                    group.cancelAll()
                }
            }
            return lost
        }
        if let lost { throw lost }
    }
}
