import Foundation
import SalesCore
import SalesCurl
import SalesSQLite

/// Fetches, extracts and stores COUNT pages through the tracker itself, as one peer of the benchmark kit.
///
/// The environment gives BASE (page n is BASE followed by n), COUNT, CONCURRENCY and CA, and BENCH_TRUTH, the right
/// prices by page. What is measured is the whole way of `watch`: claim, fetch, extract, judge, commit; adding the
/// products to the store comes before and is not counted, as it is not for the other peers.
@main
struct Peer {
    static func main() async throws {
        let environment = ProcessInfo.processInfo.environment
        let base = environment["BASE"] ?? "https://127.0.0.1:18444/p/"
        let count = environment["COUNT"].flatMap(Int.init) ?? 1_000
        let concurrency = environment["CONCURRENCY"].flatMap(Int.init) ?? 32
        let folder = FileManager.default.temporaryDirectory.appending(path: "sales-peer-\(getpid())")
        defer { try? FileManager.default.removeItem(at: folder) }
        let store = try await SQLiteStore(path: folder.appending(path: "peer.sqlite").path)
        let pages = try await addProducts(base: base, count: count, to: store)
        let tracker = tracker(on: store, authorities: environment["CA"])

        let before = Usage.now
        let start = ContinuousClock.now
        let failures = await check(pages.count, with: tracker, concurrency: concurrency)
        let used = Usage.now.cpu - before.cpu
        let wall = ContinuousClock.now - start

        let truth = try Truth(path: environment["BENCH_TRUTH"] ?? "")
        var right = 0
        for (id, page) in pages where truth.isRight(try await store.product(id)?.state.price, page: page) { right += 1 }
        let line: [String: any Sendable] = [
            "bench": "e2e", "peer": "salestracker", "version": "0.1.0", "pages": pages.count, "errors": failures,
            "correct": Double(right) / Double(pages.count), "cpu_s": used, "wall_s": wall / .seconds(1),
            "cpu_ms_per_page": used * 1_000 / Double(pages.count), "pages_per_cpu_s": Double(pages.count) / used,
            "rss_mb": Usage.now.peakMegabytes, "conc": concurrency,
        ]
        let data = try JSONSerialization.data(withJSONObject: line, options: [.sortedKeys])
        print(String(decoding: data, as: UTF8.self))
        try await store.close()
    }

    private static func addProducts(base: String, count: Int, to store: SQLiteStore) async throws -> [ProductID: Int] {
        var pages: [ProductID: Int] = [:]
        let now = SystemTime().now
        for page in 0..<count {
            let url = try PageURL(base + String(page))
            let product = try await store.addProduct(
                Product.New(host: url.site, url: url, name: "page \(page)", nextCheckAt: now, createdAt: now)
            ).product
            let draft = Subscription.Draft(
                userID: .local,
                productID: product.id,
                rule: .anyDrop,
                memory: RuleMemory(),
                createdAt: now
            )
            _ = try await store.save(draft, expectedVersion: nil, dueAt: now)
            pages[product.id] = page
        }
        return pages
    }

    private static func tracker(on store: SQLiteStore, authorities: String?) -> Tracker {
        let allowed = AllowedAddress("127.0.0.1").map { Set([$0]) } ?? []
        var options = CurlOptions(contact: "https://example.org")
        if let authorities { options.authorities = CertificateAuthorities(file: authorities) }
        var settings = Tracker.Settings()
        settings.hosts = HostPolicy(standard: HostLimits(rate: 100_000, burst: 100_000, connections: 32))
        return Tracker(
            store: store,
            fetcher: CurlFetcher(engine: CurlEngine(policy: .publicInternet(allowing: allowed)), options: options),
            settings: settings
        )
    }

    /// Checks every product once, so many at a time; answers how many gave no offer.
    private static func check(_ count: Int, with tracker: Tracker, concurrency: Int) async -> Int {
        await withTaskGroup(of: Int.self) { group in
            var failures = 0
            var running = 0
            var left = count
            while left > 0 || running > 0 {
                let room = min(concurrency - running, left)
                if room >= min(concurrency / 2, left), room > 0 {
                    let request = CheckRequest(limit: room, policy: tracker.settings.hosts)
                    let claimed = (try? await tracker.store.claimChecks(request)) ?? []
                    left = claimed.isEmpty ? 0 : left - claimed.count
                    running += claimed.count
                    for check in claimed {
                        group.addTask { await tracker.perform(check).look?.reading.outcome == .offer ? 0 : 1 }
                    }
                }
                guard running > 0, let failed = await group.next() else { break }
                failures += failed
                running -= 1
            }
            return failures
        }
    }
}

/// The right prices of the page set.
private struct Truth {
    private let prices: [Int: (minor: Int64, currency: String)]

    init(path: String) throws {
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        var prices: [Int: (minor: Int64, currency: String)] = [:]
        for (page, line) in lines.enumerated() {
            guard let row = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
                let minor = row["price"] as? Int
            else { continue }
            prices[page] = (Int64(minor), row["cur"] as? String ?? "")
        }
        self.prices = prices
    }

    func isRight(_ price: Money?, page: Int) -> Bool {
        guard let price, !prices.isEmpty, let truth = prices[page % prices.count] else { return false }
        return price.minorUnits == truth.minor && price.currency.code == truth.currency
    }
}

/// What this process has used.
private struct Usage {
    let cpu: Double
    let peakMegabytes: Double

    static var now: Usage {
        var usage = rusage()
        // Glibc's constant is an enum that the function does not take.
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        let seconds = Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
        let micros = Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec)
        return Usage(cpu: seconds + micros / 1e6, peakMegabytes: Double(usage.ru_maxrss) / 1_024)
    }
}
