import Foundation

/// PostgreSQL's own client, as a second opinion on what is in a database.
enum Psql {
    static func run(_ text: String, at url: String, isOwnServer: Bool) async throws -> String {
        let process = Process()
        // Debian's own psql is a script that looks for clusters first.
        let program = "/usr/lib/postgresql/15/bin/psql"
        let isThere = FileManager.default.isExecutableFile(atPath: program)
        process.executableURL = URL(fileURLWithPath: isThere ? program : "/usr/bin/env")
        process.arguments =
            (isThere ? [] : ["psql"]) + ["-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", "-d", url, "-f", "-"]
        process.environment = childEnvironment(withSettingsOfPostgres: !isOwnServer)
        let output = Pipe()
        let errors = Pipe()
        process.standardInput = try file(holding: text)
        process.standardOutput = output
        process.standardError = errors
        let (ended, continuation) = AsyncStream.makeStream(of: Int32.self)
        process.terminationHandler = { process in
            continuation.yield(process.terminationStatus)
            continuation.finish()
        }
        try process.run()
        async let said = readToEnd(output.fileHandleForReading)
        async let complained = readToEnd(errors.fileHandleForReading)
        let (outputText, errorText) = await (said, complained)
        // A psql that was asked to stop by a cancelled test gave no status either.
        let status = await ended.first { _ in true }
        // It has ended; without this Foundation would keep it, and the pipes, for ever.
        if status != nil { process.waitUntilExit() }
        guard status == 0 else { throw PostgresServerError("psql: \(errorText)") }
        return outputText
    }

    /// A file rather than a pipe: writing to a psql that gave up would be a signal to this process.
    private static func file(holding text: String) throws -> FileHandle {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("psql-\(UUID().uuidString).sql")
        try Data(text.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        return try FileHandle(forReadingFrom: file)
    }

    /// Reads on a thread of its own, as reading blocks.
    private static func readToEnd(_ handle: FileHandle) async -> String {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                let data = (try? handle.readToEnd()) ?? nil
                continuation.resume(returning: String(decoding: data ?? Data(), as: UTF8.self))
            }
        }
    }
}

/// The environment for a program that is not ours: without what a sanitizer's run loads into this process, and, for a
/// server of our own, without the caller's settings for PostgreSQL.
func childEnvironment(withSettingsOfPostgres isKept: Bool) -> [String: String] {
    ProcessInfo.processInfo.environment.filter { name, _ in
        !["LD_PRELOAD", "TSAN_OPTIONS", "ASAN_OPTIONS", "LSAN_OPTIONS"].contains(name)
            && (isKept || !name.hasPrefix("PG"))
    }
}
