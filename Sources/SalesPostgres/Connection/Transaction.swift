import Synchronization

/// A transaction of several steps on one connection.
///
/// It begins with the first step and ends with ``commit(_:)``, each in one piece with the statements given.
final class Transaction: Sendable {
    private enum Stage {
        case planned
        case running
        case ended
    }

    let connection: PostgresConnection
    let timeout: Duration
    private let stage = Mutex(Stage.planned)

    init(_ connection: PostgresConnection, timeout: Duration) {
        self.connection = connection
        self.timeout = timeout
    }

    /// Runs statements and answers what each yielded.
    func run(_ statements: [Statement]) async throws -> [QueryResult] {
        let isFirst = stage.withLock { stage in
            defer { stage = .running }
            return stage == .planned
        }
        let results = try await connection.run((isFirst ? [Self.begin] : []) + statements, timeout: timeout)
        return isFirst ? Array(results.dropFirst()) : results
    }

    /// Runs the last statements and commits; nothing where it was done before.
    @discardableResult
    func commit(_ statements: [Statement] = []) async throws -> [QueryResult] {
        guard end() else { return [] }
        let results = try await connection.run(statements + [Self.commit], timeout: timeout)
        return Array(results.dropLast())
    }

    /// Undoes it, unless it was committed; the pool drops a connection that is still inside of one.
    func rollBack() async {
        guard end() else { return }
        _ = try? await connection.run([Self.rollBack], timeout: timeout)
    }

    /// Ends it, once; false where nothing was begun or it has ended.
    private func end() -> Bool {
        stage.withLock { stage in
            defer { stage = .ended }
            return stage == .running
        }
    }

    private static let begin = Statement("BEGIN")
    private static let commit = Statement("COMMIT")
    private static let rollBack = Statement("ROLLBACK")
}
