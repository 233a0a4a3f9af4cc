import Foundation
import SalesCore
import SalesTesting
import Testing

@Suite("When a person wants to be told")
struct TellingTimeTests {
    private func time(
        zone: String? = nil,
        quiet: (Int, Int)? = nil,
        digestAt: Int? = nil
    ) throws -> TellingTime {
        let hours = try quiet.map { try #require(QuietHours(start: $0.0, end: $0.1)) }
        return TellingTime(try #require(User.Settings(zone: zone, quietHours: hours, digestAt: digestAt)))
    }

    private func alert(isForDigest: Bool = false, isHeld: Bool = false) -> Alert {
        var facts = Sample.facts()
        facts.isForDigest = isForDigest
        return Alert(
            id: Alert.ID(rawValue: "a"),
            userID: .local,
            productID: ProductID(rawValue: 1),
            eventID: PriceEventID(rawValue: 1),
            channel: .email,
            facts: facts,
            nextAttemptAt: .noon,
            isHeld: isHeld,
            createdAt: .noon
        )
    }

    private func moment(_ text: String) throws -> Timestamp {
        Timestamp(try Date(text, strategy: .iso8601))
    }

    @Test("without wishes it is at once")
    func atOnce() throws {
        #expect(try time().hold(alert(), at: .noon) == nil)
        #expect(try time(digestAt: 0).hold(alert(), at: .noon) == nil)
    }

    @Test(
        "in quiet hours it is their end, also over midnight and in the person's zone",
        arguments: [
            ("2026-11-24T22:00:00Z", nil, "2026-11-25T07:00:00Z"), ("2026-11-24T21:59:59Z", nil, nil),
            ("2026-11-25T06:59:59Z", nil, "2026-11-25T07:00:00Z"), ("2026-11-25T07:00:00Z", nil, nil),
            ("2026-11-25T03:30:00Z", "America/New_York", "2026-11-25T12:00:00Z"),
            ("2026-11-25T13:30:00Z", "Asia/Kolkata", nil),
            ("2026-11-25T16:30:00Z", "Asia/Kolkata", "2026-11-26T01:30:00Z"),
        ] as [(String, String?, String?)]
    )
    func quiet(now: String, zone: String?, end: String?) throws {
        let held = try time(zone: zone, quiet: (22 * 60, 7 * 60)).hold(alert(), at: try moment(now))
        #expect(try held?.until == end.map(moment))
        if let held { #expect(held.reason.contains("07:00")) }
    }

    @Test("a night in which the clocks change is as long as it is")
    func clocksChange() throws {
        let london = try time(zone: "Europe/London", quiet: (22 * 60, 7 * 60))
        // 2026-03-29: 01:00 becomes 02:00; 2026-10-25: 02:00 becomes 01:00.
        let spring = london.hold(alert(), at: try moment("2026-03-28T23:00:00Z"))
        #expect(try spring?.until == moment("2026-03-29T06:00:00Z"))
        let autumn = london.hold(alert(), at: try moment("2026-10-24T22:00:00Z"))
        #expect(try autumn?.until == moment("2026-10-25T07:00:00Z"))
        let gap = try time(zone: "Europe/London", quiet: (22 * 60, 90))
        let moved = gap.hold(alert(), at: try moment("2026-03-28T23:00:00Z"))
        let until = try #require(moved?.until)
        #expect(try until > moment("2026-03-29T00:59:59Z") && until <= moment("2026-03-29T01:30:00Z"))
    }

    @Test("what is for the digest waits for its next hour, once")
    func digest() throws {
        let evening = try time(zone: "Europe/Berlin", digestAt: 19 * 60 + 30)
        let held = evening.hold(alert(isForDigest: true), at: .noon)
        #expect(try held?.until == moment("2026-11-24T18:30:00Z"))
        #expect(evening.hold(alert(isForDigest: true, isHeld: true), at: try moment("2026-11-24T18:30:00Z")) == nil)
        let after = evening.hold(alert(isForDigest: true), at: try moment("2026-11-24T18:30:00Z"))
        #expect(try after?.until == moment("2026-11-25T18:30:00Z"))
        #expect(try time().hold(alert(isForDigest: true), at: .noon)?.until == moment("2026-11-25T08:00:00Z"))
    }

    @Test("a digest within quiet hours waits for their end")
    func quietDigest() throws {
        let both = try time(quiet: (22 * 60, 9 * 60), digestAt: 8 * 60)
        let held = both.hold(alert(isForDigest: true, isHeld: true), at: try moment("2026-11-25T08:00:00Z"))
        #expect(try held?.until == moment("2026-11-25T09:00:00Z"))
    }

    @Test("the next day begins at the person's midnight")
    func nextDay() throws {
        #expect(try time(zone: "Asia/Tokyo").nextDay(after: .noon) == moment("2026-11-24T15:00:00Z"))
        #expect(try time(zone: "Asia/Tokyo").local(.noon) == moment("2026-11-24T21:00:00Z"))
    }

    @Test("any moment and zone has an answer, later than now", arguments: [Int64.min, -1, 0, 1_795_521_600_000, .max])
    func extremes(milliseconds: Int64) throws {
        let now = Timestamp(milliseconds: milliseconds)
        for zone in ["Pacific/Apia", "America/Sao_Paulo", "Australia/Lord_Howe", "UTC"] {
            let always = try time(zone: zone, quiet: (1, 0), digestAt: 1_439)
            let held = always.hold(alert(isForDigest: true), at: now)
            if milliseconds != .max { #expect(try #require(held?.until) > now) }
        }
    }
}
