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

    /// The text of a file that a package of the tests' Python carries.
    ///
    /// - Parameter path: From the folder of all packages.
    public static func packagedText(_ path: String) throws -> String {
        let library = try python().deletingLastPathComponent().deletingLastPathComponent().appending(path: "lib")
        let versions = try FileManager.default.contentsOfDirectory(atPath: library.path).sorted()
        for version in versions where version.hasPrefix("python3") {
            let file = library.appending(path: "\(version)/site-packages/\(path)")
            guard let data = FileManager.default.contents(atPath: file.path) else { continue }
            return String(decoding: data, as: UTF8.self)
        }
        throw PythonServer.NotStarted(description: "the tests need \(path): run ./Scripts/setup --tests")
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
