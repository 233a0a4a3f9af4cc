public import Foundation

/// Decides when an alert that was not taken is tried again, and when it is too late to tell.
///
/// Pure.
public struct DeliveryPolicy: Hashable, Sendable {
    /// Attempts before an alert is dead.
    public var maximumAttempts: Int
    /// The first wait; each further one doubles.
    public var firstWait: Duration
    /// The longest wait.
    public var longestWait: Duration
    /// An alert of a change that was confirmed longer ago is not told any more: a sale of yesterday is no news.
    public var notAfter: Duration
    /// One of a change that was confirmed longer ago is told only if it is still true.
    public var unquestioned: Duration
    /// Alerts of one channel that are handed over at the same time, at least 1; a stalled one takes one of these places.
    public var simultaneous: Int
    /// Whether nothing is handed to any carrier: alerts are still made, and wait.
    public var isPaused: Bool
    /// The zone of people who named none.
    public var zone: TimeZone

    /// Eighty attempts from 2 seconds to 15 minutes apart, which takes 18 to 22 of the 24 hours that an alert may be
    /// late; asked after 5 minutes whether it is still true; eight at a time, unless given.
    public init(
        maximumAttempts: Int = 80,
        firstWait: Duration = .seconds(2),
        longestWait: Duration = .seconds(900),
        notAfter: Duration = .seconds(86_400),
        unquestioned: Duration = .seconds(300),
        simultaneous: Int = 8,
        isPaused: Bool = false,
        zone: TimeZone = .gmt
    ) {
        self.maximumAttempts = maximumAttempts
        self.firstWait = firstWait
        self.longestWait = longestWait
        self.notAfter = notAfter
        self.unquestioned = unquestioned
        self.simultaneous = simultaneous
        self.isPaused = isPaused
        self.zone = zone
    }

    /// Whether an alert is too old to be told, its present attempt counted.
    ///
    /// The first attempt after somebody made a dead alert pending again is never too late: they asked for it.
    public func isTooLate(_ alert: Alert, at now: Timestamp) -> Bool {
        now - news(of: alert) > notAfter
    }

    /// Whether an alert is told only if it is still true: it was held, or its change was confirmed too long ago.
    public func isQuestioned(_ alert: Alert, at now: Timestamp) -> Bool {
        alert.isHeld || now - alert.facts.change.confirmedAt > unquestioned
    }

    /// When an alert was news: when its change was confirmed, or when somebody asked for it again.
    private func news(of alert: Alert) -> Timestamp {
        let isAskedFor = alert.attempts <= 1 && alert.nextAttemptAt > alert.createdAt
        return isAskedFor ? alert.nextAttemptAt : alert.facts.change.confirmedAt
    }

    /// What to do with an alert whose attempt failed.
    ///
    /// One that was cut off is tried again, whatever the error's advice: nobody refused it.
    public func settlement(
        of alert: Alert,
        after error: NotifyError,
        at now: Timestamp,
        using random: inout RandomSource
    )
        -> Settlement.Outcome
    {
        switch settlement(attempts: alert.attempts, after: error, at: now, using: &random) {
        case .retry(let time, let failure): .retry(at: time, failure: failure)
        case .dead(let failure): .dead(failure: failure)
        }
    }

    /// What to do with a message of either kind.
    enum Next {
        case retry(at: Timestamp, failure: String)
        case dead(failure: String)
    }

    /// What to do after so many attempts, the failed one counted.
    func settlement(
        attempts: Int,
        after error: NotifyError,
        at now: Timestamp,
        using random: inout RandomSource
    ) -> Next {
        let advice = error.code == .cancelled ? .later(after: nil) : error.advice
        guard case .later(let asked) = advice else { return .dead(failure: error.message) }
        guard attempts < maximumAttempts else {
            return .dead(failure: "\(error.message) (given up after \(attempts) attempts)")
        }
        var wait = firstWait
        for _ in 0..<max(0, min(attempts - 1, 30)) where wait < longestWait { wait = wait * 2 }
        wait = min(wait, longestWait)
        // Up to a quarter more, so that a backlog does not come back all at once.
        let jitter = Int64.random(in: 0...max(1, wait.wholeMilliseconds / 4), using: &random)
        let total = max(wait + .milliseconds(jitter), min(asked ?? .zero, RetryAfter.longest))
        return .retry(at: now + total, failure: error.message)
    }
}
