import Foundation
import RunningPrograms
import Testing

@testable import LocalShop

@Suite("The program", .timeLimit(.minutes(15)))
struct CommandTests {
    /// The program as built beside the tests; its name is the target's where a build makes no products.
    private static func program() throws -> URL {
        let folder = URL(fileURLWithPath: CommandLine.arguments.first ?? "").deletingLastPathComponent()
        let candidates = ["localshop", "LocalShop"].map { folder.appendingPathComponent($0) }
        return try #require(candidates.first { FileManager.default.isExecutableFile(atPath: $0.path) })
    }

    private struct Ready: Decodable {
        var url: String
        var pid: Int32
    }

    /// Starts the program, reads its line, ends it by `end`, and gives back its line, what followed, and its status.
    private func run(
        _ arguments: [String],
        endingBy end: (RunningProgram, Pipe) throws -> Void
    ) async throws -> (ready: Ready, pid: Int32, rest: Data, status: Int32) {
        let input = Pipe()
        let output = Pipe()
        let program = try await RunningProgram(
            try Self.program(),
            arguments,
            input: input.fileHandleForReading,
            output: output.fileHandleForWriting,
            errors: .standardError
        )
        for its in [input.fileHandleForReading, output.fileHandleForWriting] { try its.close() }
        // A program that does not end must not outlive its test.
        defer { program.kill() }
        var line = Data()
        while line.last != 0x0A {
            let more = output.fileHandleForReading.availableData
            if more.isEmpty { break }
            line.append(more)
        }
        let ready = try JSONDecoder().decode(Ready.self, from: line)
        try end(program, input)
        // First the end, which a time limit can interrupt.
        let status = try await program.status()
        let rest = try output.fileHandleForReading.readToEnd() ?? Data()
        return (ready, program.pid, rest, status)
    }

    @Test("It says where it listens in one line of JSON, and ends cleanly on SIGTERM and SIGINT")
    func signals() async throws {
        for end in [SIGTERM, SIGINT] {
            let result = try await run(["--products", "3"]) { program, _ in program.send(end) }
            #expect(result.ready.url.hasPrefix("http://127.0.0.1:"))
            #expect(result.ready.pid == result.pid)
            #expect(result.rest.isEmpty && result.status == 0)
        }
    }

    @Test("With --until-eof it ends with its input")
    func endOfInput() async throws {
        let result = try await run(["--until-eof"]) { _, input in try input.fileHandleForWriting.close() }
        #expect(result.status == 0)
    }
}
