import Logging
import SalesTesting
import Synchronization
import Testing

@testable import SalesCore

/// A store whose archive runs by a schedule, on a clock that is put forward and back.
struct ScheduledRig {
    let clock: AdjustableClock
    let calendar: ArchiveCalendar
    let store: MemoryStore
    let archiver: any Archiver
    let product: ProductID
    private let heard = Heard()

    /// What was told, and when.
    struct Word: Sendable {
        let at: Timestamp
        let news: ScheduledArchive.News
        let next: Timestamp

        var report: PriceArchive.Report? {
            if case .finished(let report) = news { report } else { nil }
        }
    }

    private final class Heard: Sendable {
        let words = Mutex<[Word]>([])
    }

    /// - Parameter moment: where the clock stands.
    init(at moment: Timestamp, in zone: String = "UTC", archiver: any Archiver = MemoryArchiver()) async throws {
        clock = AdjustableClock(now: moment)
        calendar = try #require(ArchiveCalendar(named: zone))
        store = MemoryStore(time: clock, archive: calendar, random: .seeded(3))
        self.archiver = archiver
        product = try await store.addProduct(Sample.product(1, at: moment)).product.id
    }

    /// The same, where the clock shows a moment in UTC.
    init(at text: String, archiver: any Archiver = MemoryArchiver()) async throws {
        try await self.init(at: try #require(Timestamp(iso8601: text)), archiver: archiver)
    }

    /// Everything that was told.
    var words: [Word] { heard.words.withLock { $0 } }

    /// When runs ended well.
    var runs: [Timestamp] { words.filter { $0.report != nil }.map(\.at) }

    /// Gives the store a row of the product on each of some days.
    func add(days: ClosedRange<Int64>) async throws {
        let today = calendar.day(of: clock.now).number
        let rows = days.map { day in
            Sample.row(
                of: product,
                Sample.pounds(500 - day),
                at: calendar.start(of: ArchiveDay(number: today + day)) + .seconds(3_600)
            )
        }
        #expect(try await store.importPrices(rows) == rows.count)
    }

    /// The rows that are in the store.
    func living() async throws -> Int {
        try await store.prices(of: product, in: Sample.allTime, after: nil, limit: 1_000).elements.count
    }

    /// Runs the archive by the schedule while something is done, and ends it then.
    func scheduled(at time: String = "00:05", _ body: () async throws -> Void) async throws {
        let archive = PriceArchive(
            of: store,
            in: archiver,
            time: clock,
            logger: Logger(label: "archive") { _ in SwiftLogNoOpLogHandler() }
        )
        let scheduled = ScheduledArchive(of: archive, at: try #require(ArchiveSchedule(time)))
        let task = Task { [heard, clock] in
            await scheduled.run { news, next in
                heard.words.withLock { $0.append(Word(at: clock.now, news: news, next: next)) }
            }
        }
        do {
            try await body()
        } catch {
            task.cancel()
            throw error
        }
        task.cancel()
        await task.value
    }

    /// Lets time pass, exactly to each moment at which the archive looks at the clock, until so much was told.
    func hear(_ count: Int) async {
        await clock.ticks.waitForSleepers()
        while words.count < count {
            clock.ticks.advanceToNextSleeper()
            await clock.ticks.waitForSleepers()
        }
    }
}

/// An archiver that fails as long as it is told to.
final class FailingArchiver: Archiver {
    private let inner = MemoryArchiver()
    private let failure: Mutex<ArchiveError?>

    init(_ failure: ArchiveError?) { self.failure = Mutex(failure) }

    /// Fails so from now on; not at all for nil.
    func fail(_ error: ArchiveError?) { failure.withLock { $0 = error } }

    private func step() throws(ArchiveError) {
        if let error = failure.withLock({ $0 }) { throw error }
    }

    func write(_ bytes: [UInt8], to key: String) async throws(ArchiveError) -> ArchiveWrite {
        try step()
        return try await inner.write(bytes, to: key)
    }

    func read(_ key: String) async throws(ArchiveError) -> [UInt8]? {
        try step()
        return try await inner.read(key)
    }

    func list(prefix: String, after token: PageToken?, limit: Int) async throws(ArchiveError) -> Page<String> {
        try step()
        return try await inner.list(prefix: prefix, after: token, limit: limit)
    }
}

/// An archiver that does not answer writes of parts until the task is cancelled, as long as it is told to.
final class SilentArchiver: Archiver {
    private let inner = MemoryArchiver()
    /// Nobody moves it on.
    let clock = ManualClock()
    private let isSilent = Mutex(true)

    func answer() { isSilent.withLock { $0 = false } }

    func write(_ bytes: [UInt8], to key: String) async throws(ArchiveError) -> ArchiveWrite {
        if key.hasPrefix("prices/"), isSilent.withLock({ $0 }) {
            do {
                try await clock.sleep(for: .seconds(1))
            } catch {
                throw ArchiveError(.cancelled, message: "given up")
            }
        }
        return try await inner.write(bytes, to: key)
    }

    func read(_ key: String) async throws(ArchiveError) -> [UInt8]? { try await inner.read(key) }

    func list(prefix: String, after token: PageToken?, limit: Int) async throws(ArchiveError) -> Page<String> {
        try await inner.list(prefix: prefix, after: token, limit: limit)
    }
}
