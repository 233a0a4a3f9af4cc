import Foundation
import SalesCore
import SalesSQLite
import Testing

@Suite("Texts that cannot be sent", .timeLimit(.minutes(15)))
struct TextStandingTests {
    private static let settings = [
        "SALES_NOTIFY_CHANNELS": "console,sms", "SALES_NOTIFY_SMS_TO": "+442079460001",
        "SALES_NOTIFY_SNS_REGION": "eu-central-1", "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
        "AWS_SECRET_ACCESS_KEY": Sandbox.secret, "SALES_TEXTS_COUNTRIES": "GB",
    ]

    private struct StatusRecord: Decodable {
        let texts: [String]
    }

    /// What `doctor` and `status` say of texts.
    private static func said(_ home: Sandbox, _ settings: [String: String]) async throws -> [[String]] {
        let doctor = try await home.salesctl(["doctor"], environment: settings)
        #expect(doctor.status == 0, "\(doctor.output)")
        let findings = doctor.output.split(separator: "\n").filter { $0.hasPrefix("warn  texts") }.map(String.init)
        let status = try await home.salesctl(["status", "--format", "json"], environment: settings)
        return [findings, try status.json(as: StatusRecord.self).texts]
    }

    @Test("since no country is named are told by doctor and status")
    func countries() async throws {
        try await Sandbox.with { home in
            let none = Self.settings.merging(["SALES_TEXTS_COUNTRIES": ""]) { $1 }
            for lines in try await Self.said(home, none) {
                #expect(lines.count == 1 && lines[0].contains("texts.countries names no country"), "\(lines)")
            }
            let words = try await home.salesctl(["status"], environment: none)
            #expect(words.output.contains("texts.countries names no country"), "\(words.output)")
            #expect(try await Self.said(home, Self.settings) == [[], []])
            // Who sends no texts needs no countries.
            #expect(try await Self.said(home, none.merging(["SALES_NOTIFY_CHANNELS": "console"]) { $1 }) == [[], []])
        }
    }

    @Test("since codes have used up their share are told as that, with the moment by the reader's clock")
    func codes() async throws {
        try await Sandbox.with { home in
            #expect(try await Self.said(home, Self.settings) == [[], []])
            let store = try await SQLiteStore(path: home.storePath)
            for time in [SystemTime().now, SystemTime().now + .seconds(3_600)] {
                let quota = Quota(
                    name: "texts:codes:cost",
                    amount: 2_500_000,
                    limit: 2_500_000,
                    period: .seconds(86_400)
                )
                #expect(try await store.take([quota], at: time) == nil || time > SystemTime().now)
            }
            try await store.close()
            let settings = Self.settings.merging(["TZ": "Asia/Kolkata"]) { $1 }
            for lines in try await Self.said(home, settings) {
                #expect(lines.count == 1 && lines[0].contains("What codes may use"), "\(lines)")
                #expect(lines.first?.contains("Only codes wait") == true, "\(lines)")
                #expect(!lines.contains { $0.contains("Alerts wait") }, "\(lines)")
            }
            for command in ["doctor", "status"] {
                let run = try await home.salesctl([command], environment: settings)
                let line = try #require(run.output.split(separator: "\n").first { $0.contains("What codes may use") })
                #expect(line.contains(", 05:30:00 UTC+5:30; ") && !line.contains("00.000"), "\(line)")
            }
            let record = try await home.salesctl(["status", "--format", "json"], environment: settings)
            #expect(record.output.contains("T00:00:00.000Z; the rest"), "\(record.output)")
        }
    }

    @Test("since the day's budget is used up are told by doctor and status, which count nothing themselves")
    func budget() async throws {
        try await Sandbox.with { home in
            for _ in 0..<2 { #expect(try await Self.said(home, Self.settings) == [[], []]) }
            let store = try await SQLiteStore(path: home.storePath)
            let day = Duration.seconds(86_400)
            // Of today, and of tomorrow for a test that midnight falls into.
            for time in [SystemTime().now, SystemTime().now + .seconds(3_600)] {
                let quota = Quota(name: "texts:cost", amount: 4_900_000, limit: 5_000_000, period: day)
                #expect(try await store.take([quota], at: time) == nil || time > SystemTime().now)
            }
            try await store.close()
            // There is room for one more alert, of two parts.
            #expect(try await Self.said(home, Self.settings) == [[], []])
            for lines in try await Self.said(home, Self.settings.merging(["SALES_TEXTS_PRICE": "0.06"]) { $1 }) {
                #expect(lines.count == 1 && lines[0].contains("texts.daily_budget) is used up until"), "\(lines)")
                #expect(lines.first?.contains("Alerts wait until then, and codes") == true, "\(lines)")
            }
        }
    }
}
