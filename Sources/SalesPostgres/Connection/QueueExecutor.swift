internal import Dispatch

/// Runs an actor's jobs on a dispatch queue of its own, so that calls into C never hold a thread that all tasks share.
final class QueueExecutor: SerialExecutor {
    /// The queue, on which handlers of dispatch sources are at home with the actor.
    let queue: DispatchQueue

    init(label: String) {
        queue = DispatchQueue(label: label)
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }

    func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }

    /// Lets `assumeIsolated` find that a handler runs on the queue.
    func checkIsolated() { dispatchPrecondition(condition: .onQueue(queue)) }
}
