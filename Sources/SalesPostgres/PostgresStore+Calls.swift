public import SalesCore

extension PostgresStore: WorkCalls {
    /// The calls of all handles on the database, over a connection of its own that is made anew when it is lost.
    public func workCalls() -> AsyncStream<Void> {
        AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
            let listener = listeners.add { [address, options] in
                await Self.listen(at: address, options, continuation)
                continuation.finish()
            }
            continuation.onTermination = { [listeners] _ in listeners.end(listener) }
        }
    }

    /// The name under which workers listen (https://www.postgresql.org/docs/15/sql-notify.html); one for all schemas of
    /// a database, so that a worker on another store may be called in vain.
    static let callName = "sales_tracker_work"

    /// By its name an operator tells the connection that listens from the others.
    private static let stillThere = Statement("SELECT '\(callName)'")

    /// How long nothing comes before the server is asked whether it is still there.
    private static let silence = Duration.seconds(15)

    private static func listen(
        at address: PostgresAddress,
        _ options: PostgresOptions,
        _ calls: AsyncStream<Void>.Continuation
    ) async {
        var backOff = BackOff()
        while !Task.isCancelled {
            do {
                if let wait = backOff.wait(at: .now) { try await Task.sleep(for: wait, clock: .continuous) }
                let connection = try await OpenedConnection.open(address, options)
                do {
                    _ = try await connection.run(
                        [Statement(once: "LISTEN \(callName)")],
                        timeout: options.requestTimeout
                    )
                    backOff.succeeded()
                    // Whatever came while nobody listened.
                    calls.yield()
                    try await passOn(from: connection, options, to: calls)
                } catch {
                    await connection.close()
                    throw error
                }
            } catch {
                // Workers look by themselves meanwhile, and tell of a server that is gone.
                backOff.failed(at: .now)
            }
        }
    }

    private static func passOn(
        from connection: PostgresConnection,
        _ options: PostgresOptions,
        to calls: AsyncStream<Void>.Continuation
    ) async throws {
        while true {
            if try await connection.nextCall(within: silence) {
                calls.yield()
            } else {
                _ = try await connection.run([stillThere], timeout: options.requestTimeout)
            }
        }
    }
}
