import Logging

extension Tracker {
    /// What a running tracker tells its surroundings.
    public struct Observer: Sendable {
        /// A check was made.
        public var checked: @Sendable (CheckReport) async -> Void
        /// An attempt to tell an alert ended.
        public var attempted: @Sendable (Alert, Settlement.Outcome) async -> Void
        /// The store failed; the tracker waits and goes on.
        public var stumbled: @Sendable (StoreError) async -> Void

        /// Nothing is told, unless given.
        public init(
            checked: @escaping @Sendable (CheckReport) async -> Void = { _ in },
            attempted: @escaping @Sendable (Alert, Settlement.Outcome) async -> Void = { _, _ in },
            stumbled: @escaping @Sendable (StoreError) async -> Void = { _ in }
        ) {
            self.checked = checked
            self.attempted = attempted
            self.stumbled = stumbled
        }
    }

    /// Checks what is due, expands events and tells alerts, until the task is cancelled.
    ///
    /// Returns when nothing is half done: requests that run are given up and their leases given back; alerts that were
    /// handed to a carrier may end within eight seconds, and are tried again later otherwise.
    /// - Parameters:
    ///   - concurrency: how many checks are made at the same time, 1 to ``maximumPageSize``.
    ///   - observer: is told of checks, attempts and failures as they happen.
    public func run(concurrency: Int = 64, observer: Observer = Observer()) async {
        let limit = min(max(concurrency, 1), maximumPageSize)
        let events = Nudge()
        // One loop a channel: a carrier that is slow or silent holds up no other.
        let carriers = notifiers.keys.sorted().map { (channel: $0, nudge: Nudge()) }
        await withDiscardingTaskGroup { group in
            let checks = Nudge()
            let held = HeldChecks()
            group.addTask { await self.checkLoop(limit: limit, observer: observer, nudges: (checks, events), held) }
            if let calls = store as? any WorkCalls {
                group.addTask { for await _ in calls.workCalls() { await checks.signal() } }
            }
            if let renewal = store as? any LeaseRenewal {
                group.addTask { await self.heartbeat(held, over: renewal, observer: observer) }
            }
            group.addTask {
                await self.loop(observer, nudge: events) { () async throws(StoreError) in
                    guard try await self.expandEvents() > 0 else { return }
                    for carrier in carriers { await carrier.nudge.signal() }
                }
            }
            for carrier in carriers {
                group.addTask {
                    await self.deliveryLoop(over: carrier.channel, observer: observer, nudge: carrier.nudge)
                }
            }
        }
    }

    private func checkLoop(
        limit: Int,
        observer: Observer,
        nudges: (checks: Nudge, events: Nudge),
        _ held: HeldChecks
    ) async {
        let gauge = Gauge(limit: limit)
        await withDiscardingTaskGroup { group in
            await loop(observer, nudge: nudges.checks) { () async throws(StoreError) in
                while !Task.isCancelled {
                    let room = await gauge.room(atLeast: max(1, limit / 4))
                    guard room > 0 else { return }
                    let claimed = try await store.claimChecks(
                        CheckRequest(limit: room, lease: checkLease, policy: settings.hosts)
                    )
                    // Where there is no room for all, a host that is slow leaves it to others.
                    let crowded = claimed.count < room ? [] : claimed.filter(isCrowded)
                    let leases = Set(crowded.map(\.lease))
                    let fitting = claimed.filter { !leases.contains($0.lease) }
                    await release(crowded)
                    await gauge.enter(fitting.count)
                    await held.begin(fitting.map(\.lease), at: time.now)
                    for checks in together(fitting) {
                        group.addTask {
                            await self.perform(together: checks) { report in
                                await gauge.leave()
                                if report.event != nil { await nudges.events.signal() }
                                if report.look != nil { await observer.checked(report) }
                            }
                            await held.end(checks.checks.map(\.lease))
                        }
                    }
                    if claimed.count < room || !crowded.isEmpty { return }
                }
            }
        }
    }

    private func deliveryLoop(over channel: Channel, observer: Observer, nudge: Nudge) async {
        let places = DeliveryPlaces(channels: [channel], limit: settings.delivery.simultaneous)
        await withDiscardingTaskGroup { group in
            await loop(observer, nudge: nudge) { () async throws(StoreError) in
                try await beginDeliveries(places, in: &group, observer: observer, freed: nudge)
            }
        }
    }

    /// Repeats a round until the task is cancelled: after each one waits for a nudge or the idle poll, after a failure
    /// of the store longer and longer.
    private func loop(
        _ observer: Observer,
        nudge: Nudge,
        _ round: () async throws(StoreError) -> Void
    ) async {
        var failures = 0
        while !Task.isCancelled {
            do {
                try await round()
                failures = 0
            } catch {
                guard !Task.isCancelled else { return }
                failures += 1
                logger.debug(
                    "The store failed; trying again",
                    metadata: ["error": "\(error)", "failures": "\(failures)"]
                )
                await observer.stumbled(error)
            }
            let wait =
                failures == 0 ? settings.idlePoll : min(Self.longestPause, .milliseconds(250) * (1 << min(failures, 7)))
            await nudge.wait(atMost: wait, time: time)
        }
    }

    /// The longest wait after a failure of the store: with the time of one try it is below half a minute.
    private static let longestPause = Duration.seconds(10)
}

/// Wakes a loop before its next poll.
actor Nudge {
    private var isSignalled = false
    private var waiter: CheckedContinuation<Void, Never>?
    private var waits: UInt64 = 0

    func signal() {
        if let waiter {
            self.waiter = nil
            waiter.resume()
        } else {
            isSignalled = true
        }
    }

    /// Returns at the next signal, after the time, or when the task is cancelled; one loop waits at a time.
    func wait(atMost limit: Duration, time: any TimeSource) async {
        if isSignalled {
            isSignalled = false
            return
        }
        waits += 1
        let wait = waits
        let timer = Task {
            try? await time.sleep(for: limit)
            self.expire(wait)
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if Task.isCancelled || isSignalled {
                    isSignalled = false
                    continuation.resume()
                } else {
                    waiter = continuation
                }
            }
        } onCancel: {
            timer.cancel()
        }
        timer.cancel()
    }

    /// Ends one wait; the timer of one that is over, which its end has cancelled, ends no later one.
    private func expire(_ wait: UInt64) {
        guard wait == waits else { return }
        waiter?.resume()
        waiter = nil
    }
}

/// Counts how many checks run, and waits for room.
actor Gauge {
    private let limit: Int
    private var running = 0
    private var waiter: (least: Int, continuation: CheckedContinuation<Void, Never>)?

    init(limit: Int) {
        self.limit = limit
    }

    /// How many more may run, waiting until it is at least so many; 0 when the task is cancelled.
    func room(atLeast least: Int) async -> Int {
        if limit - running < least {
            await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    if Task.isCancelled { continuation.resume() } else { waiter = (least, continuation) }
                }
            } onCancel: {
                Task { await self.release() }
            }
        }
        return Task.isCancelled ? 0 : limit - running
    }

    func enter(_ count: Int) {
        running += count
    }

    func leave() {
        running -= 1
        if let waiter, limit - running >= waiter.least { release() }
    }

    private func release() {
        waiter?.continuation.resume()
        waiter = nil
    }
}
