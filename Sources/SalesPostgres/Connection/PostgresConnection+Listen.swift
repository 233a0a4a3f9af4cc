internal import CLibpq

extension PostgresConnection {
    /// Waits for a call (https://www.postgresql.org/docs/15/libpq-notify.html); false where none came within the time.
    ///
    /// - Throws: `.cancelled` at once when the task is cancelled; the connection is of no use then.
    func nextCall(within time: Duration) async throws -> Bool {
        try await request(timeout: time, isQuiet: true) {
            while true {
                var hasCome = false
                while let call = PQnotifies(handle) {
                    PQfreemem(call)
                    hasCome = true
                }
                if hasCome { return true }
                do {
                    try await waitForSocket(writing: false)
                } catch PostgresFailure.late {
                    return false
                }
                guard PQconsumeInput(handle) == 1 else { throw connectionFailure }
            }
        }
    }
}
