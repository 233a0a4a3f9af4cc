import Synchronization

/// Who is inside and who waits, by host, and which hosts have asked for time.
///
/// A lock and not an actor: whoever leaves has a page in hand, and would wait with it in memory for the actor and then
/// for a thread, behind all others that have one.
final class HostGates: Sendable {
    /// How a visit begins, or why it does not.
    enum Entry: Sendable {
        case inside
        /// Inside after others have left.
        case insideLate
        /// The task was cancelled.
        case cancelled
        /// Nobody has left in time.
        case full
        /// The host has asked for time.
        case closed(until: Timestamp)
    }

    private struct Gate {
        var inside = 0
        var waiting: [(id: UInt64, continuation: CheckedContinuation<Entry, Never>)] = []
    }

    private struct State {
        var gates: [String: Gate] = [:]
        var closed: [String: Timestamp] = [:]
        var nextID: UInt64 = 0

        mutating func entry(_ site: String, limit: Int, at now: Timestamp) -> Entry? {
            if let end = closed[site] {
                // A clock that was put back must not keep a host closed for ever.
                if now < end, end - now <= RetryAfter.longest { return .closed(until: end) }
                closed[site] = nil
            }
            guard gates[site, default: Gate()].inside < limit else { return nil }
            gates[site, default: Gate()].inside += 1
            return .inside
        }
    }

    private let state = Mutex(State())
    private let time: any TimeSource

    /// More closed hosts than this are forgotten; the store knows of them, too.
    private static let maximumClosed = 10_000

    init(time: any TimeSource) {
        self.time = time
    }

    /// Waits for a place at most as long as the caller is patient.
    func enter(_ site: String, limit: Int, patience: Duration) async -> Entry {
        let now = time.now
        let (entry, id) = state.withLock { state in
            state.nextID += 1
            return (state.entry(site, limit: limit, at: now), state.nextID)
        }
        if let entry { return entry }
        return await withTaskCancellationHandler {
            var timer: Task<Void, Never>?
            let entry = await withCheckedContinuation { continuation in
                let entry: Entry? = state.withLock { state in
                    // A place may have become free, or the task been cancelled, before this lock was had.
                    if Task.isCancelled { return .cancelled }
                    if let entry = state.entry(site, limit: limit, at: now) { return entry }
                    state.gates[site]?.waiting.append((id, continuation))
                    return nil
                }
                if let entry {
                    continuation.resume(returning: entry)
                } else {
                    timer = Task { [time] in
                        guard (try? await time.sleep(for: patience)) != nil else { return }
                        self.giveUp(site, id, .full)
                    }
                }
            }
            timer?.cancel()
            return entry
        } onCancel: {
            giveUp(site, id, .cancelled)
        }
    }

    /// Hands the place to who waits longest.
    func leave(_ site: String) {
        let next: CheckedContinuation<Entry, Never>? = state.withLock { state in
            guard var gate = state.gates[site] else { return nil }
            let next = gate.waiting.isEmpty ? nil : gate.waiting.removeFirst().continuation
            if next == nil { gate.inside -= 1 }
            state.gates[site] = gate.inside > 0 ? gate : nil
            return next
        }
        next?.resume(returning: .insideLate)
    }

    /// Lets nobody in until a moment, also none of those who wait.
    func close(_ site: String, until end: Timestamp) {
        let waiting = state.withLock { state in
            if state.closed.count >= Self.maximumClosed { state.closed.removeAll() }
            state.closed[site] = max(end, state.closed[site] ?? end)
            defer { state.gates[site]?.waiting = [] }
            return state.gates[site]?.waiting ?? []
        }
        for waiter in waiting { waiter.continuation.resume(returning: .closed(until: end)) }
    }

    /// How many requests wait at a site for their turn.
    func waiting(at site: String) -> Int {
        state.withLock { $0.gates[site]?.waiting.count ?? 0 }
    }

    private func giveUp(_ site: String, _ id: UInt64, _ entry: Entry) {
        let waiter: CheckedContinuation<Entry, Never>? = state.withLock { state in
            guard let index = state.gates[site]?.waiting.firstIndex(where: { $0.id == id }) else { return nil }
            return state.gates[site]?.waiting.remove(at: index).continuation
        }
        waiter?.resume(returning: entry)
    }
}
