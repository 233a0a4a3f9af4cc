/// What is remembered of a host between requests.
public struct HostState: Hashable, Codable, Sendable {
    /// The theoretical arrival time of the next request (generic cell rate algorithm, ITU-T I.371): requests may come
    /// until this runs more than the burst ahead of the clock.
    public var nextArrival: Timestamp?
    /// Until when nothing is asked of it, because it said so or blocks.
    public var pausedUntil: Timestamp?
    /// Why it is paused, in words for people.
    public var pauseReason: String?
    /// Failures in a row, for the circuit breaker.
    public var consecutiveFailures: Int
    /// Its robots.txt as it was received, at most ``maximumRobotsBytes``; nil where none was asked for yet.
    public var robots: RobotsRecord?

    /// A host of which nothing is known, unless more is given.
    public init(
        nextArrival: Timestamp? = nil,
        pausedUntil: Timestamp? = nil,
        pauseReason: String? = nil,
        consecutiveFailures: Int = 0,
        robots: RobotsRecord? = nil
    ) {
        self.nextArrival = nextArrival
        self.pausedUntil = pausedUntil
        self.pauseReason = pauseReason
        self.consecutiveFailures = consecutiveFailures
        self.robots = robots
    }

    /// The most of a robots.txt that is kept, in bytes (RFC 9309 §2.5 asks for at least 500 KiB).
    public static let maximumRobotsBytes = 512_000

    /// The time between two requests to a host that was paused because it failed, until one is answered.
    ///
    /// Longer than a request may take, so that there is one probe at a time.
    public static let probeSpacing = Duration.seconds(30)

    /// Whether requests are let through to the host.
    public enum Circuit: String, Codable, Sendable, CaseIterable {
        /// They are.
        case closed
        /// None is, until the pause ends.
        case open
        /// One at a time is, to see whether it answers again.
        case halfOpen = "half_open"
    }

    /// How the host's circuit stands at a moment.
    public func circuit(at now: Timestamp) -> Circuit {
        isPaused(at: now) ? .open : isOnProbation ? .halfOpen : .closed
    }

    /// Whether the host was paused because it failed, and no answer has come since.
    var isOnProbation: Bool { pausedUntil != nil && consecutiveFailures > 0 }

    /// Whether nothing may be asked of it now.
    func isPaused(at now: Timestamp) -> Bool { pausedUntil.map { $0 > now } ?? false }

    /// The next free turn: how long to wait for it and the arrival time to keep.
    ///
    /// Nil where the wait exceeds the horizon. A burst is held within 1 and ``HostLimits/maximumBurst``; a host that was
    /// paused because it failed gets one turn each ``probeSpacing`` until it answers.
    public func slot(
        at now: Timestamp,
        limits: HostLimits,
        horizon: Duration
    ) -> (wait: Duration, nextArrival: Timestamp)? {
        let spacing = isOnProbation ? max(limits.spacing, Self.probeSpacing) : limits.spacing
        let earliest = max(now, pausedUntil ?? now)
        let arrival = max(nextArrival ?? earliest, earliest)
        let burst = isOnProbation ? 1 : min(max(limits.burst, 1), HostLimits.maximumBurst)
        let tolerance = spacing * (burst - 1)
        let start = max(earliest, arrival - tolerance)
        let wait = start - now
        guard wait <= horizon else { return nil }
        return (wait, arrival + spacing)
    }
}

/// Parts of a host's state to be changed; what is nil stays.
public struct HostChange: Hashable, Sendable {
    /// A new pause; the inner nil ends the present one.
    public var pause: Pause??
    /// A new count of failures in a row.
    public var consecutiveFailures: Int?
    /// A new robots.txt.
    public var robots: RobotsRecord?

    /// A pause with its reason.
    public struct Pause: Hashable, Codable, Sendable {
        /// Until when.
        public var until: Timestamp
        /// Why, in words for people.
        public var reason: String

        /// A pause.
        public init(until: Timestamp, reason: String) {
            self.until = until
            self.reason = reason
        }
    }

    /// No change, unless given.
    public init(pause: Pause?? = nil, consecutiveFailures: Int? = nil, robots: RobotsRecord? = nil) {
        self.pause = pause
        self.consecutiveFailures = consecutiveFailures
        self.robots = robots
    }
}
