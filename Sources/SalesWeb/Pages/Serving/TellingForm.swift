import SalesCore

/// How a person wants to be told, as the form of the settings says it.
///
/// Pure: every field is judged by itself, so that all that is wrong is said at once.
struct TellingForm {
    /// What was said; nil where something of it is wrong.
    private(set) var settings: User.Settings?
    private(set) var faults = AccountFaults()

    /// What the fields of a form say; an empty one takes its setting back.
    init(_ form: FormFields) {
        let zone = form.filled("zone")
        if let zone, User.Settings(zone: zone) == nil {
            faults.note("zone", "This is the name of a time zone, as Europe/London.")
        }
        let locale = form.filled("locale")
        if let locale, User.Settings(locale: locale) == nil {
            // It comes from a list, and has no place for words of its own.
            faults.note("zone", "Choose from the list how numbers are written.")
        }
        let quietHours = quietHours(form)
        let digestAt = minute("digest_at", form)
        let dailyCap = dailyCap(form)
        guard faults.isEmpty else { return }
        settings = User.Settings(
            locale: locale,
            zone: zone,
            quietHours: quietHours,
            digestAt: digestAt,
            dailyCap: dailyCap
        )
        if settings == nil { faults.note("zone", "Something here cannot be used.") }
    }

    private mutating func quietHours(_ form: FormFields) -> QuietHours? {
        switch (minute("quiet_start", form), minute("quiet_end", form)) {
        case (nil, nil): return nil
        case (let start?, let end?):
            if let hours = QuietHours(start: start, end: end) { return hours }
            faults.note("quiet_start", "Quiet hours begin and end at two different times.")
        default: faults.note("quiet_start", "Give both times, or neither.")
        }
        return nil
    }

    /// The minute of the day that a field names; nil for none, and where it names none, which is noted.
    private mutating func minute(_ name: String, _ form: FormFields) -> Int? {
        guard let text = form.filled(name) else { return nil }
        guard let minute = Self.minute(text) else {
            // Both ends of the quiet hours have one place for what is wrong.
            faults.note(name == "quiet_end" ? "quiet_start" : name, "This is a time of the day, as 22:00.")
            return nil
        }
        return minute
    }

    private mutating func dailyCap(_ form: FormFields) -> Int? {
        guard let text = form.filled("daily_cap") else { return nil }
        guard let cap = Int(text), User.Settings(dailyCap: cap) != nil else {
            faults.note("daily_cap", "This is a number from 1 to \(User.Settings.maximumDailyCap), or empty.")
            return nil
        }
        return cap
    }

    /// The minute of the day of a time as browsers send it: `22:00`, perhaps with seconds, which count for nothing.
    private static func minute(_ text: String) -> Int? {
        guard let match = text.wholeMatch(of: #/([0-9]{2}):([0-9]{2})(?::[0-9]{2})?/#),
            let hour = Int(match.output.1), let minute = Int(match.output.2), hour < 24, minute < 60
        else { return nil }
        return hour * 60 + minute
    }
}
