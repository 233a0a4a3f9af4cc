import Foundation
import SalesCore

/// Moments for people, by the clock on their wall and without milliseconds; programs get UTC (``JSONOutput``).
struct LocalClock: Sendable {
    /// Whose clock it is.
    let zone: TimeZone

    /// A clock: that of this machine, unless given.
    init(zone: TimeZone = .current) {
        self.zone = zone
    }

    /// The clock of whoever reads: `TZ` before the zone that they set, and this before the machine's own.
    ///
    /// - Parameters:
    ///   - setting: the zone of their settings, a name of the IANA database; nil for none.
    ///   - environment: the environment of the process.
    init(setting: String?, environment: [String: String] = ProcessInfo.processInfo.environment) {
        let isSet = !(environment["TZ"] ?? "").isEmpty
        self.init(zone: isSet ? .current : setting.flatMap { TimeZone(identifier: $0) } ?? .current)
    }

    /// A moment in a sentence: "24 Nov 2026, 11:15:30 UTC+1".
    func text(_ moment: Timestamp) -> String { TimestampWords.text(moment, zone: zone) }

    /// How moments are written into sentences: by this clock for people, in UTC for programs.
    func sentences(_ format: GlobalOptions.Format) -> (Timestamp) -> String {
        { format == .json ? $0.description : text($0) }
    }

    /// A moment in a column: "2026-11-24 11:15:30".
    func row(_ moment: Timestamp) -> String { TimestampWords.row(moment, zone: zone) }

    /// A moment to the minute: "2026-11-24 11:15".
    func minute(_ moment: Timestamp) -> String { TimestampWords.minute(moment, zone: zone) }

    /// A moment in a narrow column: "24 Nov 11:15".
    func brief(_ moment: Timestamp, now: Timestamp) -> String { TimestampWords.brief(moment, now: now, zone: zone) }
}
