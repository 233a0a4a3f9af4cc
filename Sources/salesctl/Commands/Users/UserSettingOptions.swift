import ArgumentParser
import SalesCore

/// How a person wants to be told, as options.
struct UserSettingOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("The language and region of messages, as en-GB.", valueName: "tag"))
    var locale: String?

    @Option(name: .long, help: ArgumentHelp("The time zone, as Europe/London.", valueName: "name"))
    var zone: String?

    @Option(name: .long, help: ArgumentHelp("When nothing is told that can wait, as 22:00-07:00.", valueName: "hours"))
    var quietHours: String?

    @Option(name: .long, help: ArgumentHelp("When all that can wait is told together, as 08:00.", valueName: "time"))
    var digestAt: String?

    @Option(name: .long, help: ArgumentHelp("The most messages a day over a channel.", valueName: "number"))
    var dailyCap: Int?

    /// Whether any is given.
    var isGiven: Bool { locale != nil || zone != nil || quietHours != nil || digestAt != nil || dailyCap != nil }

    /// The settings, those that are not given as they were.
    func settings(over old: User.Settings = User.Settings()) throws -> User.Settings {
        let hours = try quietHours.map(Self.hours) ?? old.quietHours
        let digest = try digestAt.map(Self.minute) ?? old.digestAt
        let settings = User.Settings(
            locale: locale ?? old.locale,
            zone: zone ?? old.zone,
            quietHours: hours,
            digestAt: digest,
            dailyCap: dailyCap ?? old.dailyCap
        )
        guard let settings else {
            throw CommandFailure(
                .usage,
                "A setting cannot be used: --locale is a tag such as en-GB, --zone a name such as Europe/London, "
                    + "--daily-cap 1 to \(User.Settings.maximumDailyCap)."
            )
        }
        return settings
    }

    private static func hours(_ text: String) throws -> QuietHours {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard ends.count == 2, let hours = QuietHours(start: try minute(ends[0]), end: try minute(ends[1])) else {
            throw CommandFailure(.usage, "--quiet-hours: “\(text)” are no hours. Write 22:00-07:00.")
        }
        return hours
    }

    /// The minute of the day of a time such as 08:00.
    private static func minute(_ text: String) throws -> Int {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ (1...2).contains($0.utf8.count) }), let hour = Int(parts[0]),
            let minute = Int(parts[1]), (0..<24).contains(hour), (0..<60).contains(minute), parts[1].utf8.count == 2
        else { throw CommandFailure(.usage, "“\(text)” is no time of day. Write 08:00.") }
        return hour * 60 + minute
    }
}
