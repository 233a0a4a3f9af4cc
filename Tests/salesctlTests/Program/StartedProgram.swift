import Foundation
import RunningPrograms

/// A salesctl that runs.
///
/// Its streams are files: nothing can fill up, and reading them blocks nobody.
final class StartedProgram: Sendable {
    private let program: RunningProgram
    private let outputFile: URL
    private let errorFile: URL

    /// Starts the program; its standard output is a file, unless something else is given for it.
    init(
        _ arguments: [String],
        input: String,
        environment: [String: String],
        folder: URL,
        output: FileHandle? = nil
    ) async throws {
        let name = UUID().uuidString
        outputFile = folder.appendingPathComponent("\(name).out")
        errorFile = folder.appendingPathComponent("\(name).err")
        let inputFile = folder.appendingPathComponent("\(name).in")
        try Data(input.utf8).write(to: inputFile)
        for file in [outputFile, errorFile] { try Data().write(to: file) }
        let input = try FileHandle(forReadingFrom: inputFile)
        let written = try FileHandle(forWritingTo: outputFile)
        let errors = try FileHandle(forWritingTo: errorFile)
        defer { for file in [input, written, errors] { try? file.close() } }
        program = try await RunningProgram(
            try BuiltProgram.url(),
            arguments,
            environment: environment.merging(Self.sanitizer) { own, _ in own },
            folder: folder,
            input: input,
            output: output ?? written,
            errors: errors
        )
    }

    /// What a sanitizer's run sets for this process holds for the programs that it starts, too.
    private static let sanitizer = ProcessInfo.processInfo.environment.filter {
        SanitizerRun.variables.contains($0.key)
    }

    /// No program outlives its test.
    deinit {
        program.kill()
    }

    /// What it has written to standard output so far.
    var output: String { Self.text(outputFile) }

    /// Whether it has ended.
    var hasEnded: Bool { program.hasEnded }

    /// Sends a signal.
    func send(_ signal: Int32) {
        program.send(signal)
    }

    /// Waits for its end; a test that is cancelled by its time limit ends the program as well.
    func end() async throws -> ProgramRun {
        let status = try await program.status()
        return ProgramRun(status: status, output: output, errors: Self.text(errorFile))
    }

    private static func text(_ file: URL) -> String {
        String(decoding: (try? Data(contentsOf: file)) ?? Data(), as: UTF8.self)
    }
}
