import SalesCore

/// How long something may take.
enum Deadline {
    /// It took longer, and was cancelled.
    struct Passed: Error {}

    /// What the work gives; work that takes longer than the limit is cancelled and waited for.
    ///
    /// - Throws: ``Passed``, else what the work throws.
    @inline(never)  // Swift 6.3.1's optimiser crashes on some errors that are thrown inside an asynchronous closure.
    static func run<Value: Sendable>(
        _ limit: Duration,
        on time: any TimeSource,
        _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await withThrowingTaskGroup(of: Value?.self) { group in
            defer { group.cancelAll() }
            group.addTask { try await work() }
            group.addTask {
                try await time.sleep(for: limit)
                return nil
            }
            guard let first = try await group.next(), let value = first else { throw Passed() }
            return value
        }
    }
}
