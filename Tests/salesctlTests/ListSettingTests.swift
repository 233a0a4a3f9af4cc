import ArgumentParser
import Foundation
import SalesCore
import Testing

@testable import salesctl

@Suite("Settings that are lists", .timeLimit(.minutes(15)))
struct ListSettingTests {
    private static func settings(_ environment: [String: String]) async throws -> AppSettings {
        let home = FileManager.default.temporaryDirectory.path
        return try await AppSettings.judged(
            options: try GlobalOptions.parse([]),
            environment: environment.merging(["HOME": home, "XDG_CONFIG_HOME": "/nowhere"]) { $1 }
        )
    }

    @Test(
        "are given in an environment variable with commas between their elements, and spaces around them if one likes"
    )
    func commas() async throws {
        let settings = try await Self.settings([
            "SALES_TEXTS_COUNTRIES": "GB, de", "SALES_NOTIFY_CHANNELS": " console ,desktop",
            "SALES_ALLOW_ADDRESSES": "127.0.0.1:8080,[::1]:80", "SALES_NOTIFY_APPRISE_URL": "http://127.0.0.1:8000",
            "SALES_NOTIFY_APPRISE_URLS": "json://a.example,xml://b.example",
        ])
        #expect(settings.people.texts.countries == ["GB", "DE"])
        #expect(settings.channels == [.console, .desktop])
        #expect(settings.allowedAddresses == ["127.0.0.1:8080", "[::1]:80"])
        #expect(settings.apprise?.urls == ["json://a.example", "xml://b.example"])
        #expect(try await Self.settings(["SALES_TEXTS_COUNTRIES": "GB"]).people.texts.countries == ["GB"])
    }

    @Test("count as not set where the variable is empty, so that only the file gives an empty one")
    func empty() async throws {
        #expect(try await Self.settings(["SALES_NOTIFY_CHANNELS": ""]).channels == [.console])
    }

    @Test("have no empty elements", arguments: ["GB,", ",GB", "GB,,DE", ","])
    func gaps(value: String) async throws {
        let failure = await #expect(throws: CommandFailure.self) {
            try await Self.settings(["SALES_TEXTS_COUNTRIES": value])
        }
        #expect(failure?.status == .badData)
        #expect(failure?.message.contains("SALES_TEXTS_COUNTRIES: texts.countries has an empty element") == true)
    }
}
