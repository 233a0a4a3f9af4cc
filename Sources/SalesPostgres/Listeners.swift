import Synchronization

/// The tasks of a store that listen for calls, until it is closed.
final class Listeners: Sendable {
    private struct State {
        var tasks: [UInt64: Task<Void, Never>] = [:]
        var last: UInt64 = 0
        var isClosed = false
    }

    private let state = Mutex(State())

    /// Begins to listen; answers the number by which it can be ended.
    func add(_ listening: @escaping @Sendable () async -> Void) -> UInt64 {
        state.withLock { state in
            state.last += 1
            let task = Task(operation: listening)
            state.tasks[state.last] = task
            if state.isClosed { task.cancel() }
            return state.last
        }
    }

    func end(_ number: UInt64) {
        state.withLock { $0.tasks.removeValue(forKey: number) }?.cancel()
    }

    func close() {
        let tasks = state.withLock { state in
            state.isClosed = true
            return state.tasks.values
        }
        for task in tasks { task.cancel() }
    }
}
