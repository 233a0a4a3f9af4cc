internal import CLibpq
internal import Dispatch
internal import SalesCore

/// What a connection holds outside of Swift: libpq's handle, and what watches its socket and its time.
///
/// It belongs to one ``PostgresConnection``, which alone uses it, on its executor; given back when that is let go.
final class ConnectionWire {
    let handle: OpaquePointer
    let socket: WatchedSocket
    private let readable: any DispatchSourceRead
    private let writable: any DispatchSourceWrite
    private let timer: any DispatchSourceTimer
    private let queue: DispatchQueue
    private(set) var isClosed = false

    init(_ opened: consuming OpenedConnection, watching socket: WatchedSocket, on queue: DispatchQueue) {
        handle = opened.take()
        self.socket = socket
        self.queue = queue
        readable = DispatchSource.makeReadSource(fileDescriptor: socket.descriptor, queue: queue)
        writable = DispatchSource.makeWriteSource(fileDescriptor: socket.descriptor, queue: queue)
        timer = DispatchSource.makeTimerSource(queue: queue)
    }

    deinit { close() }

    /// Says what happens, on the queue, when the socket that is waited for is ready and when the time is up.
    func watch(ready: @escaping @Sendable () -> Void, timeUp: @escaping @Sendable () -> Void) {
        readable.setEventHandler(handler: ready)
        writable.setEventHandler(handler: ready)
        timer.setEventHandler(handler: timeUp)
        stopTimer()
        timer.activate()
    }

    /// Waits for the socket: `ready` is called until ``stopWaiting(writing:)``.
    func wait(writing: Bool) {
        readable.resume()
        if writing { writable.resume() }
    }

    func stopWaiting(writing: Bool) {
        readable.suspend()
        if writing { writable.suspend() }
    }

    /// Starts the timer anew; what is left of a millisecond counts as a whole one, and more than a day as a day.
    func startTimer(_ time: Duration) {
        timer.schedule(deadline: .now() + .milliseconds(Int(min(time, Self.longestTimer).wholeMilliseconds) + 1))
    }

    private static let longestTimer = Duration.seconds(86_400)

    func stopTimer() { timer.schedule(deadline: .distantFuture) }

    /// Ends the connection, once the sources are done with its socket.
    func close() {
        guard !isClosed else { return }
        isClosed = true
        let group = DispatchGroup()
        for source in [readable as any DispatchSourceProtocol, writable] {
            group.enter()
            source.setCancelHandler { group.leave() }
            source.cancel()
            // libdispatch handles a cancellation only while a source runs, and traps where one is let go suspended.
            source.resume()
        }
        timer.cancel()
        group.notify(queue: queue) { [handle, socket] in
            socket.release()
            PQfinish(handle)
        }
    }
}
