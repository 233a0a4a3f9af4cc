import HTTPTypes
import SalesCore
import Synchronization

/// A fetcher that answers as it is told and counts what it was asked.
final class StubFetcher: Fetcher {
    typealias Answer = @Sendable (FetchRequest) async throws(FetchError) -> FetchResponse

    private struct State {
        var asked: [String] = []
        var running: [String: Int] = [:]
        var mostRunning: [String: Int] = [:]
        var answer: Answer
    }

    private let state: Mutex<State>

    init(_ answer: @escaping Answer) {
        state = Mutex(State(answer: answer))
    }

    /// A host with a robots.txt and pages.
    convenience init(robots status: Int, _ text: String = "") {
        self.init { request throws(FetchError) in
            guard request.url.path == "/robots.txt" else { return FetchResponse(status: .ok, url: request.url) }
            return FetchResponse(status: .init(code: status), body: Array(text.utf8), url: request.url)
        }
    }

    /// Every URL that was asked for, in order.
    var asked: [String] { state.withLock { $0.asked } }
    var robotsFetches: Int { asked.count { $0.hasSuffix("/robots.txt") } }
    var pageFetches: Int { asked.count { !$0.hasSuffix("/robots.txt") } }
    /// How many requests ran at a site at once at most.
    func mostRunning(at site: String) -> Int { state.withLock { $0.mostRunning[site] ?? 0 } }
    func running(at site: String) -> Int { state.withLock { $0.running[site] ?? 0 } }

    func answers(_ answer: @escaping Answer) {
        state.withLock { $0.answer = answer }
    }

    func fetch(_ request: FetchRequest) async throws(FetchError) -> FetchResponse {
        let site = request.url.site
        let answer = state.withLock { state in
            state.asked.append(request.url.absoluteString)
            let count = (state.running[site] ?? 0) + 1
            state.running[site] = count
            state.mostRunning[site] = max(count, state.mostRunning[site] ?? 0)
            return state.answer
        }
        defer { state.withLock { $0.running[site, default: 0] -= 1 } }
        return try await answer(request)
    }
}

/// Holds whoever comes until it is opened; a cancelled visitor leaves.
final class Gate: Sendable {
    private struct State {
        var isOpen = false
        var waiting: [Int: CheckedContinuation<Bool, Never>] = [:]
        var cancelled: Set<Int> = []
        var arrivals = 0
        var watchers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())

    /// Waits until the gate is open; false where the task was cancelled.
    func pass() async -> Bool {
        let number = state.withLock { state in
            state.arrivals += 1
            return state.arrivals
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let (answer, watchers) = state.withLock { state -> (Bool?, [CheckedContinuation<Void, Never>]) in
                    let due = state.watchers.filter { $0.count <= state.arrivals }
                    state.watchers.removeAll { $0.count <= state.arrivals }
                    if state.isOpen { return (true, due.map(\.continuation)) }
                    if state.cancelled.contains(number) { return (false, due.map(\.continuation)) }
                    state.waiting[number] = continuation
                    return (nil, due.map(\.continuation))
                }
                if let answer { continuation.resume(returning: answer) }
                for watcher in watchers { watcher.resume() }
            }
        } onCancel: {
            let waiter = state.withLock { state in
                state.cancelled.insert(number)
                return state.waiting.removeValue(forKey: number)
            }
            waiter?.resume(returning: false)
        }
    }

    /// Returns when this many have come in all.
    func waitForArrivals(_ count: Int) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.arrivals >= count { return true }
                state.watchers.append((count, continuation))
                return false
            }
            if isThere { continuation.resume() }
        }
    }

    /// Lets one of those who wait pass, the first that came.
    func letOnePass() {
        let waiter = state.withLock { state in
            state.waiting.keys.min().flatMap { state.waiting.removeValue(forKey: $0) }
        }
        waiter?.resume(returning: true)
    }

    /// Lets everybody pass, now and later.
    func open() {
        let waiters = state.withLock { state in
            state.isOpen = true
            defer { state.waiting = [:] }
            return state.waiting
        }
        for waiter in waiters.values { waiter.resume(returning: true) }
    }
}
