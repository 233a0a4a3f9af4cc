import Foundation
import SalesTesting
import Testing

@testable import SalesCore

@Suite("Moments")
struct TimestampTests {
    @Test("sums beyond the ends of time stop there")
    func saturated() {
        let (first, last) = (Timestamp(milliseconds: .min), Timestamp(milliseconds: .max))
        #expect(last + .seconds(1) == last)
        #expect(first + .seconds(-1) == first)
        #expect(first - .seconds(1) == first)
        #expect(last - .seconds(-1) == last)
        #expect(last - first == .milliseconds(Int64.max))
        #expect(first - last == .milliseconds(Int64.min))
        #expect(Timestamp.noon + .seconds(Int64.max) == last)
        #expect(Timestamp(milliseconds: -1) + .seconds(Int64.min) == first)
    }

    @Test("taking the longest durations away stops at the ends, too")
    func longestDurations() {
        for moment in [Timestamp(milliseconds: .min), .noon, Timestamp(milliseconds: .max)] {
            #expect(moment - .seconds(Int64.max) <= moment)
            #expect(moment - .seconds(Int64.min + 1) >= moment)
        }
    }

    @Test("a difference added again is the moment, for 2,000 random pairs")
    func difference() {
        var random = SeededRandom(seed: 19)
        for _ in 0..<2_000 {
            let bound = Int64.max / 2
            let one = Timestamp(milliseconds: .random(in: -bound...bound, using: &random))
            let two = Timestamp(milliseconds: .random(in: -bound...bound, using: &random))
            #expect(two + (one - two) == one)
            #expect((one < two) == (one - two < .zero))
        }
    }

    @Test(
        "the UTC day counts down before 1970",
        arguments: [
            (0, 0), (86_399_999, 0), (86_400_000, 1), (-1, -1), (-86_400_000, -1), (-86_400_001, -2),
            (.min, .min / 86_400_000 - 1),
            (.max, .max / 86_400_000),
        ] as [(Int64, Int64)]
    )
    func day(milliseconds: Int64, day: Int64) {
        #expect(Timestamp(milliseconds: milliseconds).utcDay == day)
    }

    @Test("a moment is written to the millisecond and read again, for 2,000 random ones of four centuries")
    func text() {
        var random = SeededRandom(seed: 23)
        for _ in 0..<2_000 {
            let moment = Timestamp(milliseconds: .random(in: -4_000_000_000_000...8_000_000_000_000, using: &random))
            #expect(Timestamp(iso8601: moment.description) == moment, "\(moment)")
        }
        #expect(Timestamp(milliseconds: 1_795_515_330_250).description == "2026-11-24T10:15:30.250Z")
        #expect(Timestamp(iso8601: "2026-11-24T10:15:30.250Z") == Timestamp(milliseconds: 1_795_515_330_250))
    }

    @Test(
        "what is no date and time is none",
        arguments: ["", "yesterday", "2026-11-24", "2026-13-24T10:15:30Z", "10:15"]
    )
    func noDate(text: String) {
        #expect(Timestamp(iso8601: text) == nil)
    }

    @Test("dates that no Int64 holds become the ends of time")
    func dates() {
        #expect(Timestamp(Date(timeIntervalSince1970: 1e300)).milliseconds == .max)
        #expect(Timestamp(Date(timeIntervalSince1970: -1e300)).milliseconds == .min)
        #expect(Timestamp(Date(timeIntervalSince1970: 1.2345)).milliseconds == 1_234)
        #expect(Timestamp(Date(timeIntervalSince1970: -0.0001)).milliseconds == -1)
    }

    @Test(
        "durations in whole milliseconds are cut and held",
        arguments: [
            (.milliseconds(5), 5), (.microseconds(999), 0), (.microseconds(-999), 0), (.seconds(Int64.max), .max),
            (.seconds(Int64.min), .min), (.seconds(9_223_372_036_854_775), 9_223_372_036_854_775_000), (.zero, 0),
        ] as [(Duration, Int64)]
    )
    func wholeMilliseconds(duration: Duration, expected: Int64) {
        #expect(duration.wholeMilliseconds == expected)
    }
}
