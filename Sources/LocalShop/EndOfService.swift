import Dispatch
import Foundation

/// Waits for the first reason to end: SIGINT, SIGTERM, or the end of standard input.
struct EndOfService {
    private let reasons: AsyncStream<Void>
    /// Kept because a source ends with its last reference.
    private let sources: [any DispatchSourceSignal]
    /// Another reason to end, for whoever holds it.
    let end: @Sendable () -> Void

    init(atEndOfInput: Bool) {
        let (reasons, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        self.reasons = reasons
        self.end = { continuation.yield() }
        let registered = DispatchGroup()
        sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { continuation.yield() }
            registered.enter()
            source.setRegistrationHandler { registered.leave() }
            source.resume()
            return source
        }
        // A signal that comes before its source is in place is ignored, and whoever sent it waits for ever.
        registered.wait()
        if atEndOfInput { Self.watchInput(continuation) }
    }

    func wait() async {
        for await _ in reasons { return }
    }

    /// A thread of its own, because reading blocks and an end of input is all that is waited for.
    private static func watchInput(_ continuation: AsyncStream<Void>.Continuation) {
        Thread.detachNewThread {
            while let data = try? FileHandle.standardInput.read(upToCount: 4_096), !data.isEmpty {}
            continuation.yield()
        }
    }
}
