internal import Subprocess

#if canImport(System)
    internal import System
#else
    internal import SystemPackage
#endif

/// One run of a program with arguments, without a shell, with a deadline, ended with the task.
///
/// Not by Foundation's `Process`, which on Linux reads past the end of a buffer while it looks for open descriptors, keeps
/// its own for ever after a program that nobody waited for on a run loop, and starts programs that cannot be told to end.
package enum HelperProgram {
    /// How a run ended.
    package enum End: Hashable, Sendable {
        /// By itself, with a status; a signal's number plus 128 where a signal ended it.
        case exited(Int32)
        /// It was ended at its deadline.
        case timedOut
        /// It was ended because the task was cancelled.
        case cancelled
    }

    /// What came of a run.
    package struct Outcome: Sendable {
        package var end: End
        /// What it wrote to standard error, cut to ``maximumErrorBytes``.
        package var errorText: String
    }

    /// What is kept of standard error, in bytes.
    static let maximumErrorBytes = 2_048

    /// Runs a program to its end; it gets no input, and its output is not kept.
    ///
    /// At the deadline it is killed, with what it started itself.
    ///
    /// - Throws: The reason, where the program cannot be started.
    package static func run(_ program: String, _ arguments: [String], deadline: Duration) async throws -> Outcome {
        try await withThrowingTaskGroup(of: Outcome?.self) { group in
            group.addTask { try await ended(program, arguments) }
            group.addTask {
                try? await Task.sleep(for: deadline)
                return nil
            }
            var isLate = false
            while let outcome = try await group.next() {
                // Whether the program has ended or its time has, whichever is left need not go on.
                group.cancelAll()
                guard var outcome else {
                    isLate = true
                    continue
                }
                // One that ended by itself at the last moment did what it was run for.
                if outcome.end == .exited(128 + Signal.kill.rawValue) {
                    if Task.isCancelled { outcome.end = .cancelled } else if isLate { outcome.end = .timedOut }
                }
                return outcome
            }
            throw CancellationError()
        }
    }

    /// Runs a program to its end, or kills it when the task is cancelled.
    private static func ended(_ program: String, _ arguments: [String]) async throws -> Outcome {
        var options = PlatformOptions()
        // A group of its own, so that what it started ends with it.
        options.processGroupID = 0
        options.teardownSequence = [
            .send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .zero)
        ]
        let result = try await Subprocess.run(
            .path(FilePath(program)),
            arguments: Arguments(arguments),
            platformOptions: options,
            input: .none,
            output: .discarded,
            error: .sequence
        ) { try await text(of: $0.standardError) }
        switch result.terminationStatus {
        case .exited(let status): return Outcome(end: .exited(status), errorText: result.closureResult)
        case .signaled(let signal): return Outcome(end: .exited(128 + signal), errorText: result.closureResult)
        }
    }

    /// What a program writes, until it ends; whoever else holds the pipe's other end is not waited for.
    ///
    /// What is beyond the limit is read as well, since a program whose pipe is full would wait.
    private static func text(of output: SubprocessOutputSequence) async throws -> String {
        var bytes: [UInt8] = []
        for try await buffer in output {
            let missing = maximumErrorBytes - bytes.count
            buffer.withUnsafeBytes { bytes.append(contentsOf: $0.prefix(missing)) }
            // One that never stops writing is not read for ever.
            if Task.isCancelled { break }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
