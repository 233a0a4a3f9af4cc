import Foundation
import SalesCore
import SalesTesting
import Testing

private let combined = Rule([[.below(Sample.pounds(4_000)), .backInStock], [.drop], [.backInStock]]) ?? .anyDrop

@Suite("Rules in words")
struct RuleWordsTests {
    @Test(
        "say what the person asked for",
        arguments: [
            (.anyDrop, "tell me about any drop", "any drop"),
            (.backInStock, "tell me when it is back in stock", "back in stock"),
            (.below(Sample.pounds(4_000)), "tell me when it costs less than £40.00", "less than £40.00"),
            (
                .dropByShare(basisPoints: 1_000),
                "tell me when it is at least 10 % below £49.99 (that is £44.99 or less), and then below each price I was told",
                "10 % less"
            ),
            (
                .dropByShare(basisPoints: 1_250, than: .asked),
                "tell me when it is at least 12.5 % below £49.99 (that is £43.74 or less), the price when I asked",
                "12.5 % less"
            ),
            (
                .dropByAmount(Sample.pounds(500), than: .highest(days: 30)),
                "tell me when it is at least £5.00 below the highest price of the last 30 days", "£5.00 less"
            ),
            (
                .dropByAmount(Sample.money(500, "EUR"), than: .asked),
                "tell me when it is at least €5.00 below £49.99, the price when I asked", "€5.00 less"
            ),
            (.anyChange, "tell me about any change of the price", "any change"),
            (.lowest(days: 30), "tell me when it is cheaper than in the last 30 days", "lowest in 30 days"),
            (.lowest(days: nil), "tell me when it is cheaper than ever before", "lowest ever"),
            (.soldOut, "tell me when it is sold out", "sold out"),
            (.gone, "tell me when it is gone from the shop", "gone"),
            (
                combined,
                "tell me when it costs less than £40.00 and is in stock, or about any drop, or when it is back in stock",
                "less than £40.00 and back in stock or any drop or back in stock"
            ),
        ] as [(Rule, String, String)]
    )
    func text(rule: Rule, expected: String, short: String) {
        #expect(RuleWords.text(rule, reference: Sample.pounds(4_999)) == expected)
        #expect(RuleWords.short(rule) == short)
    }

    @Test("name no price where none is known")
    func noReference() {
        let text = RuleWords.text(.dropByShare(basisPoints: 1))
        #expect(
            text
                == "tell me when it is at least 0.01 % below the price of the day I asked, and then below each price I was told"
        )
    }

    @Test("bear the largest and the smallest numbers")
    func extremes() {
        for units in [Int64.min, -1, 0, 1, .max] {
            for rule in [
                Rule.dropByShare(basisPoints: 9_999), .dropByAmount(Sample.pounds(.max)), .below(Sample.pounds(units)),
            ] {
                #expect(!RuleWords.text(rule, reference: Sample.pounds(units)).isEmpty)
            }
        }
        #expect(!RuleWords.text(.dropByShare(basisPoints: .max), reference: Sample.pounds(.max)).isEmpty)
        #expect(!RuleWords.text(.dropByShare(basisPoints: .min), reference: Sample.pounds(.max)).isEmpty)
    }
}

@Suite("Durations in words")
struct DurationWordsTests {
    @Test(
        "have the two largest units",
        arguments: [
            (.milliseconds(0), "less than a second", "0 s"), (.milliseconds(999), "less than a second", "0 s"),
            (.seconds(1), "1 second", "1 s"), (.seconds(75), "1 minute 15 seconds", "1 min 15 s"),
            (.seconds(3_600), "1 hour", "1 h"), (.seconds(3_605), "1 hour", "1 h"),
            (.seconds(172_800 + 7_200 + 59), "2 days 2 hours", "2 d 2 h"),
            (.seconds(-75), "1 minute 15 seconds", "1 min 15 s"),
        ] as [(Duration, String, String)]
    )
    func text(duration: Duration, expected: String, short: String) {
        #expect(DurationWords.text(duration) == expected)
        #expect(DurationWords.short(duration) == short)
    }

    @Test("bear the longest durations")
    func extremes() {
        #expect(DurationWords.text(Timestamp(milliseconds: .max) - Timestamp(milliseconds: .min)).contains("days"))
        #expect(DurationWords.text(Timestamp(milliseconds: .min) - Timestamp(milliseconds: .max)).contains("days"))
    }
}

@Suite("Moments in words")
struct TimestampWordsTests {
    @Test(
        "name the day, the time and the distance from UTC",
        arguments: [
            ("2026-11-24T10:15:30.250Z", 0, "24 Nov 2026, 10:15:30 UTC"),
            ("2026-11-24T23:15:30.250Z", 3_600, "25 Nov 2026, 00:15:30 UTC+1"),
            ("2026-01-01T00:00:00.000Z", -12_600, "31 Dec 2025, 20:30:00 UTC-3:30"),
            ("2024-02-29T12:00:00.000Z", 0, "29 Feb 2024, 12:00:00 UTC"),
            ("1969-12-31T23:59:59.999Z", 0, "31 Dec 1969, 23:59:59 UTC"),
            ("1900-03-01T00:00:00.000Z", 0, "1 Mar 1900, 00:00:00 UTC"),
        ]
    )
    func text(iso: String, offset: Int, expected: String) throws {
        let moment = try #require(Timestamp(iso8601: iso))
        let zone = try #require(TimeZone(secondsFromGMT: offset))
        #expect(TimestampWords.text(moment, zone: zone) == expected)
        #expect(expected.hasPrefix(TimestampWords.day(moment, zone: zone)))
    }

    @Test("are short in tables, and name the year only where it is another")
    func tables() throws {
        let zone = try #require(TimeZone(secondsFromGMT: 3_600))
        let moment = try #require(Timestamp(iso8601: "2026-11-04T23:05:09.250Z"))
        #expect(TimestampWords.row(moment, zone: zone) == "2026-11-05 00:05:09")
        #expect(TimestampWords.minute(moment, zone: zone) == "2026-11-05 00:05")
        let nextYear = moment + .seconds(86_400 * 60)
        #expect(TimestampWords.brief(moment, now: moment, zone: zone) == "5 Nov 00:05")
        #expect(TimestampWords.brief(moment, now: nextYear, zone: zone) == "5 Nov 2026")
    }

    @Test("agree with the calendar on every day of four centuries")
    func calendar() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        for day in stride(from: Int64(-40_000), to: 110_000, by: 37) {
            let moment = Timestamp(milliseconds: day * Timestamp.millisecondsPerDay)
            let parts = calendar.dateComponents([.year, .month, .day, .weekday], from: moment.date)
            let civil = CivilTime(moment)
            #expect(parts.year == civil.year && parts.month == civil.month && parts.day == civil.day, "day \(day)")
            #expect(parts.weekday == civil.weekday + 1, "day \(day)")
        }
    }

    @Test("bear moments that no calendar has")
    func extremes() {
        let zones = [TimeZone.gmt, TimeZone(secondsFromGMT: 14 * 3_600), TimeZone(identifier: "America/Santiago")]
        for zone in zones.compactMap(\.self) {
            #expect(TimestampWords.day(Timestamp(milliseconds: .max), zone: zone).hasSuffix(" 9999"))
            #expect(TimestampWords.day(Timestamp(milliseconds: .min), zone: zone).hasSuffix(" 1"))
        }
    }
}
