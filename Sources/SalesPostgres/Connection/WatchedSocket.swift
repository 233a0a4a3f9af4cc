#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A connection's socket under a descriptor of our own.
///
/// libpq closes its own as soon as it finds that the server is gone; then nobody would be woken, and the next
/// connection to get its number would be taken for this one.
struct WatchedSocket: Sendable {
    let descriptor: Int32

    /// Nil where the process may open no more files.
    init?(of socket: Int32) {
        descriptor = fcntl(socket, F_DUPFD_CLOEXEC, 0)
        guard descriptor >= 0 else { return nil }
    }

    /// Whether something has arrived that nobody has read yet, or the other side has gone.
    var hasInput: Bool {
        var socket = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&socket, 1, 0) != 0
    }

    /// Lets go of it; nothing may watch it any more.
    func release() { _ = close(descriptor) }
}
