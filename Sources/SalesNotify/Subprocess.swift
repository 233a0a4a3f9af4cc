internal import Foundation
internal import Synchronization

/// One run of a program with arguments, without a shell, with a deadline, ended with the task.
enum Subprocess {
    /// How a run ended.
    enum End: Hashable, Sendable {
        /// By itself, with a status; a signal's number plus 128 where a signal ended it.
        case exited(Int32)
        /// It was ended at its deadline.
        case timedOut
        /// It was ended because the task was cancelled.
        case cancelled
    }

    /// What came of a run.
    struct Outcome: Sendable {
        var end: End
        /// What it wrote to standard error, cut to ``maximumErrorBytes``.
        var errorText: String
    }

    /// What is kept of standard error, in bytes.
    static let maximumErrorBytes = 2_048

    /// Runs a program to its end; it gets no input, and its output is not kept.
    ///
    /// - Throws: Foundation's error where the program cannot be started.
    static func run(_ program: String, _ arguments: [String], deadline: Duration) async throws -> Outcome {
        let process = Process()
        let errors = Pipe()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = errors
        let ending = Ending()
        process.terminationHandler = { process in
            let isSignal = process.terminationReason == .uncaughtSignal
            ending.finish(.exited(isSignal ? 128 + process.terminationStatus : process.terminationStatus))
        }
        try process.run()
        let pid = process.processIdentifier
        let watch = Task {
            try await Task.sleep(for: deadline)
            // Threads of Swift's pool block SIGTERM, and a program inherits that from the one that starts it.
            if ending.begin(.timedOut) { ending.whileRunning { kill(pid, SIGKILL) } }
        }
        let end = await withTaskCancellationHandler {
            await ending.value()
        } onCancel: {
            if ending.begin(.cancelled) { ending.whileRunning { kill(pid, SIGKILL) } }
        }
        watch.cancel()
        // It has ended. Without this Foundation's Process and its source in a run loop hold one another for ever, and with
        // them the pipe's descriptor.
        process.waitUntilExit()
        return Outcome(end: end, errorText: text(of: errors.fileHandleForReading.fileDescriptor))
    }

    /// What is in the pipe now; whoever else holds its other end is not waited for.
    private static func text(of descriptor: Int32) -> String {
        guard fcntl(descriptor, F_SETFL, O_NONBLOCK) == 0 else { return "" }
        var bytes = [UInt8](repeating: 0, count: maximumErrorBytes)
        let count = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }
}

/// How a program ends: decided once, whoever is first.
private final class Ending: Sendable {
    private struct State {
        var reason: Subprocess.End?
        var end: Subprocess.End?
        var waiter: CheckedContinuation<Subprocess.End, Never>?
    }

    private let state = Mutex(State())

    /// Notes why the program is being ended; false where it has ended or is being ended already.
    func begin(_ reason: Subprocess.End) -> Bool {
        state.withLock { state in
            guard state.end == nil, state.reason == nil else { return false }
            state.reason = reason
            return true
        }
    }

    /// Does something unless the program has ended, whose number may belong to another program then.
    func whileRunning(_ action: () -> Void) {
        state.withLock { if $0.end == nil { action() } }
    }

    /// The program has ended.
    func finish(_ end: Subprocess.End) {
        let (waiter, end) = state.withLock { state in
            let final = state.end ?? state.reason ?? end
            state.end = final
            defer { state.waiter = nil }
            return (state.waiter, final)
        }
        waiter?.resume(returning: end)
    }

    /// How it ended, once it has.
    func value() async -> Subprocess.End {
        await withCheckedContinuation { continuation in
            let end = state.withLock { state in
                if state.end == nil { state.waiter = continuation }
                return state.end
            }
            if let end { continuation.resume(returning: end) }
        }
    }
}
