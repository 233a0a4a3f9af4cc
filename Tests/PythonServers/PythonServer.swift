public import Foundation
import RunningPrograms

/// A server of `Tests/Servers`, or one of the examples, in a process of its own, until it is let go or stopped.
public final class PythonServer: Sendable {
    /// Why a server is not there, and what to do.
    public struct NotStarted: Error, CustomStringConvertible {
        /// What happened, for people.
        public let description: String
    }

    /// The project's folder.
    public static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Where it listens, on 127.0.0.1.
    public let port: Int
    private let input: Pipe
    /// Kept, so that it can say more.
    private let output: Pipe
    private let program: RunningProgram

    /// Starts a server that prints `{"port": N}` when it is ready, and ends with its input.
    public convenience init(_ script: String, _ options: [String] = []) async throws {
        try await self.init(path: "Tests/Servers/\(script)", options) { line in
            struct Ready: Decodable { let port: Int }
            return try? JSONDecoder().decode(Ready.self, from: Data(line.utf8)).port
        }
    }

    /// Starts a server.
    ///
    /// - Parameters:
    ///   - path: Its file, from the project's folder.
    ///   - port: The port that its first line tells.
    public init(
        path: String,
        _ options: [String] = [],
        environment: [String: String]? = nil,
        port: (String) -> Int?
    ) async throws {
        let python = try PythonScript.python()
        input = Pipe()
        output = Pipe()
        program = try await RunningProgram(
            python,
            [Self.root.appending(path: path).path] + options,
            environment: environment,
            input: input.fileHandleForReading,
            output: output.fileHandleForWriting,
            errors: .standardError
        )
        for its in [input.fileHandleForReading, output.fileHandleForWriting] { try its.close() }
        // The first line comes when the server is ready; nothing at all where it could not start.
        var line: [UInt8] = []
        while line.last != 0x0A, let byte = try output.fileHandleForReading.read(upToCount: 1)?.first {
            line.append(byte)
        }
        guard let found = port(String(decoding: line, as: UTF8.self)) else {
            throw NotStarted(description: "\(path) did not start: run ./Scripts/setup --tests")
        }
        self.port = found
    }

    deinit { stop() }

    /// Ends it.
    public func stop() {
        try? input.fileHandleForWriting.close()
        program.kill()
    }
}
