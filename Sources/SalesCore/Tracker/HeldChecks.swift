/// The checks that a worker makes at the moment, so that their leases are kept while they take long.
actor HeldChecks {
    private var since: [CheckLease: Timestamp] = [:]

    func begin(_ leases: some Sequence<CheckLease>, at now: Timestamp) {
        for lease in leases { since[lease] = now }
    }

    func end(_ leases: some Sequence<CheckLease>) {
        for lease in leases { since[lease] = nil }
    }

    /// Those that have been made for at least so long: most checks end before their lease need be thought of.
    ///
    /// One that takes longer than any may is left to run out, so that another worker makes it.
    func longer(than age: Duration, at now: Timestamp) -> [CheckLease] {
        since.filter { now - $0.value >= age && now - $0.value <= Self.longest }.keys
            .sorted { $0.productID < $1.productID }
    }

    /// What no check takes that goes on.
    ///
    /// robots.txt, an interface and a page have two minutes each at most, and wait for their turns. Fifty products of one
    /// URL that all read other parts of it may take longer, and are made again.
    static let longest = Duration.seconds(600)
}

extension Tracker {
    /// How long a running worker holds a product that it checks: for long only where nobody could renew it.
    var checkLease: Duration { store is any LeaseRenewal ? settings.checkLease : settings.lease }

    /// Makes checks, and keeps their leases meanwhile where the store can.
    func keeping(_ held: HeldChecks, _ checks: @Sendable () async -> Void) async {
        guard let renewal = store as? any LeaseRenewal else { return await checks() }
        await withDiscardingTaskGroup { group in
            group.addTask { await self.heartbeat(held, over: renewal, observer: Observer()) }
            await checks()
            group.cancelAll()
        }
    }

    /// Keeps the leases of checks that take long, until the task is cancelled.
    ///
    /// A lease that is lost is left to its check, whose commit will find out.
    func heartbeat(_ held: HeldChecks, over store: any LeaseRenewal, observer: Observer) async {
        while !Task.isCancelled {
            do {
                try await time.sleep(for: settings.heartbeat)
            } catch {
                return
            }
            let leases = await held.longer(than: settings.heartbeat, at: time.now)
            for first in stride(from: 0, to: leases.count, by: maximumPageSize) {
                let part = Array(leases[first..<min(leases.count, first + maximumPageSize)])
                do {
                    _ = try await store.renewChecks(part, lease: settings.checkLease)
                } catch {
                    guard !Task.isCancelled else { return }
                    await observer.stumbled(error)
                }
            }
        }
    }
}
