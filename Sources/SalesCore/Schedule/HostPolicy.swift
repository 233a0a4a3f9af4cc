/// How much one host is asked at most.
public struct HostLimits: Hashable, Codable, Sendable {
    /// Requests a second over time; above 0.
    public var rate: Double
    /// Requests that may come at once after a pause.
    public var burst: Int
    /// Connections at the same time.
    public var connections: Int

    /// The largest burst that counts: with any rate, its length in time can still be reckoned with.
    public static let maximumBurst = 1_000_000

    /// One request a second and two connections, unless given.
    public init(rate: Double = 1, burst: Int = 2, connections: Int = 2) {
        self.rate = rate
        self.burst = burst
        self.connections = connections
    }

    /// The time between two requests at the full rate, at least a millisecond and at most a day.
    public var spacing: Duration {
        guard rate.isFinite, rate > 0 else { return .seconds(86_400) }
        return .milliseconds(Int64(min(max(1_000 / rate, 1), 86_400_000).rounded()))
    }
}

/// What hosts allow: the limits for all, and for those that the operator named.
public struct HostPolicy: Hashable, Codable, Sendable {
    /// For every host that is not named.
    public var standard: HostLimits
    /// By host name in lower case.
    public var named: [String: HostLimits]

    /// The standard limits for every host, unless more is given.
    public init(standard: HostLimits = HostLimits(), named: [String: HostLimits] = [:]) {
        self.standard = standard
        self.named = named
    }

    /// The limits of a host.
    public func limits(for host: String) -> HostLimits {
        named[host] ?? standard
    }
}
