import Glibc

/// Standard output or standard error of this process.
enum StandardStream: Int32 {
    case output = 1
    case errors = 2

    /// Writes all bytes, waiting as long as whatever reads them makes it wait.
    ///
    /// - Returns: 0, or the errno(3) that ended the writing.
    @discardableResult
    func write(_ text: String) -> Int32 {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let written = bytes.withUnsafeBytes { Glibc.write(rawValue, $0.baseAddress, $0.count) }
            if written > 0 {
                bytes = bytes.dropFirst(written)
            } else if errno == EAGAIN {
                // Somebody made the stream non-blocking, as it is shared with other programs.
                var request = pollfd(fd: rawValue, events: Int16(POLLOUT), revents: 0)
                _ = poll(&request, 1, -1)
            } else if errno != EINTR {
                return errno
            }
        }
        return 0
    }
}

/// Why a line that had to be written was not.
struct OutputFailure: Error, CustomStringConvertible {
    /// The errno(3).
    let number: Int32

    var description: String { String(cString: strerror(number)) }
}
