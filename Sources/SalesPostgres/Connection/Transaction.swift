import SalesCore
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
    private let beginning: [Statement]
    private let stage = Mutex(Stage.planned)

    /// - Parameter isBulk: whether each step may take as long as all of it; a session's steps have the limit of a request.
    init(_ connection: PostgresConnection, timeout: Duration, isBulk: Bool) {
        self.connection = connection
        self.timeout = timeout
        var limit = Arguments()
        limit.add("\(timeout.wholeMilliseconds)")
        beginning = [Self.begin] + (isBulk ? [Statement(Self.limitSteps, limit)] : [])
    }

    /// Runs statements and answers what each yielded.
    func run(_ statements: [Statement]) async throws -> [QueryResult] {
        let isFirst = stage.withLock { stage in
            defer { stage = .running }
            return stage == .planned
        }
        let before = isFirst ? beginning : []
        return Array(try await connection.run(before + statements, timeout: timeout).dropFirst(before.count))
    }

    /// Runs the last statements and commits; nothing where it was done before, or nothing was ever asked.
    @discardableResult
    func commit(_ statements: [Statement] = []) async throws -> [QueryResult] {
        let isOpen = stage.withLock { $0 == .running || $0 == .planned && !statements.isEmpty }
        guard isOpen else { return [] }
        let results = try await run(statements + [Self.commit])
        stage.withLock { $0 = .ended }
        return Array(results.dropLast())
    }

    /// Undoes it, unless it was committed; the pool drops a connection that is still inside of one.
    func rollBack() async {
        let isRunning = stage.withLock { stage in
            defer { stage = .ended }
            return stage == .running
        }
        if isRunning { _ = try? await connection.run([Self.rollBack], timeout: timeout) }
    }

    private static let begin = Statement("BEGIN")
    private static let limitSteps = "SELECT set_config('statement_timeout', $1, true)"
    private static let commit = Statement("COMMIT")
    private static let rollBack = Statement("ROLLBACK")
}
