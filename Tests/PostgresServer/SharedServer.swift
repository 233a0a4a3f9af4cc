import Foundation

/// Starts the server of this test process once, however many tests ask for it at the same time.
actor SharedServer {
    static let one = SharedServer()
    // Kept with its failure: what could not start for one test is not tried again for hundreds.
    private var starting: Task<PrivatePostgres, any Error>?

    func get() async throws -> PrivatePostgres {
        if let starting { return try await starting.value }
        // Detached, so that the end of the test that came first does not take it from the others.
        let task = Task.detached {
            let url = ProcessInfo.processInfo.environment["SALES_TEST_POSTGRES"] ?? ""
            return url.isEmpty ? try await PrivatePostgres.start() : try PrivatePostgres(url: url)
        }
        starting = task
        return try await task.value
    }
}
