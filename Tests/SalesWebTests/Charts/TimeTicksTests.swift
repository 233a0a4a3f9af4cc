import Foundation
import SalesCore
import SalesTesting
import Testing

@testable import SalesWeb

@Suite("Marks of a time axis")
struct TimeTicksTests {
    private func span(_ begin: String, _ end: String) throws -> ChartSpan {
        let times = try [begin, end].map { try #require(Timestamp(iso8601: $0)) }
        return ChartSpan(from: times[0], to: times[1], now: times[1])
    }

    private func zone(_ name: String) throws -> TimeZone { try #require(TimeZone(identifier: name)) }

    @Test(
        "are 2 to as many as asked for, rise, lie within the span and are never called the same",
        arguments: ["UTC", "Europe/London", "Asia/Kathmandu", "America/St_Johns", "Pacific/Apia"]
    )
    func properties(name: String) throws {
        let zone = try zone(name)
        var random = SeededRandom(seed: 7)
        for _ in 0..<60 {
            let length =
                Int64.random(in: 0...400_000_000_000, using: &random) >> Int64.random(in: 0...20, using: &random)
            let begin = Int64.random(in: 946_684_800_000...1_893_456_000_000, using: &random)
            let upper = Timestamp(milliseconds: begin + length)
            let span = ChartSpan(from: Timestamp(milliseconds: begin), to: upper, now: upper)
            let limit = Int.random(in: 2...10, using: &random)
            let marks = TimeTicks.marks(of: span, zone: zone, atMost: limit)
            #expect((2...limit).contains(marks.count), "\(span)")
            #expect(zip(marks, marks.dropFirst()).allSatisfy { $0.moment < $1.moment }, "\(span)")
            #expect(marks.allSatisfy { (span.lower...span.upper).contains($0.moment) }, "\(span)")
            #expect(Set(marks.map { "\($0.label) \($0.context)" }).count == marks.count, "\(span)")
        }
    }

    @Test(
        "are hours, days, Mondays, months or years as fits",
        arguments: [
            ("2026-11-24T00:00:00Z", "2026-11-24T12:00:00Z", ["00:00", "03:00", "06:00", "09:00", "12:00"]),
            ("2026-11-22T00:00:00Z", "2026-11-24T00:00:00Z", ["00:00", "12:00", "00:00", "12:00", "00:00"]),
            ("2026-11-20T12:00:00Z", "2026-11-24T12:00:00Z", ["21 Nov", "22 Nov", "23 Nov", "24 Nov"]),
            ("2026-10-25T00:00:00Z", "2026-11-24T00:00:00Z", ["26 Oct", "2 Nov", "9 Nov", "16 Nov", "23 Nov"]),
            ("2026-07-15T00:00:00Z", "2026-12-24T00:00:00Z", ["Aug", "Sep", "Oct", "Nov", "Dec"]),
            ("2022-06-01T00:00:00Z", "2026-12-24T00:00:00Z", ["2023", "2024", "2025", "2026"]),
        ]
    )
    func units(begin: String, end: String, labels: [String]) throws {
        #expect(TimeTicks.marks(of: try span(begin, end), zone: .gmt, atMost: 6).map(\.label) == labels)
    }

    @Test("begin with the zone's day, and not 24 hours after the last one where clocks change")
    func clocks() throws {
        let marks = TimeTicks.marks(
            of: try span("2026-10-24T12:00:00Z", "2026-10-27T12:00:00Z"),
            zone: try zone("Europe/London"),
            atMost: 4
        )
        let expected = try ["2026-10-24T23:00:00Z", "2026-10-26T00:00:00Z", "2026-10-27T00:00:00Z"].map {
            try #require(Timestamp(iso8601: $0)).milliseconds
        }
        #expect(marks.map(\.moment) == expected)
        #expect(marks.map(\.label) == ["25 Oct", "26 Oct", "27 Oct"])
        #expect(marks.map(\.context) == ["2026", "2026", "2026"])
    }

    @Test("mark an hour once that comes twice")
    func repeatedHour() throws {
        let marks = TimeTicks.marks(
            of: try span("2026-10-24T23:00:00Z", "2026-10-25T03:00:00Z"),
            zone: try zone("Europe/London"),
            atMost: 10
        )
        #expect(Set(marks.map(\.label)).count == marks.count)
    }
}
