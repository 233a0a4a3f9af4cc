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
    /// The least wait after an attempt of which nobody knows whether the carrier took it, so that a report of the
    /// carrier may come first; each further one in a row doubles, up to ``longestUnknownWait``.
    public var firstUnknownWait: Duration
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

    /// 310 attempts from 2 seconds to 3½ minutes apart, which takes 18 to 22 of the 24 hours that an alert may be late,
    /// and with the jitter leaves none waiting for 5 minutes after its carrier is back; 90 seconds where the outcome is
    /// unknown; asked after 5 minutes whether it is still true; eight at a time, unless given.
    public init(
        maximumAttempts: Int = 310,
        firstWait: Duration = .seconds(2),
        longestWait: Duration = .seconds(210),
        firstUnknownWait: Duration = NotifyError.unknownWait,
        notAfter: Duration = .seconds(86_400),
        unquestioned: Duration = .seconds(300),
        simultaneous: Int = 8,
        isPaused: Bool = false,
        zone: TimeZone = .gmt
    ) {
        self.maximumAttempts = maximumAttempts
        self.firstWait = firstWait
        self.longestWait = longestWait
        self.firstUnknownWait = firstUnknownWait
        self.notAfter = notAfter
        self.unquestioned = unquestioned
        self.simultaneous = simultaneous
        self.isPaused = isPaused
        self.zone = zone
    }

    /// Whether an alert is too old to be told.
    ///
    /// One that was held is not: it is late because somebody wanted it so, and is told only if it is still true.
    public func isTooLate(_ alert: Alert, at now: Timestamp) -> Bool {
        !alert.isHeld && now - alert.facts.change.confirmedAt > notAfter
    }

    /// Whether an alert is told only if it is still true: it was held, or its change was confirmed too long ago.
    public func isQuestioned(_ alert: Alert, at now: Timestamp) -> Bool {
        alert.isHeld || now - alert.facts.change.confirmedAt > unquestioned
    }

    /// What to do with an alert whose attempt failed.
    ///
    /// One that the carrier may have taken (``NotifyErrorCode/isUnknown``) is tried again, whatever the error's advice,
    /// because a missed sale is worse than a word said twice; it waits longer, and its failure begins with
    /// ``unknownPrefix`` and says at its end how many in a row were unknown. `Docs/decisions/0016` says more.
    public func settlement(
        of alert: Alert,
        after error: NotifyError,
        at now: Timestamp,
        using random: inout RandomSource
    )
        -> Settlement.Outcome
    {
        switch settlement(attempts: alert.attempts, failure: alert.failure, after: error, at: now, using: &random) {
        case .retry(let time, let failure): .retry(at: time, failure: failure)
        case .dead(let failure): .dead(failure: failure)
        }
    }

    /// What to do with a message of either kind.
    enum Next {
        case retry(at: Timestamp, failure: String)
        case dead(failure: String)
    }

    /// What to do after so many attempts, the failed one counted, where the one before it failed in these words.
    func settlement(
        attempts: Int,
        failure last: String?,
        after error: NotifyError,
        at now: Timestamp,
        using random: inout RandomSource
    ) -> Next {
        let isUnknown = error.code.isUnknown
        let row = isUnknown ? Self.unknownsInARow(last) + 1 : 0
        let failure = isUnknown ? Self.unknown(error.message, times: row) : error.message
        let advice = isUnknown ? error.advice.orLater : error.advice
        guard case .later(let asked) = advice else { return .dead(failure: failure) }
        guard attempts < maximumAttempts else {
            return .dead(failure: "\(failure) (given up after \(attempts) attempts)")
        }
        let wait =
            isUnknown ? unknownWait(row) : doubled(firstWait, attempts, longest: longestWait)
        // Up to a quarter more, so that a backlog does not come back all at once.
        let jitter = Int64.random(in: 0...max(1, wait.wholeMilliseconds / 4), using: &random)
        let total = max(wait + .milliseconds(jitter), min(asked ?? .zero, RetryAfter.longest))
        return .retry(at: now + total, failure: failure)
    }

    /// What the failure of an attempt begins with of which nobody knows what came of it.
    public static let unknownPrefix = "outcome unknown: "

    /// The longest wait where one outcome after the other is unknown: a carrier that takes each message and never says
    /// so repeats itself less and less, about thirty times in a day.
    public static let longestUnknownWait = Duration.seconds(3_600)

    /// The wait after so many unknown outcomes in a row, whatever failed before them.
    private func unknownWait(_ row: Int) -> Duration {
        doubled(firstUnknownWait, row, longest: max(firstUnknownWait, Self.longestUnknownWait))
    }

    /// The failure of an attempt of unknown outcome, the last of so many in a row.
    private static func unknown(_ message: String, times: Int) -> String {
        unknownPrefix + message + (times > 1 ? " (\(times)\(rowSuffix)" : "")
    }

    /// How many attempts in a row had an unknown outcome, by the failure of the last.
    private static func unknownsInARow(_ failure: String?) -> Int {
        guard let failure, failure.hasPrefix(unknownPrefix) else { return 0 }
        guard failure.hasSuffix(rowSuffix) else { return 1 }
        let digits = failure.dropLast(rowSuffix.count).reversed().prefix(while: \.isNumber).reversed()
        return Int(String(digits)).map { max(1, min($0, 1_000)) } ?? 1
    }

    private static let rowSuffix = " times in a row)"

    private func doubled(_ first: Duration, _ attempts: Int, longest: Duration) -> Duration {
        var wait = first
        for _ in 0..<max(0, min(attempts - 1, 30)) where wait < longest { wait = wait * 2 }
        return min(wait, longest)
    }
}

extension RetryAdvice {
    /// The same, or to try again where it says never.
    fileprivate var orLater: RetryAdvice { self == .never ? .later(after: nil) : self }
}
