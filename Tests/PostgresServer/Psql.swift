import Foundation
import RunningPrograms

/// PostgreSQL's own client, as a second opinion on what is in a database.
enum Psql {
    static func run(_ text: String, at url: String, isOwnServer: Bool) async throws -> String {
        // Debian's own psql is a script that looks for clusters first.
        let program = "/usr/lib/postgresql/15/bin/psql"
        let isThere = FileManager.default.isExecutableFile(atPath: program)
        let input = try file(holding: text)
        defer { try? input.close() }
        let ended = try await FinishedProgram.run(
            URL(fileURLWithPath: isThere ? program : "/usr/bin/env"),
            (isThere ? [] : ["psql"]) + ["-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", "-d", url, "-f", "-"],
            environment: childEnvironment(withSettingsOfPostgres: !isOwnServer),
            input: input
        )
        guard ended.status == 0 else { throw PostgresServerError("psql: \(ended.errors)") }
        return ended.output
    }

    /// A file rather than a pipe: writing to a psql that gave up would be a signal to this process.
    private static func file(holding text: String) throws -> FileHandle {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("psql-\(UUID().uuidString).sql")
        try Data(text.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        return try FileHandle(forReadingFrom: file)
    }
}

/// The environment for a program that is not ours: without what a sanitizer's run loads into this process, and, for a
/// server of our own, without the caller's settings for PostgreSQL.
func childEnvironment(withSettingsOfPostgres isKept: Bool) -> [String: String] {
    ProcessInfo.processInfo.environment.filter { name, _ in
        !SanitizerRun.variables.contains(name) && (isKept || !name.hasPrefix("PG"))
    }
}
