import Foundation
import Testing

@testable import SalesNotify

@Suite("A program that is run")
struct HelperProgramTests {
    #if os(Linux)
        @Test("Leaves nothing open in the process that ran it", .timeLimit(.minutes(15)))
        func pipeIsClosed() async throws {
            // The program names the pipe that it writes its complaints to.
            let outcome = try await HelperProgram.run(
                "/bin/sh",
                ["-c", "readlink /proc/$$/fd/2 >&2"],
                deadline: .seconds(60)
            )
            #expect(outcome.end == .exited(0))
            let pipe = outcome.errorText.trimmingCharacters(in: .whitespacesAndNewlines)
            #expect(pipe.hasPrefix("pipe:["))
            let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap {
                try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")
            }
            #expect(!open.isEmpty && !open.contains(pipe))
        }
    #endif

    @Test("Tells how it ended", .timeLimit(.minutes(15)))
    func ends() async throws {
        let complaint = try await HelperProgram.run("/bin/sh", ["-c", "echo no >&2; exit 3"], deadline: .seconds(60))
        #expect(complaint.end == .exited(3) && complaint.errorText == "no\n")
        let killed = try await HelperProgram.run("/bin/sh", ["-c", "kill -KILL $$"], deadline: .seconds(60))
        #expect(killed.end == .exited(128 + SIGKILL))
        let endless = try await HelperProgram.run("/bin/sh", ["-c", "exec sleep 1000"], deadline: .milliseconds(1))
        #expect(endless.end == .timedOut)
    }

    @Test("Can be told to end by a signal, whoever runs it", .timeLimit(.minutes(15)))
    func signals() async throws {
        let ended = try await HelperProgram.run("/bin/sh", ["-c", "kill -TERM $$; exit 3"], deadline: .seconds(60))
        #expect(ended.end == .exited(128 + SIGTERM))
    }

    @Test("Is waited for no longer than it runs, and its complaints are cut", .timeLimit(.minutes(15)))
    func complaints() async throws {
        // Who sleeps holds the pipe's other end; what is written is more than a pipe takes.
        let script = "sleep 1000 & echo $! >&2; head -c 200000 /dev/zero | tr '\\0' x >&2"
        let outcome = try await HelperProgram.run("/bin/sh", ["-c", script], deadline: .seconds(600))
        let lines = outcome.errorText.split(separator: "\n")
        if let sleeper = lines.first.flatMap({ Int32($0) }) { kill(sleeper, SIGKILL) }
        #expect(outcome.end == .exited(0) && outcome.errorText.utf8.count == HelperProgram.maximumErrorBytes)
        #expect(lines.count == 2 && lines.last?.allSatisfy { $0 == "x" } == true)
    }

    @Test("Takes what it started along when it is ended", .timeLimit(.minutes(15)))
    func group() async throws {
        let folder = try TemporaryFolder()
        let note = folder.path("child")
        let script = "sleep 1000 & echo $! > \(note).new; mv \(note).new \(note); wait"
        let run = Task { try await HelperProgram.run("/bin/sh", ["-c", script], deadline: .seconds(600)) }
        while !FileManager.default.fileExists(atPath: note) { await Task.yield() }
        let written = try String(contentsOfFile: note, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
        let child = try #require(Int32(written))
        #expect(Self.isRunning(child))
        run.cancel()
        #expect(try await run.value.end == .cancelled)
        while Self.isRunning(child) { await Task.yield() }
    }

    @Test("Ends with the task that runs it", .timeLimit(.minutes(15)))
    func cancelled() async throws {
        let run = Task { try await HelperProgram.run("/bin/sleep", ["1000"], deadline: .seconds(200)) }
        run.cancel()
        #expect(try await run.value.end == .cancelled)
    }

    @Test("Is an error where there is no such program")
    func missing() async {
        await #expect(throws: (any Error).self) {
            try await HelperProgram.run("/nonexistent/program", [], deadline: .seconds(60))
        }
    }

    /// Whether a process is there that has not ended; one that nobody has waited for yet has.
    private static func isRunning(_ pid: Int32) -> Bool {
        guard kill(pid, 0) == 0 else { return false }
        let status = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)
        return status.map { !$0.contains(") Z ") } ?? false
    }
}
