import SalesTesting
import Testing

@testable import SalesCore

@Suite("How long telling took", .timeLimit(.minutes(15)))
struct TellingReportTests {
    private let day = TellingReport(since: .noon - .seconds(86_400), until: .noon)

    /// An alert that was accepted so many seconds after the last reading of the old price.
    private func alert(
        _ seconds: Int,
        kind: Alert.Facts.Kind = .drop,
        status: Alert.Status = .accepted,
        acceptedAt: Timestamp = .noon - .seconds(60),
        host: String = "shop.example",
        change: (inout Alert) -> Void = { _ in }
    ) -> Alert {
        let begin = acceptedAt - .seconds(seconds)
        var alert = Alert(
            id: Alert.ID(rawValue: "a"),
            userID: .local,
            productID: ProductID(rawValue: 1),
            eventID: PriceEventID(rawValue: 1),
            channel: .console,
            facts: Alert.Facts(
                kind: kind,
                productName: "Kettle",
                url: Sample.url("https://\(host)/p/1"),
                rule: .anyDrop,
                reference: nil,
                change: .of(.gbp(4_999), .gbp(3_999), at: begin + .seconds(60))
            ),
            status: status,
            attempts: 1,
            nextAttemptAt: begin,
            createdAt: begin,
            acceptedAt: status == .accepted ? acceptedAt : nil
        )
        change(&alert)
        return alert
    }

    @Test("a percentile is the time of the nearest rank, one that somebody waited")
    func percentiles() throws {
        let figures = try #require(TellingFigures((1...100).reversed().map { $0 * 1_000 }))
        #expect(figures.p50 == .seconds(50) && figures.p95 == .seconds(95))
        #expect(figures.p99 == .seconds(99) && figures.worst == .seconds(100))
        let three = try #require(TellingFigures([30, 10, 20]))
        #expect([three.p50, three.p95, three.p99, three.worst] == [20, 30, 30, 30].map { .milliseconds($0) })
        let one = try #require(TellingFigures([7]))
        #expect(Set([one.p50, one.p95, one.p99, one.worst]) == [.milliseconds(7)])
        #expect(TellingFigures([]) == nil)
        for count in 1...300 {
            for percent in [50, 95, 99] {
                let index = TellingFigures.rank(percent, of: count)
                #expect((index + 1) * 100 >= percent * count && index * 100 < percent * count)
            }
        }
    }

    @Test("the share within three minutes counts 180 s as kept, and is 100 % only where all are")
    func share() throws {
        let figures = try #require(TellingFigures([180_000, 180_001, 1]))
        #expect(figures.withinPromise == 2 && figures.basisPointsWithinPromise == 6_666)
        let nearly = try #require(TellingFigures(Array(repeating: 1, count: 99_999) + [200_000]))
        #expect(nearly.basisPointsWithinPromise == 9_999)
        #expect(try #require(TellingFigures([1, 2])).basisPointsWithinPromise == 10_000)
    }

    @Test("hosts have figures of their own, and the whole has all")
    func hosts() throws {
        var report = day
        for seconds in [80, 90] { report.add(alert(seconds)) }
        report.add(alert(200, host: "other.example"))
        #expect(report.byHost["shop.example"]?.worst == .seconds(90))
        #expect(report.byHost["other.example"]?.count == 1)
        #expect(report.overall?.count == 3 && report.overall?.worst == .seconds(200))
        #expect(report.counts == [.accepted: 3] && !report.isPartial)
    }

    @Test("an alert that was told has a time, never below zero; one that was not, or was wanted later, has none")
    func times() {
        #expect(TellingReport.time(of: alert(90)) == .seconds(90))
        #expect(TellingReport.time(of: alert(-5)) == .zero)
        #expect(TellingReport.time(of: alert(90, status: .pending)) == nil)
        #expect(TellingReport.time(of: alert(90) { $0.isHeld = true }) == nil)
    }

    @Test("what somebody wanted later, and what is no news, is counted but not timed")
    func leftOut() {
        var report = day
        report.add(alert(50_000) { $0.isHeld = true })
        report.add(alert(50_000) { $0.nextAttemptAt = $0.createdAt + .milliseconds(1) })
        for kind in [Alert.Facts.Kind.standing, .broken, .worksAgain] { report.add(alert(50_000, kind: kind)) }
        #expect(report.overall == nil && report.counts == [.accepted: 5])
        report.add(alert(90) { ($0.attempts, $0.nextAttemptAt) = (2, $0.createdAt + .seconds(2)) })
        #expect(report.overall?.count == 1, "one that the carrier took at the second attempt took its time")
    }

    @Test(
        "of those that are pending, what is held until somebody's time is counted apart, and what is late or tried again not"
    )
    func held() {
        var report = day
        let later: Timestamp = .noon + .seconds(3_600)
        report.add(alert(80, status: .pending) { ($0.isHeld, $0.attempts, $0.nextAttemptAt) = (true, 0, later) })
        report.add(alert(80, status: .pending) { ($0.attempts, $0.nextAttemptAt) = (0, later) })
        #expect(report.counts == [.pending: 2] && report.heldCount == 2)
        report.add(alert(80, status: .pending) { $0.isHeld = true })
        report.add(alert(80, status: .pending) { ($0.attempts, $0.nextAttemptAt) = (3, later) })
        report.add(alert(80, status: .pending) { ($0.isHeld, $0.nextAttemptAt) = (true, later) })
        report.add(alert(80, status: .waiting) { ($0.isHeld, $0.nextAttemptAt) = (true, later) })
        #expect(report.counts == [.pending: 5, .waiting: 1] && report.heldCount == 2)
    }

    @Test("only what was accepted within the time is counted, its first moment among it")
    func window() {
        var report = day
        report.add(alert(80, acceptedAt: report.since))
        report.add(alert(80, acceptedAt: report.since - .milliseconds(1)))
        report.add(alert(80, acceptedAt: report.until))
        #expect(report.overall?.count == 1)
        for status in [Alert.Status.dead, .expired, .suppressed, .pending, .waiting] {
            report.add(alert(80, status: status))
            report.add(alert(80, status: status, acceptedAt: report.since))
        }
        #expect(
            report.counts == [.accepted: 1, .dead: 1, .expired: 1, .suppressed: 1, .pending: 2, .waiting: 2]
        )
    }

    @Test("a tracker reports of what it told, and leaves out what is too long ago")
    func tracker() async throws {
        let bench = try TrackerBench()
        bench.show(bench.page("49.99"))
        _ = try await bench.track()
        bench.show(bench.page("45.00"))
        for _ in 0..<2 { try await bench.round() }
        let alert = try #require(try await bench.alerts().first)
        let report = try await bench.tracker.tellingReport(since: bench.clock.now - .seconds(86_400))
        #expect(report.overall?.worst == alert.timeToTell && report.counts == [.accepted: 1])
        bench.clock.advance(by: .seconds(200_000))
        let later = try await bench.tracker.tellingReport(since: bench.clock.now - .seconds(86_400))
        #expect(later.overall == nil && later.counts.isEmpty)
    }

    @Test("a tracker reports what waits, however long ago it was made")
    func waiting() async throws {
        let people = PeopleBench()
        let product = try await people.follow(by: people.person("ann", isVerified: false))
        try await people.price(45_00, of: product)
        try await people.pass(.seconds(600_000))
        #expect(try await people.statuses() == [.waiting])
        let report = try await people.tracker.tellingReport(since: people.clock.now - .seconds(86_400))
        #expect(report.counts == [.waiting: 1])
    }
}
