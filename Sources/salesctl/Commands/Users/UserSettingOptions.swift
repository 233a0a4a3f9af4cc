import ArgumentParser
import Foundation
import SalesCore

/// How a person wants to be told, as options.
struct UserSettingOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("The language and region of messages, as en-GB, or none.", valueName: "tag")
    )
    var locale: String?

    @Option(name: .long, help: ArgumentHelp("The time zone, as Europe/London, or none.", valueName: "name"))
    var zone: String?

    @Option(
        name: .long,
        help: ArgumentHelp("When nothing is told that can wait, as 22:00-07:00, or none.", valueName: "hours")
    )
    var quietHours: String?

    @Option(
        name: .long,
        help: ArgumentHelp("When all that can wait is told together, as 08:00, or none.", valueName: "time")
    )
    var digestAt: String?

    @Option(
        name: .long,
        help: ArgumentHelp("The most messages a day over a channel, or none.", valueName: "number")
    )
    var dailyCap: String?

    /// Whether any is given.
    var isGiven: Bool { locale != nil || zone != nil || quietHours != nil || digestAt != nil || dailyCap != nil }

    /// The settings, those that are not given as they were, those that are “none” as the installation's own way.
    func settings(over old: User.Settings = User.Settings()) throws -> User.Settings {
        let settings = User.Settings(
            locale: try locale.setting(over: old.locale, Self.tag),
            zone: try zone.setting(over: old.zone, Self.zoneName),
            quietHours: try quietHours.setting(over: old.quietHours, Self.hours),
            digestAt: try digestAt.setting(over: old.digestAt) { text in
                guard let minute = Self.minute(text) else {
                    throw CommandFailure(.usage, "--digest-at: “\(text)” is no time of day. Write 08:00, or none.")
                }
                return minute
            },
            dailyCap: try dailyCap.setting(over: old.dailyCap, Self.cap)
        )
        // Each setting was judged by itself: what is left is one that was kept and that this machine does not know.
        guard let settings else {
            throw CommandFailure(
                .usage,
                "The zone that was set before is not known on this machine. Set another with --zone, such as Europe/London, or none."
            )
        }
        return settings
    }

    private static func tag(_ text: String) throws -> String {
        guard User.Settings(locale: text) != nil else {
            throw CommandFailure(.usage, "--locale: “\(text)” is no tag of a language. Write en-GB, or none.")
        }
        return text
    }

    private static func zoneName(_ text: String) throws -> String {
        guard User.Settings(zone: text) != nil else {
            let near = NearestName.of(text, among: TimeZone.knownTimeZoneIdentifiers)
            let advice = near.map { "Did you mean \($0)?" } ?? "Write Europe/London, or none."
            throw CommandFailure(.usage, "--zone: “\(text)” is no zone that this machine knows. \(advice)")
        }
        return text
    }

    private static func cap(_ text: String) throws -> Int {
        guard let cap = Int(text), User.Settings(dailyCap: cap) != nil else {
            throw CommandFailure(
                .usage,
                "--daily-cap: “\(text)” is no number from 1 to \(User.Settings.maximumDailyCap). Write 10, or none."
            )
        }
        return cap
    }

    private static func hours(_ text: String) throws -> QuietHours {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        let minutes = ends.compactMap(minute)
        guard ends.count == 2, minutes.count == 2 else {
            throw CommandFailure(
                .usage,
                "--quiet-hours: “\(text)” are no two times of day. Write 22:00-07:00, or none."
            )
        }
        guard let hours = QuietHours(start: minutes[0], end: minutes[1]) else {
            throw CommandFailure(
                .usage,
                "--quiet-hours: “\(text)” begin and end at the same time. Write 22:00-07:00, or none."
            )
        }
        return hours
    }

    /// The minute of the day of a time such as 08:00; nil where it is none.
    private static func minute(_ text: String) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ (1...2).contains($0.utf8.count) }), let hour = Int(parts[0]),
            let minute = Int(parts[1]), (0..<24).contains(hour), (0..<60).contains(minute), parts[1].utf8.count == 2
        else { return nil }
        return hour * 60 + minute
    }
}
