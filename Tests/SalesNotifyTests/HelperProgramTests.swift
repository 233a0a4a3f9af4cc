import Foundation
import Testing

@testable import SalesNotify

@Suite("A program that is run")
struct HelperProgramTests {
    #if os(Linux)
        @Test("Leaves nothing open in the process that ran it", .timeLimit(.minutes(5)))
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

    @Test("Tells how it ended", .timeLimit(.minutes(5)))
    func ends() async throws {
        let complaint = try await HelperProgram.run("/bin/sh", ["-c", "echo no >&2; exit 3"], deadline: .seconds(60))
        #expect(complaint.end == .exited(3) && complaint.errorText == "no\n")
        let killed = try await HelperProgram.run("/bin/sh", ["-c", "kill -KILL $$"], deadline: .seconds(60))
        #expect(killed.end == .exited(128 + SIGKILL))
        let endless = try await HelperProgram.run("/bin/sh", ["-c", "exec sleep 1000"], deadline: .milliseconds(1))
        #expect(endless.end == .timedOut)
    }
}
