public import Foundation

/// Decides whether a person wants to be told now or later: digest and quiet hours.
///
/// Pure: the moment and the zone's rules are given.
public struct TellingTime: Sendable {
    /// What the person chose.
    public let settings: User.Settings
    /// Whose clock and days count.
    public let zone: TimeZone

    /// The wishes of a person, in their zone or else the installation's.
    public init(_ settings: User.Settings, installation zone: TimeZone = .gmt) {
        self.settings = settings
        self.zone = settings.zone.flatMap(TimeZone.init(identifier:)) ?? zone
    }

    /// The minute of the day at which digests go out where the person named none.
    public static let standardDigest = 8 * 60

    /// Until when an alert is kept back, and why; nil where it is told now.
    ///
    /// - Parameters:
    ///   - alert: One that is due.
    ///   - now: The present moment.
    public func hold(_ alert: Alert, at now: Timestamp) -> (until: Timestamp, reason: String)? {
        if alert.facts.isForDigest {
            let minute = settings.digestAt ?? Self.standardDigest
            // One that was kept before goes out with the first digest after it was made, at once where that is past: the
            // person may have moved it meanwhile.
            let digest = next(minute: minute, after: alert.isHeld ? alert.createdAt : now)
            if digest > now { return (digest, "kept for the digest of \(CivilTime.clock(ofMinute: minute))") }
        }
        if let quiet = settings.quietHours, quiet.contains(minute: minute(of: now)) {
            return (
                next(minute: quiet.end, after: now),
                "kept until the quiet hours end at \(CivilTime.clock(ofMinute: quiet.end))"
            )
        }
        return nil
    }

    /// The beginning of the person's next day.
    public func nextDay(after now: Timestamp) -> Timestamp { next(minute: 0, after: now) }

    /// The moment as the person's clock shows it, as if that were UTC: windows of a day of it are the person's days.
    public func local(_ now: Timestamp) -> Timestamp { now + .seconds(offset(at: now)) }

    private func minute(of moment: Timestamp) -> Int {
        let time = CivilTime(moment, zone: zone)
        return time.hour * 60 + time.minute
    }

    /// The next moment at which the person's clock shows a minute of the day.
    ///
    /// Where the clocks are put forward over it, it is as long after midnight as on any other day.
    private func next(minute: Int, after now: Timestamp) -> Timestamp {
        // Beyond the years that calendars have, a day is as good as any.
        guard CivilTime.shown.contains(now.milliseconds) else {
            return now + .milliseconds(Timestamp.millisecondsPerDay)
        }
        let today = local(now).utcDay
        for day in today...(today + 2) {
            let shown = Timestamp(milliseconds: day * Timestamp.millisecondsPerDay) + .seconds(60 * minute)
            let guess = shown - .seconds(offset(at: now))
            let exact = shown - .seconds(offset(at: guess))
            // Where the two differ, the clocks never show it that day.
            let moment = offset(at: exact) == offset(at: guess) ? exact : guess
            if moment > now { return moment }
        }
        return now + .milliseconds(Timestamp.millisecondsPerDay)
    }

    /// How far the person's clocks are ahead of UTC, in seconds.
    private func offset(at moment: Timestamp) -> Int { zone.secondsFromGMT(for: moment.date) }
}
