import Foundation

/// Reads the `Retry-After` field in both of its forms (RFC 9110 §10.2.3).
public enum RetryAfter {
    /// The longest wait that is believed; anything longer is taken as this.
    public static let longest = Duration.seconds(86_400)

    /// How long the field asks to wait; nil where it is neither a number of seconds nor an HTTP date.
    ///
    /// A date in the past asks for no wait.
    public static func wait(field: String, at now: Timestamp) -> Duration? {
        let text = field.trimmingCharacters(in: .whitespaces)
        guard !text.isEmpty, text.utf8.count <= 64 else { return nil }
        if text.utf8.allSatisfy({ (48...57).contains($0) }) {
            guard let seconds = Int64(text), seconds < longest.components.seconds else { return longest }
            return .seconds(seconds)
        }
        guard let moment = HTTPDate.moment(text) else { return nil }
        return min(max(moment - now, .zero), longest)
    }
}

/// Reads the three date forms of HTTP (RFC 9110 §5.6.7).
package enum HTTPDate {
    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

    /// The moment, or nil where the text is no HTTP date; the zone must be GMT, as no other is allowed.
    package static func moment(_ text: String) -> Timestamp? {
        let words = text.lowercased().split(whereSeparator: { " ,-".contains($0) }).map(String.init)
        // `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT`, `Sun Nov  6 08:49:37 1994`
        guard words.count >= 5 else { return nil }
        let isANSI = words[3].contains(":")
        guard isANSI ? words.count == 5 : words.count == 6 && ["gmt", "utc"].contains(words[5]) else { return nil }
        let parts = isANSI ? (words[2], words[1], words[4], words[3]) : (words[1], words[2], words[3], words[4])
        guard let day = Int(parts.0), (1...31).contains(day), let month = months.firstIndex(of: parts.1),
            let year = fullYear(parts.2)
        else {
            return nil
        }
        let clock = parts.3.split(separator: ":").map { Int($0) ?? -1 }
        guard clock.count == 3, (0...23).contains(clock[0]), (0...59).contains(clock[1]), (0...60).contains(clock[2])
        else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        // A 31 February would roll over into March.
        guard let midnight = calendar.date(from: DateComponents(year: year, month: month + 1, day: day)),
            calendar.component(.day, from: midnight) == day
        else { return nil }
        return Timestamp(midnight) + .seconds(clock[0] * 3_600 + clock[1] * 60 + clock[2])
    }

    private static func fullYear(_ text: String) -> Int? {
        guard let year = Int(text), year >= 0 else { return nil }
        guard text.count == 2 else { return (1_600...9_999).contains(year) ? year : nil }
        return year < 70 ? 2_000 + year : 1_900 + year
    }
}
