import Foundation
import RunningPrograms

/// A `Scripts/private-postgres` that runs: it ends with the pipe that is its standard input, so with this process.
final class RunningScript: Sendable {
    /// What it writes.
    let lines: Lines
    private let program: RunningProgram
    private let input: Pipe
    private let errors: Pipe
    private let orders = Orders()

    init(_ arguments: [String]) async throws {
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../Scripts/private-postgres").standardized
        input = Pipe()
        errors = Pipe()
        let output = Pipe()
        let itsEnds = [input.fileHandleForReading, output.fileHandleForWriting, errors.fileHandleForWriting]
        defer { for end in itsEnds { try? end.close() } }
        program = try await RunningProgram(
            script,
            arguments,
            environment: childEnvironment(withSettingsOfPostgres: false),
            input: itsEnds[0],
            output: itsEnds[1],
            // Not ours: whoever waits for the end of the tests' own streams would wait for the server, too.
            errors: itsEnds[2]
        )
        lines = Lines(of: output.fileHandleForReading)
    }

    deinit {
        try? input.fileHandleForWriting.close()
    }

    /// Sends a signal and returns the line that says it was followed; nil where the script has ended.
    func order(_ signal: Int32) async -> String? {
        await orders.inTurn { [lines, program] in
            guard !lines.haveEnded else { return nil }
            program.send(signal)
            return await lines.next()
        }
    }

    /// Lets the script end, and waits until it has.
    func end() async {
        await orders.inTurn { [lines, input] in
            try? input.fileHandleForWriting.close()
            while await lines.next() != nil {}
            return nil
        }
    }

    /// What it wrote to standard error; only after its lines have ended, and so little that a pipe holds it.
    func complaint() -> String {
        let data = (try? errors.fileHandleForReading.readToEnd()) ?? nil
        let text = String(decoding: data ?? Data(), as: UTF8.self)
        return text.isEmpty ? "Scripts/private-postgres has ended." : text
    }
}

/// One order after the other: two signals at once would be one to the script.
private actor Orders {
    private var last: Task<String?, Never>?

    @discardableResult
    func inTurn(_ order: @escaping @Sendable () async -> String?) async -> String? {
        let task = Task { [last] in
            _ = await last?.value
            return await order()
        }
        last = task
        return await task.value
    }
}
