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
        let result: Result<FetchResponse, FetchError>
        do {
            result = .success(try await inner.fetch(request))
        } catch {
            result = .failure(error)
        }
        await gates.leave(site)
        return try result.get()
    }

    /// How many requests wait at a site for their turn.
    func waiting(at site: String) async -> Int {
        await gates.waiting(at: site)
    }

    /// Who is inside and who waits, by host.
    private actor Gates {
        private struct Gate {
            var inside = 0
            var waiting: [(id: UInt64, continuation: CheckedContinuation<Bool, Never>)] = []
        }

        private var gates: [String: Gate] = [:]
        private var nextID: UInt64 = 0

        /// Answers true when inside, false when the task was cancelled while it waited.
        func enter(_ site: String, limit: Int) async -> Bool {
            if gates[site, default: Gate()].inside < limit {
                gates[site, default: Gate()].inside += 1
                return true
            }
            nextID += 1
            let id = nextID
            return await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    if Task.isCancelled {
                        continuation.resume(returning: false)
                    } else {
                        gates[site]?.waiting.append((id, continuation))
                    }
                }
            } onCancel: {
                Task { await self.giveUp(site, id) }
            }
        }

        /// Hands the place to who waits longest.
        func leave(_ site: String) {
            guard var gate = gates[site] else { return }
            if gate.waiting.isEmpty {
                gate.inside -= 1
            } else {
                gate.waiting.removeFirst().continuation.resume(returning: true)
            }
            gates[site] = gate.inside > 0 ? gate : nil
        }

        func waiting(at site: String) -> Int { gates[site]?.waiting.count ?? 0 }

        private func giveUp(_ site: String, _ id: UInt64) {
            guard let index = gates[site]?.waiting.firstIndex(where: { $0.id == id }) else { return }
            gates[site]?.waiting.remove(at: index).continuation.resume(returning: false)
        }
    }
}
