/// Gathers the outcomes of checks that end at the same time into one batch, so that a store that makes every commit
/// durable does so once for all of them. An outcome never waits for another check, only for a commit that runs.
actor CommitQueue {
    private let store: any CheckQueue
    private var waiting: [(outcome: CheckOutcome, continuation: CheckedContinuation<Answer, Never>)] = []
    private var isCommitting = false

    typealias Answer = Result<CommitResult, StoreError>

    init(store: any CheckQueue) {
        self.store = store
    }

    /// Saves one outcome; returns when it is durable.
    ///
    /// Is not cancelled halfway.
    func commit(_ outcome: CheckOutcome) async throws(StoreError) -> CommitResult {
        let answer = await withCheckedContinuation { continuation in
            waiting.append((outcome, continuation))
            if !isCommitting {
                isCommitting = true
                // Not a child task: what is being saved is saved even when the check that saw it is cancelled.
                Task { await self.drain() }
            }
        }
        return try answer.get()
    }

    private func drain() async {
        while !waiting.isEmpty {
            let batch = Array(waiting.prefix(maximumPageSize))
            waiting.removeFirst(batch.count)
            await commit(batch)
        }
        isCommitting = false
    }

    private func commit(_ batch: [(outcome: CheckOutcome, continuation: CheckedContinuation<Answer, Never>)]) async {
        do {
            let results = try await store.commit(batch.map(\.outcome))
            for (index, item) in batch.enumerated() {
                item.continuation.resume(
                    returning: index < results.count
                        ? .success(results[index])
                        : .failure(
                            StoreError(.corrupt, message: "The store answered fewer outcomes than it was given.")
                        )
                )
            }
        } catch {
            for item in batch { item.continuation.resume(returning: .failure(error)) }
        }
    }
}

/// Runs work to its end even when the calling task is cancelled: what was begun with a store or a carrier is recorded.
func shielded<Value: Sendable, Failure: Error>(
    _ work: @escaping @Sendable () async throws(Failure) -> Value
) async throws(Failure) -> Value {
    let task = Task<Result<Value, Failure>, Never> {
        do throws(Failure) {
            return .success(try await work())
        } catch {
            return .failure(error)
        }
    }
    return try await task.value.get()
}
