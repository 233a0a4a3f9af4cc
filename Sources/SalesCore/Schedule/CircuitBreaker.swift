/// Decides when a host that keeps failing is left alone, and for how long.
///
/// Pure.
///
/// After ``threshold`` failures in a row the host is paused; when the pause ends, one request at a time is let through,
/// and each further failure doubles the pause. A host that blocks is paused after fewer failures and longer; a single
/// wall page is often shown to one request only, and must not cost its other products their three minutes.
public struct CircuitBreaker: Hashable, Sendable {
    /// Failures in a row that open the circuit.
    public var threshold: Int
    /// Walls in a row, without a proper answer between, after which the whole host is paused.
    public var blockedThreshold: Int
    /// The first and the longest pause.
    public var pause: ClosedRange<Duration>
    /// The pause at a host that blocks, and the longest.
    public var blockedPause: ClosedRange<Duration>

    /// Five failures, 2 to 30 minutes; three walls, 15 minutes to 6 hours, unless given.
    public init(
        threshold: Int = 5,
        blockedThreshold: Int = 3,
        pause: ClosedRange<Duration> = .seconds(120) ... .seconds(1_800),
        blockedPause: ClosedRange<Duration> = .seconds(900) ... .seconds(21_600)
    ) {
        self.threshold = threshold
        self.blockedThreshold = blockedThreshold
        self.pause = pause
        self.blockedPause = blockedPause
    }

    /// What a request showed of its host.
    public enum Signal: Hashable, Sendable {
        /// It answered as it should.
        case fine
        /// It did not answer, or with a server error.
        case failed
        /// It asked to slow down.
        case asked(wait: Duration)
        /// It refuses programs.
        case blocked
    }

    /// What to change in a host's state; nil where nothing changes.
    public func change(_ signal: Signal, in host: HostState, at now: Timestamp) -> HostChange? {
        switch signal {
        case .fine:
            guard host.consecutiveFailures > 0 || host.pausedUntil != nil else { return nil }
            // Only a pause that is seen to be over is ended: one that another request was asked for meanwhile holds.
            let isOver = host.pausedUntil.map { $0 <= now } ?? false
            return HostChange(pause: isOver ? .some(nil) : nil, consecutiveFailures: 0)
        case .failed:
            let failures = host.consecutiveFailures.addingSaturated(1)
            guard failures >= threshold else { return HostChange(consecutiveFailures: failures) }
            let wait = Self.grown(pause, steps: failures - threshold)
            return HostChange(
                pause: .some(later(host, now + wait, "\(failures) requests in a row failed")),
                consecutiveFailures: failures
            )
        case .asked(let wait):
            let capped = min(max(wait, .zero), RetryAfter.longest)
            return HostChange(pause: .some(later(host, now + capped, "the host asked to wait (Retry-After)")))
        case .blocked:
            let failures = host.consecutiveFailures.addingSaturated(1)
            guard failures >= blockedThreshold else { return HostChange(consecutiveFailures: failures) }
            let wait = Self.grown(blockedPause, steps: failures - blockedThreshold)
            return HostChange(
                pause: .some(later(host, now + wait, "the host refuses automatic requests")),
                consecutiveFailures: failures
            )
        }
    }

    /// A pause never ends earlier because of another reason.
    private func later(_ host: HostState, _ until: Timestamp, _ reason: String) -> HostChange.Pause {
        if let present = host.pausedUntil, present > until {
            return HostChange.Pause(until: present, reason: host.pauseReason ?? reason)
        }
        return HostChange.Pause(until: until, reason: reason)
    }

    private static func grown(_ range: ClosedRange<Duration>, steps: Int) -> Duration {
        var wait = range.lowerBound
        for _ in 0..<max(0, min(steps, 30)) where wait < range.upperBound { wait = wait * 2 }
        return min(wait, range.upperBound)
    }
}
