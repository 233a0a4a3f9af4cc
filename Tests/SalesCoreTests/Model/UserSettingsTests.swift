import Foundation
import SalesCore
import Testing

@Suite("A person's settings")
struct UserSettingsTests {
    @Test("are read back as they were written, all of them or none")
    func roundTrip() throws {
        let whole = User.Settings(
            locale: "sr-Latn-RS",
            zone: "Europe/London",
            quietHours: QuietHours(start: 1_320, end: 420),
            digestAt: 480,
            dailyCap: 10
        )
        for settings in [try #require(whole), User.Settings()] {
            let data = try JSONEncoder().encode(settings)
            #expect(try JSONDecoder().decode(User.Settings.self, from: data) == settings)
        }
        #expect(String(decoding: try JSONEncoder().encode(User.Settings()), as: UTF8.self) == "{}")
    }

    @Test("refuse a language that is no tag", arguments: ["", "en_GB", "en-", "-en", "en GB", "abcdefghi", "en\n"])
    func badLocale(_ text: String) {
        #expect(User.Settings(locale: text) == nil)
    }

    @Test("refuse a language of more characters than a tag has, and take one of as many")
    func longLocale() {
        let longest = "aaaaaaaa-bbbbbbbb-cccccccc-dddddddd"
        #expect(longest.count == User.Settings.maximumLocaleLength)
        #expect(User.Settings(locale: longest) != nil)
        #expect(User.Settings(locale: longest + "-e") == nil)
    }

    @Test("refuse a zone that is none", arguments: ["", "Europe/Lodon", "../etc/passwd", "Europe/London\n"])
    func badZone(_ text: String) {
        #expect(User.Settings(zone: text) == nil)
    }

    @Test("keep a zone that only another machine knows")
    func strangeZone() throws {
        let data = Data(#"{"zone":"Mars/Olympus_Mons"}"#.utf8)
        #expect(try JSONDecoder().decode(User.Settings.self, from: data).zone == "Mars/Olympus_Mons")
    }

    @Test("refuse a minute that no day has and a cap that is none")
    func badNumbers() {
        for minute in [-1, 1_440] { #expect(User.Settings(digestAt: minute) == nil) }
        for minute in [0, 1_439] { #expect(User.Settings(digestAt: minute)?.digestAt == minute) }
        for cap in [0, -1, User.Settings.maximumDailyCap + 1] { #expect(User.Settings(dailyCap: cap) == nil) }
        for cap in [1, User.Settings.maximumDailyCap] { #expect(User.Settings(dailyCap: cap)?.dailyCap == cap) }
    }

    @Test(
        "that break their own rules are damaged data",
        arguments: [
            #"{"dailyCap":0}"#, #"{"digestAt":1440}"#, #"{"locale":"en_GB"}"#, #"{"zone":""}"#,
            #"{"quietHours":{"start":1,"end":1}}"#, #"{"quietHours":{"start":0,"end":1440}}"#,
        ]
    )
    func damaged(_ text: String) {
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(User.Settings.self, from: Data(text.utf8)) }
    }

    @Test("have quiet hours that may go over midnight, and end with the minute of their end")
    func quietHours() throws {
        let night = try #require(QuietHours(start: 1_320, end: 420))
        #expect([1_319, 1_320, 1_439, 0, 419, 420].map(night.contains) == [false, true, true, true, true, false])
        let noon = try #require(QuietHours(start: 720, end: 780))
        #expect([719, 720, 779, 780, 0].map(noon.contains) == [false, true, true, false, false])
        for (start, end) in [(-1, 5), (5, 1_440), (60, 60)] { #expect(QuietHours(start: start, end: end) == nil) }
    }
}
