/// How long it took from price drops until people were told, over alerts that are added one by one.
///
/// Pure: no clock, no I/O. The time of an alert is ``Alert/timeToTell``, an upper bound that begins with the last
/// reading of the old price. What somebody wanted later is left out: digests and quiet hours, cool-downs and first
/// attempts that were due later than the alert was made (by hand or after a verification), rules that were true
/// already, and words about pages that cannot be read.
public struct TellingReport: Sendable {
    /// The first moment that counts.
    public let since: Timestamp
    /// The moment of the report, which counts no more.
    public let until: Timestamp
    /// How many alerts of each status were seen: accepted since then, the others made since then or open.
    public private(set) var counts: [Alert.Status: Int] = [:]
    /// How many of the pending ones are held: until their quiet hours, digest, cool-down or day ends.
    public private(set) var heldCount = 0
    /// Whether alerts beyond ``maximumTimes`` were left out, the oldest ones.
    public private(set) var isPartial = false
    /// Times in milliseconds, by the host of the product.
    private var times: [String: [Int64]] = [:]
    private var timeCount = 0

    /// The most times that are kept, eight bytes each.
    public static let maximumTimes = 1_000_000
    /// What is promised, from the drop until the message is taken.
    public static let promise = Duration.seconds(180)

    /// A report without alerts.
    public init(since: Timestamp, until: Timestamp) {
        self.since = since
        self.until = until
    }

    /// Adds an alert.
    public mutating func add(_ alert: Alert) {
        switch alert.status {
        case .accepted:
            guard let at = alert.acceptedAt, (since..<max(since, until)).contains(at) else { return }
        case .pending, .waiting:
            break
        case .dead, .expired, .suppressed:
            guard alert.createdAt >= since else { return }
        }
        counts[alert.status, default: 0] += 1
        if alert.isHeldBack(at: until) { heldCount += 1 }
        guard let time = Self.time(of: alert) else { return }
        guard timeCount < Self.maximumTimes else {
            isPartial = true
            return
        }
        times[alert.facts.url.site, default: []].append(time.wholeMilliseconds)
        timeCount += 1
    }

    /// How long it took until a carrier took an alert; nil for one that was not told, and where somebody wanted to hear
    /// of it later.
    public static func time(of alert: Alert) -> Duration? {
        guard alert.status == .accepted, counts(alert) else { return nil }
        return alert.timeToTell.map { max(.zero, $0) }
    }

    /// Whether the time of an alert says how fast news is told.
    private static func counts(_ alert: Alert) -> Bool {
        guard !alert.isHeld else { return false }
        if alert.attempts <= 1, alert.nextAttemptAt > alert.createdAt { return false }
        switch alert.facts.kind {
        case .drop, .backInStock, .soldOut, .gone, .changed, .currencyChanged: return true
        case .standing, .broken, .worksAgain: return false
        }
    }

    /// The figures of all hosts together; nil where no alert counts.
    public var overall: TellingFigures? { TellingFigures(times.values.flatMap { $0 }) }

    /// The figures of each host that has some.
    public var byHost: [String: TellingFigures] { times.compactMapValues { TellingFigures($0) } }
}
