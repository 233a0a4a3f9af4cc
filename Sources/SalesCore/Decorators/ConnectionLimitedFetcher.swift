import Synchronization

/// Lets only so many requests of this process run at a host at the same time; the others wait their turn in order.
public struct ConnectionLimitedFetcher: Fetcher {
    private let inner: any Fetcher
    private let policy: HostPolicy
    private let gates = Gates()

    /// A fetcher that keeps each host's ``HostLimits/connections``.
    public init(_ inner: any Fetcher, policy: HostPolicy) {
        self.inner = inner
        self.policy = policy
    }

    /// Waits until the host has room, then fetches.
    public func fetch(_ request: FetchRequest) async throws(FetchError) -> FetchResponse {
        let site = request.url.site
        guard await gates.enter(site, limit: max(1, policy.limits(for: site).connections)) else {
            throw FetchError(.cancelled, message: "The request to \(site) was cancelled.")
        }
        defer { gates.leave(site) }
        return try await inner.fetch(request)
    }

    /// How many requests wait at a site for their turn.
    func waiting(at site: String) -> Int {
        gates.waiting(at: site)
    }

    /// Who is inside and who waits, by host.
    ///
    /// A lock and not an actor: whoever leaves has a page in hand, and would wait with it in memory for the actor and
    /// then for a thread, behind all others that have one.
    private final class Gates: Sendable {
        private struct Gate {
            var inside = 0
            var waiting: [(id: UInt64, continuation: CheckedContinuation<Bool, Never>)] = []
        }

        private struct State {
            var gates: [String: Gate] = [:]
            var nextID: UInt64 = 0

            mutating func enters(_ site: String, limit: Int) -> Bool {
                guard gates[site, default: Gate()].inside < limit else { return false }
                gates[site, default: Gate()].inside += 1
                return true
            }
        }

        private let state = Mutex(State())

        /// Answers true when inside, false when the task was cancelled while it waited.
        func enter(_ site: String, limit: Int) async -> Bool {
            let id: UInt64? = state.withLock { state in
                if state.enters(site, limit: limit) { return nil }
                state.nextID += 1
                return state.nextID
            }
            guard let id else { return true }
            return await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    let answer: Bool? = state.withLock { state in
                        // A place may have become free, or the task been cancelled, before this lock was had.
                        if Task.isCancelled { return false }
                        if state.enters(site, limit: limit) { return true }
                        state.gates[site]?.waiting.append((id, continuation))
                        return nil
                    }
                    if let answer { continuation.resume(returning: answer) }
                }
            } onCancel: {
                giveUp(site, id)
            }
        }

        /// Hands the place to who waits longest.
        func leave(_ site: String) {
            let next: CheckedContinuation<Bool, Never>? = state.withLock { state in
                guard var gate = state.gates[site] else { return nil }
                let next = gate.waiting.isEmpty ? nil : gate.waiting.removeFirst().continuation
                if next == nil { gate.inside -= 1 }
                state.gates[site] = gate.inside > 0 ? gate : nil
                return next
            }
            next?.resume(returning: true)
        }

        func waiting(at site: String) -> Int {
            state.withLock { $0.gates[site]?.waiting.count ?? 0 }
        }

        private func giveUp(_ site: String, _ id: UInt64) {
            let waiter: CheckedContinuation<Bool, Never>? = state.withLock { state in
                guard let index = state.gates[site]?.waiting.firstIndex(where: { $0.id == id }) else { return nil }
                return state.gates[site]?.waiting.remove(at: index).continuation
            }
            waiter?.resume(returning: false)
        }
    }
}
