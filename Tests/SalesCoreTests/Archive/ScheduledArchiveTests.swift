import SalesTesting
import Testing

@testable import SalesCore

@Suite("An archive that runs by a schedule")
struct ScheduledArchiveTests {
    private static let day = Duration.seconds(86_400)
    private static let hour = Duration.seconds(3_600)

    private func moments(_ texts: [String]) throws -> [Timestamp] {
        try texts.map { try #require(Timestamp(iso8601: $0)) }
    }

    @Test("waits for the time of day, says for which, and runs once a day")
    func daily() async throws {
        let rig = try await ScheduledRig(at: "2026-11-24T12:00:00Z")
        try await rig.scheduled {
            await rig.hear(4)
            let nothing = ScheduledArchive.News.finished(PriceArchive.Report())
            #expect(rig.words.map(\.news) == [.waiting, nothing, nothing, nothing])
            let next = try moments(["25", "26", "27", "28"].map { "2026-11-\($0)T00:05:00Z" })
            #expect(rig.words.map(\.next) == next)
            #expect(rig.runs == Array(next.dropLast()))
        }
    }

    @Test("archives each day when it is over, and says what it did")
    func reports() async throws {
        let rig = try await ScheduledRig(at: "2026-11-24T12:00:00Z")
        try await rig.add(days: 0...1)
        try await rig.scheduled {
            await rig.hear(2)
            #expect(rig.words.last?.report?.finished.map(\.run.day.description) == ["2026-11-24"])
            let living = try await rig.living()
            #expect(living == 1)
        }
    }

    @Test("runs at once where days wait since its last time, and archives them in order")
    func afterThreeDays() async throws {
        let rig = try await ScheduledRig(at: "2026-11-24T12:00:00Z")
        try await rig.add(days: -3...0)
        try await rig.scheduled {
            await rig.hear(1)
            let days = rig.words.first?.report?.finished.map(\.run.day.description)
            #expect(days == ["2026-11-21", "2026-11-22", "2026-11-23"])
            #expect(rig.words.first?.next == Timestamp(iso8601: "2026-11-25T00:05:00Z"))
            let living = try await rig.living()
            #expect(living == 1)
        }
    }

    @Test("leaves a day that ended before its time of day to that time")
    func beforeItsTime() async throws {
        let rig = try await ScheduledRig(at: "2026-11-24T01:00:00Z")
        try await rig.add(days: -1...(-1))
        try await rig.scheduled(at: "03:00") {
            await rig.hear(2)
            let times = try moments(["2026-11-24T01:00:00Z", "2026-11-24T03:00:00Z"])
            #expect(rig.words.map(\.at) == times)
        }
    }

    @Test(
        "has one run for each date, wherever the clocks are put forward or back by an hour or a day",
        arguments: [hour, .zero - hour, day, .zero - day],
        [0, 6, 11 * 60 + 40, 12 * 60, 12 * 60 + 10, 23 * 60, 26 * 60]
    )
    func jumps(_ change: Duration, _ minutes: Int) async throws {
        let rig = try await ScheduledRig(at: "2026-11-24T12:00:00Z")
        try await rig.scheduled {
            await rig.clock.pass(.seconds(minutes * 60))
            rig.clock.adjust(by: change)
            await rig.clock.pass(Self.day * 4)
        }
        let dates = rig.runs.map { rig.calendar.day(of: $0).number }
        let first = try #require(dates.first)
        let last = try #require(dates.last)
        #expect(dates == Array(first...last))
        #expect(last >= rig.calendar.day(of: rig.clock.now).number - 1, "it stalled")
    }

    @Test("does not wait for a date that only a wrong clock showed")
    func wildClock() async throws {
        let rig = try await ScheduledRig(at: "2099-01-01T12:00:00Z")
        try await rig.scheduled {
            await rig.clock.pass(Self.hour)
            rig.clock.adjust(by: .zero - Self.day * 25_000)
            await rig.clock.pass(Self.day)
            #expect(rig.runs.count == 1)
        }
    }

    @Test("runs once when the machine wakes behind its time, and at its time the next day")
    func suspend() async throws {
        let rig = try await ScheduledRig(at: "2026-11-24T23:00:00Z")
        try await rig.scheduled {
            await rig.clock.ticks.waitForSleepers()
            rig.clock.ticks.advance(by: Self.hour * 2)
            await rig.hear(3)
            let times = try moments(["2026-11-25T01:00:00Z", "2026-11-26T00:05:00Z"])
            #expect(rig.runs == times)
        }
    }

    @Test(
        "has one run for each date that there is, where days have 23 to 25 hours, or none",
        arguments: [
            ("Europe/London", "2026-03-26"), ("Europe/London", "2026-10-22"), ("America/Santiago", "2026-09-03"),
            ("America/Havana", "2026-10-29"), ("Australia/Lord_Howe", "2026-04-02"), ("Pacific/Apia", "2011-12-27"),
            ("Asia/Beirut", "2026-03-26"), ("Africa/Cairo", "2026-04-21"),
        ],
        ["00:05", "02:15"]
    )
    func zones(_ place: (String, String), _ time: String) async throws {
        let calendar = try #require(ArchiveCalendar(named: place.0))
        let first = try #require(ArchiveDay(place.1))
        let rig = try await ScheduledRig(at: calendar.start(of: first) + Self.hour * 12, in: place.0)
        let end = calendar.start(of: ArchiveDay(number: first.number + 6))
        try await rig.scheduled(at: time) { await rig.clock.pass(end - rig.clock.now - .seconds(600)) }
        let dates = (1...5).map { ArchiveDay(number: first.number + $0) }.filter { !calendar.span(of: $0).isEmpty }
        #expect(rig.runs.map { calendar.day(of: $0) } == dates)
    }

    @Test("tries a run that failed again, after longer and longer, and takes up what it had begun")
    func failures() async throws {
        let later = ArchiveError(.unavailable, advice: .later(after: nil), message: "away")
        let archiver = FailingArchiver(later)
        let rig = try await ScheduledRig(at: "2026-11-24T12:00:00Z", archiver: archiver)
        try await rig.add(days: -1...(-1))
        try await rig.scheduled {
            await rig.hear(3)
            let failure = ScheduledArchive.News.failed(.archive(later))
            #expect(rig.words.map(\.news) == [failure, failure, failure])
            #expect(rig.words.map { $0.next - $0.at } == [.seconds(60), .seconds(120), .seconds(240)])
            let living = try await rig.living()
            #expect(living == 1)
            archiver.fail(nil)
            await rig.hear(4)
            #expect(rig.words.last?.report?.finished.map(\.run.day.description) == ["2026-11-23"])
            #expect(rig.words.last?.next == Timestamp(iso8601: "2026-11-25T00:05:00Z"))
            let rest = try await rig.living()
            #expect(rest == 0)
        }
    }

    @Test("looks once an hour, and at its time, whether somebody mended what cannot pass by itself")
    func mended() async throws {
        let never = ArchiveError(.denied, message: "no")
        let rig = try await ScheduledRig(at: "2026-11-24T22:30:00Z", archiver: FailingArchiver(never))
        try await rig.add(days: -1...(-1))
        try await rig.scheduled {
            await rig.hear(3)
            let times = try moments(["2026-11-24T22:30:00Z", "2026-11-24T23:30:00Z", "2026-11-25T00:05:00Z"])
            #expect(rig.words.map(\.at) == times)
        }
    }

    @Test("waits no longer than an hour after any number of failures")
    func longestWait() {
        var backOff = ArchiveBackOff()
        let passing = ArchivingError.archive(ArchiveError(.unavailable, advice: .later(after: nil), message: ""))
        let waits = (0..<100).map { _ in backOff.failed(passing) }
        #expect(waits == waits.sorted() && waits.first == .seconds(60) && waits.last == .seconds(3_600))
        backOff.succeeded()
        #expect(backOff.failed(passing) == .seconds(60))
        let asked = ArchivingError.archive(ArchiveError(.full, advice: .later(after: .seconds(900)), message: ""))
        #expect(backOff.failed(asked) == .seconds(900))
    }

    @Test("leaves it to somebody else who archives, and looks later whether they left anything")
    func busy() async throws {
        let rig = try await ScheduledRig(at: "2026-11-24T12:00:00Z")
        try await rig.add(days: -1...(-1))
        let token = try #require(try await rig.store.claimArchive(lease: Self.day))
        try await rig.scheduled {
            await rig.hear(1)
            #expect(rig.words.map(\.news) == [.busy] && rig.words.map { $0.next - $0.at } == [.seconds(600)])
            try await rig.store.releaseArchive(token)
            await rig.hear(2)
            #expect(rig.words.last?.report?.finished.count == 1)
        }
    }

    @Test("ends at once when it is cancelled, waiting or in the middle of a day, which the next one takes up")
    func cancelled() async throws {
        let archiver = SilentArchiver()
        let rig = try await ScheduledRig(at: "2026-11-24T12:00:00Z", archiver: archiver)
        try await rig.add(days: -1...(-1))
        try await rig.scheduled { await archiver.clock.waitForSleepers() }
        #expect(rig.words.isEmpty)
        let living = try await rig.living()
        #expect(living == 1)
        archiver.answer()
        try await rig.scheduled {
            await rig.hear(1)
            let days = rig.words.last?.report?.finished.map(\.run.day.description)
            #expect(days == ["2026-11-23"], "somebody is in the way")
        }
        try await rig.scheduled { await rig.hear(2) }
        let rest = try await rig.living()
        #expect(rest == 0)
    }

    @Test("was due last at or before a moment")
    func last() throws {
        for (zone, time, shown, due) in [
            ("UTC", "00:05", "2026-11-24T00:05:00Z", "2026-11-24T00:05:00Z"),
            ("UTC", "00:05", "2026-11-24T00:04:59Z", "2026-11-23T00:05:00Z"),
            ("Europe/London", "01:30", "2026-03-29T12:00:00Z", "2026-03-29T01:00:00Z"),
            ("Europe/London", "01:30", "2026-10-25T02:00:00Z", "2026-10-25T00:30:00Z"),
            ("Pacific/Apia", "00:05", "2011-12-30T10:04:00Z", "2011-12-29T10:05:00Z"),
        ] {
            let calendar = try #require(ArchiveCalendar(named: zone))
            let schedule = try #require(ArchiveSchedule(time))
            let moment = try #require(Timestamp(iso8601: shown))
            #expect(schedule.last(until: moment, in: calendar) == Timestamp(iso8601: due), "\(zone) \(time) \(shown)")
        }
        let first = Timestamp(milliseconds: .min)
        let schedule = try #require(ArchiveSchedule("00:05"))
        #expect(schedule.last(until: first, in: .utc) == first)
    }

    @Test("waits as after the first failure again, once a run has ended well")
    func startsAnew() throws {
        let now = try #require(Timestamp(iso8601: "2026-11-24T12:00:00Z"))
        var agenda = ArchiveAgenda(try #require(ArchiveSchedule("00:05")), in: .utc, from: now, isBehind: true)
        let error = ArchivingError.archive(ArchiveError(.other, advice: .later(after: nil), message: "away"))
        agenda.begin(at: now)
        for wait in [1, 2, 4] {
            agenda.failed(error, at: now)
            #expect(agenda.due(at: now) == now + ArchiveBackOff.firstWait * wait)
        }
        agenda.succeeded()
        agenda.failed(error, at: now)
        #expect(agenda.due(at: now) == now + ArchiveBackOff.firstWait)
    }
}
