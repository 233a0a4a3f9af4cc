import Foundation
public import RunningPrograms

/// A script that the Python of the tests runs to its end.
public enum PythonScript {
    /// Runs a script and answers how it ended.
    ///
    /// - Parameter path: Its file, from the project's folder.
    public static func run(_ path: String, _ arguments: [String]) async throws -> FinishedProgram {
        try await FinishedProgram.run(try python(), [PythonServer.root.appending(path: path).path] + arguments)
    }

    /// The Python with the packages of the tests.
    static func python() throws -> URL {
        let python = PythonServer.root.appending(path: ".build-tools/venv/bin/python3")
        guard FileManager.default.isExecutableFile(atPath: python.path) else {
            throw PythonServer.NotStarted(
                description: "the tests need Python with packages of its own: run ./Scripts/setup --tests"
            )
        }
        return python
    }
}
