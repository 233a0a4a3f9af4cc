package import Dispatch

/// Runs an actor's jobs on a dispatch queue of its own, so that calls which block (into C, to a disk) never hold a
/// thread that all tasks share.
package final class QueueExecutor: SerialExecutor {
    /// The queue, on which handlers of dispatch sources are at home with the actor.
    package let queue: DispatchQueue

    /// An executor on a queue of this name.
    package init(label: String) {
        queue = DispatchQueue(label: label)
    }

    /// Runs a job on the queue.
    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }

    /// The executor, as actors hand it out.
    package func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }

    /// Lets `assumeIsolated` find that a handler runs on the queue.
    package func checkIsolated() { dispatchPrecondition(condition: .onQueue(queue)) }
}
