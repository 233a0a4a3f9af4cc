import Foundation
import Synchronization

/// The lines that come out of a pipe, read on a thread of their own so that waiting for one blocks nobody.
final class Lines: Sendable {
    private struct State {
        var unread: [String] = []
        var waiting: [CheckedContinuation<String?, Never>] = []
        var haveEnded = false
    }

    private let state = Mutex(State())

    init(of handle: FileHandle) {
        Thread.detachNewThread { [self] in
            var rest = Data()
            while true {
                let piece = handle.availableData
                if piece.isEmpty { break }
                rest += piece
                while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                    add(String(decoding: rest[..<end], as: UTF8.self))
                    rest = Data(rest[rest.index(after: end)...])
                }
            }
            finish()
        }
    }

    /// Whether the other side has closed the pipe.
    var haveEnded: Bool { state.withLock { $0.haveEnded } }

    /// The next line, as soon as there is one; nil after the last.
    func next() async -> String? {
        await withCheckedContinuation { continuation in
            let known: String?? = state.withLock { state in
                if !state.unread.isEmpty { return state.unread.removeFirst() }
                if state.haveEnded { return .some(nil) }
                state.waiting.append(continuation)
                return nil
            }
            if let known { continuation.resume(returning: known) }
        }
    }

    private func add(_ line: String) {
        let waiter = state.withLock { state in
            if state.waiting.isEmpty { state.unread.append(line) }
            return state.waiting.isEmpty ? nil : state.waiting.removeFirst()
        }
        waiter?.resume(returning: line)
    }

    private func finish() {
        let waiting = state.withLock { state in
            state.haveEnded = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for waiter in waiting { waiter.resume(returning: nil) }
    }
}
