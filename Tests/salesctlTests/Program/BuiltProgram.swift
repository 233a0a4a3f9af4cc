import Foundation
import PostgresServer
import Testing

/// salesctl as it was built beside the tests.
enum BuiltProgram {
    /// How many programs run at the same time, so that a small machine is not swamped.
    private static let gate = Gate(places: 4)

    static func url() throws -> URL {
        let folder = URL(fileURLWithPath: CommandLine.arguments.first ?? "").deletingLastPathComponent()
        let program = folder.appendingPathComponent("salesctl")
        try #require(FileManager.default.isExecutableFile(atPath: program.path), "salesctl is built beside the tests")
        return program
    }

    /// Runs the program to its end, with files for its three streams in `folder`.
    static func run(
        _ arguments: [String],
        input: String,
        environment: [String: String],
        folder: URL
    ) async throws -> ProgramRun {
        try await gate.pass {
            let started = try await StartedProgram(arguments, input: input, environment: environment, folder: folder)
            return try await started.end()
        }
    }
}
