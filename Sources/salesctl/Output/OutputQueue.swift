import Dispatch
import Glibc
import SalesCore
import Synchronization

/// Writes for a program that must go on although nobody reads what it writes: a terminal stopped with Ctrl-S, a pager
/// that waits for a key.
///
/// Everything is written in its order on a thread of its own. Lines that nobody waits for are dropped where too much
/// waits already, and how many were is said as soon as there is room again.
final class OutputQueue: Sendable {
    /// Of lines that nobody waits for, at most these many bytes wait to be written.
    static let maximumBytes = 256 << 10

    private struct Backlog {
        var bytes = 0
        var dropped = 0
    }

    private let backlog = Mutex(Backlog())
    private let thread = DispatchQueue(label: "salesctl.output")
    private let write: @Sendable (String, StandardStream) -> Int32

    /// A queue.
    ///
    /// - Parameter write: writes to a stream, and may take as long as it likes.
    init(write: @escaping @Sendable (String, StandardStream) -> Int32 = { $1.write($0) }) {
        self.write = write
    }

    /// Has a text written that nobody waits for, if there is room for it.
    ///
    /// - Parameter isCounted: whether somebody should know that it was dropped.
    func add(_ text: String, to stream: StandardStream, isCounted: Bool = true) {
        let size = text.utf8.count
        let missed: Int? = backlog.withLock { backlog in
            guard backlog.bytes + size <= Self.maximumBytes else {
                if isCounted { backlog.dropped += 1 }
                return nil
            }
            defer { backlog.dropped = 0 }
            backlog.bytes += size
            return backlog.dropped
        }
        guard let missed else { return }
        thread.async { [self] in
            if missed > 0 { _ = write(Self.words(missed), .errors) }
            _ = write(text, stream)
            backlog.withLock { $0.bytes -= size }
        }
    }

    /// Has a text written that somebody waits for, however much waits already.
    func addAwaited(_ text: String, to stream: StandardStream) -> WriteTicket {
        let ticket = WriteTicket()
        thread.async { [self] in
            guard ticket.isOpen else { return }
            ticket.end(write(text, stream))
        }
        return ticket
    }

    /// Waits until all is written, or for so long.
    func drain(atMost limit: Duration) async {
        let ticket = addAwaited("", to: .errors)
        let timer = Task {
            try? await Task.sleep(for: limit)
            ticket.end(ETIMEDOUT)
        }
        _ = await ticket.result()
        timer.cancel()
    }

    private static func words(_ missed: Int) -> String {
        "salesctl: warning: \(CountedNoun.text(missed, "line was", "lines were")) dropped, since nobody read the output.\n"
    }
}

/// What one waits with for a text to be written.
final class WriteTicket: Sendable {
    private enum State {
        case open(CheckedContinuation<Int32, Never>?)
        case ended(Int32)
    }

    private let state = Mutex(State.open(nil))

    /// Whether it is still to be written: nobody gave it up.
    var isOpen: Bool {
        state.withLock { if case .open = $0 { true } else { false } }
    }

    /// Ends the waiting; only the first end counts.
    func end(_ number: Int32) {
        let waiting: CheckedContinuation<Int32, Never>? = state.withLock { state in
            guard case .open(let waiting) = state else { return nil }
            state = .ended(number)
            return waiting
        }
        waiting?.resume(returning: number)
    }

    /// 0 once it is written, or the errno(3) of why it was not; a task that is cancelled gives it up (ECANCELED).
    func result() async -> Int32 {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let ended: Int32? = state.withLock { state in
                    if case .ended(let number) = state { return number }
                    state = .open(continuation)
                    return nil
                }
                if let ended { continuation.resume(returning: ended) }
            }
        } onCancel: {
            end(ECANCELED)
        }
    }
}
