import SalesCore

/// How often each host is really read, as it was counted last (RELIABILITY.md K6).
///
/// Counting reads what is followed at all hosts, which no request waits for: whoever asks gets what was counted before,
/// and starts a count where that is too long ago. Until the first is done nothing is claimed.
actor HostPaces {
    private let tracker: Tracker
    private var promises: [String: HostPromise] = [:]
    private var countedAt: Timestamp?
    private var counting: Task<Void, Never>?

    /// How long a count is believed.
    static let trust = Duration.seconds(300)

    init(_ tracker: Tracker) {
        self.tracker = tracker
    }

    /// What holds for hosts; those of which nothing is known are left out.
    func promises(of hosts: Set<String>, at now: Timestamp) -> [String: HostPromise] {
        let isFresh = countedAt.map { (.zero..<Self.trust).contains(now - $0) } ?? false
        if counting == nil, !isFresh { counting = Task { await count(at: now) } }
        return promises.filter { hosts.contains($0.key) }
    }

    /// Returns when the count under way, if there is one, is done.
    func settle() async { await counting?.value }

    /// A store that fails leaves what was counted before; it is asked again when that would have been.
    private func count(at now: Timestamp) async {
        if let counted = try? await tracker.hostPromises() {
            promises = Dictionary(counted.map { ($0.host, $0) }, uniquingKeysWith: { $1 })
        }
        countedAt = now
        counting = nil
    }
}

extension HostPromise {
    /// How often a product of the host is really read that is to be read in an interval.
    func interval(asked: Duration) -> Duration { isRateTooLow ? max(asked, interval) : asked }
}
