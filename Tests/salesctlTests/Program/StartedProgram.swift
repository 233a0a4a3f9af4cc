import Foundation

/// A salesctl that runs.
///
/// Its streams are files: nothing can fill up, and reading them blocks nobody.
final class StartedProgram: Sendable {
    /// The number of the process.
    let pid: Int32
    private let process: Process
    private let ended: AsyncStream<Int32>
    private let outputFile: URL
    private let errorFile: URL

    /// Starts the program; its standard output is a file, unless something else is given for it.
    init(
        _ arguments: [String],
        input: String,
        environment: [String: String],
        folder: URL,
        output: FileHandle? = nil
    ) throws {
        let name = UUID().uuidString
        outputFile = folder.appendingPathComponent("\(name).out")
        errorFile = folder.appendingPathComponent("\(name).err")
        let inputFile = folder.appendingPathComponent("\(name).in")
        try Data(input.utf8).write(to: inputFile)
        for file in [outputFile, errorFile] { try Data().write(to: file) }
        let process = Process()
        process.executableURL = try BuiltProgram.url()
        process.arguments = arguments
        process.environment = environment.merging(Self.sanitizer) { own, _ in own }
        process.currentDirectoryURL = folder
        process.standardInput = try FileHandle(forReadingFrom: inputFile)
        process.standardOutput = try output ?? FileHandle(forWritingTo: outputFile)
        process.standardError = try FileHandle(forWritingTo: errorFile)
        let (stream, continuation) = AsyncStream.makeStream(of: Int32.self)
        process.terminationHandler = { process in
            let isSignal = process.terminationReason == .uncaughtSignal
            continuation.yield(isSignal ? -process.terminationStatus : process.terminationStatus)
            continuation.finish()
        }
        ended = stream
        try process.run()
        self.process = process
        pid = process.processIdentifier
    }

    /// What a sanitizer's run sets for this process holds for the programs that it starts, too.
    private static let sanitizer = ProcessInfo.processInfo.environment.filter {
        ["LD_PRELOAD", "TSAN_OPTIONS"].contains($0.key)
    }

    /// No program outlives its test.
    deinit {
        if process.isRunning { kill(pid, SIGKILL) }
    }

    /// What it has written to standard output so far.
    var output: String { Self.text(outputFile) }

    /// Whether it has ended.
    var hasEnded: Bool { !process.isRunning }

    /// Sends a signal.
    func send(_ signal: Int32) {
        kill(pid, signal)
    }

    /// Waits for its end; a test that is cancelled by its time limit ends the program as well.
    func end() async throws -> ProgramRun {
        var iterator = ended.makeAsyncIterator()
        guard let status = await iterator.next() else {
            kill(pid, SIGKILL)
            throw CancellationError()
        }
        return ProgramRun(status: status, output: output, errors: Self.text(errorFile))
    }

    private static func text(_ file: URL) -> String {
        String(decoding: (try? Data(contentsOf: file)) ?? Data(), as: UTF8.self)
    }
}
