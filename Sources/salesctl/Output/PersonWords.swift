import SalesCore

extension User {
    /// First and last name, as far as they are known.
    var fullName: String { [firstName, lastName].compactMap(\.self).joined(separator: " ") }

    /// What they are beside being told; nil for nothing.
    var role: String? { id == .local ? "local" : isAdmin ? "admin" : nil }
}

extension User.Settings {
    /// The settings that are set, in one line for people; nil for none.
    var words: String? {
        let parts = [
            locale.map { "locale \($0)" },
            zone.map { "zone \($0)" },
            quietHours.map { "quiet \(CivilTime.clock(ofMinute: $0.start))-\(CivilTime.clock(ofMinute: $0.end))" },
            digestAt.map { "digest at \(CivilTime.clock(ofMinute: $0))" },
            dailyCap.map { "at most \(CountedNoun.text($0, "message")) a day" },
        ].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }
}
