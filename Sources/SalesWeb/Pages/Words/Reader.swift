import Foundation
import SalesCore

/// Who reads a page: by whose clock moments are written, in which language's way amounts, and when.
struct Reader: Sendable {
    var zone = TimeZone.gmt
    var locale: String?
    let now: Timestamp

    /// An amount: "£39.99".
    func money(_ money: Money) -> String { MoneyFormat.text(money, locale: locale) }

    /// A moment in few letters: "24 Nov 10:15".
    func brief(_ moment: Timestamp) -> String { TimestampWords.brief(moment, now: now, zone: zone) }

    /// A moment to the minute: "2026-11-24 10:15".
    func minute(_ moment: Timestamp) -> String { TimestampWords.minute(moment, zone: zone) }

    /// The day of a moment: "24 Nov 2026".
    func day(_ moment: Timestamp) -> String { TimestampWords.day(moment, zone: zone) }

    /// How long ago a moment was, in the words that the pages' script writes over it: "just now", "5 min ago"; a moment
    /// that is still to come as it is.
    func age(of moment: Timestamp) -> String {
        guard moment <= now else { return brief(moment) }
        let minutes = (now - moment).wholeMilliseconds / 60_000
        return switch minutes {
        case ..<1: "just now"
        case ..<60: "\(minutes) min ago"
        case ..<2_880: "\(minutes / 60) h ago"
        default: "\(minutes / 1_440) d ago"
        }
    }

    /// A day of UTC by its number: "24 Nov 2026".
    static func utcDay(_ number: Int64) -> String { TimestampWords.day(Timestamp.start(ofUTCDay: number)) }
}

extension WebRequest {
    /// Who reads the answer.
    var reader: Reader { Reader(zone: zone, locale: locale, now: now) }
}
