import ArgumentParser
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
            locale: locale.setting(over: old.locale) { $0 },
            zone: zone.setting(over: old.zone) { $0 },
            quietHours: try quietHours.setting(over: old.quietHours, Self.hours),
            digestAt: try digestAt.setting(over: old.digestAt, Self.minute),
            dailyCap: try dailyCap.setting(over: old.dailyCap, Self.number)
        )
        guard let settings else {
            throw CommandFailure(
                .usage,
                "A setting cannot be used: --locale is a tag such as en-GB, --zone a name such as Europe/London, "
                    + "--daily-cap 1 to \(User.Settings.maximumDailyCap); each may be none."
            )
        }
        return settings
    }

    private static func number(_ text: String) throws -> Int {
        guard let number = Int(text) else {
            throw CommandFailure(.usage, "--daily-cap: “\(text)” is no number. Write 10, or none.")
        }
        return number
    }

    private static func hours(_ text: String) throws -> QuietHours {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard ends.count == 2, let hours = QuietHours(start: try minute(ends[0]), end: try minute(ends[1])) else {
            throw CommandFailure(.usage, "--quiet-hours: “\(text)” are no hours. Write 22:00-07:00, or none.")
        }
        return hours
    }

    /// The minute of the day of a time such as 08:00.
    private static func minute(_ text: String) throws -> Int {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ (1...2).contains($0.utf8.count) }), let hour = Int(parts[0]),
            let minute = Int(parts[1]), (0..<24).contains(hour), (0..<60).contains(minute), parts[1].utf8.count == 2
        else { throw CommandFailure(.usage, "“\(text)” is no time of day. Write 08:00, or none.") }
        return hour * 60 + minute
    }
}
