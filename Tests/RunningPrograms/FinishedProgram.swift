public import Foundation
import Subprocess

#if canImport(System)
    import System
#else
    import SystemPackage
#endif

/// A program that was run to its end.
public struct FinishedProgram: Sendable {
    /// The code that it ended with, or the negative number of the signal that ended it.
    public let status: Int32
    /// What it wrote to standard output.
    public let output: String
    /// What it wrote to standard error.
    public let errors: String

    /// Runs a program to its end, in this process's environment and folder unless others are given; a test that is
    /// cancelled by its time limit ends the program as well.
    ///
    /// Input is a file and no text: writing to a program that gave up would be a signal to this process.
    public static func run(
        _ program: URL,
        _ arguments: [String],
        environment: [String: String]? = nil,
        folder: URL? = nil,
        input: FileHandle? = nil
    ) async throws -> FinishedProgram {
        var configuration = Configuration(executable: .path(FilePath(program.path)), arguments: Arguments(arguments))
        if let environment { configuration.environment = .of(environment) }
        configuration.workingDirectory = folder.map { FilePath($0.path) }
        configuration.platformOptions.processGroupID = 0
        let input = try input ?? FileHandle.nothing()
        let result = try await Subprocess.run(
            configuration,
            input: .fileDescriptor(input.descriptor, closeAfterSpawningProcess: false),
            output: .string(limit: .max),
            error: .string(limit: .max)
        )
        withExtendedLifetime(input) {}
        try Task.checkCancellation()
        return FinishedProgram(
            status: result.terminationStatus.number,
            output: result.standardOutput,
            errors: result.standardError
        )
    }
}
