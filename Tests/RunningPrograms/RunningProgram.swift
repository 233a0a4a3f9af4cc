public import Foundation
import Subprocess
import Synchronization

#if canImport(System)
    import System
#else
    import SystemPackage
#endif

/// A program that a test runs.
///
/// Not by Foundation's `Process`, for the reasons that SalesNotify's `HelperProgram` has.
public final class RunningProgram: Sendable {
    /// The number of the process.
    public let pid: Int32
    private let end: Task<Int32, any Error>
    private let isOver: Over

    /// Starts a program, in this process's environment and folder unless others are given.
    ///
    /// Descriptors are only lent: the caller closes its own.
    public init(
        _ program: URL,
        _ arguments: [String],
        environment: [String: String]? = nil,
        folder: URL? = nil,
        input: FileHandle? = nil,
        output: FileHandle? = nil,
        errors: FileHandle? = nil
    ) async throws {
        var configuration = Configuration(executable: .path(FilePath(program.path)), arguments: Arguments(arguments))
        if let environment { configuration.environment = .of(environment) }
        configuration.workingDirectory = folder.map { FilePath($0.path) }
        // What ends the tests from a terminal is not for their programs, who end in their own order.
        configuration.platformOptions.processGroupID = 0
        let nothing = try FileHandle.nothing()
        let (input, output, errors) = (input ?? nothing, output ?? nothing, errors ?? nothing)
        let over = Over()
        isOver = over
        let (started, continuation) = AsyncThrowingStream.makeStream(of: Int32.self)
        // Lives as long as the program: it is what waits for it.
        end = Task { [configuration] in
            defer { over.set() }
            do {
                let result = try await Subprocess.run(
                    configuration,
                    input: .fileDescriptor(input.descriptor, closeAfterSpawningProcess: false),
                    output: .fileDescriptor(output.descriptor, closeAfterSpawningProcess: false),
                    error: .fileDescriptor(errors.descriptor, closeAfterSpawningProcess: false)
                ) { execution in
                    // Until now the handles had to be open.
                    withExtendedLifetime((input, output, errors)) {}
                    continuation.yield(execution.processIdentifier.value)
                }
                return result.terminationStatus.number
            } catch {
                continuation.finish(throwing: error)
                throw error
            }
        }
        // In a task of its own, since a cancelled one would not hear of a program that it has started.
        pid = try await Task {
            for try await pid in started { return pid }
            throw CancellationError()
        }.value
    }

    /// Whether it has ended.
    public var hasEnded: Bool { isOver.get() }

    /// Sends a signal, unless the program has ended.
    public func send(_ signal: Int32) {
        if !hasEnded { Foundation.kill(pid, signal) }
    }

    /// Kills it, unless it has ended.
    public func kill() {
        end.cancel()
    }

    /// Waits for its end and gives back its status, or a signal's negative number; a test that is cancelled by its time
    /// limit ends the program as well.
    public func status() async throws -> Int32 {
        try await withTaskCancellationHandler {
            let status = try await end.value
            try Task.checkCancellation()
            return status
        } onCancel: {
            kill()
        }
    }
}

/// Whether a program has ended.
private final class Over: Sendable {
    private let state = Mutex(false)

    func set() { state.withLock { $0 = true } }
    func get() -> Bool { state.withLock { $0 } }
}
