/// Decides when a product is checked next.
///
/// Pure: the present, the outcome and a random number are arguments.
public struct Pace: Hashable, Sendable {
    /// Between two checks of a product that asks for nothing else.
    public var interval: Duration
    /// The shortest interval that a person may ask for.
    public var minimumInterval: Duration
    /// How far a check may come before or after its interval, so that products do not march in step: a sixth of the
    /// interval, at most this.
    public var maximumJitter: Duration
    /// When a held-back reading is confirmed.
    public var confirmation: ClosedRange<Duration>
    /// How many readings without an answer are taken at the confirmation's pace before it falls back.
    public var confirmationTries: Int
    /// The longest wait after failures that may pass by themselves.
    public var maximumBackoff: Duration
    /// The first and the longest wait at a host that blocks.
    public var blockedBackoff: ClosedRange<Duration>
    /// The first and the longest wait for a product that is gone.
    public var goneBackoff: ClosedRange<Duration>

    /// The defaults of the three-minute promise: 60 s ± 10 s, confirmations after 10 to 12 s each.
    public init(
        interval: Duration = .seconds(60),
        minimumInterval: Duration = .seconds(1),
        maximumJitter: Duration = .seconds(10),
        confirmation: ClosedRange<Duration> = .seconds(10) ... .seconds(12),
        confirmationTries: Int = 3,
        maximumBackoff: Duration = .seconds(3_600),
        blockedBackoff: ClosedRange<Duration> = .seconds(900) ... .seconds(86_400),
        goneBackoff: ClosedRange<Duration> = .seconds(21_600) ... .seconds(86_400)
    ) {
        self.interval = interval
        self.minimumInterval = minimumInterval
        self.maximumJitter = maximumJitter
        self.confirmation = confirmation
        self.confirmationTries = confirmationTries
        self.maximumBackoff = maximumBackoff
        self.blockedBackoff = blockedBackoff
        self.goneBackoff = goneBackoff
    }

    /// How long to wait after a check that left this state.
    ///
    /// - Parameters:
    ///   - state: the product's state after the check.
    ///   - asked: the interval that the followers asked for.
    ///   - retryAfter: what the host or the fetcher asked to wait at least.
    ///   - random: draws the jitter.
    public func delay(
        after state: ProductState,
        asked: Duration?,
        retryAfter: Duration? = nil,
        using random: inout RandomSource
    ) -> Duration {
        let regular = max(asked ?? interval, minimumInterval)
        let wait: Duration
        if let held = state.quarantine, state.consecutiveFailures <= confirmationTries || held.isFresh(state) {
            wait = Self.draw(in: confirmation, using: &random)
        } else if state.consecutiveFailures > 0 {
            wait = jittered(backoff(after: state, regular: regular), using: &random)
        } else {
            wait = jittered(regular, using: &random)
        }
        return max(wait, min(retryAfter ?? .zero, RetryAfter.longest))
    }

    private func backoff(after state: ProductState, regular: Duration) -> Duration {
        let steps = state.consecutiveFailures - 1
        switch state.outcome {
        case .blocked:
            // One wall is often an accident; the second in a row is a decision of the shop.
            guard steps > 0 else { return regular }
            return Self.doubled(
                max(blockedBackoff.lowerBound, regular),
                times: steps - 1,
                longest: blockedBackoff.upperBound
            )
        case .gone where state.isGone:
            return Self.doubled(max(goneBackoff.lowerBound, regular), times: steps, longest: goneBackoff.upperBound)
        default:
            return Self.doubled(regular, times: steps, longest: max(regular, maximumBackoff))
        }
    }

    private func jittered(_ wait: Duration, using random: inout RandomSource) -> Duration {
        let jitter = min(wait / 6, maximumJitter)
        return Self.draw(in: (wait - jitter)...(wait + jitter), using: &random)
    }

    private static func draw(in range: ClosedRange<Duration>, using random: inout RandomSource) -> Duration {
        .milliseconds(
            Int64.random(in: range.lowerBound.wholeMilliseconds...range.upperBound.wholeMilliseconds, using: &random)
        )
    }

    private static func doubled(_ wait: Duration, times: Int, longest: Duration) -> Duration {
        var result = wait
        for _ in 0..<max(0, min(times, 30)) where result < longest { result = result * 2 }
        return min(result, longest)
    }
}

extension Quarantine {
    /// Whether the last check read it first, and no other doubt shortly before: it is asked about once soon, however
    /// often the page was in doubt, or a price that changes faster than the waits grow would never be believed.
    fileprivate func isFresh(_ state: ProductState) -> Bool {
        firstSeenAt == state.lastCheckAt && !isUnsteady
    }
}
