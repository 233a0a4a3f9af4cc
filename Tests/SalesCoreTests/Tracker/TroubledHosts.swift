import HTTPTypes
import SalesCore
import SalesTesting
import Synchronization

/// A whole tracker that runs over two hosts, one of them in trouble, with a clock that is moved by hand.
final class TroubledHosts: Sendable {
    static let troubled = "troubled.example"
    static let quick = "quick.example"

    let clock = ManualClock(now: .noon)
    let store: MemoryStore
    let tracker: Tracker
    private let pages: StubFetcher
    private let reports = Mutex<[CheckReport]>([])

    /// - Parameters:
    ///   - isPolite: whether the polite decorators stand around the fetcher.
    ///   - answerTime: of the troubled host; longer than a deadline where it never answers.
    init(isPolite: Bool, answerTime: Duration) {
        store = MemoryStore(time: clock)
        pages = StubFetcher { [clock] request throws(FetchError) in
            if request.url.host == Self.troubled {
                do {
                    try await clock.sleep(for: min(answerTime, request.limits.deadline))
                } catch {
                    throw FetchError(.cancelled, message: "cancelled")
                }
                guard answerTime < request.limits.deadline else { throw .deadlinePassed(at: request.url) }
            }
            return FetchResponse(status: .ok, body: Self.page, url: request.url)
        }
        let polite = PoliteFetcher(pages, hosts: store, agent: "kettlebot", ignoresRobots: { _ in true }, time: clock)
        var settings = Tracker.Settings()
        // On a busy machine this clock runs ahead of the heartbeat; leases are not what is tested here.
        settings.checkLease = .seconds(300)
        settings.idlePoll = .seconds(1)
        tracker = Tracker(
            store: store,
            fetcher: isPolite ? polite : pages,
            settings: settings,
            time: clock,
            random: .seeded(1)
        )
    }

    private static let page = Array(
        """
        <!doctype html><html lang="en"><title>Kettle</title><script type="application/ld+json">{"@type":"Product",
        "name":"Kettle","offers":{"@type":"Offer","price":"9.99","priceCurrency":"GBP"}}</script><h1>Kettle</h1></html>
        """.utf8
    )

    /// Products of a host that the local user follows, all due now.
    func follow(_ count: Int, at host: String) async throws {
        for number in 0..<count {
            let url = try PageURL("https://\(host)/p/\(number)")
            let new = Product.New(host: url.site, url: url, name: "Kettle", nextCheckAt: .noon, createdAt: .noon)
            let draft = Subscription.Draft(
                userID: .local,
                productID: try await store.addProduct(new).product.id,
                rule: .anyDrop,
                memory: RuleMemory(),
                createdAt: .noon
            )
            _ = try await store.save(draft, expectedVersion: nil, dueAt: .noon)
        }
    }

    /// Runs the tracker for a time of the clock.
    func run(for time: Duration) async {
        let end = clock.now + time
        let run = Task {
            await tracker.run(
                observer: Tracker.Observer(checked: { report in self.reports.withLock { $0.append(report) } })
            )
        }
        while clock.now < end {
            await settleDown()
            clock.advanceToNextSleeper()
        }
        run.cancel()
        await run.value
    }

    /// Returns when all that runs waits for the clock.
    private func settleDown() async {
        var calm = 0
        var last = (0, 0)
        while calm < 40 {
            await Task.yield()
            let present = (clock.sleeperCount, pages.asked.count)
            calm = present == last && present.0 > 0 ? calm + 1 : 0
            last = present
        }
    }

    func requests(to host: String) -> Int {
        pages.asked.count { $0.contains(host) }
    }

    /// The checks of a host that were saved, and those that were made for nothing.
    func checks(of host: String) -> (saved: Int, lost: Int) {
        let own = reports.withLock { $0.filter { $0.product.url.host == host } }
        return (own.count { $0.problem == nil }, own.count { $0.problem != nil })
    }
}
