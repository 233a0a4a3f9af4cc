import Synchronization

/// How many requests of this process are out at each host, so that a slow one is asked no more than it answers in time.
///
/// A claim hands out turns at the host's rate, whatever the host makes of it. One that answers more slowly than that
/// would gather checks until their leases run out and there is no room for other hosts.
final class HostLoads: Sendable {
    /// A request's place among those that are out at a host.
    struct Place: Sendable {
        fileprivate let site: String
        fileprivate let number: UInt64
    }

    private struct State {
        /// By host, the first that began first.
        var out: [String: [(number: UInt64, began: Timestamp)]] = [:]
        var lastNumber: UInt64 = 0
    }

    private let state = Mutex(State())

    /// How long the first of those that are out may take until no more are sent after it.
    static let patience = Duration.seconds(5)
    /// The most that are out for each of a host's connections, however fast it answers.
    static let maximumPerConnection = 8

    /// Takes a place; nil where the host is full.
    func enter(_ site: String, limits: HostLimits, now: Timestamp) -> Place? {
        state.withLock { state in
            let out = state.out[site] ?? []
            guard !Self.isFull(out.count, first: out.first?.began, limits: limits, now: now) else { return nil }
            state.lastNumber += 1
            state.out[site, default: []].append((state.lastNumber, now))
            return Place(site: site, number: state.lastNumber)
        }
    }

    /// Gives a place back.
    func leave(_ place: Place) {
        state.withLock { state in
            state.out[place.site]?.removeAll { $0.number == place.number }
            if state.out[place.site]?.isEmpty == true { state.out[place.site] = nil }
        }
    }

    /// Whether a host is given no more for now.
    func isFull(_ site: String, limits: HostLimits, now: Timestamp) -> Bool {
        state.withLock { state in
            guard let out = state.out[site] else { return false }
            return Self.isFull(out.count, first: out.first?.began, limits: limits, now: now)
        }
    }

    /// A host is full while its connections are taken and it is slow, or far too many wait for them.
    private static func isFull(_ count: Int, first: Timestamp?, limits: HostLimits, now: Timestamp) -> Bool {
        let connections = max(limits.connections, 1)
        guard let first, count >= connections else { return false }
        return now - first >= patience || count / connections >= maximumPerConnection
    }
}
