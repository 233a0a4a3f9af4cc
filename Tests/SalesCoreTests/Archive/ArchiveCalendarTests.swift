import Foundation
import SalesTesting
import Testing

@testable import SalesCore

@Suite("The days of an archive")
struct ArchiveCalendarTests {
    /// The zones of which the days are odd, with the year to look at.
    static let zones = [
        ("Europe/London", 2_026), ("America/Santiago", 2_026), ("Africa/Cairo", 2_026), ("Asia/Beirut", 2_026),
        ("America/Sao_Paulo", 2_018), ("Pacific/Apia", 2_011), ("Australia/Lord_Howe", 2_026),
        ("America/Havana", 2_026),
        ("Asia/Kathmandu", 1_986), ("UTC", 2_026),
    ]

    @Test("follow one another without a gap, and every moment is of the one that spans it", arguments: zones)
    func spans(_ name: String, _ year: Int) throws {
        let calendar = try #require(ArchiveCalendar(named: name))
        let first = try #require(ArchiveDay("\(year)-01-01"))
        var end = calendar.start(of: first)
        for number in first.number..<first.number + 366 {
            let day = ArchiveDay(number: number)
            let span = calendar.span(of: day)
            #expect(span.lowerBound == end)
            end = span.upperBound
            guard !span.isEmpty else { continue }
            for minutes in stride(from: 0, to: (span.upperBound - span.lowerBound).wholeMilliseconds / 60_000, by: 10) {
                #expect(calendar.day(of: span.lowerBound + .seconds(minutes * 60)) == day)
            }
            #expect(calendar.day(of: span.upperBound - .milliseconds(1)) == day)
        }
    }

    @Test("begin with the first moment of their date")
    func beginnings() throws {
        for (name, date, begin, hours) in [
            ("Europe/London", "2026-03-29", "2026-03-29T00:00:00Z", 23.0),
            ("Europe/London", "2026-10-25", "2026-10-24T23:00:00Z", 25),
            // Midnight is left out.
            ("America/Santiago", "2026-09-06", "2026-09-06T04:00:00Z", 23),
            // Midnight comes twice.
            ("America/Havana", "2026-11-01", "2026-11-01T04:00:00Z", 25),
            ("Australia/Lord_Howe", "2026-04-05", "2026-04-04T13:00:00Z", 24.5),
            // A date that the zone left out.
            ("Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z", 0),
        ] {
            let calendar = try #require(ArchiveCalendar(named: name))
            let span = calendar.span(of: try #require(ArchiveDay(date)))
            #expect(span.lowerBound == Timestamp(iso8601: begin), "\(name) \(date)")
            #expect(
                Double((span.upperBound - span.lowerBound).wholeMilliseconds) == hours * 3_600_000,
                "\(name) \(date)"
            )
        }
    }

    @Test("hold every moment that there is")
    func ends() {
        for value in [Int64.min, .min + 1, -1, 0, .max - 1, .max] {
            let moment = Timestamp(milliseconds: value)
            let day = ArchiveCalendar.utc.day(of: moment)
            #expect(ArchiveDay.shown.contains(day))
            let span = ArchiveCalendar.utc.span(of: day)
            #expect(span.contains(moment) || span.upperBound == moment)
        }
    }

    @Test("are read as ISO 8601 writes them, and as nothing else")
    func texts() {
        for text in ["2026-11-24", "1970-01-01", "0000-01-01", "9999-12-31", "2024-02-29"] {
            #expect(ArchiveDay(text)?.description == text)
        }
        #expect(ArchiveDay("1970-01-02")?.number == 1)
        for text in ["", "2026-11", "2026-11-31", "2025-02-29", "26-11-24", "2026-11-24 ", "2026/11/24", "+026-11-24"] {
            #expect(ArchiveDay(text) == nil, "\(text)")
        }
    }
}

@Suite("The schedule of an archive")
struct ArchiveScheduleTests {
    @Test("comes once a day by the clocks of the zone, whatever is done to them")
    func next() throws {
        for (zone, minute, after, due) in [
            ("UTC", "00:05", "2026-11-24T00:04:59Z", "2026-11-24T00:05:00Z"),
            ("UTC", "00:05", "2026-11-24T00:05:00Z", "2026-11-25T00:05:00Z"),
            ("UTC", "23:59", "2026-11-24T00:05:00Z", "2026-11-24T23:59:00Z"),
            ("Europe/London", "01:30", "2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z"),
            ("Europe/London", "01:30", "2026-10-25T00:00:00Z", "2026-10-25T00:30:00Z"),
            ("Europe/London", "01:30", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"),
            ("Pacific/Apia", "00:05", "2011-12-30T00:00:00Z", "2011-12-30T10:05:00Z"),
        ] {
            let calendar = try #require(ArchiveCalendar(named: zone))
            let schedule = try #require(ArchiveSchedule(minute))
            let moment = try #require(Timestamp(iso8601: after))
            #expect(schedule.next(after: moment, in: calendar) == Timestamp(iso8601: due), "\(zone) \(minute) \(after)")
        }
    }

    @Test("comes to an end with the last moment that there is")
    func end() throws {
        let schedule = try #require(ArchiveSchedule("00:05"))
        let last = Timestamp(milliseconds: .max)
        #expect(schedule.next(after: last, in: .utc) == last)
        #expect(schedule.next(after: Timestamp(milliseconds: .min), in: .utc) > Timestamp(milliseconds: .min))
    }

    @Test("is a time of day and nothing else")
    func texts() {
        #expect(ArchiveSchedule("00:05")?.minute == 5 && ArchiveSchedule("23:59")?.description == "23:59")
        for text in ["", "0:05", "24:00", "12:60", "12", "12:5", "-1:30", "+1:30", "12:30:00"] {
            #expect(ArchiveSchedule(text) == nil, "\(text)")
        }
    }
}
